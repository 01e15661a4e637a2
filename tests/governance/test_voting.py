"""Deciding by majority: the vectors of the rules, one by one (RULES V3 to V7, Q1)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from governance.voting import (
    Base,
    Choice,
    CollegeElectorate,
    Colleges,
    Counting,
    DecidedBy,
    Electorate,
    Inconsistent,
    Method,
    Quorum,
    QuorumRule,
    Rule,
    Tie,
    Verdict,
    Vote,
    colleges_to_withhold,
    decide,
    majority_needed,
    requests_needed,
)

from .ballots import ASSEMBLY, COMMISSION, HALF, NO_QUORUM_RULE, counts, plain, votes

THIRTY_ONE = Electorate(entitled=31, present=21, represented=2)
TWO_THIRDS = Fraction(2, 3)


@pytest.mark.parametrize(
    ("rule", "method", "cast", "casting_vote", "verdict", "decided_by"),
    [
        (ASSEMBLY, "roll_call", (17, 2, 4), None, "adopted", "threshold"),
        (COMMISSION, "roll_call", (17, 2, 4), None, "adopted", "threshold"),
        (ASSEMBLY, "roll_call", (11, 2, 10), None, "adopted", "threshold"),
        (COMMISSION, "roll_call", (11, 2, 10), None, "rejected", "threshold"),
        (COMMISSION, "roll_call", (12, 2, 9), None, "adopted", "threshold"),
        (ASSEMBLY, "roll_call", (10, 10, 3), "for", "adopted", "casting_vote"),
        (ASSEMBLY, "roll_call", (10, 10, 3), "against", "rejected", "casting_vote"),
        (ASSEMBLY, "roll_call", (10, 10, 3), None, "rejected", "tie"),
        (ASSEMBLY, "show_of_hands", (10, 10, 3), "for", "adopted", "casting_vote"),
        (ASSEMBLY, "secret", (10, 10, 3), "for", "rejected", "tie"),
        (ASSEMBLY, "secret", (10, 10, 3), None, "rejected", "tie"),
        (COMMISSION, "roll_call", (10, 10, 3), "for", "rejected", "threshold"),
    ],
)
def test_V5_thirty_one_seats_by_both_profiles(rule, method, cast, casting_vote, verdict, decided_by):
    outcome = decide(rule, THIRTY_ONE, {"": counts(*cast)}, method, casting_vote)
    assert (outcome.outcome, outcome.decided_by) == (verdict, decided_by)
    assert decide(rule, THIRTY_ONE, votes(*cast), method, casting_vote) == outcome


def test_V15_the_arithmetic_of_eleven_for_of_twenty_three():
    outcome = decide(COMMISSION, THIRTY_ONE, {"": counts(11, 2, 10)}, Method.ROLL_CALL)
    assert outcome.as_dict() == {
        "outcome": "rejected",
        "decided_by": "threshold",
        "base": "23",
        "needed": "12",
        "for": "11",
        "against": "2",
        "abstain": "10",
        "blank": "0",
        "null": "0",
        "not_voting": "0",
        "quorum": {"base": 31, "needed": 16, "count": 23, "met": True},
        "colleges": {},
    }


@pytest.mark.parametrize(
    ("base", "threshold", "strict", "needed"),
    [
        (31, TWO_THIRDS, False, 21),
        (19, TWO_THIRDS, False, 13),
        (22, HALF, True, 12),
        (22, TWO_THIRDS, False, 15),
        (23, HALF, True, 12),
        (11, HALF, True, 6),
        (8, HALF, True, 5),
        (53, HALF, True, 27),
        (31, HALF, True, 16),
        (31, HALF, False, 16),
        (30, HALF, True, 16),
        (30, HALF, False, 15),
        (9, TWO_THIRDS, False, 6),
        (9, TWO_THIRDS, True, 7),
        (0, HALF, True, 1),
        (0, HALF, False, 0),
    ],
)
def test_V4_the_whole_number_that_meets_a_threshold(base, threshold, strict, needed):
    assert majority_needed(base, threshold, strict) == needed


def test_V4_no_float_comes_near_a_threshold():
    """0.1 + 0.2 would not be 0.3: with floats, exactly 3 tenths of a large base is missed."""
    base = 10**17
    assert majority_needed(base, Fraction(3, 10), strict=False) == 3 * 10**16
    assert int(base * (0.1 + 0.2)) != 3 * 10**16


@pytest.mark.parametrize(
    ("rule", "entitled", "present", "represented", "needed", "met"),
    [
        (COMMISSION.quorum, 31, 15, 1, 16, True),
        (ASSEMBLY.quorum, 31, 15, 1, 16, False),
        (ASSEMBLY.quorum, 31, 16, 0, 16, True),
        (COMMISSION.quorum, 30, 15, 0, 15, True),
        (ASSEMBLY.quorum, 30, 15, 0, 16, False),
        (ASSEMBLY.quorum, 11, 6, 0, 6, True),
        (ASSEMBLY.quorum, 8, 4, 4, 5, False),
        (ASSEMBLY.quorum, 53, 27, 0, 27, True),
    ],
)
def test_Q1_quorum_by_profile(rule, entitled, present, represented, needed, met):
    quorum = rule.of(entitled=entitled, present=present, represented=represented)
    assert (quorum.needed, quorum.met) == (needed, met)


def test_Q2_a_quorum_says_how_many_are_missing():
    quorum = Quorum(entitled=31, present=13, represented=2, counts=Counting.PRESENT)
    assert (quorum.needed, quorum.counted, quorum.missing, quorum.stops) == (16, 13, 3, True)


def test_Q1_quorum_is_looked_at_first_even_when_everybody_is_for():
    outcome = decide(ASSEMBLY, plain(31, 15, 1), votes(16), "roll_call")
    assert (outcome.outcome, outcome.decided_by) == (Verdict.NO_QUORUM, DecidedBy.QUORUM)
    assert outcome.as_dict()["quorum"] == {"base": 31, "needed": 16, "count": 15, "met": False}
    assert outcome.as_dict()["for"] == "16"


def test_Q4_a_quorum_that_is_not_required_stops_nothing():
    rule = replace(ASSEMBLY, quorum=replace(ASSEMBLY.quorum, required=False))
    outcome = decide(rule, plain(31, 3), votes(2, 1), "roll_call")
    assert outcome.adopted
    assert not outcome.quorum.met


@pytest.mark.parametrize(
    ("base", "expected"),
    [(Base.EXPRESSED, "13"), (Base.VOTERS, "19"), (Base.PRESENT, "21"), (Base.ENTITLED, "30")],
)
def test_V3_the_four_bases(base, expected):
    rule = Rule(base=base, quorum=NO_QUORUM_RULE)
    outcome = decide(rule, plain(30, 18, 3), votes(8, 5, 3, 2, 1), "roll_call").as_dict()
    assert outcome["base"] == expected
    assert outcome["not_voting"] == "2"


def test_V3_abstentions_leave_the_base_of_votes_expressed():
    assert decide(Rule(), plain(23), votes(2, 1, 20), "roll_call").adopted


def test_V3_abstentions_weigh_against_in_the_base_of_those_present():
    assert not decide(Rule(base=Base.PRESENT), plain(23), votes(2, 1, 20), "roll_call").adopted


def test_V3_simple_majority_is_for_more_than_against():
    assert decide(Rule(), plain(9), votes(5, 4), "roll_call").adopted
    assert not decide(Rule(), plain(9), votes(4, 5), "roll_call").adopted


@pytest.mark.parametrize("base", [Base.EXPRESSED, Base.VOTERS, Base.PRESENT, Base.ENTITLED])
def test_V4_all_abstaining_never_passes_two_thirds(base):
    rule = Rule(base=base, threshold=TWO_THIRDS, strict=False, quorum=NO_QUORUM_RULE)
    assert not decide(rule, plain(12), votes(abstain=12), "roll_call").adopted


def test_V4_on_an_empty_base_nothing_is_adopted():
    outcome = decide(Rule(threshold=TWO_THIRDS, strict=False), plain(12), votes(abstain=12), "roll_call")
    assert (outcome.outcome, outcome.decided_by) == (Verdict.REJECTED, DecidedBy.EMPTY_BASE)


def test_V5_nobody_expressed_is_no_tie_and_no_casting_vote_saves_it():
    outcome = decide(ASSEMBLY, plain(12), votes(abstain=12), "roll_call", Choice.FOR)
    assert outcome.decided_by == DecidedBy.EMPTY_BASE


@pytest.mark.parametrize(
    "change",
    [
        {"base": Base.VOTERS},
        {"threshold": TWO_THIRDS},
        {"strict": False},
        {"colleges": Colleges.EACH},
        {"colleges": Colleges.WEIGHTED},
    ],
)
def test_V5_only_a_simple_majority_of_the_whole_council_knows_ties(change):
    council = Electorate(
        entitled=8, present=8, colleges={"A": CollegeElectorate(entitled=8, present=8, weight=Fraction(1))}
    )
    outcome = decide(replace(ASSEMBLY, **change), council, votes(4, 4, college="A"), "roll_call", Choice.FOR)
    assert outcome.decided_by == DecidedBy.THRESHOLD
    assert decide(ASSEMBLY, council, votes(4, 4, college="A"), "roll_call", Choice.FOR).decided_by == "casting_vote"


def test_V5_a_casting_vote_is_not_looked_at_without_a_tie():
    assert decide(ASSEMBLY, plain(9), votes(5, 4), "roll_call", Choice.AGAINST).adopted


def test_V5_where_the_rule_rejects_ties_a_casting_vote_does_nothing():
    outcome = decide(replace(ASSEMBLY, tie=Tie.REJECTED), plain(8), votes(4, 4), "roll_call", Choice.FOR)
    assert (outcome.outcome, outcome.decided_by) == ("rejected", "tie")


def college(entitled, weight=None):
    return CollegeElectorate(entitled=entitled, present=entitled, weight=weight)


def council(**colleges):
    entitled = sum(own.entitled for own in colleges.values())
    return Electorate(entitled=entitled, present=entitled, colleges=colleges)


def test_V6_each_college_must_meet_the_threshold_on_its_own_base():
    both = council(A=college(10), B=college(3))
    rule = Rule(colleges=Colleges.EACH)
    outcome = decide(rule, both, {"A": counts(10), "B": counts(1, 2)}, "show_of_hands")
    assert outcome.outcome == "rejected"
    assert outcome.as_dict()["colleges"] == {
        "A": {"base": "10", "for": "10", "against": "0", "met": True},
        "B": {"base": "3", "for": "1", "against": "2", "met": False},
    }
    assert decide(rule, both, {"A": counts(6, 4), "B": counts(2, 1)}, "show_of_hands").adopted
    assert decide(replace(rule, colleges=Colleges.NONE), both, {"A": counts(10), "B": counts(1, 2)}, "secret").adopted


def test_V6_a_college_without_a_base_is_passed_over():
    outcome = decide(
        Rule(colleges=Colleges.EACH),
        council(A=college(5), B=college(3)),
        {"A": counts(4, 1), "B": counts(abstain=3)},
        "roll_call",
    )
    assert outcome.adopted
    assert outcome.colleges["B"].met is False


@pytest.mark.parametrize("mode", [Colleges.EACH, Colleges.WEIGHTED])
def test_V6_with_no_base_in_any_college_nothing_is_adopted(mode):
    both = council(A=college(5, Fraction(1)), B=college(3, Fraction(1)))
    outcome = decide(Rule(colleges=mode), both, {"A": counts(abstain=5)}, "roll_call")
    assert (outcome.outcome, outcome.decided_by) == ("rejected", "empty_base")


def test_V6_weighted_colleges_add_their_shares():
    three = council(A=college(4, Fraction(1, 2)), B=college(10, Fraction(1, 4)), C=college(3, Fraction(1, 4)))
    cast = {"A": counts(1, 3), "B": counts(10), "C": counts(2, 1)}
    outcome = decide(Rule(colleges=Colleges.WEIGHTED), three, cast, "roll_call")
    assert outcome.in_favour == Fraction(1, 4) / 2 + Fraction(1, 4) + TWO_THIRDS / 4
    assert outcome.as_dict() | {"quorum": None, "colleges": None} == {
        "outcome": "adopted",
        "decided_by": "threshold",
        "base": "1",
        "needed": "1/2",
        "for": "13/24",
        "against": "4",
        "abstain": "0",
        "blank": "0",
        "null": "0",
        "not_voting": "0",
        "quorum": None,
        "colleges": None,
    }


def test_V6_the_weights_of_the_colleges_that_have_a_base_are_scaled_to_one():
    three = council(A=college(4, Fraction(1, 2)), B=college(10, Fraction(1, 4)), C=college(3, Fraction(1, 4)))
    cast = {"A": counts(abstain=4), "B": counts(10), "C": counts(0, 3)}
    outcome = decide(Rule(colleges=Colleges.WEIGHTED), three, cast, "roll_call")
    assert (outcome.in_favour, outcome.base, outcome.outcome) == (HALF, 1, "rejected")
    at_least = decide(Rule(colleges=Colleges.WEIGHTED, strict=False), three, cast, "roll_call")
    assert at_least.adopted


def test_V6_colleges_that_weigh_nothing_decide_nothing():
    weightless = council(A=college(4, Fraction(0)))
    outcome = decide(Rule(colleges=Colleges.WEIGHTED), weightless, {"A": counts(4)}, "roll_call")
    assert outcome.decided_by == DecidedBy.EMPTY_BASE


def test_V3_with_weights_base_and_votes_are_both_weighted():
    cast = [Vote(Choice.FOR, weight=Fraction(3, 2)), Vote(Choice.AGAINST), Vote(Choice.ABSTAIN, weight=Fraction(2))]
    expressed = decide(Rule(), plain(3), cast, "roll_call").as_dict()
    assert (expressed["base"], expressed["needed"], expressed["for"]) == ("5/2", "5/4", "3/2")
    present = decide(Rule(base=Base.PRESENT), plain(3), cast, "roll_call").as_dict()
    assert (present["base"], present["needed"], present["outcome"]) == ("9/2", "9/4", "rejected")


def test_V3_a_weighted_seat_that_does_not_vote_still_weighs_in_the_base():
    heavy = Electorate(entitled=3, present=2, entitled_weight=Fraction(9), attending_weight=Fraction(6), colleges={})
    outcome = decide(Rule(base=Base.PRESENT), heavy, [Vote(Choice.FOR)], "roll_call")
    assert (outcome.base, outcome.needed, outcome.not_voting, outcome.adopted) == (6, 3, 5, False)
    assert decide(Rule(base=Base.ENTITLED), heavy, [Vote(Choice.FOR)], "roll_call").base == 9


def test_V8_a_vote_by_proxy_counts_like_any_other():
    own, proxy = Vote(Choice.FOR, seat="A-01"), Vote(Choice.FOR, by_proxy=True, seat="A-02")
    assert decide(Rule(), plain(2, 1, 1), [own, proxy], "roll_call").tally[Choice.FOR] == 2


def test_M2_unanimous_only_when_every_counted_vote_is_for():
    assert decide(Rule(), plain(9), votes(7), "roll_call").unanimous
    assert not decide(Rule(), plain(9), votes(7, abstain=1), "roll_call").unanimous
    assert not decide(Rule(), plain(9), votes(abstain=1), "roll_call").unanimous


@pytest.mark.parametrize(
    ("electorate", "cast", "field"),
    [
        (plain(5), votes(6), "votes"),
        (plain(5, 3, 1), {"": counts(3, 2)}, "counts"),
        (council(A=college(3), B=college(3)), {"A": counts(4)}, "counts.A"),
        (council(A=college(3)), votes(1, college="Z"), "votes.Z"),
        (Electorate(entitled=3, present=4), [], "electorate.present"),
        (Electorate(entitled=3, present=2, represented=2), [], "electorate.represented"),
        (Electorate(entitled=3, present=3, colleges={"A": college(4)}), [], "electorate.entitled"),
        (
            Electorate(entitled=2, present=2, attending_weight=Fraction(1)),
            votes(2),
            "electorate.attending_weight",
        ),
        (
            Electorate(entitled=2, present=2, entitled_weight=Fraction(1)),
            votes(2),
            "electorate.entitled_weight",
        ),
    ],
)
def test_V13_figures_that_cannot_all_be_true_are_refused_by_name(electorate, cast, field):
    with pytest.raises(Inconsistent) as refused:
        decide(Rule(), electorate, cast, "roll_call")
    assert refused.value.field == field
    assert str(refused.value).startswith(field)


@pytest.mark.parametrize("mode", [Colleges.EACH, Colleges.WEIGHTED])
def test_V6_where_colleges_decide_every_vote_has_one(mode):
    with pytest.raises(Inconsistent):
        decide(Rule(colleges=mode), council(A=college(3, Fraction(1))), votes(1), "roll_call")


def test_V6_weighted_colleges_each_need_a_weight():
    with pytest.raises(Inconsistent, match=r"electorate\.colleges\.A\.weight"):
        decide(Rule(colleges=Colleges.WEIGHTED), council(A=college(3)), votes(1, college="A"), "roll_call")


def test_V4_a_choice_that_is_none_of_ours_is_refused():
    with pytest.raises(ValueError, match="pour"):
        decide(Rule(), plain(3), {"": {"pour": 3}}, "roll_call")


@pytest.mark.parametrize(
    ("present", "share", "needed"),
    [(21, Fraction(1, 4), 6), (21, Fraction(1, 3), 7), (20, Fraction(1, 4), 5), (24, Fraction(1, 6), 4)],
)
def test_V7_requests_needed(present, share, needed):
    assert requests_needed(present, share) == needed


@pytest.mark.parametrize(
    ("papers", "withheld"),
    [
        ({"A": 10, "B": 8, "C": 5}, set()),
        ({"A": 10, "B": 2, "C": 5}, {"B", "C"}),
        ({"A": 10, "B": 2, "C": 2}, {"B", "C"}),
        ({"A": 10, "B": 1, "C": 1}, {"A", "B", "C"}),
        ({"A": 10, "B": 1, "C": 0}, {"A", "B"}),
        ({"A": 2}, {"A"}),
    ],
)
def test_V12_small_secret_results_are_withheld_and_cannot_be_subtracted(papers, withheld):
    assert colleges_to_withhold(papers) == withheld


def test_Q1_rule_and_quorum_keep_their_defaults_in_one_place():
    assert Quorum(entitled=9, present=4).needed == QuorumRule().of(entitled=9, present=4, represented=0).needed == 5
