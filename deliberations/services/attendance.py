"""Who is there: arrivals, departures, and putting right what was noted (RULES S8, C3, P3, Q3)."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from common.formats import clock
from common.lifecycle import AlreadyRecorded, refuse_if
from council.enums import SeatRole
from deliberations.enums import PresenceMode, ReplyAnswer, SittingState
from deliberations.models import Attendance
from deliberations.rules import day_of, may_conduct, minutes_are_frozen, oversees, term_on

from .conduct import follow_quorum
from .guards import authorise, drop, in_state, keep, lock, lock_sitting
from .presence import ATTENDED, end_proxies_of, restore_proxies_of

ANNOUNCED = {ReplyAnswer.COMING: PresenceMode.ROOM, ReplyAnswer.REMOTE: PresenceMode.REMOTE}


@transaction.atomic
def arrive(sitting, *, seat, person, by, at, mode="room"):
    """Note an arrival on a seat, as titular or alternate (RULES S8, C3); the seat's proxy lapses (P3).

    Nobody comes back before having left: where a clock was put back, the arrival is noted at the last departure.
    Raises AlreadyRecorded for somebody already noted present.
    """
    sitting = lock_sitting(sitting)
    authorise(may_conduct(by, sitting, at), "arrive")
    in_state(sitting, ATTENDED, _("La feuille de présence se tient d’une séance convoquée ou ouverte."))
    term = term_on(seat, person, day_of(sitting))
    refuse_if(
        term is None or seat.college.body_id != sitting.body_id,
        _("%(person)s n’occupe pas le siège %(seat)s à cette date.") % {"person": person, "seat": seat.code},
    )
    earlier = sitting.attendances.filter(seat=seat, person=person).order_by("arrived_at").last()
    if earlier and earlier.left_at is None:
        raise AlreadyRecorded(earlier, earlier.arrived_at)
    came = max(at, earlier.left_at) if earlier else at
    stay = Attendance(
        sitting=sitting, seat=seat, person=person, mode=mode, arrived_at=came,
        as_alternate=term.role == SeatRole.ALTERNATE,
    )  # fmt: skip
    keep(stay, by=by, at=at, reason=_("arrivée"))
    end_proxies_of(sitting, seat, by=by, at=came)
    follow_quorum(sitting, at=came)
    return stay


@transaction.atomic
def arrive_announced(sitting, *, by, at):
    """Note the arrival of everybody who announced it and whose seat is empty; return the stays (RULES S8, S9)."""
    sitting = lock_sitting(sitting)
    taken = set(sitting.attendances.filter(left_at=None).values_list("seat", flat=True))
    coming = (
        sitting.replies.filter(answer__in=ANNOUNCED).exclude(seat__in=taken).select_related("seat__college", "person")
    )
    day = day_of(sitting)
    return [
        arrive(sitting, seat=reply.seat, person=reply.person, mode=ANNOUNCED[reply.answer], by=by, at=at)
        for reply in coming.select_related("seat__college", "person").order_by("seat__code")
        if term_on(reply.seat, reply.person, day)
    ]


@transaction.atomic
def depart(sitting, *, seat, person, by, at):
    """Note a departure (RULES S8); the moment the quorum is lost by it is kept (Q3).

    Raises AlreadyRecorded for somebody who has left, Refused for who never came.
    """
    sitting = lock_sitting(sitting)
    authorise(may_conduct(by, sitting, at), "depart")
    in_state(sitting, ATTENDED, _("La feuille de présence se tient d’une séance convoquée ou ouverte."))
    stays = list(sitting.attendances.filter(seat=seat, person=person).order_by("arrived_at"))
    refuse_if(not stays, _("%(person)s n’a pas été noté·e présent·e.") % {"person": person})
    stay = stays[-1]
    if stay.left_at is not None:
        raise AlreadyRecorded(stay, stay.left_at)
    stay.left_at = max(at, stay.arrived_at)
    keep(stay, by=by, at=at, reason=_("départ"))
    follow_quorum(sitting, at=stay.left_at)
    return stay


@transaction.atomic
def correct_stay(stay, *, by, at, arrived_at, left_at, mode):
    """Correct the times of a stay until the minutes are approved (RULES M2).

    Raises Refused for an hour that has not come yet, or that would put somebody in two stays at once.
    """
    sitting = lock_sitting(stay.sitting)
    _may_correct(sitting, by, at)
    stay = lock(stay, "person")
    refuse_if(max(arrived_at, left_at or arrived_at) > at, _("Cette heure n’est pas encore passée."))
    _check_apart(sitting, stay, arrived_at, left_at)
    stay.arrived_at, stay.left_at, stay.mode = arrived_at, left_at, mode
    keep(stay, by=by, at=at, reason=_("présence corrigée"))
    follow_quorum(sitting, at=at)
    return stay


def _check_apart(sitting, stay, arrived_at, left_at):
    """S8: the stays of one person do not overlap, and one that goes on is the last."""
    others = sitting.attendances.filter(seat=stay.seat_id, person=stay.person).exclude(pk=stay.pk)
    others = others.filter(Q(left_at=None) | Q(left_at__gt=arrived_at))
    other = (others.filter(arrived_at__lt=left_at) if left_at else others).first()
    if other is not None:
        facts = {"person": stay.person, "from": clock(other.arrived_at), "to": clock(other.left_at) or _("maintenant")}
        refuse_if(True, _("%(person)s est déjà noté·e présent·e de %(from)s à %(to)s.") % facts)


@transaction.atomic
def strike_stay(stay, *, by, at, reason):
    """Strike out a stay noted by mistake, until the minutes are approved; the proxy it ended stands again (M2, P3)."""
    sitting = lock_sitting(stay.sitting)
    _may_correct(sitting, by, at)
    stay = Attendance.objects.filter(pk=stay.pk).select_related("seat").first()
    if stay is None:
        raise AlreadyRecorded(None, at)
    seat, came = stay.seat, stay.arrived_at
    drop(stay, by=by, at=at, reason=reason or _("notée par erreur"))
    if not sitting.attendances.filter(seat=seat, left_at=None).exists():
        restore_proxies_of(sitting, seat, lapsed_at=came, by=by, at=at)
    follow_quorum(sitting, at=at)


def _may_correct(sitting, by, at):
    authorise(oversees(by, at), "correct_stay")
    sentence = _("La présence ne change plus une fois le procès-verbal approuvé.")
    in_state(sitting, (*ATTENDED, SittingState.CLOSED), sentence)
    refuse_if(minutes_are_frozen(sitting), sentence)
