"""The recommendation, its frozen versions and its moves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from common.digests import text_digest
from common.history import TextRecords
from common.lifecycle import Move
from common.markdown import plain
from council.models import Body, Person
from governance.enums import (
    ADOPTED_OR_LATER,
    ANSWERED_OR_LATER,
    AWAITING_ANSWER,
    BEFORE_ADMISSIBILITY,
    IN_DISCUSSION,
    TRANSMITTED_OR_LATER,
    CoAuthorState,
    Kind,
    Stage,
    State,
)
from search.findable import Findable
from search.services import Card
from territory.models import Organisation, Place


class Theme(models.Model):
    """A subject by which recommendations are found."""

    name = models.CharField(_("nom"), max_length=80, unique=True)
    slug = models.SlugField(_("adresse"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("thème")
        verbose_name_plural = _("thèmes")
        ordering = ["name"]

    def __str__(self):
        return self.name


def _written_by(person):
    together = Q(co_authors__person=person, co_authors__state=CoAuthorState.ACCEPTED)
    return Q(author=person) | Q(pk__in=Recommendation.objects.filter(together).values("pk"))


class RecommendationQuerySet(models.QuerySet):
    """The council's vocabulary; `public` is what any reader may find (RULES R3)."""

    def public(self):
        """From admissibility on, and what was withdrawn or merged after it: an address once shown stays.

        All are numbered; to say so lets a database answer from the index of public texts without reading the texts.
        """
        return self.filter(public_since__isnull=False, year__isnull=False)

    def written_by(self, person):
        """What somebody writes, as the author or as a co-author who accepted."""
        return self.filter(_written_by(person))

    def visible_to(self, *, person, oversees):
        """What somebody may find: the public ones, their own, and every submitted one for who oversees (RULES E4)."""
        seen = Q(public_since__isnull=False)
        if person is not None:
            seen |= _written_by(person)
        if oversees:
            seen |= ~Q(state=State.DRAFT)
        return self.filter(seen)

    def in_discussion(self):
        return self.filter(state__in=IN_DISCUSSION)

    def ready(self):
        return self.filter(state=State.READY)

    def adopted(self):
        return self.filter(state__in=ADOPTED_OR_LATER)

    def transmitted(self):
        return self.filter(state__in=TRANSMITTED_OR_LATER)

    def awaiting_answer(self):
        return self.filter(state__in=AWAITING_ANSWER)

    def answered(self):
        return self.filter(state__in=ANSWERED_OR_LATER)

    def implemented(self):
        return self.filter(state__in=(State.IMPLEMENTED, State.EVALUATED))

    def overdue(self, on):
        """Transmitted, unanswered, and past the date the answer was due; never stored (RULES R8)."""
        return self.awaiting_answer().filter(transmission__due_on__lt=on)

    def for_lists(self):
        return self.select_related("author", "on_behalf_of", "transmission").prefetch_related("themes")


