"""What the projector and the page of a member show of an open sitting: where are we? (RULES S11, Q2, V10)."""

from dataclasses import dataclass

from council.models import Person, Seat
from deliberations.enums import Audience, SittingState
from deliberations.models import AgendaItem, ItemBallot, Motion, SpeakerTurn
from deliberations.models.pulse import pulse
from deliberations.models.room import read_room
from governance.enums import BallotState
from governance.presenters.ballots import tally

from .agenda import item_clock
from .ballots import decision
from .consent import heard
from .floor import floor_of
from .live import ballots_of, live


def projector(sitting, at):
    """Return what everybody in the room may read on the wall, in a constant number of queries.

    Nobody's vote, no name of who has voted, and no result before it is proclaimed (RULES V10).
    """
    stamp = pulse(sitting.slug, Audience.SCREEN)
    room, item = read_room(sitting), item_under_way(sitting)
    figures = live(sitting, at, item, room)
    return {
        "sitting": sitting,
        "at": at,
        "stamp": stamp,
        "item": item,
        "item_clock": item_clock(item, at) if item else None,
        "live": figures,
        "heard": heard(figures["turnout"] and figures["turnout"]["ballot"]),
        "floor": floor_of(item, colleges_of(room), at) if item else None,
        "suspension": suspension_of(sitting),
        "result": result_of(item) if item else None,
        "running": sitting.state == SittingState.OPEN,
    }


def member_page(sitting, user, terms, at):
    """Return what one member follows on their own phone, in a constant number of queries."""
    stamp = pulse(sitting.slug, Audience.MEMBER)
    room, mine = read_room(sitting), my_floor(sitting, terms)
    item = mine.item
    return {
        "sitting": sitting,
        "at": at,
        "stamp": stamp,
        "item": item,
        "item_clock": item_clock(item, at) if item else None,
        "live": live(sitting, at, item, room),
        "floor": floor_of(item, colleges_of(room), at) if item else None,
        "suspension": suspension_of(sitting),
        "mine": mine,
        "ballots": ballots_of(sitting, user),
        "result": result_of(item) if item else None,
        "running": sitting.state == SittingState.OPEN,
    }


@dataclass(frozen=True)
class MyFloor:
    """Where a member stands: the item under way, their seat, whether they are noted present, their turn."""

    item: AgendaItem | None
    person: Person | None
    seat: Seat | None
    present: bool
    turn: SpeakerTurn | None

    @property
    def speaking(self):
        return self.turn is not None and self.turn.started_at is not None


def my_floor(sitting, terms):
    """Read where the holder of these terms stands in the sitting: three queries."""
    item, person = item_under_way(sitting), terms[0].person if terms else None
    stays = sitting.attendances.filter(person=person, left_at=None).select_related("seat") if terms else ()
    stay = next(iter(stays), None)
    turn = item.turns.filter(person=person, ended_at=None).last() if item and person else None
    seat = stay.seat if stay else terms[0].seat if terms else None
    return MyFloor(item=item, person=person, seat=seat, present=stay is not None, turn=turn)


def item_under_way(sitting):
    """The item that is being dealt with, or None between two."""
    if sitting.state != SittingState.OPEN:
        return None
    return sitting.items.in_order().filter(started_at__isnull=False, ended_at=None).first()


def suspension_of(sitting):
    """The suspension that has not ended, or None."""
    return Motion.objects.suspending().filter(item__sitting=sitting).first()


def colleges_of(room):
    return [line.college for line in room.composition.colleges]


def result_of(item):
    """The last ballot of the item once it is closed: its outcome only when it was proclaimed (RULES V10, V15)."""
    links = ItemBallot.objects.filter(item=item).exclude(ballot__state=BallotState.VOID)
    link = links.select_related("ballot__version__recommendation", "ballot__amendment").last()
    if link is None or link.ballot.state == BallotState.OPEN:
        return None
    if link.ballot.state != BallotState.PROCLAIMED:
        return {"proclaimed": False}
    return decision(link.ballot) | {"proclaimed": True, "tally": tally(link.ballot)}
