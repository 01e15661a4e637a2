"""How many make a quorum, and how many make a majority: the same whole number (RULES Q1, V4)."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

__all__ = ["Counting", "Quorum", "QuorumRule", "majority_needed"]


class Counting(StrEnum):
    """Who fills a quorum: those present only, or those represented by proxy as well."""

    PRESENT = "present"
    REPRESENTED = "represented"


def majority_needed(base: int | Fraction, threshold: Fraction, strict: bool) -> int:
    """The smallest whole number that is more than (`strict`) or at least `threshold` of `base` (RULES Q1, V4).

    More than half of 31 is 16, of 30 is 16; at least half of 31 is 16, of 30 is 15.
    """
    bound = base * threshold
    return floor(bound) + 1 if strict else ceil(bound)


@dataclass(frozen=True, kw_only=True)
class QuorumRule:
    """The quorum that a profile asks for. `required=False`: it is counted and printed but stops nothing."""

    threshold: Fraction = Fraction(1, 2)
    strict: bool = True
    counts: Counting = Counting.PRESENT
    required: bool = True

    def of(self, *, entitled: int, present: int, represented: int) -> "Quorum":
        """This rule applied to the seats of one minute."""
        return Quorum(
            entitled=entitled,
            present=present,
            represented=represented,
            threshold=self.threshold,
            strict=self.strict,
            counts=self.counts,
            required=self.required,
        )


@dataclass(frozen=True, kw_only=True)
class Quorum(QuorumRule):
    """The quorum at one minute, over voting seats in exercise (RULES Q1, Q2). All figures are seats."""

    entitled: int
    present: int
    represented: int = 0

    @property
    def needed(self) -> int:
        return majority_needed(self.entitled, self.threshold, self.strict)

    @property
    def counted(self) -> int:
        """Proxies fill the quorum only where the profile says so."""
        return self.present + (self.represented if self.counts == Counting.REPRESENTED else 0)

    @property
    def missing(self) -> int:
        """How many more seats would have to be filled."""
        return max(0, self.needed - self.counted)

    @property
    def met(self) -> bool:
        return self.missing == 0

    @property
    def stops(self) -> bool:
        """Whether nothing may be decided for want of a quorum."""
        return self.required and not self.met

    def as_dict(self) -> dict:
        """The form of the public ballot file."""
        return {"base": self.entitled, "needed": self.needed, "count": self.counted, "met": self.met}
