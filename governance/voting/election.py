"""Electing a person to one post: two rounds by absolute majority, a third by relative majority, then the oldest
(RULES V2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .consistency import Inconsistent
from .quorum import Quorum, QuorumRule, majority_needed
from .values import Electorate

__all__ = ["LAST_ROUND", "ElectionOutcome", "Round", "elect"]

LAST_ROUND = 3
HALF = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round: the votes of each candidate, and the papers that name nobody.

    `attending` is how many seats were present or represented in that round, where it is not known from the electorate:
    people come and go between two rounds.
    """

    votes: Mapping[str, int]
    blank: int = 0
    null: int = 0
    attending: int | None = None

    @property
    def expressed(self) -> int:
        """The votes that name a candidate; blank and spoilt papers are no part of them (RULES V3)."""
        return sum(self.votes.values())

    @property
    def papers(self) -> int:
        return self.expressed + self.blank + self.null

    @property
    def needed(self) -> int:
        """The absolute majority: more than half of the votes expressed."""
        return majority_needed(self.expressed, HALF, strict=True)

    @property
    def leaders(self) -> tuple[str, ...]:
        """Whoever has the most votes; nobody when no vote names a candidate."""
        most = max(self.votes.values(), default=0)
        return tuple(candidate for candidate, votes in self.votes.items() if votes == most > 0)

    def as_dict(self) -> dict:
        return {
            "expressed": self.expressed,
            "needed": self.needed,
            "votes": dict(self.votes),
            "blank": self.blank,
            "null": self.null,
        }


@dataclass(frozen=True, kw_only=True)
class ElectionOutcome:
    """`outcome` is elected, next_round, not_elected or no_quorum; `decided_by` is absolute_majority,
    relative_majority, age, no_majority, empty_base or quorum; `round` is the one that decided, or the last one held.
    """

    outcome: str
    decided_by: str
    elected: str | None
    round: int
    rounds: tuple[Round, ...]
    quorum: Quorum

    def as_dict(self) -> dict:
        return {
            "outcome": self.outcome,
            "decided_by": self.decided_by,
            "elected": self.elected,
            "round": self.round,
            "rounds": [held.as_dict() for held in self.rounds],
            "quorum": self.quorum.as_dict(),
        }


def elect(
    rule: QuorumRule, electorate: Electorate, rounds: Sequence[Round], oldest_first: Sequence[str]
) -> ElectionOutcome:
    """The outcome of the rounds held so far (RULES V2): quorum first, then each round in turn.

    `oldest_first` names the candidates by age, so that no date of birth needs to be published. Raises
    Inconsistent for a round too many, a round with more papers than seats, or a vote for somebody who is no candidate.
    """
    _check_rounds(electorate, rounds, oldest_first)
    quorum = electorate.quorum(rule)
    decided = _decided(rounds, oldest_first)
    if quorum.stops:
        decided = ("no_quorum", "quorum", None)
    outcome, decided_by, elected = decided
    return ElectionOutcome(
        outcome=outcome,
        decided_by=decided_by,
        elected=elected,
        round=len(rounds),
        rounds=tuple(rounds),
        quorum=quorum,
    )


def _check_rounds(electorate: Electorate, rounds: Sequence[Round], oldest_first: Sequence[str]) -> None:
    if not 1 <= len(rounds) <= LAST_ROUND:
        raise Inconsistent("rounds", f"{len(rounds)} tours, au lieu de 1 à {LAST_ROUND}")
    for index, held in enumerate(rounds):
        where = f"rounds[{index}]"
        if stranger := set(held.votes) - set(oldest_first):
            raise Inconsistent(f"{where}.votes.{min(stranger)}", "personne absente de oldest_first")
        seats = electorate.attending if held.attending is None else held.attending
        if held.papers > seats:
            raise Inconsistent(where, f"{held.papers} votes pour {seats} présents ou représentés")


def _decided(rounds: Sequence[Round], oldest_first: Sequence[str]) -> tuple[str, str, str | None]:
    for number, held in enumerate(rounds, start=1):
        result = _of_round(held, number, oldest_first)
        if result[0] != "next_round" and number < len(rounds):
            raise Inconsistent(f"rounds[{number}]", f"le tour {number} avait déjà élu")
    return result


def _of_round(held: Round, number: int, oldest_first: Sequence[str]) -> tuple[str, str, str | None]:
    leaders = sorted(held.leaders, key=oldest_first.index)
    if number < LAST_ROUND:
        if leaders and held.votes[leaders[0]] >= held.needed:
            return "elected", "absolute_majority", leaders[0]
        return "next_round", "no_majority", None
    if not leaders:
        return "not_elected", "empty_base", None
    return "elected", "relative_majority" if len(leaders) == 1 else "age", leaders[0]
