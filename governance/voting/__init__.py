"""The arithmetic of a vote: values in, an outcome out. No database, no clock, no float.

`values` says what a count needs to know, `counting` decides by majority, `consent`, `preference` and
`election` are the three other ways of deciding. Anything may import this package; it imports nothing of ours.
"""

from .consent import ConsentOutcome, Objection, settle
from .counting import Inconsistent, check, colleges_to_withhold, decide, requests_needed
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
    "Choice",
    "CollegeElectorate",
    "CollegeResult",
    "Colleges",
    "ConsentOutcome",
    "Counting",
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
    "Tally",
    "Tie",
    "Verdict",
    "Vote",
    "check",
    "colleges_to_withhold",
    "decide",
    "elect",
    "majority_needed",
    "rank",
    "requests_needed",
    "settle",
]
