"""RULES V: what a ballot holds, who casts, what closing means; one test per constraint; races on both databases."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from governance import services
from governance.ballot_file import parse
from governance.enums import BallotState, State
from governance.export import ballot_file_of
from governance.models import Ballot, CastingVote, Paper, Recommendation, Vote
from register.models import Entry
from register.services import verify
from tests.governance.world import found, open_ballot, reach
from tests.racing import race


@pytest.fixture
def world():
    return found()


@pytest.fixture
def ballot(world, at):
    return open_ballot(world, reach(world, State.SCHEDULED, at), at)


def cast(world, ballot, role, choice, at, seat=None):
    elector = ballot.electors.get(person=world.person(role))
    return services.cast_vote(ballot=ballot, seat=seat or elector.seat, choice=choice, by=world.users[role], at=at)


@pytest.mark.django_db
def test_V1_a_ballot_binds_to_the_frozen_text(ballot):
    assert ballot.text_digest == ballot.version.digest
    assert ballot.electors.count() == ballot.present == 6


@pytest.mark.django_db
def test_V1_no_ballot_on_a_text_that_is_not_on_the_agenda(world, at):
    with pytest.raises(OutOfTurn, match="ordre du jour"):
        open_ballot(world, reach(world, State.READY, at), at)


@pytest.mark.django_db
def test_V1_one_ballot_at_a_time_on_one_text(world, ballot, at):
    with pytest.raises(Refused, match="déjà en cours"):
        open_ballot(world, ballot.version.recommendation, at)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["author", "rapporteur", "liaison", "member0", "outsider"])
def test_V2_only_secretariat_and_co_chairs_conduct_a_ballot(world, ballot, role, at):
    for act in (services.close_ballot, services.proclaim):
        with pytest.raises(NotAllowed):
            act(ballot=ballot, by=world.users[role], at=at)


@pytest.mark.django_db
def test_V8_a_second_vote_replaces_the_first(world, ballot, at):
    cast(world, ballot, "member0", "for", at)
    cast(world, ballot, "member0", "against", at + timedelta(minutes=1))
    assert [vote.choice for vote in Vote.objects.filter(elector__ballot=ballot)] == ["against"]


@pytest.mark.django_db
def test_V8_the_same_vote_again_is_already_recorded(world, ballot, at):
    cast(world, ballot, "member0", "for", at)
    with pytest.raises(AlreadyRecorded) as again:
        cast(world, ballot, "member0", "for", at + timedelta(minutes=1))
    assert again.value.at == at


@pytest.mark.django_db
def test_V8_nobody_casts_the_voice_of_another(world, ballot, at):
    seat = ballot.electors.get(person=world.person("member1")).seat
    with pytest.raises(NotAllowed):
        cast(world, ballot, "member0", "for", at, seat=seat)


@pytest.mark.django_db
def test_V2_the_secretariat_may_call_the_roll(world, ballot, at):
    elector = ballot.electors.first()
    vote = services.cast_vote(ballot=ballot, seat=elector.seat, choice="for", by=world.users["clerk"], at=at)
    assert vote.elector == elector


@pytest.mark.django_db
@pytest.mark.parametrize("choice", ["blank", "null", "", "oui", None])
def test_E1_an_unknown_choice_is_refused_in_words(world, ballot, choice, at):
    with pytest.raises(Refused, match="pour, contre"):
        cast(world, ballot, "member0", choice, at)


@pytest.mark.django_db
def test_V10_a_vote_after_closing_is_refused(world, ballot, at):
    services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    with pytest.raises(OutOfTurn, match="clos"):
        cast(world, ballot, "member0", "for", at)
    assert Vote.objects.count() == 0


@pytest.mark.django_db
def test_V10_an_open_ballot_shows_no_vote(world, ballot, at):
    cast(world, ballot, "member0", "for", at)
    assert ballot_file_of(ballot)["votes"] == []


@pytest.mark.django_db
def test_V10_closing_twice_is_one_closing(world, ballot, at):
    services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    with pytest.raises(AlreadyRecorded):
        services.close_ballot(ballot=ballot, by=world.users["co_chair"], at=at + timedelta(minutes=2))
    assert Entry.objects.filter(act="ballot.closed").count() == 1


@pytest.mark.django_db
def test_V13_the_public_file_recounts_to_what_was_proclaimed(world, ballot, at):
    for role, choice in {"author": "for", "rapporteur": "for", "co_chair": "for", "member0": "against"}.items():
        cast(world, ballot, role, choice, at)
    services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    closed = services.proclaim(ballot=ballot, by=world.users["clerk"], at=at)
    recounted = parse(ballot_file_of(closed)).outcome().as_dict()
    assert recounted == closed.result
    assert (recounted["outcome"], recounted["needed"], recounted["not_voting"]) == ("rejected", "4", "2")


@pytest.mark.django_db
def test_V15_proclaiming_moves_the_recommendation_by_the_computed_outcome(world, ballot, at):
    for role in ("author", "rapporteur", "co_chair", "member0"):
        cast(world, ballot, role, "for", at)
    services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    services.proclaim(ballot=ballot, by=world.users["co_chair"], at=at)
    assert Recommendation.objects.get().state == State.ADOPTED


@pytest.mark.django_db
def test_V5_a_casting_vote_decides_a_tie_where_the_rules_have_one(at):
    world = found(vote_base="expressed", tie="casting_vote")
    ballot = open_ballot(world, reach(world, State.SCHEDULED, at), at)
    for role, choice in {"author": "for", "rapporteur": "against"}.items():
        cast(world, ballot, role, choice, at)
    closed = services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    assert (closed.outcome, closed.result["decided_by"]) == ("rejected", "tie")
    decided = services.give_casting_vote(
        ballot=closed, person=world.person("co_chair"), choice="for", by=world.users["clerk"], at=at
    )
    assert (decided.outcome, decided.result["decided_by"]) == ("adopted", "casting_vote")


@pytest.mark.django_db
def test_V5_no_casting_vote_without_a_tie(world, ballot, at):
    cast(world, ballot, "member0", "for", at)
    closed = services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    with pytest.raises(OutOfTurn, match="partage"):
        services.give_casting_vote(
            ballot=closed, person=world.person("co_chair"), choice="for", by=world.users["clerk"], at=at
        )


@pytest.mark.django_db
def test_V2_counts_of_a_show_of_hands_do_not_exceed_those_present(world, at):
    ballot = open_ballot(world, reach(world, State.SCHEDULED, at), at, method="show_of_hands")
    clerk = world.users["clerk"]
    with pytest.raises(Refused, match="Collège A : 7 votes comptés, alors qu’il y a 6 voix"):
        services.enter_counts(ballot=ballot, counts={"A": {"for": 7, "against": 0, "abstain": 0}}, by=clerk, at=at)
    with pytest.raises(Refused, match="décompte"):
        services.close_ballot(ballot=ballot, by=clerk, at=at)
    services.enter_counts(ballot=ballot, counts={"A": {"for": 4, "against": 1, "abstain": 1}}, by=clerk, at=at)
    assert services.close_ballot(ballot=ballot, by=clerk, at=at).outcome == "adopted"


@pytest.mark.django_db
def test_V11_a_void_ballot_says_why_and_another_may_follow(world, ballot, at):
    with pytest.raises(Refused, match="pourquoi"):
        services.void_ballot(ballot=ballot, reason=" ", by=world.users["clerk"], at=at)
    services.void_ballot(ballot=ballot, reason="Panne du réseau.", by=world.users["clerk"], at=at)
    assert open_ballot(world, ballot.version.recommendation, at).state == BallotState.OPEN


def follow_twice(ballot):
    """Two rounds of an election after the same one."""
    first = ballot.pk
    for _round in range(2):
        ballot.pk, ballot.version, ballot.method, ballot.previous_id = None, None, "election", first
        ballot.save(force_insert=True)


BROKEN = {
    "one_next_round": follow_twice,
    "only_elections_have_rounds": lambda b: Ballot.objects.filter(pk=b.pk).update(previous=b.pk),
    "one_open_ballot_per_text": lambda b: (setattr(b, "pk", None), b.save(force_insert=True)),
    "only_some_methods_do_without_text": lambda b: Ballot.objects.filter(pk=b.pk).update(version=None),
    "only_some_methods_have_papers": lambda b: Ballot.objects.filter(pk=b.pk).update(on_paper=True),
    "ballot_closed_after_opening": lambda b: Ballot.objects.filter(pk=b.pk).update(
        state="closed", outcome="adopted", closed_at=b.opened_at - timedelta(days=1)
    ),
    "open_ballot_has_no_outcome": lambda b: Ballot.objects.filter(pk=b.pk).update(outcome="adopted"),
    "proclaimed_ballot_says_when": lambda b: Ballot.objects.filter(pk=b.pk).update(
        state="proclaimed", outcome="adopted", closed_at=b.opened_at
    ),
    "void_ballot_says_why": lambda b: Ballot.objects.filter(pk=b.pk).update(state="void"),
    "one_voice_per_seat": lambda b: b.electors.model.objects.create(
        ballot=b, seat=b.electors.first().seat, person=b.electors.last().person, caster=b.electors.last().person
    ),
    "own_voice_is_cast_by_its_holder": lambda b: b.electors.filter(pk=b.electors.first().pk).update(
        caster=b.electors.last().person
    ),
    "vote_is_a_known_choice": lambda b: Vote.objects.create(
        elector=b.electors.first(), choice="oui", cast_at=b.opened_at, receipt="x"
    ),
    "paper_says_something": lambda b: Paper.objects.create(ballot=b, content="", commitment="x"),
    "casting_vote_decides": lambda b: CastingVote.objects.create(
        ballot=b, person=b.electors.first().person, choice="abstain", cast_at=b.opened_at
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_holds(constraint, ballot):
    """Each constraint refuses what breaks it; SQLite names the columns of a unique one, PostgreSQL its name."""
    name = constraint if connection.vendor == "postgresql" or "one_" not in constraint else "UNIQUE"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[constraint](ballot)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V8_simultaneous_votes_of_one_seat_are_one_vote(at):
    world = found()
    ballot = open_ballot(world, reach(world, State.SCHEDULED, at), at)
    outcomes = race(*[lambda: cast(world, ballot, "member0", "for", at)] * 6)
    assert Vote.objects.filter(elector__ballot=ballot).count() == 1
    assert sum(isinstance(outcome, Vote) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AlreadyRecorded) for outcome in outcomes) == 5


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V10_a_vote_racing_the_closing_is_counted_or_refused_never_lost(at):
    world = found(members=9)
    ballot = open_ballot(world, reach(world, State.SCHEDULED, at), at)
    roles = [f"member{n}" for n in range(9)]
    outcomes = race(
        *[lambda role=role: cast(world, ballot, role, "for", at) for role in roles],
        lambda: services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at),
    )
    acknowledged = sum(isinstance(outcome, Vote) for outcome in outcomes)
    refused = sum(isinstance(outcome, OutOfTurn) for outcome in outcomes)
    closed = Ballot.objects.get()
    assert acknowledged + refused == 9
    assert int(closed.result["for"]) == acknowledged == Vote.objects.count()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_R2_proposals_submitted_at_once_are_numbered_in_turn(at):
    world = found()
    drafts = [reach(world, State.DRAFT, at) for _ in range(5)]
    race(*[lambda d=d: services.submit(d, by=world.users["author"], at=at) for d in drafts])
    assert sorted(Recommendation.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]
    assert verify() is None
