"""The arithmetic of a vote: values in, an outcome out. No database, no clock, no float.

`values` says what a count needs to know, `counting` decides by majority, `consent`, `preference` and
`election` are the three other ways of deciding. Anything may import this package; it imports nothing of ours.
"""

from .consent import ConsentOutcome, Objection, Standing, settle
from .consistency import Cast, Counts, Inconsistent, check_electorate, counted
from .counting import colleges_to_withhold, decide, requests_needed
from .election import ElectionOutcome, Round, elect
from .outcome import CollegeResult, Outcome
from .preference import Grades, PreferenceOutcome, rank
from .quorum import Quorum, QuorumRule, majority_needed
from .values import (
    Base,
    Choice,
    CollegeElectorate,
    Colleges,
    Counting,
    DecidedBy,
    Electorate,
    Method,
    Rule,
    Tally,
    Tie,
    Verdict,
    Vote,
)

__all__ = [
    "Base",
    "Cast",
    "Choice",
    "CollegeElectorate",
    "CollegeResult",
    "Colleges",
    "ConsentOutcome",
    "Counting",
    "Counts",
    "DecidedBy",
    "ElectionOutcome",
    "Electorate",
    "Grades",
    "Inconsistent",
    "Method",
    "Objection",
    "Outcome",
    "PreferenceOutcome",
    "Quorum",
    "QuorumRule",
    "Round",
    "Rule",
    "Standing",
    "Tally",
    "Tie",
    "Verdict",
    "Vote",
    "check_electorate",
    "colleges_to_withhold",
    "counted",
    "decide",
    "elect",
    "majority_needed",
    "rank",
    "requests_needed",
    "settle",
]
