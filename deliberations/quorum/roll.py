"""The roll of one minute: who has a voice, who has none and why, and how many that makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from governance.voting import CollegeElectorate, Electorate, Quorum, QuorumRule

from .facts import Mode, Proxy, Seat, Stay

__all__ = ["Elector", "LeftOut", "Reason", "Roll", "VoidProxy", "Why", "lost_and_regained", "turning_points"]


@dataclass(frozen=True)
class Elector:
    """A voice at that minute: the seat's own, by its titular or alternate, or cast by the seat that holds its proxy."""

    seat: str
    college: str
    weight: Fraction
    holder: str | None = None
    as_alternate: bool = False
    mode: Mode | None = None

    @property
    def by_proxy(self) -> bool:
        return self.holder is not None

    @property
    def cast_by(self) -> str:
        """The seat whose occupant votes: "X for Y" when it is not the seat itself (P5)."""
        return self.holder or self.seat


class Reason(StrEnum):
    """Why somebody has no voice at that minute."""

    ABSENT = "absent"
    ADVISORY = "advisory"
    RECUSED = "recused"
    REMOTE = "remote"
    TITULAR_PRESENT = "titular_present"
    VACANT = "vacant"


class Why(StrEnum):
    """Why a proxy has no effect at that minute."""

    GIVER_CAME = "giver_came"
    GIVER_RECUSED = "giver_recused"
    HOLDER_ABSENT = "holder_absent"
    HOLDER_FULL = "holder_full"
    HOLDER_RECUSED = "holder_recused"
    NOT_YET_GIVEN = "not_yet_given"
    NO_VOTE = "no_vote"
    OTHER_COLLEGE = "other_college"
    REPLACED = "replaced"
    REVOKED = "revoked"


@dataclass(frozen=True)
class LeftOut:
    """A seat without a voice at that minute, or an alternate whose titular is there."""

    seat: str
    reason: Reason


@dataclass(frozen=True)
class VoidProxy:
    """A proxy without effect at that minute."""

    proxy: Proxy
    why: Why


@dataclass(frozen=True, kw_only=True)
class Roll:
    """The roll of one minute: the seats that are the base, the voices, and why everybody else has none."""

    minute: datetime
    base: tuple[Seat, ...]
    electors: tuple[Elector, ...]
    left_out: tuple[LeftOut, ...] = ()
    void_proxies: tuple[VoidProxy, ...] = ()

    @property
    def entitled(self) -> int:
        """Voting seats in exercise (Q1, Q5)."""
        return len(self.base)

    @property
    def present(self) -> int:
        return sum(not elector.by_proxy for elector in self.electors)

    @property
    def represented(self) -> int:
        return sum(elector.by_proxy for elector in self.electors)

    @property
    def remote(self) -> tuple[Elector, ...]:
        """Those who vote from afar: a secret ballot may have to be postponed because of them (table of profiles)."""
        return tuple(elector for elector in self.electors if elector.mode == Mode.REMOTE)

    def quorum(self, rule: QuorumRule) -> Quorum:
        """The quorum at that minute with its arithmetic (Q1, Q2)."""
        return rule.of(entitled=self.entitled, present=self.present, represented=self.represented)

    def electorate(self, college_weights: Mapping[str, Fraction] | None = None) -> Electorate:
        """The same figures as a ballot takes them (V1); the weights are those of colleges, where the rule has any."""
        weights = college_weights or {}
        codes = dict.fromkeys(seat.college for seat in self.base if seat.college)
        colleges = {code: CollegeElectorate(**self._figures(code), weight=weights.get(code)) for code in codes}
        return Electorate(**self._figures(), colleges=colleges)

    def _figures(self, college: str | None = None) -> dict:
        base = [seat for seat in self.base if college in (None, seat.college)]
        electors = [elector for elector in self.electors if college in (None, elector.college)]
        figures = {
            "entitled": len(base),
            "present": sum(not elector.by_proxy for elector in electors),
            "represented": sum(elector.by_proxy for elector in electors),
        }
        if all(seat.weight == 1 for seat in self.base):
            return figures
        return figures | {
            "entitled_weight": sum((seat.weight for seat in base), Fraction(0)),
            "attending_weight": sum((elector.weight for elector in electors), Fraction(0)),
        }


def turning_points(stays: Iterable[Stay], proxies: Iterable[Proxy] = ()) -> tuple[datetime, ...]:
    """Every moment at which the roll can change, in order: where to look for a quorum lost during a sitting (Q3)."""
    moments = [moment for stay in stays for moment in (stay.arrived, stay.left)]
    moments += [moment for proxy in proxies for moment in (proxy.given, proxy.revoked)]
    return tuple(sorted({moment for moment in moments if moment is not None}))


def lost_and_regained(rolls: Iterable[Roll], rule: QuorumRule) -> tuple[tuple[datetime, Quorum], ...]:
    """From rolls in order of time: each moment at which the quorum was reached or lost, with its arithmetic (Q3)."""
    changes: list[tuple[datetime, Quorum]] = []
    for roll in rolls:
        quorum = roll.quorum(rule)
        if quorum.met != (changes[-1][1].met if changes else False):
            changes.append((roll.minute, quorum))
    return tuple(changes)
