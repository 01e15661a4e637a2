"""What was sent to whom, and what they replied: the proof of convening (RULES S3, S9)."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.models import Person, Seat
from deliberations.enums import DispatchPurpose, DispatchStatus, ReplyAnswer

from .sittings import Sitting

# Longer than all the waits of a mail server together (EMAIL_TIMEOUT bounds each): whoever claimed has stopped.
DOUBT_AFTER = timedelta(minutes=5)


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


class DispatchQuerySet(models.QuerySet):
    def of_sitting(self, sitting):
        return self.filter(agenda_version__sitting=sitting)

    def agendas(self):
        return self.filter(purpose=DispatchPurpose.AGENDA)

    def reminders(self):
        return self.filter(purpose=DispatchPurpose.REMINDER)

    def in_doubt(self, at):
        """What may have left and may not: an answer that never came, or a departure that nobody finished."""
        stopped = Q(status=DispatchStatus.SENDING, claimed_at__lte=at - DOUBT_AFTER)
        return self.filter(Q(status=DispatchStatus.UNCERTAIN) | stopped)


class Dispatch(models.Model):
    """One message to one person: decided with the act, claimed by whoever sends it, settled once (docs/sending.md)."""

    agenda_version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="dispatches")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("objet"), max_length=10, choices=DispatchPurpose, default=DispatchPurpose.AGENDA)
    address = models.EmailField(_("adresse"), blank=True)
    status = models.CharField(_("état"), max_length=12, choices=DispatchStatus)
    queued_at = models.DateTimeField(_("décidé le"))
    day = models.DateField(_("jour"), help_text=_("Le jour de l’acte, là où le conseil se réunit."))
    claimed_at = models.DateTimeField(_("départ commencé le"), null=True, blank=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    files = models.JSONField(_("pièces et empreintes"), default=dict)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("envoi")
        verbose_name_plural = _("envois")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agenda_version", "person"],
                condition=Q(purpose=DispatchPurpose.AGENDA),
                name="nobody_is_convened_twice",
                violation_error_message=_("Cette personne a déjà reçu cette convocation."),
            ),
            models.UniqueConstraint(
                fields=["agenda_version", "person", "day"],
                condition=Q(purpose=DispatchPurpose.REMINDER),
                name="nobody_is_reminded_twice_a_day",
                violation_error_message=_("Cette personne a déjà été relancée ce jour-là."),
            ),
            models.CheckConstraint(
                name="sent_message_says_when",
                condition=~Q(status=DispatchStatus.SENT) | Q(sent_at__isnull=False),
                violation_error_message=_("Un message envoyé dit quand il est parti."),
            ),
            models.CheckConstraint(
                name="message_on_its_way_says_since_when",
                condition=~Q(status=DispatchStatus.SENDING) | Q(claimed_at__isnull=False),
                violation_error_message=_("Un message dont le départ a commencé dit depuis quand."),
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_status_display()}"

    def status_at(self, at):
        """The state as people see it: a departure that nobody finished in time is in doubt."""
        if self.status == DispatchStatus.SENDING and self.claimed_at <= at - DOUBT_AFTER:
            return DispatchStatus.UNCERTAIN
        return DispatchStatus(self.status)


class Attempt(models.Model):
    """One try at sending a message and what came of it: the proof of sending (RULES S3). Rows are never changed."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField(_("le"))
    address = models.EmailField(_("adresse"))
    outcome = models.CharField(_("résultat"), max_length=12, choices=DispatchStatus)
    detail = models.CharField(_("réponse du serveur"), max_length=300, blank=True)
    files = models.JSONField(_("pièces et empreintes"), default=dict)

    class Meta:
        verbose_name = _("essai d’envoi")
        verbose_name_plural = _("essais d’envoi")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.dispatch_id} · {self.get_outcome_display()}"


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
