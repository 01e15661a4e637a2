"""What leaves for the assembly, and what it answers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from governance.enums import AnswerOutcome

from .recommendations import Recommendation, Version


class Transmission(models.Model):
    """The adopted text sent to its addressee, once: exactly the version that was voted (RULES R2, T1, T4)."""

    recommendation = models.OneToOneField(
        Recommendation, verbose_name=_("recommandation"), on_delete=models.PROTECT, related_name="transmission"
    )
    version = models.ForeignKey(Version, verbose_name=_("texte"), on_delete=models.PROTECT, related_name="+")
    text_digest = models.CharField(_("empreinte du texte"), max_length=64)
    addressee = models.CharField(_("destinataire"), max_length=200)
    letter = models.TextField(_("lettre"))
    sent_on = models.DateField(_("transmise le"))
    due_on = models.DateField(_("réponse attendue pour le"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acknowledged_on = models.DateField(_("reçue le"), null=True, blank=True)
    acknowledgement = models.CharField(_("référence de l’accusé"), max_length=100, blank=True)
    document = models.FileField(_("document transmis"), upload_to="transmissions/", blank=True)
    document_digest = models.CharField(_("empreinte du document"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("transmission")
        verbose_name_plural = _("transmissions")
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="answer_due_after_sending",
                condition=Q(due_on__gt=F("sent_on")),
                violation_error_message=_("La réponse est attendue après l’envoi."),
            ),
            models.CheckConstraint(
                name="acknowledged_after_sending",
                condition=Q(acknowledged_on=None) | Q(acknowledged_on__gte=F("sent_on")),
                violation_error_message=_("L’accusé de réception ne précède pas l’envoi."),
            ),
        ]

    def __str__(self):
        return f"{self.recommendation.number} → {self.addressee}"


class Answer(models.Model):
    """The assembly's answer: as a whole, and per point where the text has several."""

    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(_("réponse"), max_length=12, choices=AnswerOutcome)
    reason = models.TextField(_("réponse motivée"), blank=True)
    postponed_to = models.DateField(_("reportée au"), null=True, blank=True)
    deliberation_number = models.CharField(_("délibération n°"), max_length=60, blank=True)
    deliberation_on = models.DateField(_("délibération du"), null=True, blank=True)
    deliberation_url = models.URLField(_("adresse de la délibération"), blank=True)
    attachment = models.FileField(_("délibération (fichier)"), upload_to="reponses/", blank=True)
    attachment_digest = models.CharField(_("empreinte du fichier"), max_length=64, blank=True)
    answered_on = models.DateField(_("répondue le"))
    history = HistoricalRecords(user_db_constraint=False)

    class Meta:
        verbose_name = _("réponse")
        verbose_name_plural = _("réponses")
        constraints = [
            models.CheckConstraint(
                name="declined_says_why",
                condition=~Q(outcome=AnswerOutcome.DECLINED) | ~Q(reason=""),
                violation_error_message=_("Une réponse négative est motivée."),
            ),
            models.CheckConstraint(
                name="postponed_says_until_when",
                condition=~Q(outcome=AnswerOutcome.POSTPONED) | Q(postponed_to__isnull=False),
                violation_error_message=_("Un report dit jusqu’à quelle date."),
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()


class AnswerPoint(models.Model):
    """What was asked in one point, what was answered to it."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="points")  # a part of the answer
    position = models.PositiveSmallIntegerField(_("point"))
    asked = models.TextField(_("ce qui était demandé"))
    outcome = models.CharField(_("réponse"), max_length=12, choices=AnswerOutcome)
    text = models.TextField(_("précisions"), blank=True)

    class Meta:
        verbose_name = _("point de la réponse")
        verbose_name_plural = _("points de la réponse")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "position"],
                name="one_answer_per_point",
                violation_error_message=_("Ce point a déjà sa réponse."),
            )
        ]

    def __str__(self):
        return f"{self.position}. {self.get_outcome_display()}"
