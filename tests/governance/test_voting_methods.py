"""The three other ways of deciding: consent, preference, election of a person (RULES V2, V14)."""

from itertools import chain

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from governance.voting import Grades, Inconsistent, Objection, QuorumRule, Round, Standing, elect, rank, settle

from .ballots import NO_QUORUM_RULE, plain, steady

SCALE = ("excellent", "bien", "passable", "insuffisant")


def objection(reason="Le calendrier est intenable.", **ending):
    return Objection(reason=reason, seat="A-03", **ending)


@pytest.mark.parametrize(
    ("objections", "outcome", "decided_by"),
    [
        ([], "adopted", "consent"),
        ([objection()], "rejected", "objection"),
        ([objection(withdrawn=True)], "adopted", "consent"),
        ([objection(met=True)], "adopted", "consent"),
        ([objection(reason="  ")], "adopted", "consent"),
        ([objection(withdrawn=True), objection(met=True), objection()], "rejected", "objection"),
    ],
)
def test_V14_adopted_when_no_reasoned_objection_stands(objections, outcome, decided_by):
    settled = settle(NO_QUORUM_RULE, plain(12), objections)
    assert (settled.outcome, settled.decided_by) == (outcome, decided_by)


def test_V14_every_objection_is_counted_by_what_became_of_it():
    settled = settle(NO_QUORUM_RULE, plain(12), [objection(withdrawn=True, met=True), objection(""), objection()])
    assert settled.as_dict()["objections"] == {
        "raised": 3,
        "standing": 1,
        "withdrawn": 1,
        "met": 0,
        "unreasoned": 1,
    }
    assert settled.number(Standing.STANDING) == 1


def test_V14_silence_of_an_empty_room_is_no_consent():
    assert settle(NO_QUORUM_RULE, plain(12, 0), []).decided_by == "empty_base"


def test_Q1_consent_needs_the_quorum_where_the_profile_asks_for_one():
    assert settle(QuorumRule(), plain(12, 6), []).as_dict()["outcome"] == "no_quorum"
    assert settle(QuorumRule(), plain(12, 7), []).as_dict()["outcome"] == "adopted"


def ranked(**options):
    papers = max(map(sum, options.values()))
    return rank(NO_QUORUM_RULE, plain(papers), Grades(scale=SCALE, options=options))


def test_V2_the_best_majority_grade_wins():
    outcome = ranked(nord=(3, 3, 1, 0), sud=(3, 0, 4, 0))
    assert outcome.as_dict() == {
        "outcome": "chosen",
        "decided_by": "majority_grade",
        "chosen": "nord",
        "papers": 7,
        "ranking": [
            {"option": "nord", "place": 1, "majority_grade": "bien"},
            {"option": "sud", "place": 2, "majority_grade": "passable"},
        ],
        "quorum": {"base": 7, "needed": 4, "count": 7, "met": True},
    }


def test_V2_of_an_even_number_of_papers_the_lower_middle_one_is_the_majority_grade():
    assert ranked(nord=(2, 2, 0, 0)).ranking[0].majority_grade == "bien"


def test_V2_same_majority_grade_is_separated_by_the_papers_around_it():
    outcome = ranked(nord=(3, 2, 2, 0), sud=(2, 3, 2, 0))
    assert (outcome.chosen, outcome.decided_by) == ("nord", "tie_break")


def test_V2_options_graded_alike_share_their_place():
    outcome = ranked(nord=(2, 2, 1, 0), sud=(2, 2, 1, 0), est=(0, 1, 4, 0))
    assert (outcome.outcome, outcome.chosen) == ("tie", None)
    assert [(one.option, one.place) for one in outcome.ranking] == [("nord", 1), ("sud", 1), ("est", 3)]


def test_V4_no_paper_chooses_nothing():
    outcome = ranked(nord=(0, 0, 0, 0))
    assert (outcome.outcome, outcome.decided_by, outcome.ranking) == ("rejected", "empty_base", ())


def test_Q1_a_preference_ballot_needs_its_quorum_and_chooses_nothing_without():
    outcome = rank(QuorumRule(), plain(9, 4), Grades(scale=SCALE, options={"nord": (4, 0, 0, 0)}))
    assert (outcome.outcome, outcome.chosen) == ("no_quorum", None)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"nord": (1, 2, 0)}, "grades.options.nord"),
        ({"nord": (1, 2, 0, 0), "sud": (1, 1, 0, 0)}, "grades.options.sud"),
        ({"nord": (9, 0, 0, 0)}, "grades.options"),
    ],
)
def test_V2_grades_that_cannot_be_true_are_refused_by_name(options, field):
    with pytest.raises(Inconsistent) as refused:
        rank(NO_QUORUM_RULE, plain(5), Grades(scale=SCALE, options=options))
    assert refused.value.field == field


