"""What the session desk shows: what now? Agenda, the item under way, the roll (RULES S8, Q2, V10)."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formats import clock, number
from council.enums import Visibility
from council.models import Person
from deliberations.enums import QUESTIONED, Audience, ItemKind, MotionOutcome, ReplyAnswer, SittingState
from deliberations.models import ItemBallot
from deliberations.models.pulse import pulse
from deliberations.models.room import read_room
from deliberations.rules import calls_the_roll, minutes_are_frozen
from deliberations.services import imposing, last_words
from deliberations.wording import request_sentence
from governance.enums import UNDECIDED, BallotState, State
from governance.methods import goes_on, manner_of

from .agenda import item_clock, timed_items
from .amendments import queue_of
from .ballots import decision
from .consent import heard
from .floor import floor_of
from .live import ballots_of, live
from .proxies import proxy_lines
from .screens import colleges_of, suspension_of
from .seats import seat_rows, seat_words

RUNNING = (SittingState.CONVENED, SittingState.OPEN)
SETTLED = (
    (MotionOutcome.ACCEPTED, gettext_lazy("Acceptée")),
    (MotionOutcome.REJECTED, gettext_lazy("Rejetée")),
    (MotionOutcome.WITHDRAWN, gettext_lazy("Retirée")),
)
DECIDED_ON = ("ballot__version__recommendation", "ballot__amendment")


def desk_page(sitting, user, at, point=None):
    """Return everything the desk shows to one person; `point` is the item to look at, otherwise the one under way."""
    stamp = pulse(sitting.slug, Audience.DESK)
    links = Prefetch("item_ballots", ItemBallot.objects.select_related(*DECIDED_ON))
    found = sitting.items.in_order().prefetch_related(
        links, "recusals__seat", "recusals__person", "action_points", "method_requests"
    )
    pairs = timed_items(sitting, found)
    items = [item for item, _start in pairs]
    shown, now = shown_item(items, point), under_way(items)
    room = read_room(sitting)
    figures = live(sitting, at, shown, room)
    return {
        "sitting": sitting,
        "at": at,
        "stamp": stamp,
        "room": room,
        "lines": [agenda_line(item, start, shown) for item, start in pairs],
        "item": shown and item_panel(sitting, shown, at, room),
        "elsewhere": now if now and now != shown else None,
        "next": following(items, now or shown),
        "live": figures,
        "suspension": suspension_of(sitting) if sitting.state == SittingState.OPEN else None,
        "my_ballots": ballots_of(sitting, user),
        "calls": calls_the_roll(user),
        "colleges": roll_of(sitting, room, shown, figures["roll"]),
        "announced": announced(sitting, room),
        "proxies": proxy_lines(room, figures["roll"]),
        "running": sitting.state in RUNNING,
        "motion_outcomes": SETTLED,
        "writable": sitting.state in (SittingState.OPEN, SittingState.CLOSED) and not minutes_are_frozen(sitting),
    }


def under_way(items):
    """The item that is being dealt with, or None."""
    return next((item for item in items if item.started_at and not item.ended_at), None)


def shown_item(items, point):
    """The item asked for, or the one under way, or the first that was not dealt with."""
    asked = [item for item in items if str(item.pk) == str(point)]
    now = under_way(items)
    waiting = [item for item in items if not item.ended_at]
    return next(iter([*asked, *filter(None, [now]), *waiting, *items]), None)


def following(items, shown):
    """The item to take up after the one shown, or None at the end."""
    later = items[items.index(shown) + 1 :] if shown in items else items
    return next((item for item in later if not item.started_at), None)


def agenda_line(item, start, shown):
    state = "done" if item.ended_at else "current" if item.started_at else ""
    return {
        "item": item,
        "mark": "—" if item.kind == ItemKind.BREAK else number(item.position),
        "time": clock(item.started_at or start),
        "state": state,
        "shown": item == shown,
    }


def item_panel(sitting, item, at, room):
    """Return the item in the middle: its eyebrow, text, ballots, and which acts it allows now."""
    ballots = [link.ballot for link in item.item_ballots.all()]
    unsettled = next((ballot for ballot in ballots if ballot.state in UNDECIDED), None)
    going_on = item.started_at is not None and item.ended_at is None
    text, imposed = item.recommendation, imposing(item)
    closed = decision(unsettled) if unsettled and unsettled.state == BallotState.CLOSED else None
    decided = [decision(ballot) for ballot in ballots if ballot.state == BallotState.PROCLAIMED]
    to_decide = sitting.state == SittingState.OPEN and text is not None and text.state == State.SCHEDULED
    free = to_decide and unsettled is None
    may_vote = free and item.kind == ItemKind.VOTE and not item.added_after_notice
    queue = queue_of(text) if may_vote else None
    return {
        "record": item,
        "eyebrow": eyebrow(item),
        "clock": item_clock(item, at),
        "floor": floor_of(item, colleges_of(room), at),
        "motions": list(item.motions.select_related("person")),
        "text": text,
        "version": text.versions.order_by("-number").values_list("number", flat=True).first() if text else None,
        "under_way": going_on,
        "to_start": sitting.state == SittingState.OPEN and not going_on,
        "recusals": list(item.recusals.all()),
        "actions": list(item.action_points.all()),
        "open_ballot": unsettled if unsettled and unsettled.state == BallotState.OPEN else None,
        "manner": unsettled and manner_of(unsettled),
        "closed": closed,
        "needs_casting_vote": bool(unsettled) and unsettled.awaits_casting_vote,
        "decided": decided,
        "heard": heard(unsettled),
        "to_follow": round_to_follow(sitting, ballots, unsettled),
        "void": [ballot for ballot in ballots if ballot.state == BallotState.VOID],
        "requests": [request_sentence(request) for request in item.method_requests.all()],
        "imposed": imposed and imposed.asked,
        "may_vote": may_vote,
        "may_ask": sitting.state == SittingState.OPEN and unsettled is None and takes_questions(item),
        "amendments": queue,
        "may_put_off": free,
        "words": last_words(item),
    }


def round_to_follow(sitting, ballots, unsettled):
    """The round that another one may follow, in an open sitting: the last ballot on the item, amendments apart.

    None where it decided, or while another ballot is under way.
    """
    on_text = [ballot for ballot in ballots if ballot.state != BallotState.VOID and ballot.amendment_id is None]
    last = on_text[-1] if on_text else None
    if sitting.state != SittingState.OPEN or last is None or not goes_on(last) or unsettled not in (None, last):
        return None
    text = last.recommendation
    return last if text is None or text.state == State.SCHEDULED else None


def takes_questions(item):
    """Whether a question of its own may be put to the vote on the item (RULES S4)."""
    return item.kind in QUESTIONED and item.visibility == Visibility.PUBLIC and not item.added_after_notice


def eyebrow(item):
    """« Point 3 · vote · 20 min »; what is left of an item under way ticks beside it."""
    length = _("%(n)s min") % {"n": item.duration}
    if item.ended_at:
        length = _("terminé à %(at)s") % {"at": clock(item.ended_at)}
    return " · ".join(str(part) for part in (_("Point %(n)s") % {"n": item.position}, item.get_kind_display(), length))


def roll_of(sitting, room, item, roll):
    """Return the colleges with the lines of their seats."""
    excused = sitting.replies.filter(answer=ReplyAnswer.EXCUSED).values_list("seat__code", flat=True)
    return seat_rows(
        room,
        presiding=sitting.presiding,
        recused={recusal.seat.code for recusal in item.recusals.all()} if item else (),
        excused=set(excused),
        idle={void.proxy.giver for void in roll.void_proxies},
        remote=bool(sitting.remote_link),
        frozen=sitting.state not in RUNNING,
    )


def announced(sitting, room):
    """How many said they were coming and have an empty seat: one gesture notes them all (RULES S9)."""
    if sitting.state not in RUNNING:
        return 0
    here = {stay.seat_id for stay in room.stays if stay.left_at is None}
    return sitting.replies.filter(answer__in=(ReplyAnswer.COMING, ReplyAnswer.REMOTE)).exclude(seat__in=here).count()


def voting_seats(room):
    """Return the voting seats in exercise as (code, words), for a choice."""
    return [(line.seat.code, seat_words(line)) for line in room.lines.values() if line.seat.votes and not line.vacant]


def possible_givers(room):
    """Return the voting seats that have not given a proxy yet."""
    given = {proxy.giver.code for proxy in room.proxies if proxy.revoked_at is None}
    return [(code, words) for code, words in voting_seats(room) if code not in given]


def possible_chairs(room):
    """Return the people who may preside: the co-chairs, and who is in the room (RULES C5). A queryset of Person."""
    present = {stay.person_id for stay in room.stays if stay.left_at is None}
    return Person.objects.filter(pk__in=present | {office.person_id for office in room.composition.co_chairs})


def people_here(room):
    """Return who is in the room or connected, as (key, words), for a choice."""
    here = [stay for stay in room.stays if stay.left_at is None]
    return [(str(stay.person_id), f"{stay.seat.code} · {stay.person}") for stay in here]


def people_of(room):
    """Return everybody who sits on that day, titular or alternate. A queryset of Person."""
    terms = [term for line in room.lines.values() for term in (line.titular, line.alternate) if term]
    chairs = {office.person_id for office in room.composition.co_chairs}
    return Person.objects.filter(pk__in=chairs | {term.person_id for term in terms})
