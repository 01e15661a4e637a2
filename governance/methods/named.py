"""The roll call: each vote is named and public once the ballot is closed."""

from collections import Counter

from governance.enums import BallotState, Method
from governance.models import Vote

from .manner import Manner

KEYS = ("seat", "college", "choice", "by_proxy", "weight")


def votes_of(ballot):
    """The votes in the order of seats, for the public file: one query. What is open shows none (RULES V10)."""
    if ballot.state == BallotState.OPEN:
        return {"votes": []}
    rows = (
        Vote.objects.filter(elector__ballot=ballot)
        .order_by("elector__seat__code")
        .values_list("elector__seat__code", "elector__college", "choice", "elector__by_proxy", "elector__weight")
    )
    return {"votes": [dict(zip(KEYS, row, strict=True)) for row in rows]}


def tally(ballot):
    """How many voices chose what, by college: seats, not weights."""
    votes = Vote.objects.filter(elector__ballot=ballot).values_list("elector__college", "choice")
    return by_college(votes)


def by_college(pairs):
    """(college, choice) pairs counted: {college: {choice: number}}, colleges in order."""
    counted: dict[str, Counter] = {}
    for college, choice in pairs:
        counted.setdefault(college, Counter())[choice] += 1
    return {college: dict(counted[college]) for college in sorted(counted)}


ROLL_CALL = Manner(
    name="roll_call", method=Method.ROLL_CALL, named=True, mark="vote", tally=tally, part=votes_of,
)  # fmt: skip
