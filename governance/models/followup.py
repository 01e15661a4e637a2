"""What is done after the answer, step by step."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .recommendations import Recommendation


class FollowUpStep(models.Model):
    """One commitment of the implementation: who, by when, how far. Lateness is computed (RULES R8)."""

    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommandation"), on_delete=models.PROTECT, related_name="followup"
    )
    title = models.CharField(_("étape"), max_length=200)
    owner = models.CharField(_("responsable"), max_length=150)
    due_on = models.DateField(_("attendue pour le"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("avancement, en %"), default=0)
    evidence = models.TextField(_("ce qui le montre"), blank=True)
    recorded_on = models.DateField(_("notée le"))
    done_on = models.DateField(_("faite le"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("étape de suite")
        verbose_name_plural = _("étapes de suite")
        ordering = ["recommendation", "pk"]
        constraints = [
            models.CheckConstraint(
                name="progress_is_a_percentage",
                condition=Q(progress__lte=100),
                violation_error_message=_("L’avancement va de 0 à 100 %%."),
            ),
            models.CheckConstraint(
                name="done_is_complete",
                condition=Q(done_on=None, progress__lt=100) | Q(done_on__isnull=False, progress=100),
                violation_error_message=_("Une étape faite est à 100 %%, et seulement elle."),
            ),
        ]

    def __str__(self):
        return self.title

    def overdue(self, on):
        """Tell whether the step is late on a date."""
        return self.done_on is None and self.due_on is not None and self.due_on < on
