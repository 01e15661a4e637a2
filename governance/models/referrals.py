"""What the council is asked its opinion on, by whom and by when (RULES R7)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from governance.enums import ADOPTED_OR_LATER, Asker, ReferralState

from .recommendations import Recommendation


class ReferralQuerySet(models.QuerySet):
    """Open, answered, overdue: three words computed from the opinion and the date."""

    def answered(self):
        """The council has adopted its opinion."""
        return self.filter(opinion__state__in=ADOPTED_OR_LATER)

    def unanswered(self):
        return self.filter(Q(opinion=None) | ~Q(opinion__state__in=ADOPTED_OR_LATER))

    def overdue(self, on):
        """Unanswered on the day after its date, or later."""
        return self.unanswered().filter(due_on__lt=on)


class Referral(models.Model):
    """A question put to the council; answered once its opinion is adopted, overdue by its date: both are derived."""

    year = models.PositiveSmallIntegerField(_("année"))
    sequence = models.PositiveSmallIntegerField(_("rang dans l’année"))
    number = models.CharField(_("numéro"), max_length=10, unique=True)
    question = models.CharField(_("question posée"), max_length=200)
    context = models.TextField(_("contexte"), blank=True)
    asked_by = models.CharField(_("posée par"), max_length=10, choices=Asker)
    reference = models.CharField(_("référence du courrier"), max_length=100, blank=True)
    asked_on = models.DateField(_("posée le"))
    due_on = models.DateField(_("avis attendu pour le"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opinion = models.OneToOneField(
        Recommendation, verbose_name=_("avis"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="referral",
    )  # fmt: skip
    history = HistoricalRecords(user_db_constraint=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("saisine")
        verbose_name_plural = _("saisines")
        ordering = ["-year", "-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "sequence"],
                name="one_number_per_referral",
                violation_error_message=_("Ce numéro est déjà celui d’une autre saisine."),
            ),
            models.CheckConstraint(
                name="opinion_due_after_asking",
                condition=Q(due_on__gt=F("asked_on")),
                violation_error_message=_("L’avis est attendu après la date de la saisine."),
            ),
        ]

    def __str__(self):
        return f"{self.number} · {self.question}"

    def get_absolute_url(self):
        return reverse("governance:referral", args=[self.number])

    @property
    def subject(self):
        """How the register names this referral."""
        return f"referral {self.number}"

    def state(self, on):
        """Where it stands on a day: answered, overdue or open (RULES R7)."""
        if self.opinion and self.opinion.state in ADOPTED_OR_LATER:
            return ReferralState.ANSWERED
        return ReferralState.OVERDUE if self.due_on < on else ReferralState.OPEN
