"""What a member finds on the page of their reply: each of their seats, their answer, their proxy (RULES S9, P)."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from council.enums import SeatRole
from council.models import Person, Seat
from council.rules import seats_of
from deliberations.entrusting import lawful_holders
from deliberations.enums import ReplyAnswer
from deliberations.models import Proxy, Reply
from deliberations.models.room import read_room
from deliberations.rules import day_of, term_on

from .seats import seat_words


@dataclass
class MySeat:
    """One seat of the reader for a sitting. The view adds the form."""

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
    replies = list(sitting.replies.all())
    return [_mine(term, room, replies) for term in terms]


def seat_of_link(sitting, seat, person):
    """Return the one seat for which a link of the notice answers."""
    term = term_on(seat, person, day_of(sitting))
    return _mine(term, read_room(sitting), list(sitting.replies.all()))


def terms_of(sitting, user):
    """The terms by which this account sits in the body on the day of the sitting."""
    return [term for term in seats_of(user, day_of(sitting)) if term.seat.college.body_id == sitting.body_id]


def _mine(term, room, replies):
    standing = [proxy for proxy in room.proxies if proxy.revoked_at is None]
    given = next((proxy for proxy in standing if proxy.giver_id == term.seat_id), None)
    own = next((r for r in replies if (r.seat_id, r.person_id) == (term.seat_id, term.person_id)), None)
    return MySeat(
        seat=term.seat,
        person=term.person,
        titular=term.role == SeatRole.TITULAR,
        reply=own,
        proxy=given,
        proxy_words=seat_words(room.lines[given.holder.code]) if given else "",
        held=[seat_words(room.lines[proxy.giver.code]) for proxy in standing if proxy.holder_id == term.seat_id],
        holders=_holders(term.seat, room, given, replies),
        seats={line.seat.code: line.seat for line in room.lines.values()},
    )


def _holders(seat, room, given, replies):
    """The lawful choices, the present holder among them; who has said they will be away is named as such (P4)."""
    away = {reply.seat_id for reply in replies if reply.answer == ReplyAnswer.EXCUSED}
    lines = lawful_holders(room, seat)
    if given and given.holder.code not in {line.seat.code for line in lines}:
        lines = [room.lines[given.holder.code], *lines]
    return [
        (line.seat.code, seat_words(line) + (" " + _("(ne viendra pas)") if line.seat.pk in away else ""))
        for line in lines
    ]