class Recommendation(Findable):
    """A text the council addresses to the assembly, from draft to evaluation. Its state moves in procedure.py only."""

    kind = models.CharField(_("nature"), max_length=20, choices=Kind, default=Kind.RECOMMENDATION)
    state = models.CharField(_("état"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    year = models.PositiveSmallIntegerField(_("année"), null=True, editable=False)
    sequence = models.PositiveSmallIntegerField(_("rang dans l’année"), null=True, editable=False)
    number = models.CharField(_("numéro"), max_length=10, null=True, unique=True, editable=False)

    title = models.CharField(_("titre"), max_length=200)
    summary = models.TextField(_("résumé"), max_length=600, blank=True)
    body = models.TextField(_("ce que le conseil demande"), blank=True)
    rationale = models.TextField(_("exposé des motifs"), blank=True)
    stage = models.CharField(_("étape de la politique publique"), max_length=20, choices=Stage, default=Stage.DESIGN)
    themes = models.ManyToManyField(Theme, verbose_name=_("thèmes"), blank=True, related_name="recommendations")
    places = models.ManyToManyField(Place, verbose_name=_("communes"), blank=True, related_name="recommendations")
    addressee = models.CharField(_("destinataire"), max_length=200, blank=True)

    author = models.ForeignKey(
        Person, verbose_name=_("auteur ou autrice"), on_delete=models.PROTECT, related_name="recommendations"
    )
    on_behalf_of = models.ForeignKey(
        Organisation,
        verbose_name=_("au nom de"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    rapporteur = models.ForeignKey(
        Person, verbose_name=_("rapporteur ou rapporteuse"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="reports",
    )  # fmt: skip
    working_group = models.ForeignKey(
        Body, verbose_name=_("groupe de travail"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="recommendations",
    )  # fmt: skip
    drafting_due_on = models.DateField(_("rédaction attendue pour le"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("fusionnée avec"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="merged_from",
    )  # fmt: skip
    created_at = models.DateTimeField(_("commencée le"))
    changed_at = models.DateTimeField(_("modifiée le"))
    public_since = models.DateTimeField(_("publique depuis"), null=True, editable=False)
    sending = models.UUIDField(_("envoi du formulaire"), null=True, unique=True, editable=False)  # RULES E3

    history = TextRecords(user_db_constraint=False, excluded_fields=["sending"])
    found_as = "recommendation"
    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommandation")
        verbose_name_plural = _("recommandations")
        ordering = ["-year", "-sequence", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "sequence"],
                name="one_number_per_recommendation",
                violation_error_message=_("Ce numéro est déjà celui d’une autre recommandation."),
            ),
            models.CheckConstraint(
                name="numbered_from_submission_on",
                condition=Q(state__in=(State.DRAFT, State.WITHDRAWN), number=None) | Q(number__isnull=False),
                violation_error_message=_("Une recommandation déposée porte un numéro."),
            ),
            models.CheckConstraint(
                name="number_agrees_with_year_and_sequence",
                condition=Q(number=None, year=None, sequence=None)
                | Q(number__isnull=False, year__isnull=False, sequence__isnull=False),
                violation_error_message=_("Numéro, année et rang vont ensemble."),
            ),
            models.CheckConstraint(
                name="state_is_known",
                condition=Q(state__in=State.values),
                violation_error_message=_("Cet état n’existe pas."),
            ),
            models.CheckConstraint(
                name="merged_points_to_another",
                condition=(Q(state=State.MERGED) & Q(merged_into__isnull=False) & ~Q(merged_into=F("id")))
                | (~Q(state=State.MERGED) & Q(merged_into=None)),
                violation_error_message=_("Une recommandation fusionnée renvoie à une autre, et elle seule."),
            ),
            models.CheckConstraint(
                name="public_from_admissibility_on",
                condition=Q(state__in=(*BEFORE_ADMISSIBILITY, State.WITHDRAWN)) | Q(public_since__isnull=False),
                violation_error_message=_("Une recommandation recevable est publique."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-year", "-sequence"], name="recommendations_by_state"),
            models.Index(
                # Holds all that the counts beside the list ask for: no row is read, however long its text.
                fields=["-year", "-sequence", "state", "public_since"],
                name="recommendations_public",
                condition=Q(public_since__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.number} · {self.title}" if self.number else self.title

    def get_absolute_url(self):
        if self.number:
            return reverse("governance:recommendation", args=[self.number])
        return reverse("governance:draft", args=[self.pk])

    @property
    def subject(self):
        """How the register names this recommendation."""
        return f"recommendation {self.number or self.pk}"

    def card(self):
        """The last frozen text, from admissibility on: never the one being worked on (RULES R3)."""
        last = self.versions.order_by("number").last() if self.public_since else None
        return last and Card(
            kind=self.found_as, key=self.pk, path=self.get_absolute_url(), on=localdate(self.public_since),
            title=last.title, also=self.number, summary=last.summary,
            text="\n".join(filter(None, (plain(last.body), plain(last.rationale)))),
        )  # fmt: skip

    def words(self):
        """Return the parts of the text that a version freezes and a digest covers."""
        return {"title": self.title, "summary": self.summary, "body": self.body, "rationale": self.rationale}


class Version(models.Model):
    """A frozen text of a recommendation. Votes bind to it by id and digest; rows are never changed (RULES R3, V1)."""

    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommandation"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("titre"), max_length=200)
    summary = models.TextField(_("résumé"), blank=True)
    body = models.TextField(_("ce que le conseil demande"))
    rationale = models.TextField(_("exposé des motifs"))
    digest = models.CharField(_("empreinte"), max_length=64)
    reason = models.CharField(_("motif"), max_length=200)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(_("figée le"))

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["recommendation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"],
                name="one_version_per_number",
                violation_error_message=_("Cette version existe déjà."),
            )
        ]
        # Which versions there are and since when, without reading one: their texts stand before the date in each row.
        indexes = [models.Index(fields=["recommendation", "number", "frozen_at"], name="versions_by_number")]

    def __str__(self):
        return f"{self.recommendation.number} v{self.number}"

    def get_absolute_url(self):
        return reverse("governance:version", args=[self.recommendation.number, self.number])

    def words(self):
        return {"title": self.title, "summary": self.summary, "body": self.body, "rationale": self.rationale}

    @staticmethod
    def digest_of(words):
        """SHA-256 of the four parts of a text, one under the other, each after its name."""
        return text_digest("\n".join(f"{name}\n{words[name]}" for name in ("title", "summary", "body", "rationale")))


class RecommendationMove(Move):
    """One step in a recommendation's life."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        verbose_name = _("démarche")
        verbose_name_plural = _("démarches")
        indexes = [models.Index(fields=["-at", "-id"], name="latest_moves")]
