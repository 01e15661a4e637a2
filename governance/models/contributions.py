"""What members say about a text in drafting, and what those outvoted say of the text adopted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.models import Person
from governance.enums import Stance

from .ballots import Ballot
from .recommendations import Recommendation, Version


class ContributionQuerySet(models.QuerySet):
    def shown(self):
        return self.select_related("author", "version").order_by("pk")

    def readable(self):
        """Neither withdrawn by its author nor hidden by the moderation."""
        return self.filter(withdrawn_at=None, hidden_at=None)


class Contribution(models.Model):
    """A word for, against, or a question, about one version of a text in drafting (RULES R2, assign)."""

    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommandation"), on_delete=models.PROTECT, related_name="contributions"
    )
    version = models.ForeignKey(Version, verbose_name=_("à propos de la version"), on_delete=models.PROTECT,
                                related_name="+")  # fmt: skip
    author = models.ForeignKey(
        Person, verbose_name=_("auteur ou autrice"), on_delete=models.PROTECT, related_name="contributions"
    )
    stance = models.CharField(_("position"), max_length=8, choices=Stance)
    text = models.TextField(_("contribution"))
    posted_at = models.DateTimeField(_("publiée le"))
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, editable=False)
    hidden_at = models.DateTimeField(_("masquée le"), null=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    hidden_reason = models.CharField(_("motif"), max_length=300, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["recommendation", "pk"]
        constraints = [
            models.CheckConstraint(
                name="stance_is_known",
                condition=Q(stance__in=Stance.values),
                violation_error_message=_("Une contribution est pour, contre, ou pose une question."),
            ),
            models.CheckConstraint(
                name="contribution_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Une contribution n’est pas vide."),
            ),
            models.CheckConstraint(
                name="hidden_says_who_and_why",
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
                violation_error_message=_("Une contribution masquée dit par qui, et pourquoi."),
            ),
        ]

    def __str__(self):
        return f"{self.author} · {self.get_stance_display()}"

    @property
    def anchor(self):
        """What its footnotes' addresses begin with."""
        return f"contribution-{self.pk}"

    @property
    def readable(self):
        return self.withdrawn_at is None and self.hidden_at is None


class MinorityOpinionQuerySet(models.QuerySet):
    def on(self, ballot, *, until=None):
        """Those attached to a ballot, the earliest first; `until`: by that moment."""
        attached = self.filter(ballot=ballot).select_related("person").order_by("pk")
        return attached.filter(attached_at__lte=until) if until else attached


class MinorityOpinion(models.Model):
    """What a voter wants read beside the text adopted or rejected (RULES R6). Rows are never changed."""

    ballot = models.ForeignKey(Ballot, verbose_name=_("scrutin"), on_delete=models.PROTECT, related_name="opinions")
    person = models.ForeignKey(
        Person, verbose_name=_("membre"), on_delete=models.PROTECT, related_name="minority_opinions"
    )
    text = models.TextField(_("position minoritaire"))
    attached_at = models.DateTimeField(_("jointe le"))

    objects = MinorityOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position minoritaire")
        verbose_name_plural = _("positions minoritaires")
        ordering = ["ballot", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "person"],
                name="one_opinion_per_voter",
                violation_error_message=_("Vous avez déjà joint une position minoritaire à ce scrutin."),
            ),
            models.CheckConstraint(
                name="opinion_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Une position minoritaire n’est pas vide."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.ballot}"

    @property
    def anchor(self):
        """What its footnotes' addresses begin with."""
        return f"position-{self.pk}"


class OpinionsClosed(models.Model):
    """From when on no minority opinion is attached to a ballot: its minutes are approved (RULES R6)."""

    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="opinions_closed")
    at = models.DateTimeField(_("le"))

    class Meta:
        verbose_name = _("clôture des positions minoritaires")
        verbose_name_plural = _("clôtures des positions minoritaires")

    def __str__(self):
        return str(self.ballot)
