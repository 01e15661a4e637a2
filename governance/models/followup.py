"""What is done after the answer, step by step."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .recommendations import Recommendation


class FollowUpStep(models.Model):
    """One commitment of the implementation: who, by when, how far. Lateness is computed (RULES R8)."""

    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommandation"), on_delete=models.PROTECT, related_name="followup"
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("partie de"), null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    weight = models.PositiveSmallIntegerField(
        _("poids"), default=1, help_text=_("Ce que l’étape compte à côté de ses voisines : 2 compte double.")
    )
    title = models.CharField(_("étape"), max_length=200)
    owner = models.CharField(_("responsable"), max_length=150)
    due_on = models.DateField(_("attendue pour le"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("avancement, en %"), default=0)
    evidence = models.TextField(_("ce qui le montre"), blank=True)
    evidence_url = models.URLField(_("adresse qui le montre"), blank=True)
    evidence_file = models.FileField(_("document qui le montre (PDF)"), upload_to="suites/", blank=True)
    evidence_digest = models.CharField(_("empreinte du document"), max_length=64, blank=True)
    recorded_on = models.DateField(_("notée le"))
    done_on = models.DateField(_("faite le"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("étape de suite")
        verbose_name_plural = _("étapes de suite")
        ordering = ["recommendation", "pk"]
        constraints = [
            models.CheckConstraint(
                name="step_weighs_something",
                condition=Q(weight__gte=1),
                violation_error_message=_("Le poids d’une étape est au moins 1."),
            ),
            models.CheckConstraint(
                name="step_is_no_part_of_itself",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message=_("Une étape n’est pas une partie d’elle-même."),
            ),
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
