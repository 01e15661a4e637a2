"""RULES V7: members ask for a roll call or a secret ballot, with exact arithmetic; reached, the method changes."""

from datetime import timedelta

import pytest

from common.lifecycle import AlreadyRecorded, NotAllowed, Refused
from deliberations import services
from deliberations.minutes.assembling import assemble
from deliberations.models import MethodRequest
from deliberations.wording import request_sentence
from governance import services as governance
from tests.deliberations.factories import arrive, found, opened, ready, seat_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world():
    return found(members=18)  # 21 seats, everybody there


@pytest.fixture
def item(world, at):
    return opened(world, at, recommendations=[ready(world, at)]).items.get(kind="vote")


def ask(world, item, asked, number, at, by="clerk"):
    return services.request_method(item, asked=asked, number=number, by=world.users[by], at=at)


def open_ballot(world, item, method, at):
    return services.open_item_ballot(item, method=method, by=world.users["clerk"], at=at).ballot


@pytest.mark.parametrize(
    ("asked", "number", "needed", "reached"),
    [
        ("roll_call", 5, 6, False),
        ("roll_call", 6, 6, True),
        ("secret", 6, 7, False),
        ("secret", 7, 7, True),
    ],
)
def test_V7_of_21_present_a_quarter_is_6_and_a_third_is_7(world, item, asked, number, needed, reached, at):
    request = ask(world, item, asked, number, at)
    assert (request.present, request.needed, request.reached) == (21, needed, reached)


def test_V7_the_sentence_gives_the_arithmetic(world, item, at):
    request = ask(world, item, "secret", 8, at)
    assert request_sentence(request) == (
        "Scrutin secret demandé par 8 membres sur 21 présents : il en fallait 7, au moins le tiers des présents. "
        "Il est acquis."
    )


@pytest.mark.parametrize(
    ("requests", "refused", "held"),
    [
        ([("roll_call", 6)], ["show_of_hands", "secret"], "roll_call"),
        ([("secret", 7)], ["show_of_hands", "roll_call"], "secret"),
        ([("secret", 7), ("roll_call", 21)], ["roll_call"], "secret"),
        ([("roll_call", 6), ("secret", 6)], ["show_of_hands"], "roll_call"),
        ([("roll_call", 5), ("secret", 6)], [], "show_of_hands"),
        ([("secret", 7)], [], "secret_on_paper"),
    ],
)
def test_V7_a_request_that_is_reached_changes_the_method_and_the_secret_one_prevails(
    world, item, requests, refused, held, at
):
    for asked, number in requests:
        ask(world, item, asked, number, at)
    for method in refused:
        with pytest.raises(Refused, match="Choisissez ce mode"):
            open_ballot(world, item, method, at)
    assert open_ballot(world, item, held, at).pk


def test_V7_more_than_are_present_is_refused_with_both_numbers(world, item, at):
    for number in (0, 22):
        with pytest.raises(Refused, match=f"{number} demandes pour 21 membres présents"):
            ask(world, item, "secret", number, at)


def test_V7_not_while_a_ballot_is_under_way(world, item, at):
    open_ballot(world, item, "roll_call", at)
    with pytest.raises(Refused, match="la demande se fait avant"):
        ask(world, item, "secret", 7, at)


def test_E3_the_same_request_twice_is_one(world, item, at):
    ask(world, item, "secret", 7, at)
    with pytest.raises(AlreadyRecorded):
        ask(world, item, "secret", 7, at + MINUTE)
    ask(world, item, "secret", 9, at + MINUTE)
    assert MethodRequest.objects.count() == 2


@pytest.mark.parametrize("role", ["author", "liaison", "outsider"])
def test_V7_who_conducts_the_sitting_records_requests(world, item, role, at):
    with pytest.raises(NotAllowed):
        ask(world, item, "secret", 7, at, by=role)


def test_V7_one_may_ask_for_two_methods_only(world, item, at):
    with pytest.raises(Refused, match="public ou un scrutin secret"):
        ask(world, item, "show_of_hands", 7, at)


@pytest.mark.parametrize(("family", "postponed"), [("assembly", True), ("commission", False)])
def test_V7_with_members_far_away_the_assembly_postpones_a_secret_vote(at, family, postponed):
    world = found(members=6, family=family)
    roles = ["author", "rapporteur", "co_chair", *(f"member{n}" for n in range(5))]
    sitting = opened(
        world, at, present=roles, recommendations=[ready(world, at)], remote_link="https://visio.exemple.fr/"
    )
    arrive(world, sitting, at, "member5", mode="remote")
    item = sitting.items.get(kind="vote")
    if not postponed:
        assert open_ballot(world, item, "secret", at + MINUTE).pk
        return
    with pytest.raises(Refused, match="à distance"):
        open_ballot(world, item, "secret", at + MINUTE)
    ask(world, item, "secret", 8, at + MINUTE)
    with pytest.raises(Refused, match="reporter ce point"):
        open_ballot(world, item, "roll_call", at + MINUTE)
    services.defer_item(item, reason="Vote secret demandé.", by=world.users["clerk"], at=at + MINUTE)


def test_M1_requests_are_in_the_minutes(world, item, at):
    request = ask(world, item, "roll_call", 6, at)
    ballot = open_ballot(world, item, "roll_call", at)
    governance.cast_vote(ballot=ballot, seat=seat_of(world, "author"), choice="for", by=world.users["author"], at=at)
    shown = next(line for line in assemble(item.sitting).items if line.ballots)
    assert shown.requests == (request_sentence(request),)
