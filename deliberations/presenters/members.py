"""What a member finds on the page of their reply: each of their seats, their answer, their proxy (RULES S9, P)."""

from dataclasses import dataclass, field
from typing import Any

from council.enums import SeatRole
from council.models import Person, Seat
from council.rules import person_of, seats_of
from deliberations.models import Proxy, Reply
from deliberations.models.room import read_room
from deliberations.rules import day_of

from .seats import seat_words


@dataclass
class MySeat:
    """One seat of the reader for a sitting. The view adds the two forms."""

    seat: Seat
    person: Person
    titular: bool
    reply: Reply | None
    proxy: Proxy | None
    proxy_words: str
    held: list[str]
    holders: list[tuple[str, str]]
    seats: dict[str, Seat]
    form: Any = field(default=None)
    proxy_form: Any = field(default=None)

    def seat_of(self, code):
        return self.seats[code]

    @property
    def may_entrust(self):
        """Only the titular of a voting seat gives a proxy (RULES P1)."""
        return self.titular and self.seat.votes


def my_seats(sitting, user):
    """Return the seats that this account holds in the body on the day of the sitting, in constant queries."""
    terms = terms_of(sitting, user)
    if not terms:
        return []
    room = read_room(sitting)
    replies = {reply.seat_id: reply for reply in sitting.replies.filter(person=person_of(user))}
    return [_mine(term, room, replies.get(term.seat_id)) for term in terms]


def terms_of(sitting, user):
    """The terms by which this account sits in the body on the day of the sitting."""
    return [term for term in seats_of(user, day_of(sitting)) if term.seat.college.body_id == sitting.body_id]


def _mine(term, room, reply):
    standing = [proxy for proxy in room.proxies if proxy.revoked_at is None]
    given = next((proxy for proxy in standing if proxy.giver_id == term.seat_id), None)
    others = [line for line in room.lines.values() if line.seat.votes and not line.vacant]
    return MySeat(
        seat=term.seat,
        person=term.person,
        titular=term.role == SeatRole.TITULAR,
        reply=reply,
        proxy=given,
        proxy_words=seat_words(room.lines[given.holder.code]) if given else "",
        held=[seat_words(room.lines[proxy.giver.code]) for proxy in standing if proxy.holder_id == term.seat_id],
        holders=[(line.seat.code, seat_words(line)) for line in others if line.seat.pk != term.seat_id],
        seats={line.seat.code: line.seat for line in others},
    )
