"""Who has the floor on an item, and the motions raised meanwhile (RULES S11)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from council.models import Person, Seat
from deliberations.enums import MotionKind, MotionOutcome

from .agenda import AgendaItem


class SpeakerTurnQuerySet(models.QuerySet):
    def waiting(self):
        """Those who asked and have not spoken, in the order of the list."""
        return self.filter(started_at=None)

    def speaking(self):
        return self.filter(started_at__isnull=False, ended_at=None)

    def with_names(self):
        return self.select_related("item", "seat__college", "person")


class SpeakerTurn(models.Model):
    """One turn to speak on an item: asked, taken, ended. A member speaks for a seat; a guest is heard by name."""

    item = models.ForeignKey(AgendaItem, verbose_name=_("point"), on_delete=models.PROTECT, related_name="turns")
    seat = models.ForeignKey(
        Seat, verbose_name=_("siège"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("membre"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    guest = models.CharField(_("personne entendue"), max_length=150, blank=True)
    rank = models.PositiveIntegerField(_("rang"))
    limit = models.PositiveSmallIntegerField(_("durée prévue, en secondes"), null=True, blank=True)
    asked_at = models.DateTimeField(_("demandée à"))
    started_at = models.DateTimeField(_("prise à"), null=True, blank=True)
    ended_at = models.DateTimeField(_("rendue à"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    objects = SpeakerTurnQuerySet.as_manager()

    class Meta:
        verbose_name = _("prise de parole")
        verbose_name_plural = _("prises de parole")
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(
                name="speaker_is_a_member_or_a_guest",
                condition=Q(seat__isnull=False, person__isnull=False, guest="")
                | (Q(seat=None, person=None) & ~Q(guest="")),
                violation_error_message=_("La parole est à un membre, pour son siège, ou à une personne nommée."),
            ),
            models.CheckConstraint(
                name="floor_is_given_back_after_it_was_taken",
                condition=Q(ended_at=None) | Q(started_at__isnull=False, ended_at__gte=F("started_at")),
                violation_error_message=_("La parole se rend après avoir été prise."),
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(started_at__isnull=False, ended_at=None),
                name="one_speaker_at_a_time",
                violation_error_message=_("Quelqu’un a déjà la parole sur ce point."),
            ),
            models.UniqueConstraint(
                fields=["item", "person"],
                condition=Q(started_at=None, person__isnull=False),
                name="one_request_per_item_and_person",
                violation_error_message=_("Cette personne a déjà demandé la parole."),
            ),
        ]

    def __str__(self):
        return str(self.person or self.guest)

    def seconds(self, at):
        """How long the turn has lasted at that moment, in whole seconds."""
        if self.started_at is None:
            return 0
        return max(0, int(((self.ended_at or at) - self.started_at).total_seconds()))


class MotionQuerySet(models.QuerySet):
    def suspending(self):
        """The suspensions that have not ended."""
        return self.filter(kind=MotionKind.SUSPENSION, outcome=MotionOutcome.ACCEPTED, resumed_at=None)


class Motion(models.Model):
    """A motion or point of order: who raised it, what came of it, and for a suspension until when."""

    item = models.ForeignKey(AgendaItem, verbose_name=_("point"), on_delete=models.PROTECT, related_name="motions")
    kind = models.CharField(_("nature"), max_length=12, choices=MotionKind)
    text = models.CharField(_("objet"), max_length=300, blank=True)
    person = models.ForeignKey(Person, verbose_name=_("demandée par"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("soulevée à"))
    outcome = models.CharField(_("suite"), max_length=10, choices=MotionOutcome, default=MotionOutcome.PENDING)
    settled_at = models.DateTimeField(_("tranchée à"), null=True, blank=True)
    resumed_at = models.DateTimeField(_("reprise à"), null=True, blank=True)
    history = HistoricalRecords(user_db_constraint=False)

    objects = MotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="settled_motion_says_when",
                condition=Q(outcome=MotionOutcome.PENDING, settled_at=None)
                | (~Q(outcome=MotionOutcome.PENDING) & Q(settled_at__isnull=False, settled_at__gte=F("at"))),
                violation_error_message=_("Une motion tranchée dit à quelle heure, après avoir été soulevée."),
            ),
            models.CheckConstraint(
                name="only_a_suspension_is_resumed",
                condition=Q(resumed_at=None)
                | Q(kind=MotionKind.SUSPENSION, outcome=MotionOutcome.ACCEPTED, resumed_at__gte=F("settled_at")),
                violation_error_message=_("Seule une suspension acceptée se termine par une reprise."),
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(kind=MotionKind.SUSPENSION, outcome=MotionOutcome.ACCEPTED, resumed_at=None),
                name="one_suspension_at_a_time",
                violation_error_message=_("La séance est déjà suspendue."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.person}"
