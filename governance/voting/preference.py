"""Choosing among several options by majority judgment (RULES V2).

Each voter gives every option a grade. The option with the best majority grade wins: the grade in the middle of its
papers, the lower of the two when their number is even. Options with the same majority grade are separated as
Balinski and Laraki do: take one paper with the majority grade away from each and look again, until they differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .consistency import Inconsistent
from .quorum import Quorum, QuorumRule
from .values import Electorate

__all__ = ["Grades", "PreferenceOutcome", "RankedOption", "rank"]


@dataclass(frozen=True, kw_only=True)
class Grades:
    """The papers of a preference ballot: for each option, how many papers gave it each grade of the scale.

    `scale` runs from the best grade to the worst. An option that a paper left ungraded has the worst grade, so that
    every option has the same number of papers.
    """

    scale: tuple[str, ...]
    options: Mapping[str, tuple[int, ...]]

    @property
    def papers(self) -> int:
        return max((sum(counts) for counts in self.options.values()), default=0)


@dataclass(frozen=True, kw_only=True)
class RankedOption:
    """An option, its place (equal ones share it) and its majority grade."""

    option: str
    place: int
    majority_grade: str


@dataclass(frozen=True, kw_only=True)
class PreferenceOutcome:
    """`outcome` is chosen, tie, rejected or no_quorum; `decided_by` is majority_grade (best grade alone),
    tie_break (same grade, then separated), tie, empty_base or quorum. The ranking is the best first."""

    outcome: str
    decided_by: str
    chosen: str | None
    papers: int
    ranking: tuple[RankedOption, ...]
    quorum: Quorum

    def as_dict(self) -> dict:
        return {
            "outcome": self.outcome,
            "decided_by": self.decided_by,
            "chosen": self.chosen,
            "papers": self.papers,
            "ranking": [vars(ranked) for ranked in self.ranking],
            "quorum": self.quorum.as_dict(),
        }


def rank(rule: QuorumRule, electorate: Electorate, grades: Grades) -> PreferenceOutcome:
    """The outcome of a preference ballot (RULES V2): quorum first, then the ranking by majority judgment.

    Raises Inconsistent for more papers than seats, or for options that were not all graded on every paper.
    """
    _check_papers(electorate, grades)
    quorum = electorate.quorum(rule)
    ranking = _ranking(grades) if grades.papers else ()
    if quorum.stops:
        outcome, decided_by = "no_quorum", "quorum"
    elif not ranking:
        outcome, decided_by = "rejected", "empty_base"
    else:
        outcome, decided_by = _first_place(ranking)
    return PreferenceOutcome(
        outcome=outcome,
        decided_by=decided_by,
        chosen=ranking[0].option if outcome == "chosen" else None,
        papers=grades.papers,
        ranking=ranking,
        quorum=quorum,
    )


def _check_papers(electorate: Electorate, grades: Grades) -> None:
    for option, counts in grades.options.items():
        where = f"grades.options.{option}"
        if len(counts) != len(grades.scale):
            raise Inconsistent(where, f"{len(counts)} nombres pour {len(grades.scale)} mentions")
        if sum(counts) != grades.papers:
            raise Inconsistent(where, f"{sum(counts)} bulletins, alors qu’une autre option en a {grades.papers}")
    if grades.papers > electorate.attending:
        raise Inconsistent(
            "grades.options", f"{grades.papers} bulletins pour {electorate.attending} présents ou représentés"
        )


def _first_place(ranking: Sequence[RankedOption]) -> tuple[str, str]:
    best, others = ranking[0], ranking[1:]
    if any(other.place == best.place for other in others):
        return "tie", "tie"
    if any(other.majority_grade == best.majority_grade for other in others):
        return "chosen", "tie_break"
    return "chosen", "majority_grade"


def _ranking(grades: Grades) -> tuple[RankedOption, ...]:
    values = _majority_values(grades)
    order = sorted(values, key=lambda option: (values[option], option))
    return tuple(
        RankedOption(
            option=option,
            place=1 + sum(values[other] < values[option] for other in order),
            majority_grade=grades.scale[values[option][0][0]],
        )
        for option in order
    )


def _majority_values(grades: Grades) -> dict[str, tuple[tuple[int, int], ...]]:
    """For each option the grades met when leaving the middle, smaller is better.

    Taking majority grades away one by one reads the sorted papers outwards from the middle: the lower neighbour,
    then the higher, and so on. Grades change only at a few distances, the same steps for all options, so that only
    these are looked at: the cost depends on the scale, not on the number of papers.
    """
    papers = grades.papers
    # Papers are numbered from 1, best first; the majority grade is the grade of paper `lower`.
    lower = papers // 2 + 1
    higher = (papers + 1) // 2
    ends = {option: list(accumulate(counts)) for option, counts in grades.options.items()}
    steps = {0}
    for end in {end for option_ends in ends.values() for end in option_ends}:
        steps |= {end + 1 - lower, higher - end}
    reach = sorted(step for step in steps if 0 <= step < higher)
    return {
        option: tuple((_grade(own, lower + step), _grade(own, higher - step)) for step in reach)
        for option, own in ends.items()
    }


def _grade(ends: Sequence[int], paper: int) -> int:
    """The grade of a paper by its number, given where each grade ends."""
    return next(grade for grade, end in enumerate(ends) if paper <= end)
