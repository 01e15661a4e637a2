"""Reading who is in the room: the seats of the day, stays and proxies, in a constant number of queries.

The values it hands over are those of deliberations.quorum, which alone says who may vote (RULES C3, P, Q, V9).
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from council.models import composition
from council.models.composition import Composition
from deliberations.quorum import Mode, QuorumRule, Settings, electorate_at
from deliberations.quorum import Proxy as ProxyFact
from deliberations.quorum import Seat as SeatFact
from deliberations.quorum import Stay as StayFact
from governance.voting import Counting

from .presence import Attendance, Proxy
from .sittings import Sitting


@dataclass(frozen=True)
class Room:
    """A sitting's seats on its day, every stay, every proxy."""

    sitting: Sitting
    composition: Composition
    stays: tuple[Attendance, ...]
    proxies: tuple[Proxy, ...]

    @cached_property
    def lines(self):
        """The seats of the day with their holders, by code."""
        return {line.seat.code: line for line in self.composition.lines}

    @cached_property
    def facts(self):
        return {
            "seats": [_seat_fact(line) for line in self.composition.lines],
            "stays": [_stay_fact(stay) for stay in self.stays],
            "proxies": [_proxy_fact(proxy) for proxy in self.proxies],
            "settings": settings_of(self.sitting.profile),
        }

    def roll(self, minute, recused=()):
        """Who has a voice at that minute; `recused` holds the codes of the seats that step aside from the item."""
        return electorate_at(minute, recused=frozenset(recused), **self.facts)

    def occupant(self, code, minute):
        """The person who sits on a seat at that minute: the titular if there, else the alternate, else nobody."""
        here = [s for s in self.stays if s.seat.code == code and _covers(s, minute)]
        return min(here, key=lambda stay: stay.as_alternate).person if here else None

    def stay_of(self, person):
        """The stay that goes on of a person, by key, or None."""
        return next((s for s in self.stays if s.left_at is None and str(s.person_id) == str(person)), None)

    def titular(self, code):
        """The person who holds a seat on that day, or nobody."""
        line = self.lines.get(code)
        return line.titular.person if line and line.titular else None


def read_room(sitting):
    """Return the Room of a sitting: seven queries, however many seats."""
    return Room(
        sitting=sitting,
        composition=composition(sitting.body, timezone.localdate(sitting.starts_at)),
        stays=tuple(sitting.attendances.select_related("seat", "person")),
        proxies=tuple(sitting.proxies.select_related("giver", "holder")),
    )


def settings_of(profile):
    """What the profile leaves open, as the pure module takes it."""
    return Settings(
        proxies_per_holder=profile.proxies_per_holder,
        proxies_same_college=profile.proxies_same_college,
        recused_leave_base=profile.recused_leave_base,
        remote_counts=profile.remote_counts,
    )


def quorum_rule(sitting, *, second_call=None):
    """The quorum rule of a sitting (RULES Q1, Q4): a second call by profile, save for items that are new on it."""
    profile = sitting.profile
    second_call = sitting.second_call_of_id is not None if second_call is None else second_call
    return QuorumRule(
        threshold=profile.share("quorum_threshold"),
        strict=profile.quorum_strict,
        counts=Counting(profile.quorum_counts),
        required=profile.quorum_required and (not second_call or profile.second_call_quorum),
    )


def _covers(stay, minute):
    return stay.arrived_at <= minute and (stay.left_at is None or minute < stay.left_at)


def _seat_fact(line):
    seat = line.seat
    return SeatFact(seat.code, seat.college.letter, voting=seat.votes, in_exercise=not line.vacant)


def _stay_fact(stay):
    return StayFact(stay.seat.code, stay.arrived_at, stay.left_at, Mode(stay.mode), stay.as_alternate)


def _proxy_fact(proxy):
    return ProxyFact(proxy.giver.code, proxy.holder.code, proxy.given_at, proxy.revoked_at)
