"""From the facts of a sitting to the roll of a minute."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from .facts import Mode, Proxy, Seat, Settings, Stay
from .roll import Elector, LeftOut, Reason, Roll, VoidProxy, Why

__all__ = ["electorate_at"]


def electorate_at(
    minute: datetime,
    *,
    seats: Sequence[Seat],
    stays: Iterable[Stay],
    proxies: Iterable[Proxy] = (),
    recused: Collection[str] = (),
    settings: Settings | None = None,
) -> Roll:
    """Who may vote at that minute (RULES C3, C4, C7, P2 to P4, Q5, V9). `recused`: the seats out for this item.

    A seat votes by its titular if there, else by its alternate, else by the seat that holds its proxy.
    """
    room = _Room(minute, seats, tuple(stays), frozenset(recused), settings or Settings())
    held, void = room.proxies(tuple(proxies))
    electors = tuple(elector for seat in seats if (elector := room.elector(seat, held)))
    voices = {elector.seat for elector in electors}
    absent = tuple(LeftOut(seat.code, room.reason(seat)) for seat in seats if seat.code not in voices)
    return Roll(
        minute=minute,
        base=room.base,
        electors=electors,
        left_out=absent + room.idle_alternates(),
        void_proxies=void,
    )


class _Room:
    """The facts of one minute, asked one question at a time."""

    def __init__(
        self, minute: datetime, seats: Sequence[Seat], stays: tuple[Stay, ...], recused: frozenset, settings: Settings
    ):
        self.minute, self.recused, self.settings = minute, recused, settings
        self.seats = {seat.code: seat for seat in seats}
        self.counted = [stay for stay in stays if settings.remote_counts or stay.mode == Mode.ROOM]
        self.connected = {stay.seat for stay in stays if stay.covers(minute)}
        here = [stay for stay in self.counted if stay.covers(minute)]
        self.titulars = {stay.seat: stay for stay in here if not stay.as_alternate}
        self.alternates = {stay.seat: stay for stay in here if stay.as_alternate}
        # C3: the alternate sits only while the titular is not there.
        self.sitting = self.alternates | self.titulars

    @property
    def base(self) -> tuple[Seat, ...]:
        """C4, C7, Q5: vacant and advisory seats are in no base; recused ones leave it where the profile says so."""
        out = self.recused if self.settings.recused_leave_base else frozenset()
        return tuple(seat for seat in self.seats.values() if seat.voting and seat.in_exercise and seat.code not in out)

    def may_vote(self, code: str) -> bool:
        seat = self.seats.get(code)
        return seat is not None and seat.voting and seat.in_exercise

    def elector(self, seat: Seat, held: Mapping[str, Proxy]) -> Elector | None:
        if not self.may_vote(seat.code) or seat.code in self.recused:
            return None
        if stay := self.sitting.get(seat.code):
            return Elector(seat.code, seat.college, seat.weight, as_alternate=stay.as_alternate, mode=stay.mode)
        if proxy := held.get(seat.code):
            return Elector(seat.code, seat.college, seat.weight, holder=proxy.holder)
        return None

    def reason(self, seat: Seat) -> Reason:
        """Why a seat has no voice: what it is, then what it did."""
        if not seat.in_exercise:
            return Reason.VACANT
        if not seat.voting:
            return Reason.ADVISORY
        if seat.code in self.recused:
            return Reason.RECUSED
        return Reason.REMOTE if seat.code in self.connected else Reason.ABSENT

    def idle_alternates(self) -> tuple[LeftOut, ...]:
        both = [code for code in self.seats if code in self.titulars and code in self.alternates]
        return tuple(LeftOut(code, Reason.TITULAR_PRESENT) for code in both)

    def proxies(self, proxies: tuple[Proxy, ...]) -> tuple[dict[str, Proxy], tuple[VoidProxy, ...]]:
        """The proxies in force, by giver, and the others with their reason. Of one giver's, the latest is the one."""
        held: dict[str, Proxy] = {}
        void: list[VoidProxy] = []
        for proxy in sorted(proxies, key=_given_order):
            if why := self.why_void(proxy):
                void.append(VoidProxy(proxy, why))
                continue
            if proxy.giver in held:
                void.append(VoidProxy(held.pop(proxy.giver), Why.REPLACED))
            held[proxy.giver] = proxy
        for proxy in self.beyond_the_limit(held.values()):
            void.append(VoidProxy(held.pop(proxy.giver), Why.HOLDER_FULL))
        return held, tuple(void)

    def beyond_the_limit(self, proxies: Iterable[Proxy]) -> list[Proxy]:
        """P2: those that a holder had no right to take any more, in the order given."""
        taken: dict[str, int] = {}
        beyond = []
        for proxy in sorted(proxies, key=_given_order):
            taken[proxy.holder] = taken.get(proxy.holder, 0) + 1
            if taken[proxy.holder] > self.settings.proxies_per_holder:
                beyond.append(proxy)
        return beyond

    def why_void(self, proxy: Proxy) -> Why | None:
        """P1, P3, P4, V9, in the order in which a clerk would look. A chain fails by itself: its holder is absent."""
        checks = {
            Why.NOT_YET_GIVEN: proxy.given is not None and proxy.given > self.minute,
            Why.REVOKED: proxy.revoked is not None and proxy.revoked <= self.minute,
            Why.NO_VOTE: not (self.may_vote(proxy.giver) and self.may_vote(proxy.holder)),
            Why.OTHER_COLLEGE: self.settings.proxies_same_college and self.crosses_colleges(proxy),
            Why.GIVER_RECUSED: proxy.giver in self.recused,
            Why.GIVER_CAME: self.giver_came(proxy),
            Why.HOLDER_RECUSED: proxy.holder in self.recused,
            Why.HOLDER_ABSENT: proxy.holder not in self.sitting,
        }
        return next((why for why, fails in checks.items() if fails), None)

    def crosses_colleges(self, proxy: Proxy) -> bool:
        giver, holder = self.seats.get(proxy.giver), self.seats.get(proxy.holder)
        return giver is None or holder is None or giver.college != holder.college

    def giver_came(self, proxy: Proxy) -> bool:
        """P3: void from the minute the giver or the giver's alternate is present. One given before leaving waits."""
        return any(
            stay.covers(self.minute) or (stay.arrived <= self.minute and _after(stay.arrived, proxy.given))
            for stay in self.counted
            if stay.seat == proxy.giver
        )


def _after(moment: datetime, given: datetime | None) -> bool:
    return given is None or moment > given


def _given_order(proxy: Proxy) -> tuple:
    """By the moment given, those given before the sitting first, then by giver: always the same order."""
    return (proxy.given is not None, proxy.given or 0, proxy.giver, proxy.holder)
