"""Ballots for the tests: three rules a council may vote by, short ways to write a vote, and arbitrary ones."""

from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from governance.voting import (
    Base,
    Choice,
    CollegeElectorate,
    Colleges,
    Counting,
    Electorate,
    QuorumRule,
    Rule,
    Tie,
    Vote,
)

HALF = Fraction(1, 2)
NO_QUORUM_RULE = QuorumRule(required=False)

# The profiles of the rules of procedure, as far as counting goes.
ASSEMBLY = Rule(tie=Tie.CASTING_VOTE, quorum=QuorumRule(strict=True, counts=Counting.PRESENT))
COMMISSION = Rule(base=Base.PRESENT, quorum=QuorumRule(strict=False, counts=Counting.REPRESENTED))

# The same examples every time, and no clock.
steady = settings(derandomize=True, deadline=None, max_examples=60)


def counts(in_favour=0, against=0, abstain=0, blank=0, null=0):
    return {"for": in_favour, "against": against, "abstain": abstain, "blank": blank, "null": null}


def votes(in_favour=0, against=0, abstain=0, blank=0, null=0, college=""):
    """The same as votes, one by one."""
    cast = counts(in_favour, against, abstain, blank, null)
    return [Vote(Choice(choice), college) for choice, number in cast.items() for _ in range(number)]


def plain(entitled, present=None, represented=0):
    """A council without colleges, everybody there unless said otherwise."""
    return Electorate(entitled=entitled, present=entitled if present is None else present, represented=represented)


thresholds = st.fractions(min_value=Fraction(1, 6), max_value=1, max_denominator=6)
weights = st.fractions(min_value=Fraction(1, 4), max_value=4, max_denominator=4)
quorum_rules = st.builds(
    QuorumRule,
    threshold=st.fractions(min_value=0, max_value=1, max_denominator=6),
    strict=st.booleans(),
    counts=st.sampled_from(Counting),
    required=st.booleans(),
)


@st.composite
def rules(draw, colleges=Colleges, quorum=None):
    return Rule(
        base=draw(st.sampled_from(Base)),
        threshold=draw(thresholds),
        strict=draw(st.booleans()),
        tie=draw(st.sampled_from(Tie)),
        colleges=draw(st.sampled_from(list(colleges))),
        quorum=draw(quorum_rules) if quorum is None else quorum,
    )


@st.composite
def seats(draw, kind, cast, **more):
    """An electorate in which so many papers can have been cast."""
    attending = cast + draw(st.integers(0, 3))
    present = draw(st.integers(0, attending))
    absent = draw(st.integers(0, 4))
    return kind(entitled=attending + absent, present=present, represented=attending - present, **more)


@st.composite
def college_counts(draw, codes=("A", "B", "C"), most=6):
    chosen = draw(st.lists(st.sampled_from(codes), unique=True, min_size=1))
    return {code: {choice: draw(st.integers(0, most)) for choice in Choice} for code in sorted(chosen)}


@st.composite
def elections(draw, most=6):
    """(electorate, counts) of a council with one to three colleges."""
    cast = draw(college_counts(most=most))
    colleges = {
        code: draw(seats(CollegeElectorate, sum(own.values()), weight=draw(weights))) for code, own in cast.items()
    }
    total = {
        figure: sum(getattr(college, figure) for college in colleges.values())
        for figure in ("entitled", "present", "represented")
    }
    return Electorate(**total, colleges=colleges), cast


def as_votes(cast):
    """Counts written as votes, seats named in order."""
    choices = [(code, choice) for code, own in cast.items() for choice, number in own.items() for _ in range(number)]
    return [Vote(Choice(choice), code, seat=f"{code}-{index:02}") for index, (code, choice) in enumerate(choices)]
