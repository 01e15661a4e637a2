"""What a count needs to know: the rule, who could vote, what was cast."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from .quorum import Counting, Quorum, QuorumRule

__all__ = [
    "Base",
    "Choice",
    "CollegeElectorate",
    "Colleges",
    "Counting",
    "DecidedBy",
    "Electorate",
    "Method",
    "Rule",
    "Seats",
    "Tally",
    "Tie",
    "Verdict",
    "Vote",
]


class Method(StrEnum):
    """How the members express themselves (RULES V2)."""

    ROLL_CALL = "roll_call"
    SHOW_OF_HANDS = "show_of_hands"
    SECRET = "secret"
    CONSENT = "consent"
    PREFERENCE = "preference"
    ELECTION = "election"


class Base(StrEnum):
    """Of what the threshold is a share (RULES V3)."""

    EXPRESSED = "expressed"
    VOTERS = "voters"
    PRESENT = "present"
    ENTITLED = "entitled"


class Tie(StrEnum):
    """What becomes of a tie (RULES V5)."""

    REJECTED = "rejected"
    CASTING_VOTE = "casting_vote"


class Colleges(StrEnum):
    """Whether colleges weigh in the decision (RULES V6)."""

    NONE = "none"
    EACH = "each"
    WEIGHTED = "weighted"


class Choice(StrEnum):
    """What a paper says: `blank` is an empty one, `null` a spoilt one."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    BLANK = "blank"
    NULL = "null"


class Verdict(StrEnum):
    ADOPTED = "adopted"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"


class DecidedBy(StrEnum):
    """Which rule made the verdict."""

    THRESHOLD = "threshold"
    CASTING_VOTE = "casting_vote"
    TIE = "tie"
    QUORUM = "quorum"
    EMPTY_BASE = "empty_base"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The rule of a ballot, copied from the profile when it opens (RULES V1)."""

    base: Base = Base.EXPRESSED
    threshold: Fraction = Fraction(1, 2)
    strict: bool = True
    tie: Tie = Tie.REJECTED
    colleges: Colleges = Colleges.NONE
    quorum: QuorumRule = field(default_factory=QuorumRule)

    @property
    def can_tie(self) -> bool:
        """Only a simple majority of the votes expressed knows ties, and only of the council as a whole."""
        simple = self.base == Base.EXPRESSED and self.threshold == Fraction(1, 2) and self.strict
        return simple and self.colleges == Colleges.NONE


@dataclass(frozen=True)
class Vote:
    """One vote of one seat. `weight` is 1 unless seats weigh differently; `seat` is unknown in a secret ballot."""

    choice: Choice
    college: str = ""
    weight: Fraction = Fraction(1)
    by_proxy: bool = False
    seat: str | None = None


@dataclass(frozen=True)
class Tally:
    """What was cast: weights by choice (plain votes where every weight is 1), and how many papers that was."""

    by_choice: Mapping[Choice, Fraction] = field(default_factory=dict)
    papers: int = 0
    weighted: bool = False

    def __getitem__(self, choice: Choice) -> Fraction:
        return Fraction(self.by_choice.get(choice, 0))

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            {choice: self[choice] + other[choice] for choice in Choice},
            self.papers + other.papers,
            self.weighted or other.weighted,
        )

    @property
    def expressed(self) -> Fraction:
        """Votes for and against (RULES V3)."""
        return self[Choice.FOR] + self[Choice.AGAINST]

    @property
    def voters(self) -> Fraction:
        """Everything cast, abstentions, blank and spoilt papers included (RULES V3)."""
        return sum((self[choice] for choice in Choice), Fraction(0))


@dataclass(frozen=True, kw_only=True)
class Seats:
    """Voting seats in exercise, recused ones left out, at the opening of the ballot.

    The two weights are the same seats in the unit of the votes. Without them a seat that cast no vote weighs 1:
    right wherever every seat weighs 1, or where everybody who was there voted.
    """

    entitled: int
    present: int
    represented: int = 0
    entitled_weight: Fraction | None = None
    attending_weight: Fraction | None = None

    @property
    def attending(self) -> int:
        """Seats present or represented."""
        return self.present + self.represented

    def quorum(self, rule: QuorumRule) -> Quorum:
        """The quorum among these seats (RULES Q1). A quorum counts seats, never weights."""
        return rule.of(entitled=self.entitled, present=self.present, represented=self.represented)

    @property
    def weighted(self) -> bool:
        """Whether some seat, voting or not, weighs other than 1."""
        return (self.entitled_weight or self.entitled) != self.entitled or (
            self.attending_weight or self.attending
        ) != self.attending

    def weight_attending(self, tally: Tally) -> Fraction:
        """The seats present or represented, in the unit of the votes (RULES V3: one unit throughout)."""
        if self.attending_weight is not None:
            return self.attending_weight
        return tally.voters + self.attending - tally.papers

    def weight_entitled(self, tally: Tally) -> Fraction:
        """The seats in exercise, in the unit of the votes."""
        if self.entitled_weight is not None:
            return self.entitled_weight
        return tally.voters + self.entitled - tally.papers

    def base(self, base: Base, tally: Tally) -> Fraction:
        """Of what the threshold is taken (RULES V3)."""
        match base:
            case Base.EXPRESSED:
                return tally.expressed
            case Base.VOTERS:
                return tally.voters
            case Base.PRESENT:
                return self.weight_attending(tally)
            case _:
                return self.weight_entitled(tally)


@dataclass(frozen=True, kw_only=True)
class CollegeElectorate(Seats):
    """The seats of one college, and the college's own weight where the rule weighs colleges."""

    weight: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Electorate(Seats):
    """The seats of the whole council, and of each of its colleges."""

    colleges: Mapping[str, CollegeElectorate] = field(default_factory=dict)
