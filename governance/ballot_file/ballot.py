"""A closed ballot as the public file holds it, and its outcome."""

from collections.abc import Mapping
from dataclasses import dataclass

from governance.voting import (
    Choice,
    ConsentOutcome,
    Counts,
    ElectionOutcome,
    Electorate,
    Grades,
    Method,
    Objection,
    Outcome,
    PreferenceOutcome,
    Round,
    Rule,
    Vote,
    decide,
    elect,
    rank,
    settle,
)

__all__ = ["FORMAT", "AnyOutcome", "Ballot", "Consent", "Election"]

FORMAT = "coconseil-ballot/1"

AnyOutcome = Outcome | ConsentOutcome | PreferenceOutcome | ElectionOutcome


@dataclass(frozen=True)
class Consent:
    """What a consent round gathered."""

    objections: tuple[Objection, ...]


@dataclass(frozen=True)
class Election:
    """The candidates by age and the rounds held for one post."""

    oldest_first: tuple[str, ...]
    rounds: tuple[Round, ...]


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """Everything that decides a ballot, and what was proclaimed. `cast` is whatever the method gathers."""

    method: Method
    rule: Rule
    electorate: Electorate
    cast: tuple[Vote, ...] | Counts | Consent | Grades | Election
    casting_vote: Choice | None = None
    proclaimed: Mapping[str, object] | None = None

    def outcome(self) -> AnyOutcome:
        """The outcome that follows from the file alone (RULES V13)."""
        quorum = self.rule.quorum
        match self.cast:
            case Consent(objections):
                return settle(quorum, self.electorate, objections)
            case Grades():
                return rank(quorum, self.electorate, self.cast)
            case Election():
                return elect(quorum, self.electorate, self.cast.rounds, self.cast.oldest_first)
            case _:
                return decide(self.rule, self.electorate, self.cast, self.method, self.casting_vote)
