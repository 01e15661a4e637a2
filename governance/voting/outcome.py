"""The outcome of a ballot with its whole arithmetic, in the form that anyone can recount (RULES V13, V15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .quorum import Quorum
from .values import Choice, DecidedBy, Tally, Verdict

__all__ = ["CollegeResult", "Outcome"]


@dataclass(frozen=True, kw_only=True)
class CollegeResult:
    """One college held against the threshold on its own base. A college without a base never meets it."""

    base: Fraction
    needed: Fraction
    tally: Tally
    not_voting: Fraction
    met: bool

    @property
    def share(self) -> Fraction:
        """The part of its base that voted for."""
        return self.tally[Choice.FOR] / self.base

    def as_dict(self) -> dict:
        return {
            "base": str(self.base),
            "for": str(self.tally[Choice.FOR]),
            "against": str(self.tally[Choice.AGAINST]),
            "met": self.met,
        }


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was decided, by which rule, and every figure that led there.

    `in_favour` and `base` are what was held against the threshold: votes, or, where the colleges are weighted,
    the weighted sum of their shares and 1. `tally` always holds the votes themselves.
    """

    outcome: Verdict
    decided_by: DecidedBy
    base: Fraction
    needed: Fraction
    in_favour: Fraction
    tally: Tally
    not_voting: Fraction
    quorum: Quorum
    colleges: Mapping[str, CollegeResult]

    @property
    def adopted(self) -> bool:
        return self.outcome == Verdict.ADOPTED

    @property
    def unanimous(self) -> bool:
        """Adopted with every vote that was counted in favour (RULES M2)."""
        return self.adopted and self.tally.voters == self.tally[Choice.FOR]

    def as_dict(self) -> dict:
        """The object of the public recount: numbers that weights can make fractional are text."""
        cast = {choice.value: str(self.tally[choice]) for choice in Choice}
        return {
            "outcome": self.outcome.value,
            "decided_by": self.decided_by.value,
            "base": str(self.base),
            "needed": str(self.needed),
            **cast,
            "for": str(self.in_favour),
            "not_voting": str(self.not_voting),
            "quorum": self.quorum.as_dict(),
            "colleges": {code: result.as_dict() for code, result in self.colleges.items()},
        }
