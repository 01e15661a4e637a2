"""Deciding by majority: `decide` (RULES V3 to V7). Exact fractions throughout, never a float."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from .consistency import Cast, counted
from .outcome import CollegeResult, Outcome
from .quorum import majority_needed
from .values import Choice, Colleges, DecidedBy, Electorate, Method, Rule, Seats, Tally, Tie, Verdict

__all__ = ["colleges_to_withhold", "decide", "requests_needed"]


def decide(
    rule: Rule, electorate: Electorate, cast: Cast, method: Method | str, casting_vote: Choice | None = None
) -> Outcome:
    """The outcome of a ballot (RULES V3 to V6, V15): quorum first, then the base, then a tie, then the threshold.

    `cast` is either the votes, one by one, or counts by college and choice (`""` where there are no colleges).
    `casting_vote` is the presiding chair's, and is looked at only where a tie calls for it (RULES V5).
    Raises Inconsistent when more was cast than there were seats, or in a college that is not there, and ValueError
    for a choice that is none of ours.
    """
    tallies = counted(rule, electorate, cast)
    whole = sum(tallies.values(), Tally())
    colleges = {
        code: _college_result(rule, college, tallies.get(code, Tally()))
        for code, college in electorate.colleges.items()
    }
    measure = _measure(rule, electorate, whole, colleges)
    quorum = electorate.quorum(rule.quorum)
    if quorum.stops:
        verdict, reason = Verdict.NO_QUORUM, DecidedBy.QUORUM
    else:
        verdict, reason = _verdict(rule, measure, method, casting_vote)
    return Outcome(
        outcome=verdict,
        decided_by=reason,
        base=measure.base,
        needed=measure.needed,
        in_favour=measure.in_favour,
        tally=whole,
        not_voting=electorate.weight_attending(whole) - whole.voters,
        quorum=quorum,
        colleges=colleges,
    )


def requests_needed(present: int, share: Fraction) -> int:
    """How many of the seats present must ask for a roll call or a secret ballot (RULES V7): at least the share.

    Of 21 present, a quarter is 6 and a third is 7.
    """
    return majority_needed(present, share, strict=False)


def colleges_to_withhold(papers: Mapping[str, int], minimum: int = 3) -> frozenset[str]:
    """The colleges whose secret result must not be published (RULES V12): those with fewer papers than `minimum`.

    One such college alone could be worked out by subtraction from the total, so the next smallest ones are withheld
    with it until two at least, with `minimum` papers at least between them, stand behind the difference.
    """
    voting = sorted((code for code in papers if papers[code]), key=lambda code: (papers[code], code))
    withheld = [code for code in voting if papers[code] < minimum]
    others = [code for code in voting if papers[code] >= minimum]
    while withheld and others and (len(withheld) < 2 or sum(papers[code] for code in withheld) < minimum):
        withheld.append(others.pop(0))
    return frozenset(withheld)


@dataclass(frozen=True)
class _Measure:
    """What is held against what. `empty`: there is no base to take a share of."""

    base: Fraction
    needed: Fraction
    in_favour: Fraction
    met: bool
    empty: bool


def _measure(rule: Rule, electorate: Electorate, whole: Tally, colleges: Mapping[str, CollegeResult]) -> _Measure:
    if rule.colleges == Colleges.WEIGHTED:
        return _weighted(rule, electorate, colleges)
    measure = _held(rule, electorate, whole)
    if rule.colleges == Colleges.EACH:
        with_base = [own for own in colleges.values() if own.base]
        return replace(measure, met=all(own.met for own in with_base), empty=not with_base)
    return measure


def _held(rule: Rule, seats: Seats, tally: Tally) -> _Measure:
    """Votes for, against the threshold on the base; on an empty base nothing passes (RULES V4)."""
    base, in_favour = Fraction(seats.base(rule.base, tally)), tally[Choice.FOR]
    bound = base * rule.threshold
    whole_votes = not (tally.weighted or seats.weighted)
    needed = Fraction(majority_needed(base, rule.threshold, rule.strict)) if whole_votes else bound
    met = base > 0 and _passes(in_favour, bound, rule.strict)
    return _Measure(base, needed, in_favour, met, empty=not base)


def _weighted(rule: Rule, electorate: Electorate, colleges: Mapping[str, CollegeResult]) -> _Measure:
    """The shares of the colleges that have a base, their weights scaled to sum 1 (RULES V6)."""
    # A college without a weight was refused before; one that weighs 0 has no say.
    weights = {code: electorate.colleges[code].weight or Fraction(0) for code, own in colleges.items() if own.base}
    total = sum(weights.values(), Fraction(0))
    if not total:
        return _Measure(Fraction(0), rule.threshold, Fraction(0), met=False, empty=True)
    in_favour = sum((colleges[code].share * weight / total for code, weight in weights.items()), Fraction(0))
    met = _passes(in_favour, rule.threshold, rule.strict)
    return _Measure(Fraction(1), rule.threshold, in_favour, met, empty=False)


def _college_result(rule: Rule, college: Seats, tally: Tally) -> CollegeResult:
    own = _held(rule, college, tally)
    return CollegeResult(
        base=own.base,
        needed=own.needed,
        tally=tally,
        not_voting=college.weight_attending(tally) - tally.voters,
        met=own.met,
    )


def _passes(in_favour: Fraction, bound: Fraction, strict: bool) -> bool:
    return in_favour > bound if strict else in_favour >= bound


def _verdict(
    rule: Rule, measure: _Measure, method: Method | str, casting_vote: Choice | None
) -> tuple[Verdict, DecidedBy]:
    if measure.empty:
        return Verdict.REJECTED, DecidedBy.EMPTY_BASE
    if rule.can_tie and 2 * measure.in_favour == measure.base:
        return _tie(rule, method, casting_vote)
    return (Verdict.ADOPTED if measure.met else Verdict.REJECTED), DecidedBy.THRESHOLD


def _tie(rule: Rule, method: Method | str, casting_vote: Choice | None) -> tuple[Verdict, DecidedBy]:
    """The presiding chair's casting vote where the profile gives one, never in a secret ballot (RULES V5)."""
    if method == Method.SECRET or rule.tie == Tie.REJECTED or casting_vote is None:
        return Verdict.REJECTED, DecidedBy.TIE
    return (Verdict.ADOPTED if casting_vote == Choice.FOR else Verdict.REJECTED), DecidedBy.CASTING_VOTE
