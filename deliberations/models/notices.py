"""What was sent to whom, and what they replied: the proof of convening (RULES S3, S9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from council.models import Person, Seat
from deliberations.enums import DispatchStatus, ReplyAnswer

from .sittings import Sitting


class AgendaVersion(models.Model):
    """The agenda as it was sent: frozen, numbered, digested. Rows are never changed."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="agenda_versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(_("contenu"))
    digest = models.CharField(_("empreinte"), max_length=64)
    frozen_at = models.DateTimeField(_("figée le"))

    class Meta:
        verbose_name = _("ordre du jour envoyé")
        verbose_name_plural = _("ordres du jour envoyés")
        ordering = ["sitting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "number"],
                name="one_agenda_version_per_number",
                violation_error_message=_("Cette version de l’ordre du jour existe déjà."),
            )
        ]

    def __str__(self):
        return f"{self.sitting} v{self.number}"


class Dispatch(models.Model):
    """One message to one person: when, where to, with which files."""

    agenda_version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="dispatches")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(_("adresse"), blank=True)
    status = models.CharField(_("état"), max_length=12, choices=DispatchStatus)
    sent_at = models.DateTimeField(_("envoyé le"))
    files = models.JSONField(_("pièces et empreintes"), default=dict)

    class Meta:
        verbose_name = _("envoi")
        verbose_name_plural = _("envois")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agenda_version", "person"],
                name="nobody_is_convened_twice",
                violation_error_message=_("Cette personne a déjà reçu cette convocation."),
            )
        ]

    def __str__(self):
        return f"{self.person} · {self.get_status_display()}"


class Reply(models.Model):
    """What the holder of a seat announces for a sitting."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="replies")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("réponse"), max_length=12, choices=ReplyAnswer)
    at = models.DateTimeField(_("le"))

    class Meta:
        verbose_name = _("réponse à la convocation")
        verbose_name_plural = _("réponses à la convocation")
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "seat", "person"],
                name="one_reply_per_person_and_sitting",
                violation_error_message=_("Cette personne a déjà répondu."),
            )
        ]

    def __str__(self):
        return f"{self.person} · {self.get_answer_display()}"
