"""The amendment: what somebody wants a text in drafting to say, against one frozen version (RULES R4)."""

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.digests import digest
from common.lifecycle import Move
from council.models import Person
from governance.amending import PARTS, Change, changes_of, tidy
from governance.enums import OPEN_AMENDMENTS, UNSETTLED, AmendmentState
from territory.models import Organisation

from .recommendations import Recommendation, Version


def parts_of(version):
    """Return the parts of a frozen text that may be amended, as amendments see them."""
    return {part: tidy(getattr(version, part)) for part in PARTS}


class AmendmentQuerySet(models.QuerySet):
    def shown(self):
        """Every one that was submitted, with what its pages read, in three queries whatever their number."""
        wordings = AmendmentWording.objects.select_related("version").order_by("pk")
        return (
            self.exclude(state=AmendmentState.DRAFT)
            .select_related("proposer", "on_behalf_of", "integrated_in", "recommendation")
            .prefetch_related(Prefetch("wordings", wordings))
            .order_by("sequence")
        )

    def open(self):
        """What is neither taken into the text nor out of the debate."""
        return self.filter(state__in=OPEN_AMENDMENTS)

    def unsettled(self):
        """What the rapporteur has still to deal with before the text is ready (RULES R2)."""
        return self.filter(state__in=UNSETTLED)

    def to_vote(self):
        return self.filter(state=AmendmentState.TO_VOTE)


class Amendment(models.Model):
    """A1, A2… of a recommendation. Its state moves in amendment_procedure.py only."""

    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommandation"), on_delete=models.PROTECT, related_name="amendments"
    )
    sequence = models.PositiveSmallIntegerField(_("numéro"))
    state = models.CharField(
        _("état"), max_length=12, choices=AmendmentState, default=AmendmentState.DRAFT, editable=False
    )
    proposer = models.ForeignKey(
        Person, verbose_name=_("proposé par"), on_delete=models.PROTECT, related_name="amendments"
    )
    on_behalf_of = models.ForeignKey(
        Organisation, verbose_name=_("au nom de"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("motif"))
    integrated_in = models.ForeignKey(
        Version, verbose_name=_("intégré dans"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="amendments",
    )  # fmt: skip

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendement")
        verbose_name_plural = _("amendements")
        ordering = ["recommendation", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "sequence"],
                name="one_number_per_amendment",
                violation_error_message=_("Ce numéro est déjà celui d’un autre amendement."),
            ),
            models.CheckConstraint(
                name="amendment_state_is_known",
                condition=Q(state__in=AmendmentState.values),
                violation_error_message=_("Cet état d’un amendement n’existe pas."),
            ),
            models.CheckConstraint(
                name="integrated_says_in_which_version",
                condition=Q(state=AmendmentState.INTEGRATED, integrated_in__isnull=False)
                | (~Q(state=AmendmentState.INTEGRATED) & Q(integrated_in=None)),
                violation_error_message=_("Un amendement intégré dit dans quelle version, et lui seul."),
            ),
            models.CheckConstraint(
                name="amendment_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("Un amendement est motivé."),
            ),
        ]

    def __str__(self):
        return f"{self.recommendation.number} · {self.label}"

    def get_absolute_url(self):
        return reverse("governance:amendment", args=[self.recommendation.number, self.sequence])

    @property
    def label(self):
        return f"A{self.sequence}"

    @property
    def subject(self):
        """How the register names this amendment."""
        return f"amendment {self.recommendation.number} {self.label}"

    @property
    def author(self):
        """Who proposes it, as the pages say it."""
        return f"{self.proposer}, {self.on_behalf_of.label}" if self.on_behalf_of else str(self.proposer)

    @cached_property
    def wording(self):
        """The last wording: the amendment as it stands."""
        return list(self.wordings.all())[-1]

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.wording.changes

    def stands_on(self, version):
        """Whether it is worded against this version; if not, the next one touched its place (docs/decisions/0008)."""
        return self.wording.version_id == version.pk


class AmendmentWording(models.Model):
    """What an amendment wants the text to say, against one version. Rows are never changed.

    The first is its author's; the others were carried over to a next version, or stated anew by the author.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="wordings")
    version = models.ForeignKey(
        Version, verbose_name=_("contre la version"), on_delete=models.PROTECT, related_name="+"
    )
    version_digest = models.CharField(_("empreinte de la version"), max_length=64)
    body = models.TextField(_("ce que le conseil demanderait"), blank=True)
    rationale = models.TextField(_("exposé des motifs"), blank=True)
    digest = models.CharField(_("empreinte du texte amendé"), max_length=64)
    carried = models.BooleanField(_("reporté sans changement de fond"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("le"))

    class Meta:
        verbose_name = _("rédaction d’un amendement")
        verbose_name_plural = _("rédactions des amendements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "version"],
                name="one_wording_per_version",
                violation_error_message=_("Cet amendement est déjà rédigé contre cette version."),
            )
        ]

    def __str__(self):
        return f"{self.amendment} / v{self.version.number}"

    @property
    def base(self):
        return parts_of(self.version)

    @property
    def text(self):
        return {part: getattr(self, part) for part in PARTS}

    @property
    def words(self):
        """The whole text as this amendment alone would make it: what a ballot on it decides."""
        return self.version.words() | self.text

    @property
    def voted_digest(self):
        """What a ballot on this amendment binds to (RULES V1): the version it amends, and the text it would make."""
        return digest({"version": self.version_digest, "text": self.digest})

    @property
    def changes(self) -> tuple[Change, ...]:
        return changes_of(self.base, self.text)


class AmendmentMove(Move):
    """One step in an amendment's life."""

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        verbose_name = _("démarche sur un amendement")
        verbose_name_plural = _("démarches sur les amendements")
