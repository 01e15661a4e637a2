"""RULES V12: a secret vote is cast once, counted, and never linked to who cast it; races on both databases."""

from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from common.lifecycle import NotAllowed, OutOfTurn, Refused
from governance import services
from governance.enums import BallotState, State
from governance.export import ballot_file_of
from governance.methods import urn
from governance.models import Ballot, Paper, Signature, Vote
from governance.recount import AGREES, recount
from register.models import Entry
from tests.governance.world import found, open_ballot, reach, voices
from tests.racing import race


@pytest.fixture
def world():
    return found(secret_minimum=3)


@pytest.fixture
def ballot(world, at):
    return opened(world, at)


def opened(world, at, **changes):
    return open_ballot(world, reach(world, State.SCHEDULED, at), at, **({"method": "secret"} | changes))


def cast(world, ballot, role, choice="for"):
    seat = ballot.electors.get(person=world.person(role)).seat
    return services.cast_secret(ballot=ballot, seat=seat, choice=choice, by=world.users[role])


def close(world, ballot, at):
    return services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)


ROLES = ("author", "rapporteur", "co_chair", "member0", "member1", "member2")


@pytest.mark.django_db
def test_V12_a_secret_vote_is_counted_and_its_file_recounts(world, ballot, at):
    for role, choice in zip(ROLES, ("for", "for", "for", "for", "against", "abstain"), strict=True):
        cast(world, ballot, role, choice)
    closed = close(world, ballot, at)
    assert (closed.outcome, closed.result["for"], closed.signatures) == ("adopted", "4", 6)
    document = ballot_file_of(services.proclaim(ballot=closed, by=world.users["clerk"], at=at))
    assert recount(document).status == AGREES
    assert not any({"seat", "by_proxy"} & set(vote) for vote in document["votes"])
    assert document["votes"] == sorted(document["votes"], key=lambda vote: (vote["college"], vote["choice"]))


@pytest.mark.django_db
def test_V12_the_receipt_opens_the_fingerprint_published_under_ones_choice(world, ballot, at):
    receipt = cast(world, ballot, "member0", "against")
    for role in ROLES[:3]:
        cast(world, ballot, role)
    prints = ballot_file_of(close(world, ballot, at))["commitments"]
    assert receipt.fingerprint in prints["against"]
    assert urn.commitment(ballot.pk, "against", receipt.secret) == receipt.fingerprint
    assert urn.commitment(ballot.pk, "for", receipt.secret) != receipt.fingerprint
    assert not Paper.objects.filter(content__contains=receipt.secret).exists()


@pytest.mark.django_db
def test_V8_a_second_secret_vote_is_refused_in_words(world, ballot):
    cast(world, ballot, "member0", "for")
    with pytest.raises(Refused, match=r"déjà été exprimée.+reçu.+qu’une fois"):
        cast(world, ballot, "member0", "against")
    assert list(Paper.objects.values_list("content", flat=True)) == ["for"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["clerk", "co_chair", "member1", "outsider"])
def test_V12_nobody_votes_in_secret_for_another_the_secretariat_included(world, ballot, role):
    seat = ballot.electors.get(person=world.person("member0")).seat
    with pytest.raises(NotAllowed):
        services.cast_secret(ballot=ballot, seat=seat, choice="for", by=world.users[role])


@pytest.mark.django_db
def test_P5_who_holds_a_proxy_casts_each_voice_apart(world, at):
    holder, giver = world.person("member0"), world.person("member1")
    cast_by = [
        type(voice)(**vars(voice) | {"caster": holder, "by_proxy": True}) if voice.person == giver else voice
        for voice in voices(world)
    ]
    with_proxy = services.Electorate(entitled=6, present=5, represented=1, voices=tuple(cast_by), colleges={})
    ballot = opened(world, at, electorate=with_proxy)
    for elector, choice in zip(ballot.electors.filter(caster=holder), ("for", "against"), strict=True):
        services.cast_secret(ballot=ballot, seat=elector.seat, choice=choice, by=holder.user)
    assert Counter(Paper.objects.values_list("content", flat=True)) == {"for": 1, "against": 1}


@pytest.mark.django_db
def test_V10_an_open_secret_ballot_shows_nothing(world, ballot):
    cast(world, ballot, "member0")
    document = ballot_file_of(Ballot.objects.get())
    assert (document["votes"], "commitments" in document) == ([], False)


@pytest.mark.django_db
def test_V12_a_vote_leaves_no_act_in_the_register_and_no_moment_anywhere(world, ballot, at):
    before = Entry.objects.count()
    cast(world, ballot, "member0")
    assert Entry.objects.count() == before
    assert Vote.objects.count() == 0
    for model in (Signature, Paper):
        assert not [
            f for f in model._meta.fields if f.get_internal_type() in ("DateTimeField", "DateField", "AutoField")
        ]
        assert not hasattr(model, "history")
    shared = {field.name for field in Signature._meta.fields} & {field.name for field in Paper._meta.fields}
    assert shared == {"id"}  # each drawn at random