def majority_value(counts):
    """The definition, taken literally: write the papers out and take the majority grade away, one at a time."""
    papers = list(chain.from_iterable([grade] * number for grade, number in enumerate(counts)))
    return [papers.pop(len(papers) // 2) for _ in range(len(papers))]


@steady
@given(st.integers(1, 4), st.lists(st.lists(st.integers(0, 3), min_size=12, max_size=12), min_size=1, max_size=5))
def test_V2_the_ranking_is_that_of_the_majority_values_written_out(voters, papers):
    """Against the slow definition, on every number of papers, odd and even."""
    papers = [paper[: voters * 3] for paper in papers]
    options = {f"o{i}": tuple(paper.count(grade) for grade in range(4)) for i, paper in enumerate(papers)}
    values = {option: majority_value(counts) for option, counts in options.items()}
    outcome = ranked(**options)
    for one in outcome.ranking:
        assert one.place == 1 + sum(values[other] < values[one.option] for other in options)
        assert one.majority_grade == SCALE[values[one.option][0]]


def test_V2_a_million_million_papers_are_ranked_at_once():
    many = 10**12
    assert ranked(nord=(many, many, 1, 0), sud=(many, many - 1, 2, 0)).chosen == "nord"


OLDEST_FIRST = ("Aline", "Bruno", "Carla")


def elected(*rounds, seats=30):
    return elect(NO_QUORUM_RULE, plain(seats), rounds, OLDEST_FIRST)


def one_round(aline=0, bruno=0, carla=0, blank=0, null=0):
    return Round(votes={"Aline": aline, "Bruno": bruno, "Carla": carla}, blank=blank, null=null)


UNDECIDED = one_round(aline=9, bruno=8, carla=3)


@pytest.mark.parametrize(
    ("rounds", "outcome", "decided_by", "who"),
    [
        ([one_round(bruno=11, aline=9)], "elected", "absolute_majority", "Bruno"),
        ([one_round(bruno=10, aline=10)], "next_round", "no_majority", None),
        ([one_round(bruno=10, aline=9, blank=8, null=2)], "elected", "absolute_majority", "Bruno"),
        ([UNDECIDED], "next_round", "no_majority", None),
        ([UNDECIDED, UNDECIDED], "next_round", "no_majority", None),
        ([UNDECIDED, one_round(carla=11, aline=9)], "elected", "absolute_majority", "Carla"),
        ([UNDECIDED, UNDECIDED, UNDECIDED], "elected", "relative_majority", "Aline"),
        ([UNDECIDED, UNDECIDED, one_round(carla=7, bruno=7, aline=6)], "elected", "age", "Bruno"),
        ([UNDECIDED, UNDECIDED, one_round(blank=20)], "not_elected", "empty_base", None),
        ([one_round(blank=20)], "next_round", "no_majority", None),
    ],
)
def test_V2_two_rounds_by_absolute_majority_a_third_by_relative_then_the_oldest(rounds, outcome, decided_by, who):
    result = elected(*rounds)
    assert (result.outcome, result.decided_by, result.elected) == (outcome, decided_by, who)
    assert result.round == len(rounds)


def test_V15_an_election_shows_its_arithmetic():
    assert elected(one_round(bruno=11, aline=9, blank=1)).as_dict() == {
        "outcome": "elected",
        "decided_by": "absolute_majority",
        "elected": "Bruno",
        "round": 1,
        "rounds": [
            {"expressed": 20, "needed": 11, "votes": {"Aline": 9, "Bruno": 11, "Carla": 0}, "blank": 1, "null": 0}
        ],
        "quorum": {"base": 30, "needed": 16, "count": 30, "met": True},
    }


def test_Q1_nobody_is_elected_without_the_quorum():
    result = elect(QuorumRule(), plain(30, 15), [one_round(bruno=15)], OLDEST_FIRST)
    assert (result.outcome, result.elected) == ("no_quorum", None)


@pytest.mark.parametrize(
    ("rounds", "field"),
    [
        ([], "rounds"),
        ([UNDECIDED] * 4, "rounds"),
        ([one_round(bruno=20), UNDECIDED], "rounds[1]"),
        ([one_round(bruno=31)], "rounds[0]"),
        ([UNDECIDED, Round(votes={"Zoé": 3})], "rounds[1].votes.Zoé"),
    ],
)
def test_V2_rounds_that_cannot_have_been_held_are_refused_by_name(rounds, field):
    with pytest.raises(Inconsistent) as refused:
        elected(*rounds)
    assert refused.value.field == field


@steady
@given(st.lists(st.builds(one_round, *[st.integers(0, 6)] * 5), min_size=1, max_size=3))
def test_V2_whoever_is_elected_has_the_most_votes_of_the_last_round(rounds):
    try:
        result = elected(*rounds)
    except Inconsistent:
        assume(False)
    if result.elected:
        last = rounds[-1].votes
        assert last[result.elected] == max(last.values())
        older = OLDEST_FIRST[: OLDEST_FIRST.index(result.elected)]
        assert all(last[other] < last[result.elected] for other in older)
        assert len(rounds) == 3 or 2 * last[result.elected] > sum(last.values())
