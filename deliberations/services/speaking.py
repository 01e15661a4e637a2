"""The floor: asking for it, giving it, ending it, the order of the list; motions and suspensions (RULES S11)."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from common.lifecycle import AlreadyRecorded, refuse_if
from council.rules import function_of
from deliberations.enums import MotionKind, MotionOutcome, SittingState
from deliberations.models import Motion, SpeakerTurn
from deliberations.rules import may_conduct, may_speak_for
from register.services import record

from .guards import authorise, drop, in_state, keep, lock, lock_item, lock_sitting

USUAL_LIMIT = 180  # seconds


@transaction.atomic
def ask_floor(item, *, by, at, seat=None, person=None, guest="", limit=USUAL_LIMIT):
    """Put a member who is there, or a guest by name, at the end of the list (RULES S11). Returns the SpeakerTurn.

    `limit`: seconds, or None for as long as it takes. Raises AlreadyRecorded for who waits or speaks already.
    """
    item = _under_way(item)
    authorise(may_conduct(by, item.sitting, at) if person is None else may_speak_for(by, person, at), "ask_floor")
    if person is not None:
        _check_there(item.sitting, seat, person)
        again = item.turns.filter(person=person, ended_at=None).first()
        if again:
            raise AlreadyRecorded(again, again.started_at or again.asked_at)
    rank = (item.turns.aggregate(last=Max("rank"))["last"] or 0) + 1
    turn = SpeakerTurn(item=item, seat=seat, person=person, guest=guest.strip(), rank=rank, limit=limit, asked_at=at)
    return keep(turn, by=by, at=at, reason=_("parole demandée"))


def _check_there(sitting, seat, person):
    refuse_if(
        not sitting.attendances.filter(seat=seat, person=person, left_at=None).exists(),
        _("%(person)s n’est pas noté·e présent·e : la parole est à qui est là.") % {"person": person},
    )


@transaction.atomic
def give_floor(turn, *, by, at):
    """Give the floor; whoever had it has finished (RULES S11). Raises AlreadyRecorded for who has or had it."""
    item = _under_way(turn.item)
    authorise(may_conduct(by, item.sitting, at), "give_floor")
    turn = lock(turn, "seat", "person")
    if turn.started_at is not None:
        raise AlreadyRecorded(turn, turn.started_at)
    if turn.person_id:
        _check_there(item.sitting, turn.seat, turn.person)
    end_turns(item, by=by, at=at)
    turn.started_at = at
    return keep(turn, by=by, at=at, reason=_("parole donnée"))


@transaction.atomic
def end_floor(turn, *, by, at):
    """End a turn (RULES S11). Who speaks may end it, and so may who conducts."""
    item = lock_item(turn.item)
    turn = lock(turn, "person")
    _own_or_conducting(turn, item.sitting, by, at, "end_floor")
    refuse_if(turn.started_at is None, _("%(who)s n’a pas encore la parole.") % {"who": turn})
    if turn.ended_at is not None:
        raise AlreadyRecorded(turn, turn.ended_at)
    return _end(turn, by, at)


def end_turns(item, *, by, at):
    """End whichever turn is going on in an item that the caller has locked: the floor is free again."""
    for turn in item.turns.speaking():
        _end(turn, by, at)


def _end(turn, by, at):
    turn.ended_at = max(at, turn.started_at)
    return keep(turn, by=by, at=at, reason=_("parole rendue"))


@transaction.atomic
def give_up_floor(turn, *, by, at):
    """Take somebody who has not spoken off the list: themselves, or who conducts (RULES S11)."""
    item = lock_item(turn.item)
    turn = SpeakerTurn.objects.filter(pk=turn.pk).select_related("person").first()
    if turn is None:
        raise AlreadyRecorded(None, at)
    _own_or_conducting(turn, item.sitting, by, at, "give_up_floor")
    refuse_if(turn.started_at is not None, _("%(who)s a pris la parole : cela reste noté.") % {"who": turn})
    drop(turn, by=by, at=at, reason=_("demande retirée"))


@transaction.atomic
def move_turn(turn, *, step, by, at):
    """Move somebody who waits one place up (`step=-1`) or down (`step=1`) the list (RULES S11)."""
    item = lock_item(turn.item)
    authorise(may_conduct(by, item.sitting, at), "move_turn")
    waiting = list(item.turns.waiting())
    place = next((place for place, each in enumerate(waiting) if each.pk == turn.pk), None)
    refuse_if(place is None, _("Seules les personnes qui attendent changent de rang."))
    other = place + step
    if not 0 <= other < len(waiting):
        return turn
    moved, passed = waiting[place], waiting[other]
    moved.rank, passed.rank = passed.rank, moved.rank
    for each in (moved, passed):
        keep(each, by=by, at=at, reason=_("ordre des prises de parole"))
    return moved


def _own_or_conducting(turn, sitting, by, at, act):
    own = turn.person is not None and may_speak_for(by, turn.person, at)
    authorise(own or may_conduct(by, sitting, at), act)


def _under_way(item):
    """The item, locked, provided that it is being dealt with and the sitting is not suspended."""
    item = lock_item(item)
    in_state(item.sitting, (SittingState.OPEN,), _("La séance n’est pas ouverte."))
    refuse_if(
        item.started_at is None or item.ended_at is not None,
        _("La parole se demande sur le point en cours : abordez d’abord ce point."),
    )
    check_not_suspended(item.sitting)
    return item


def check_not_suspended(sitting):
    """Refuse what cannot be done while the sitting is suspended."""
    refuse_if(
        Motion.objects.suspending().filter(item__sitting=sitting).exists(),
        _("La séance est suspendue : reprenez-la d’abord."),
    )


@transaction.atomic
def raise_motion(item, *, kind, person, by, at, text=""):
    """Note a motion or a point of order, and who raised it (RULES S11). Returns the Motion."""
    item = _under_way(item)
    authorise(may_conduct(by, item.sitting, at), "raise_motion")
    refuse_if(
        not item.sitting.attendances.filter(person=person, left_at=None).exists(),
        _("%(person)s n’est pas noté·e présent·e : une motion vient de qui est là.") % {"person": person},
    )
    same = item.motions.filter(kind=kind, person=person, text=text, outcome=MotionOutcome.PENDING).first()
    if same:
        raise AlreadyRecorded(same, same.at)
    return keep(Motion(item=item, kind=kind, person=person, text=text, at=at), by=by, at=at, reason=_("motion"))


@transaction.atomic
def settle_motion(motion, *, outcome, by, at):
    """Note what came of a motion; a suspension that is accepted begins at once (RULES S11)."""
    item = lock_item(motion.item)
    authorise(may_conduct(by, item.sitting, at), "settle_motion")
    in_state(item.sitting, (SittingState.OPEN,), _("La séance n’est pas ouverte."))
    motion = lock(motion)
    if motion.outcome != MotionOutcome.PENDING:
        raise AlreadyRecorded(motion, motion.settled_at)
    motion.outcome, motion.settled_at = outcome, max(at, motion.at)
    if motion.kind == MotionKind.SUSPENSION and outcome == MotionOutcome.ACCEPTED:
        check_not_suspended(item.sitting)
        end_turns(item, by=by, at=at)
    keep(motion, by=by, at=at, reason=motion.get_outcome_display())
    content = {"motion": motion.pk, "kind": motion.kind, "outcome": outcome}
    record(act="motion", subject=item.sitting.subject, actor_function=function_of(by, at), content=content, at=at)
    return motion


@transaction.atomic
def suspend(sitting, *, by, at):
    """The chair suspends the sitting on the item under way (RULES S11). Returns the Motion."""
    sitting = lock_sitting(sitting)
    running = Motion.objects.suspending().filter(item__sitting=sitting).first()
    if running:
        raise AlreadyRecorded(running, running.settled_at)
    item = sitting.items.filter(started_at__isnull=False, ended_at=None).first()
    refuse_if(item is None, _("Une suspension se note sur le point en cours : abordez d’abord un point."))
    item = _under_way(item)
    motion = Motion(item=item, kind=MotionKind.SUSPENSION, person=sitting.presiding, at=at)
    authorise(may_conduct(by, sitting, at), "suspend")
    return settle_motion(keep(motion, by=by, at=at, reason=_("motion")), outcome=MotionOutcome.ACCEPTED, by=by, at=at)


@transaction.atomic
def resume(sitting, *, by, at):
    """The sitting goes on; the time of the return is kept (RULES S11). Returns the Motion."""
    sitting = lock_sitting(sitting)
    authorise(may_conduct(by, sitting, at), "resume")
    running = Motion.objects.suspending().filter(item__sitting=sitting).first()
    if running is None:
        last = Motion.objects.filter(item__sitting=sitting, resumed_at__isnull=False).last()
        refuse_if(last is None, _("La séance n’est pas suspendue."))
        raise AlreadyRecorded(last, last.resumed_at)
    running.resumed_at = max(at, running.settled_at)
    return keep(running, by=by, at=at, reason=_("reprise"))