@pytest.mark.django_db
def test_V12_too_few_persons_is_refused_at_the_opening(at):
    world = found(members=0, secret_minimum=4)
    with pytest.raises(Refused, match="au moins 4 personnes qui votent, et il y en a 3"):
        opened(world, at)


@pytest.mark.django_db
def test_V12_who_carries_two_voices_is_one_person_to_hide_among(at):
    world = found(members=0)
    one = world.person("author")
    same = tuple(type(v)(**vars(v) | {"caster": one, "by_proxy": v.person != one}) for v in voices(world))
    with pytest.raises(Refused, match="et il y en a 1"):
        opened(world, at, electorate=services.Electorate(entitled=3, present=1, represented=2, voices=same))


@pytest.mark.django_db
def test_V12_voices_of_different_weight_would_show(world, at):
    heavy = tuple(type(v)(**vars(v) | {"weight": "2"}) for v in voices(world)[:1]) + voices(world)[1:]
    with pytest.raises(Refused, match="même poids"):
        opened(world, at, electorate=services.Electorate(entitled=6, present=6, represented=0, voices=heavy))


@pytest.mark.django_db
@pytest.mark.parametrize("voters", [0, 1, 2])
def test_V12_a_ballot_in_which_too_few_voted_is_void_and_its_papers_destroyed(world, ballot, voters, at):
    for role in ROLES[:voters]:
        cast(world, ballot, role)
    closed = close(world, ballot, at)
    assert (closed.state, closed.outcome, closed.result) == (BallotState.VOID, "", None)
    assert f"il y en a {voters}" in closed.void_reason
    assert (Paper.objects.count(), Signature.objects.count()) == (0, voters)


@pytest.mark.django_db
@pytest.mark.parametrize("lost", [Paper, Signature])
def test_V12_signatures_and_papers_unequal_in_number_void_the_ballot(world, ballot, lost, at):
    for role in ROLES:
        cast(world, ballot, role)
    lost.objects.first().delete()
    closed = close(world, ballot, at)
    assert closed.state == BallotState.VOID
    assert "émargements" in closed.void_reason
    assert Paper.objects.count() == 0


def in_colleges(world, *letters):
    """The voices of the world, spread over colleges, with the electorate that goes with them."""
    spread = tuple(type(v)(**vars(v) | {"college": c}) for v, c in zip(voices(world), letters, strict=True))
    colleges = {
        letter: {"entitled": n, "present": n, "represented": 0, "weight": "1"} for letter, n in Counter(letters).items()
    }
    return services.Electorate(
        entitled=len(letters), present=len(letters), represented=0, voices=spread, colleges=colleges
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("letters", "apart"),
    [("AAABBB", {"A": 3, "B": 3}), ("AAAABB", {"": 6}), ("AAABBC", {"": 3, "A": 3}), ("AAAAAB", {"": 6})],
)
def test_V12_a_small_college_is_not_published_nor_what_would_give_it_away(world, letters, apart, at):
    ballot = opened(world, at, electorate=in_colleges(world, *letters))
    for role in ROLES:
        cast(world, ballot, role)
    closed = close(world, ballot, at)
    assert {college: sum(own.values()) for college, own in closed.counts.items()} == apart
    assert set(Paper.objects.values_list("college", flat=True)) == set(apart)
    assert set(closed.result["colleges"]) == set(apart) - {""}
    assert recount(ballot_file_of(closed)).status == AGREES


@pytest.mark.django_db
def test_V12_three_colleges_of_which_one_is_small_keep_the_largest_apart(at):
    world = found(members=7)
    ballot = opened(world, at, electorate=in_colleges(world, *"AAAABBBBCC"))
    for role in (*ROLES, "member3", "member4", "member5", "member6"):
        cast(world, ballot, role)
    assert {college: sum(own.values()) for college, own in close(world, ballot, at).counts.items()} == {"": 6, "B": 4}


@pytest.mark.django_db
def test_V12_where_colleges_decide_a_small_one_refuses_the_opening_and_voids_the_closing(at):
    world = found(colleges="each")
    with pytest.raises(Refused, match="2 dans le collège B"):
        opened(world, at, electorate=in_colleges(world, *"AAAABB"))
    ballot = opened(world, at, electorate=in_colleges(world, *"AAABBB"))
    for role in ROLES[:5]:
        cast(world, ballot, role)
    assert "collège B" in close(world, ballot, at).void_reason


