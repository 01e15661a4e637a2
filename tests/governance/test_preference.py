"""RULES V2, V12: a choice among options by majority judgment, cast in secret, one paper for each option."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from governance import services
from governance.choice_wording import preference_sentence, preference_verdict
from governance.enums import BallotState
from governance.export import ballot_file_of
from governance.methods import preference, urn
from governance.models import Ballot, Paper, Signature
from governance.recount import AGREES, recount
from tests.governance.questions import OPTIONS, ask, grade, settle
from tests.governance.world import found, voices
from tests.racing import race

ROLES = ("author", "rapporteur", "co_chair", "member0", "member1", "member2")


@pytest.fixture
def world():
    return found()


@pytest.fixture
def ballot(world, at):
    return ask(world, at)


@pytest.mark.django_db
def test_V2_the_best_majority_grade_wins_and_its_file_recounts(world, ballot, at):
    for role, grades in zip(ROLES, [(1, 2, 6), (1, 3, 5), (2, 2, 6), (2, 4, 6), (6, 4, 6), (3, 2, 6)], strict=True):
        grade(world, ballot, role, *grades)
    done = settle(world, ballot, at)
    assert (done.state, done.outcome, done.result["chosen"]) == (BallotState.PROCLAIMED, "chosen", "La gare")
    document = ballot_file_of(done)
    assert document["grades"]["options"]["Le marché"] == [0, 3, 1, 2, 0, 0]
    assert "recommendation" not in document
    assert recount(document).status == AGREES
    assert {says: len(prints) for says, prints in document["commitments"].items()} == {
        says: n for says, n in done.counts[""].items() if n
    }
    assert "votes" not in document


@pytest.mark.django_db
def test_V2_an_option_left_without_a_grade_has_the_worst(world, ballot):
    receipts = grade(world, ballot, "author", 2, None, 1)
    assert [receipt.choice for receipt in receipts] == ["1-2", "2-6", "3-1"]
    assert sorted(Paper.objects.values_list("content", flat=True)) == ["1-2", "2-6", "3-1"]


@pytest.mark.django_db
def test_V12_one_receipt_a_paper_under_one_number_opens_what_is_published(world, ballot, at):
    receipts = grade(world, ballot, "author", 2, None, 1)
    for role in ROLES[1:4]:
        grade(world, ballot, role, 1, 1, 1)
    published = ballot_file_of(settle(world, ballot, at))["commitments"]
    assert len({receipt.secret for receipt in receipts}) == 1
    for receipt in receipts:
        assert receipt.fingerprint in published[receipt.choice]
        assert urn.commitment(ballot.pk, receipt.choice, receipt.secret) == receipt.fingerprint


@pytest.mark.django_db
def test_V12_after_the_closing_the_papers_of_one_voter_are_no_more_tied_than_to_the_voter(world, ballot, at):
    for role in ROLES:
        grade(world, ballot, role, 1, 2, 3)
    before = set(Paper.objects.values_list("pk", flat=True))
    assert set(Paper.objects.values_list("college", flat=True)) == {""}
    settle(world, ballot, at)
    assert not before & set(Paper.objects.values_list("pk", flat=True))
    assert (Paper.objects.count(), Signature.objects.count()) == (18, 6)


@pytest.mark.django_db
def test_V8_a_second_cast_is_refused_in_words(world, ballot):
    grade(world, ballot, "author", 1)
    with pytest.raises(Refused, match="déjà été exprimée"):
        grade(world, ballot, "author", 2)
    assert Paper.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("grades", "words"), [({4: 1}, "option"), ({0: 1}, "option"), ({1: 7}, "mention"), ({1: 0}, "mention")]
)
def test_E1_an_option_or_a_grade_that_is_not_offered_is_refused(world, ballot, grades, words):
    seat = ballot.electors.get(person=world.person("author")).seat
    with pytest.raises(Refused, match=words):
        services.cast_grades(ballot=ballot, seat=seat, grades=grades, by=world.users["author"])
    assert not Paper.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "il y en a 0"),
        (["La gare"], "il y en a 1"),
        ([f"Option {n}" for n in range(21)], "il y en a 21"),
        (["La gare", "la Gare"], "donné deux fois"),
        (["La gare", "x" * 121], "trop long"),
    ],
)
def test_E1_what_is_offered_is_two_to_twenty_options_that_differ(world, at, options, words):
    with pytest.raises(Refused, match=words):
        ask(world, at, options=options)
    assert not Ballot.objects.exists()


@pytest.mark.django_db
def test_V12_voices_too_few_or_of_different_weight_refuse_the_opening(at):
    world = found(members=0, secret_minimum=4)
    with pytest.raises(Refused, match="au moins 4 personnes qui votent, et il y en a 3"):
        ask(world, at)
    heavy = tuple(type(v)(**vars(v) | {"weight": "2"}) for v in voices(world))
    with pytest.raises(Refused, match="même poids"):
        ask(world, at, electorate=services.Electorate(entitled=3, present=3, represented=0, voices=heavy))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["clerk", "co_chair", "member1", "outsider"])
def test_V12_nobody_grades_for_another_the_secretariat_included(world, ballot, role):
    seat = ballot.electors.get(person=world.person("member0")).seat
    with pytest.raises(NotAllowed):
        services.cast_grades(ballot=ballot, seat=seat, grades={1: 1}, by=world.users[role])


@pytest.mark.django_db
def test_V10_an_open_ballot_shows_no_grade_and_a_closed_one_takes_none(world, ballot, at):
    for role in ROLES[:3]:
        grade(world, ballot, role, 1, 2, 3)
    document = ballot_file_of(Ballot.objects.get())
    assert not any(any(counts) for counts in document["grades"]["options"].values())
    assert "commitments" not in document
    services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    with pytest.raises(OutOfTurn, match="clos"):
        grade(world, ballot, "member0", 1)


@pytest.mark.django_db
def test_V2_each_method_takes_its_own_papers(world, ballot, at):
    seat = ballot.electors.get(person=world.person("author")).seat
    with pytest.raises(OutOfTurn, match="choix entre plusieurs options"):
        services.cast_secret(ballot=ballot, seat=seat, choice="for", by=world.users["author"])
    with pytest.raises(OutOfTurn, match="dans la salle"):
        grade(world, ask(world, at, method="preference_on_paper"), "author", 1)


@pytest.mark.django_db
def test_V12_too_few_voters_or_a_paper_lost_void_the_ballot(world, at):
    few = ask(world, at)
    for role in ROLES[:2]:
        grade(world, few, role, 1)
    assert "il y en a 2" in settle(world, few, at).void_reason
    lost = ask(world, at)
    for role in ROLES:
        grade(world, lost, role, 1)
    Paper.objects.filter(ballot=lost, content="1-1").first().delete()
    assert "6 émargements pour 5 bulletins" in settle(world, lost, at).void_reason
    assert not Paper.objects.exists()


@pytest.mark.django_db
def test_V5_options_graded_alike_are_a_tie_that_nobody_tips(at):
    world = found(vote_base="expressed", tie="casting_vote")
    ballot = ask(world, at)
    for role in ROLES:
        grade(world, ballot, role, 1, 1, 2)
    closed = services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    assert (closed.outcome, closed.result["chosen"], closed.awaits_casting_vote) == ("tie", None, False)
    assert "rien n’est choisi" in preference_sentence(closed.result)
    assert preference_verdict(closed.result) == "Égalité"
    with pytest.raises(OutOfTurn):
        services.give_casting_vote(
            ballot=closed, person=world.person("co_chair"), choice="for", by=world.users["clerk"], at=at
        )


@pytest.mark.django_db
def test_V15_the_sentence_says_by_what_the_first_one_won(world, ballot, at):
    for role, grades in zip(ROLES, [(1, 2, 6)] * 3 + [(2, 2, 6)] * 3, strict=True):
        grade(world, ballot, role, *grades)
    result = settle(world, ballot, at).result
    assert result["decided_by"] == "tie_break"
    assert "même mention majoritaire, « Bien », que « Le marché »" in preference_sentence(result)
    result |= {"decided_by": "majority_grade"}
    assert "sa mention majoritaire est « Bien »" in preference_sentence(result)


@pytest.mark.django_db
def test_Q1_without_quorum_nothing_is_chosen(world, at):
    thin = services.Electorate(entitled=40, present=6, represented=0, voices=voices(world))
    ballot = ask(world, at, electorate=thin)
    for role in ROLES:
        grade(world, ballot, role, 1, 2, 3)
    done = settle(world, ballot, at)
    assert (done.outcome, preference_verdict(done.result)) == ("no_quorum", "Sans quorum")
    assert recount(ballot_file_of(done)).status == AGREES


def enter(world, ballot, at, signatures=6, **table):
    counts = {preference.content(*key.split("_")[1:]): n for key, n in table.items()}
    return services.enter_counts(
        ballot=ballot, counts={"": counts}, signatures=signatures, by=world.users["clerk"], at=at
    )


@pytest.mark.django_db
def test_V12_papers_in_a_box_give_every_option_as_many_grades_as_signatures(world, at):
    ballot = ask(world, at, method="preference_on_paper", options=OPTIONS[:2])
    clerk = world.users["clerk"]
    with pytest.raises(Refused, match="décompte des bulletins"):
        services.close_ballot(ballot=ballot, by=clerk, at=at)
    with pytest.raises(Refused, match="« Le marché » a 4 mentions pour 6 émargements"):
        enter(world, ballot, at, c_1_1=6, c_2_1=4)
    with pytest.raises(Refused, match="7 votes comptés, alors qu’il y a 6 voix"):
        enter(world, ballot, at, signatures=7, c_1_1=7, c_2_1=7)
    with pytest.raises(Refused, match="nombre d’émargements"):
        enter(world, ballot, at, signatures=None, c_1_1=6, c_2_1=6)
    enter(world, ballot, at, c_1_1=6, c_2_1=2, c_2_6=4)
    done = settle(world, ballot, at)
    assert (done.outcome, done.result["chosen"]) == ("chosen", "La gare")
    assert recount(ballot_file_of(done)).status == AGREES
    few = ask(world, at, method="preference_on_paper", options=OPTIONS[:2])
    enter(world, few, at, signatures=2, c_1_1=2, c_2_1=2)
    assert settle(world, few, at).state == BallotState.VOID


@pytest.mark.django_db
def test_E3_closing_and_proclaiming_again_are_the_same_acts(world, ballot, at):
    for role in ROLES:
        grade(world, ballot, role, 1, 2, 3)
    done = settle(world, ballot, at)
    for again in (services.close_ballot, services.proclaim):
        with pytest.raises(AlreadyRecorded):
            again(ballot=done, by=world.users["clerk"], at=at)
    with pytest.raises(OutOfTurn, match="définitif"):
        services.void_ballot(ballot=done, reason="Trop tard.", by=world.users["clerk"], at=at)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=3, max_size=6))
def test_V13_whatever_is_cast_the_exported_file_recounts(world, at, papers):
    ballot = ask(world, at)
    for role, grades in zip(ROLES, papers, strict=False):
        grade(world, ballot, role, *grades)
    done = settle(world, ballot, at)
    result = recount(ballot_file_of(done))
    assert (result.status, result.outcome) == (AGREES, done.result)
    given_ = Counter((option, grade or 6) for own in papers for option, grade in enumerate(own, 1))
    assert done.counts[""] == {f"{option}-{mark}": n for (option, mark), n in given_.items()}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V8_two_tabs_casting_at_once_leave_the_papers_of_one(at):
    world = found()
    ballot = ask(world, at)
    outcomes = race(*[lambda mark=mark: grade(world, ballot, "member0", mark, mark, mark) for mark in (1, 2, 3, 4)])
    assert sum(isinstance(outcome, list) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 3
    assert (Paper.objects.count(), Signature.objects.count()) == (3, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V10_papers_racing_the_closing_are_counted_or_refused_never_lost(at):
    world = found(members=6)
    ballot = ask(world, at)
    for role in ROLES[:3]:
        grade(world, ballot, role, 1, 1, 1)
    outcomes = race(
        *[lambda n=n: grade(world, ballot, f"member{n}", 1, 2, 3) for n in range(6)],
        lambda: services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at),
    )
    cast = sum(isinstance(outcome, list) for outcome in outcomes)
    assert cast + sum(isinstance(outcome, OutOfTurn) for outcome in outcomes) == 6
    assert Ballot.objects.get().result["papers"] == cast + 3 == Signature.objects.count()
