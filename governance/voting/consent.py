"""Deciding by consent: adopted when no reasoned objection stands (RULES V14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .quorum import Quorum, QuorumRule
from .values import Electorate

__all__ = ["ConsentOutcome", "Objection", "Standing", "settle"]


class Standing(StrEnum):
    """What became of an objection: it stands, its author withdrew it, an amendment met it, or it has no reason."""

    STANDING = "standing"
    WITHDRAWN = "withdrawn"
    MET = "met"
    UNREASONED = "unreasoned"


@dataclass(frozen=True, kw_only=True)
class Objection:
    """An objection with its reason and the seat it came from. `met`: an amendment answered it."""

    reason: str
    seat: str | None = None
    withdrawn: bool = False
    met: bool = False

    @property
    def standing(self) -> Standing:
        """Only a reasoned objection, neither withdrawn nor met, stands (RULES V14)."""
        if self.withdrawn:
            return Standing.WITHDRAWN
        if self.met:
            return Standing.MET
        return Standing.STANDING if self.reason.strip() else Standing.UNREASONED


@dataclass(frozen=True, kw_only=True)
class ConsentOutcome:
    """`outcome` is adopted, rejected or no_quorum; `decided_by` is consent, objection, quorum or empty_base."""

    outcome: str
    decided_by: str
    objections: tuple[Objection, ...]
    quorum: Quorum

    def number(self, standing: Standing) -> int:
        """How many of the objections ended so."""
        return sum(objection.standing == standing for objection in self.objections)

    def as_dict(self) -> dict:
        return {
            "outcome": self.outcome,
            "decided_by": self.decided_by,
            "objections": {
                "raised": len(self.objections),
                **{standing.value: self.number(standing) for standing in Standing},
            },
            "quorum": self.quorum.as_dict(),
        }


def settle(rule: QuorumRule, electorate: Electorate, objections: Sequence[Objection]) -> ConsentOutcome:
    """The outcome of a consent round (RULES V14): quorum first; with nobody there, nothing is adopted."""
    quorum = electorate.quorum(rule)
    if quorum.stops:
        verdict = ("no_quorum", "quorum")
    elif not electorate.attending:
        verdict = ("rejected", "empty_base")
    elif any(objection.standing == Standing.STANDING for objection in objections):
        verdict = ("rejected", "objection")
    else:
        verdict = ("adopted", "consent")
    return ConsentOutcome(outcome=verdict[0], decided_by=verdict[1], objections=tuple(objections), quorum=quorum)