@pytest.mark.django_db
def test_V5_a_tie_in_secret_is_rejected_whatever_the_rules_say(at):
    world = found(vote_base="expressed", tie="casting_vote")
    ballot = opened(world, at)
    for role, choice in zip(ROLES, ("for", "against") * 3, strict=True):
        cast(world, ballot, role, choice)
    closed = close(world, ballot, at)
    assert (closed.outcome, closed.awaits_casting_vote) == ("rejected", False)
    with pytest.raises(OutOfTurn):
        services.give_casting_vote(
            ballot=closed, person=world.person("co_chair"), choice="for", by=world.users["clerk"], at=at
        )


@pytest.mark.django_db
def test_V12_declaring_void_destroys_the_papers(world, ballot, at):
    for role in ROLES:
        cast(world, ballot, role)
    services.void_ballot(ballot=ballot, reason="Panne du réseau.", by=world.users["clerk"], at=at)
    assert Paper.objects.count() == 0


def enter(world, ballot, at, signatures=6, **counts):
    return services.enter_counts(
        ballot=ballot, counts={"": counts}, signatures=signatures, by=world.users["clerk"], at=at
    )


@pytest.mark.django_db
def test_V12_papers_in_a_box_are_entered_as_totals(world, at):
    ballot = opened(world, at, method="secret_on_paper")
    with pytest.raises(Refused, match="décompte des bulletins"):
        close(world, ballot, at)
    with pytest.raises(Refused, match="5 bulletins comptés pour 6 émargements"):
        enter(world, ballot, at, **{"for": 4, "against": 1})
    with pytest.raises(Refused, match="7 votes comptés, alors qu’il y a 6 voix"):
        enter(world, ballot, at, signatures=7, **{"for": 7})
    enter(world, ballot, at, **{"for": 4, "against": 1, "null": 1})
    closed = close(world, ballot, at)
    assert (closed.outcome, closed.result["null"], closed.signatures) == ("adopted", "1", 6)
    assert recount(ballot_file_of(closed)).status == AGREES
    with pytest.raises(OutOfTurn):
        cast(world, closed, "member0")


@pytest.mark.django_db
def test_V12_two_papers_in_a_box_say_who_voted_what(world, at):
    ballot = opened(world, at, method="secret_on_paper")
    enter(world, ballot, at, signatures=2, **{"for": 2})
    assert close(world, ballot, at).state == BallotState.VOID


@pytest.mark.django_db
def test_V2_no_named_vote_in_a_secret_ballot_nor_the_reverse(world, ballot, at):
    seat = ballot.electors.first().seat
    with pytest.raises(OutOfTurn, match="scrutin secret"):
        services.cast_vote(ballot=ballot, seat=seat, choice="for", by=world.users["clerk"], at=at)
    services.void_ballot(ballot=ballot, reason="Panne.", by=world.users["clerk"], at=at)
    named = open_ballot(world, ballot.recommendation, at)
    with pytest.raises(OutOfTurn, match="scrutin public"):
        services.cast_secret(ballot=named, seat=seat, choice="for", by=named.electors.first().caster.user)


@pytest.mark.django_db
def test_the_database_holds_one_signature_per_voice_and_one_fingerprint_per_paper(world, ballot):
    cast(world, ballot, "member0")
    for again in (
        lambda: Signature.objects.create(elector=Signature.objects.get().elector),
        lambda: Paper.objects.create(ballot=ballot, content="for", commitment=Paper.objects.get().commitment),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            again()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V8_two_tabs_casting_in_secret_at_once_leave_one_paper(at):
    world = found()
    ballot = opened(world, at)
    outcomes = race(
        *[lambda choice=choice: cast(world, ballot, "member0", choice) for choice in ("for", "against") * 3]
    )
    assert sum(isinstance(outcome, services.Receipt) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 5
    assert (Paper.objects.count(), Signature.objects.count()) == (1, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V10_secret_votes_racing_the_closing_are_counted_or_refused_never_lost(at):
    world = found(members=9)
    ballot = opened(world, at)
    for role in ("author", "rapporteur", "co_chair"):
        cast(world, ballot, role)
    outcomes = race(
        *[lambda n=n: cast(world, ballot, f"member{n}") for n in range(9)], lambda: close(world, ballot, at)
    )
    acknowledged = sum(isinstance(outcome, services.Receipt) for outcome in outcomes)
    refused = sum(isinstance(outcome, OutOfTurn) for outcome in outcomes)
    closed = Ballot.objects.get()
    assert acknowledged + refused == 9
    assert int(closed.result["for"]) == acknowledged + 3 == Paper.objects.count() == Signature.objects.count()


@pytest.mark.django_db
def test_V10_a_secret_vote_after_closing_is_refused(world, ballot, at):
    for role in ROLES[:3]:
        cast(world, ballot, role)
    close(world, ballot, at)
    with pytest.raises(OutOfTurn, match="clos"):
        cast(world, ballot, "member0")
    assert Paper.objects.count() == 3
