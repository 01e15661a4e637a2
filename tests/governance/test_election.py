"""RULES V2, V12: electing a person, two rounds by absolute majority, a third by relative majority, then the oldest."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.lifecycle import NotAllowed, OutOfTurn, Refused
from governance import services
from governance.choice_wording import election_sentence, election_verdict
from governance.enums import BallotState
from governance.export import ballot_file_of
from governance.methods import next_terms, number_of, urn
from governance.models import Ballot, Paper, Signature
from governance.recount import AGREES, recount
from tests.governance.questions import PEOPLE, ask, choose, follow, settle, stand
from tests.governance.world import found, voices
from tests.racing import race

ROLES = ("author", "rapporteur", "co_chair", "member0", "member1", "member2")


@pytest.fixture
def world():
    return found()


def held(world, ballot, at, votes):
    """Everybody in turn votes as the letters say (« 1 », « 2 », « b » for blank), then the round is settled."""
    for role, vote in zip(ROLES, votes, strict=False):
        choose(world, ballot, role, "blank" if vote == "b" else vote)
    return settle(world, ballot, at)


@pytest.mark.django_db
def test_V2_the_absolute_majority_elects_in_the_first_round(world, at):
    done = held(world, stand(world, at), at, "11122b")
    assert (done.outcome, done.result["elected"], done.result["decided_by"]) == (
        "elected",
        "Aline",
        "absolute_majority",
    )
    document = ballot_file_of(done)
    assert document["rounds"] == [{"votes": {"Aline": 3, "Bruno": 2, "Chloé": 0}, "blank": 1, "null": 0}]
    assert document["oldest_first"] == PEOPLE
    assert recount(document).status == AGREES
    assert set(document["commitments"]) == {"1", "2", "blank"}
    assert "3 voix sur 5 suffrages exprimés" in election_sentence(done.result)
    assert election_verdict(done.result).endswith("Aline")


@pytest.mark.django_db
def test_V2_three_rounds_then_the_oldest_and_the_last_file_tells_them_all(world, at):
    first = held(world, stand(world, at), at, "112233")
    assert (first.outcome, number_of(first)) == ("next_round", 1)
    second = held(world, follow(world, first, at, "Chloé"), at, "111222")
    assert (second.outcome, second.terms["standing"]) == ("next_round", ["Aline", "Bruno"])
    third = held(world, follow(world, second, at), at, "11122b")
    assert (third.outcome, third.result["decided_by"]) == ("elected", "relative_majority")
    rounds = ballot_file_of(third)["rounds"]
    assert [sum(own["votes"].values()) for own in rounds] == [6, 6, 5]
    assert "Chloé" not in rounds[1]["votes"]
    assert recount(ballot_file_of(third)).status == AGREES
    assert third.previous == second
    with pytest.raises(Refused, match="a abouti"):
        next_terms(third)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("votes", "outcome", "decided_by", "who"),
    [("111222", "elected", "age", "Aline"), ("bbb", "not_elected", "empty_base", None)],
)
def test_V2_a_third_round_ends_the_election_whatever_it_gives(world, at, votes, outcome, decided_by, who):
    second = follow(world, held(world, stand(world, at), at, "111222"), at)
    third = follow(world, held(world, second, at, "222111"), at)
    done = held(world, third, at, votes)
    assert (done.outcome, done.result["decided_by"], done.result["elected"]) == (outcome, decided_by, who)
    assert recount(ballot_file_of(done)).status == AGREES
    assert election_sentence(done.result)
    with pytest.raises(Refused, match=r"a abouti|le dernier"):
        next_terms(done)


@pytest.mark.django_db
def test_V1_each_round_has_the_electorate_of_its_minute(world, at):
    first = held(world, stand(world, at), at, "112233")
    fewer = services.Electorate(entitled=6, present=4, represented=0, voices=voices(world)[:4])
    done = held(world, follow(world, first, at, electorate=fewer), at, "1111")
    document = ballot_file_of(done)
    assert document["rounds"][0]["attending"] == 6
    assert document["electorate"]["present"] == 4
    assert recount(document).status == AGREES
    document["rounds"][0]["attending"] = 5
    assert "rounds[0]" in recount(document).remark


@pytest.mark.django_db
def test_E1_what_cannot_stand_is_refused_in_words(world, at):
    for candidates, words in (
        ([], "il y en a 0"),
        ([f"Personne {n}" for n in range(21)], "il y en a 21"),
        (["Aline", "aline"], "donné deux fois"),
    ):
        with pytest.raises(Refused, match=words):
            stand(world, at, candidates=candidates)
    with pytest.raises(Refused, match="quelle fonction"):
        stand(world, at, post=" ")
    alone = services.Electorate(entitled=6, present=2, represented=0, voices=voices(world)[:2])
    with pytest.raises(Refused, match="au moins 3 personnes"):
        stand(world, at, electorate=alone)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("3", "Chloé s’est retiré"),
        ("4", "candidatures de ce tour"),
        ("null", "candidatures"),
        ("Aline", "candidatures"),
    ],
)
def test_E1_a_vote_names_a_candidate_of_the_round_or_nobody(world, at, choice, words):
    second = follow(world, held(world, stand(world, at), at, "112233"), at, "Chloé")
    with pytest.raises(Refused, match=words):
        choose(world, second, "author", choice)
    assert not Paper.objects.filter(ballot=second).exists()


@pytest.mark.django_db
def test_V8_V12_one_secret_vote_by_who_carries_the_voice_until_the_closing(world, at):
    ballot = stand(world, at)
    receipt = choose(world, ballot, "author", "2")
    with pytest.raises(Refused, match="déjà été exprimée"):
        choose(world, ballot, "author", "1")
    seat = ballot.electors.get(person=world.person("member0")).seat
    for role in ("clerk", "co_chair", "outsider"):
        with pytest.raises(NotAllowed):
            services.cast_election(ballot=ballot, seat=seat, choice="1", by=world.users[role])
    with pytest.raises(OutOfTurn, match="élection"):
        services.cast_secret(ballot=ballot, seat=seat, choice="for", by=world.users["member0"])
    assert ballot_file_of(Ballot.objects.get())["rounds"][0]["votes"] == dict.fromkeys(PEOPLE, 0)
    done = held(world, ballot, at, "")
    assert "il y en a 1" in done.void_reason
    again = stand(world, at)
    receipt = choose(world, again, "author", "2")
    for role in ROLES[1:3]:
        choose(world, again, role, "2")
    assert receipt.fingerprint in ballot_file_of(settle(world, again, at))["commitments"]["2"]
    assert urn.commitment(again.pk, "2", receipt.secret) == receipt.fingerprint
    with pytest.raises(OutOfTurn, match="clos"):
        choose(world, again, "member0", "1")


def state_table(world, at):
    """A ballot in each state in which a next round is, or is not, to be had."""
    opened = stand(world, at)
    closed = stand(world, at)
    for role, vote in zip(ROLES, "112233", strict=True):
        choose(world, closed, role, vote)
    closed = services.close_ballot(ballot=closed, by=world.users["clerk"], at=at)
    void = services.void_ballot(ballot=stand(world, at), reason="Panne.", by=world.users["clerk"], at=at)
    thin = services.Electorate(entitled=40, present=6, represented=0, voices=voices(world))
    return {
        "open": (opened, OutOfTurn, "clos et proclamé"),
        "closed": (closed, OutOfTurn, "clos et proclamé"),
        "void": (void, OutOfTurn, "clos et proclamé"),
        "elected": (held(world, stand(world, at), at, "111111"), Refused, "a abouti"),
        "no quorum": (held(world, stand(world, at, electorate=thin), at, "112233"), Refused, "sans quorum"),
        "a choice": (ask(world, at), OutOfTurn, "clos et proclamé"),
    }


@pytest.mark.django_db
def test_V2_a_next_round_follows_a_proclaimed_round_that_elected_nobody_and_nothing_else(world, at):
    for ballot, error, words in state_table(world, at).values():
        with pytest.raises(error, match=words):
            next_terms(ballot)
    undecided = held(world, stand(world, at), at, "112233")
    assert next_terms(undecided)["standing"] == PEOPLE
    with pytest.raises(Refused, match="Zoé n’était pas en lice"):
        next_terms(undecided, ["Zoé"])
    with pytest.raises(Refused, match="au moins une candidature"):
        next_terms(undecided, PEOPLE)


@pytest.mark.django_db
def test_V2_a_round_that_does_not_follow_from_the_one_before_is_refused(world, at):
    first = held(world, stand(world, at), at, "112233")
    terms = next_terms(first)
    for changed in ({"oldest_first": PEOPLE[::-1]}, {"rounds": []}, {"post": "Autre"}):
        with pytest.raises(Refused, match="ne suit pas du précédent"):
            follow(world, first, at, terms=terms | changed)
    with pytest.raises(Refused, match="clos et proclamé"):
        follow(world, first, at, previous=None)
    follow(world, first, at)
    with pytest.raises(Refused.__mro__[1], match="déjà ouvert"):
        follow(world, first, at)


@pytest.mark.django_db
def test_V11_a_round_declared_void_may_be_held_again(world, at):
    first = held(world, stand(world, at), at, "112233")
    second = follow(world, first, at)
    services.void_ballot(ballot=second, reason="Panne.", by=world.users["clerk"], at=at)
    assert follow(world, first, at).state == BallotState.OPEN


@pytest.mark.django_db
def test_the_database_holds_one_next_round_and_rounds_for_elections_only(world, at):
    first = held(world, stand(world, at), at, "112233")
    second, other = follow(world, first, at), ask(world, at)
    for changes in ({"previous": first}, {"previous": second}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ballot.objects.filter(pk=other.pk).update(**changes)
    third = stand(world, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=third.pk).update(previous=first)


def enter(world, ballot, at, signatures=6, **counts):
    counts = {key.removeprefix("for_"): n for key, n in counts.items()}
    return services.enter_counts(
        ballot=ballot, counts={"": counts}, signatures=signatures, by=world.users["clerk"], at=at
    )


@pytest.mark.django_db
def test_V12_papers_in_a_box_are_entered_as_totals(world, at):
    ballot = stand(world, at, method="election_on_paper")
    with pytest.raises(Refused, match="décompte des bulletins"):
        services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    with pytest.raises(Refused, match="5 bulletins comptés pour 6 émargements"):
        enter(world, ballot, at, for_1=3, for_2=2)
    with pytest.raises(Refused, match="7 votes comptés, alors qu’il y a 6 voix"):
        enter(world, ballot, at, signatures=7, for_1=7)
    enter(world, ballot, at, for_1=2, for_2=2, blank=1, null=1)
    done = settle(world, ballot, at)
    assert (done.outcome, done.result["rounds"][0]["null"]) == ("next_round", 1)
    second = follow(world, done, at, method="election_on_paper")
    enter(world, second, at, for_1=4, for_2=2)
    done = settle(world, second, at)
    assert (done.outcome, recount(ballot_file_of(done)).status) == ("elected", AGREES)


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("123b", min_size=3, max_size=6), min_size=3, max_size=3))
def test_V13_whatever_is_cast_the_exported_file_recounts(world, at, rounds):
    ballot = held(world, stand(world, at), at, rounds[0])
    for votes in rounds[1:]:
        if ballot.outcome == "next_round":
            ballot = held(world, follow(world, ballot, at), at, votes)
    result = recount(ballot_file_of(ballot))
    assert (result.status, result.outcome) == (AGREES, ballot.result)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V8_two_tabs_casting_at_once_leave_one_paper(at):
    world = found()
    ballot = stand(world, at)
    outcomes = race(*[lambda vote=vote: choose(world, ballot, "member0", vote) for vote in ("1", "2", "3", "blank")])
    assert sum(isinstance(outcome, services.Receipt) for outcome in outcomes) == 1
    assert (Paper.objects.count(), Signature.objects.count()) == (1, 1)
