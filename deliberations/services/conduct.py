"""Conducting a sitting: opening, items, actions, the chair, closing (RULES S1, S8, S12, C5, Q)."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.lifecycle import AlreadyRecorded, refuse_if
from deliberations.enums import ItemKind, SittingState
from deliberations.models import ActionPoint, PresidingChair, QuorumCheck
from deliberations.models.room import quorum_rule, read_room
from deliberations.procedure import LIFE
from deliberations.rules import may_conduct, may_preside, minutes_are_frozen, oversees
from governance.enums import State
from governance.services import unschedule

from .guards import authorise, in_state, keep, lock_item, lock_sitting
from .speaking import check_not_suspended, end_turns

WRITTEN = (SittingState.OPEN, SittingState.CLOSED)


def recused_seats(item):
    """The codes of the seats that step aside from an item, whatever their times (RULES V9)."""
    return set(item.recusals.values_list("seat__code", flat=True)) if item else set()


def is_carried_over(item):
    """Q4: whether an item of a second call was on the agenda of the sitting that had no quorum."""
    first = item.sitting.second_call_of
    if first is None:
        return False
    same = first.items.filter(recommendation=item.recommendation) if item.recommendation else first.items
    return same.filter(kind=item.kind, title=item.title).exists()


def quorum_now(sitting, *, at, item=None):
    """Return the voting.Quorum of that minute, for an item or for the sitting as a whole (RULES Q1, Q5)."""
    second_call = is_carried_over(item) if item else None
    roll = read_room(sitting).roll(at, recused_seats(item))
    return roll.quorum(quorum_rule(sitting, second_call=second_call))


def note_quorum(sitting, quorum, *, at, item=None):
    """Keep a quorum as it was found, with its arithmetic (RULES Q2). Returns the QuorumCheck."""
    return QuorumCheck.objects.create(
        sitting=sitting, item=item, at=at, entitled=quorum.entitled, present=quorum.present,
        represented=quorum.represented, counted=quorum.counted, needed=quorum.needed, required=quorum.required,
        met=quorum.met,
    )  # fmt: skip


def follow_quorum(sitting, *, at):
    """Keep the moment at which an open sitting loses its quorum, or has it again (RULES Q3).

    For the acts that change who is there: what was last found is compared with what is found now. Returns the
    QuorumCheck, or None where nothing turned.
    """
    if sitting.state != SittingState.OPEN or not quorum_rule(sitting).required:
        return None
    last = sitting.quorum_checks.filter(item=None).last()
    quorum = quorum_now(sitting, at=at)
    return None if last and last.met == quorum.met else note_quorum(sitting, quorum, at=at)


@transaction.atomic
def open_sitting(sitting, *, presiding, secretary, by, at, early=False):
    """Open the sitting with its chair and secretary, the quorum evaluated and kept (RULES C5, Q2).

    `early`: somebody confirmed that it opens well before its time. Raises Refused without that, and with the
    arithmetic when there are not enough; `adjourn` is then the way (Q4).
    """
    quorum = quorum_now(sitting, at=at)
    given = {"presiding": presiding, "secretary": secretary, "quorum": quorum, "when": at, "early": early}
    sitting = LIFE.take("open", sitting, by=by, at=at, **given)
    note_quorum(sitting, quorum, at=at)
    PresidingChair.objects.create(sitting=sitting, person=presiding, since=at)
    return sitting


@transaction.atomic
def adjourn(sitting, *, by, at, note=""):
    """Adjourn for want of a quorum: the texts are ready again for the second call (RULES Q4)."""
    quorum = quorum_now(sitting, at=at)
    sitting = LIFE.take("adjourn", sitting, by=by, at=at, note=note, quorum=quorum, when=at)
    note_quorum(sitting, quorum, at=at)
    release_recommendations(sitting, by=by, at=at, note=_("séance ajournée faute de quorum"))
    return sitting


def release_recommendations(sitting, *, by, at, note):
    """Make the scheduled texts of a sitting that will not be held ready for another one (RULES R2)."""
    items = sitting.items.filter(kind=ItemKind.VOTE, recommendation__state=State.SCHEDULED)
    for item in items.select_related("recommendation"):
        unschedule(item.recommendation, by=by, at=at, note=note)


@transaction.atomic
def close_sitting(sitting, *, by, at):
    """Close the sitting once each text has its outcome and no ballot is open (RULES S1, V10)."""
    sitting = LIFE.take("close", sitting, by=by, at=at)
    for item in sitting.items.filter(started_at__isnull=False, ended_at=None):
        _end(item, by, at)
    return sitting


@transaction.atomic
def change_chair(sitting, *, person, by, at):
    """Hand the chair to somebody else from this minute on (RULES C5). Returns the PresidingChair."""
    sitting = lock_sitting(sitting)
    authorise(may_conduct(by, sitting, at), "change_chair")
    in_state(sitting, (SittingState.OPEN,), _("La présidence change pendant la séance."))
    last = sitting.chairs.last()
    if last.person_id == person.pk:
        raise AlreadyRecorded(last, last.since)
    refuse_if(
        not may_preside(person, sitting, at),
        _("La séance est présidée par une coprésidence, ou par un membre présent dans la salle."),
    )
    sitting.presiding = person
    keep(sitting, by=by, at=at, reason=_("changement de présidence"))
    return PresidingChair.objects.create(sitting=sitting, person=person, since=at)


def chair_at(sitting, moment):
    """The person who presides at that moment, or None before the opening (RULES C5)."""
    chair = sitting.chairs.filter(since__lte=moment).select_related("person").last()
    return chair.person if chair else None


@transaction.atomic
def start_item(item, *, by, at):
    """Take up an item; the one under way ends (RULES S8). An item that was ended is taken up again."""
    item = lock_item(item)
    _in_session(item, by, at, "start_item")
    check_not_suspended(item.sitting)
    if item.started_at and item.ended_at is None:
        raise AlreadyRecorded(item, item.started_at)
    for other in item.sitting.items.filter(started_at__isnull=False, ended_at=None):
        _end(other, by, at)
    item.started_at, item.ended_at = item.started_at or at, None
    return keep(item, by=by, at=at, reason=_("point abordé"))


@transaction.atomic
def end_item(item, *, by, at):
    """End the item under way."""
    item = lock_item(item)
    _in_session(item, by, at, "end_item")
    refuse_if(item.started_at is None, _("Ce point n’a pas encore été abordé."))
    if item.ended_at is not None:
        raise AlreadyRecorded(item, item.ended_at)
    return _end(item, by, at)


def _end(item, by, at):
    end_turns(item, by=by, at=at)
    item.ended_at = max(at, item.started_at)
    return keep(item, by=by, at=at, reason=_("point terminé"))


def _in_session(item, by, at, act):
    authorise(may_conduct(by, item.sitting, at), act)
    in_state(item.sitting, (SittingState.OPEN,), _("La séance n’est pas ouverte."))


def may_write(sitting, by, at):
    """Refuse unless the words of an item may still be written: until the minutes are approved (RULES M2)."""
    authorise(oversees(by, at), "write_discussion")
    in_state(sitting, WRITTEN, _("Les débats se rédigent pendant la séance, puis jusqu’à l’approbation."))
    refuse_if(minutes_are_frozen(sitting), _("Le procès-verbal est approuvé : il ne change plus."))


@transaction.atomic
def add_action_point(item, *, what, who, by, at, due_on=None):
    """Note what somebody will do, by when (RULES S12). The same one twice is the first one (E3)."""
    item = lock_item(item)
    may_write(item.sitting, by, at)
    same = item.action_points.filter(what=what, who=who, due_on=due_on).first()
    if same:
        return same
    point = ActionPoint(item=item, what=what, who=who, due_on=due_on)
    point.full_clean()
    point.save()
    return point


@transaction.atomic
def complete_action_point(point, *, by, at, done_on):
    """Note that an action was done (RULES S12)."""
    authorise(oversees(by, at), "complete_action_point")
    point.done_on = done_on
    point.save()
    return point


def open_action_points(body):
    """What earlier sittings left to do: it opens the next preparation (RULES S12)."""
    points = ActionPoint.objects.filter(item__sitting__body=body, done_on=None)
    return points.select_related("item__sitting").order_by("due_on", "pk")


@transaction.atomic
def cancel(sitting, *, by, at, note):
    """Cancel a sitting before it opens: its texts are ready for another (RULES S1)."""
    sitting = LIFE.take("cancel", sitting, by=by, at=at, note=note)
    release_recommendations(sitting, by=by, at=at, note=_("séance annulée"))
    return sitting


@transaction.atomic
def sign_convening(sitting, *, by, at):
    """A co-chair signs the convening notice, where the profile asks for it (RULES C5, S2)."""
    earlier = sitting.moves.filter(step="sign", by=by).first()
    if earlier:
        raise AlreadyRecorded(sitting, earlier.at)
    return LIFE.take("sign", sitting, by=by, at=at)
