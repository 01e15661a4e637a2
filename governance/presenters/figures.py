"""The figures of a closed ballot and the rule it was held by, for each method in its own way (RULES V15)."""

from collections.abc import Callable
from dataclasses import dataclass

from common.formats import number
from common.hemicycle import Drawing
from governance.choice_wording import (
    election_lines,
    election_sentence,
    election_verdict,
    judgment_lines,
    preference_sentence,
    preference_verdict,
)
from governance.enums import Method
from governance.models import Ballot
from governance.wording import consent_lines, quorum_words, rule_lines


@dataclass(frozen=True)
class Group:
    """How many voted in one way."""

    choice: str
    count: str
    label: str
    family: str


@dataclass(frozen=True)
class Tally:
    """A closed ballot in one look: the drawing, the figures, the sentence that ties them to the outcome."""

    groups: list[Group]
    outcome: str
    arithmetic: str
    quorum: str
    described: str
    drawing: Drawing | None = None


def quorum_of(ballot: Ballot) -> str:
    """« Quorum : 36 présents et 4 pouvoirs pour 28 requis. »"""
    result: dict = ballot.result or {}
    return quorum_words(result, ballot.rule, present=ballot.present, represented=ballot.represented)


def _among_options(ballot):
    """A choice among options has no voices for and against: its figures are in the profile of its grades."""
    return Tally(
        groups=[],
        outcome=preference_verdict(ballot.result),
        arithmetic=preference_sentence(ballot.result),
        quorum=quorum_of(ballot),
        described="",
    )


def _of_round(ballot):
    """A round of an election: the votes of each candidate, most first."""
    votes = sorted(ballot.result["rounds"][-1]["votes"].items(), key=lambda pair: -pair[1])
    elected = ballot.result["elected"]
    return Tally(
        groups=[Group(who, number(n), who, "moss" if who == elected else "stone") for who, n in votes],
        outcome=election_verdict(ballot.result),
        arithmetic=election_sentence(ballot.result),
        quorum=quorum_of(ballot),
        described="",
    )


# How a method that has no for and against shows its figures, and its rule
TALLIES: dict[str, Callable[[Ballot], Tally]] = {Method.PREFERENCE: _among_options, Method.ELECTION: _of_round}
RULES: dict[str, Callable[[Ballot], list[tuple[str, str]]]] = {
    Method.CONSENT: lambda ballot: consent_lines(ballot.rule),
    Method.PREFERENCE: lambda ballot: judgment_lines(ballot.terms["scale"], ballot.rule),
    Method.ELECTION: lambda ballot: election_lines(ballot.terms["oldest_first"], ballot.rule),
}


def rule_of(ballot: Ballot) -> list[tuple[str, str]]:
    """The rule a ballot was held by, as (what, words) pairs."""
    told = RULES.get(ballot.method)
    return told(ballot) if told else rule_lines(ballot.rule)
