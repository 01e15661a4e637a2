"""RULES V8, V10, P5: the roll called by the secretariat, one seat after another, from its own screen."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from common.lifecycle import AlreadyRecorded
from deliberations import services
from governance import services as governance
from governance.models import Vote
from tests.accounts.factories import UserFactory
from tests.deliberations.factories import found, opened, proxy, ready, seat_of
from tests.racing import race

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def ballot(world, at):
    return called(world, at)


def called(world, at):
    """An open roll call in which everybody has a voice."""
    item = opened(world, at, recommendations=[ready(world, at)]).items.get(kind="vote")
    return services.open_item_ballot(item, method="roll_call", by=world.users["clerk"], at=at).ballot


@pytest.fixture
def clerk(client, world, at):
    client.force_login(world.users["clerk"])
    with time_machine.travel(at, tick=False):
        yield client


def address(ballot, **query):
    sitting = ballot.agenda_link.item.sitting
    return reverse("deliberations:call_roll", args=[sitting.slug, ballot.pk], query=query or None)


def screen(client, ballot, **query):
    return BeautifulSoup(client.get(address(ballot, **query)).content, "html.parser")


def seat_called(page):
    field = page.select_one("input[name=seat]")
    return field and field["value"]


def codes(ballot):
    return list(ballot.electors.values_list("seat__code", flat=True))


def answer(client, ballot, choice, **query):
    page = screen(client, ballot, **query)
    fields = {f["name"]: f["value"] for f in page.select(".call input[type=hidden]") if f["name"] in ("seat", "seen")}
    return client.post(address(ballot, **query), fields | {"choice": choice})


def next_of(answer):
    return dict(pair.split("=") for pair in answer.url.partition("?")[2].split("&"))


def test_V8_the_roll_is_called_in_the_order_of_seats_to_its_end(ballot, clerk, world):
    query, order = {}, []
    for choice in ("for", "against", "abstain", "for", "for", "for"):
        order.append(seat_called(screen(clerk, ballot, **query)))
        query = next_of(answer(clerk, ballot, choice, **query))
    assert order == codes(ballot)
    page = screen(clerk, ballot, **query)
    assert seat_called(page) is None
    assert "Toutes les voix sont exprimées" in page.h1.text
    cast = list(Vote.objects.order_by("elector__seat__code").values_list("choice", "entered_by__email"))
    assert cast == [(c, world.users["clerk"].email) for c in ("for", "against", "abstain", "for", "for", "for")]


def test_P5_a_voice_by_proxy_is_called_by_who_carries_it_for_whom(world, at, client):
    item = opened(world, at, present=["author", "member0", "co_chair"], recommendations=[ready(world, at)])
    proxy(world, item, "member1", "member0", at)
    ballot = services.open_item_ballot(
        item.items.get(kind="vote"), method="roll_call", by=world.users["clerk"], at=at
    ).ballot
    client.force_login(world.users["clerk"])
    page = screen(client, ballot, siege=seat_of(world, "member1").code)
    assert str(world.person("member0")) in page.h1.text
    assert f"pour {world.person('member1')}, par pouvoir" in page.h1.text


def test_V8_who_voted_from_their_own_account_is_skipped_and_not_corrected_here(ballot, clerk, world, at):
    first, second = codes(ballot)[:2]
    elector = ballot.electors.select_related("seat", "caster__user").get(seat__code=first)
    governance.cast_vote(ballot=ballot, seat=elector.seat, choice="against", by=elector.caster.user, at=at)
    page = screen(clerk, ballot)
    assert seat_called(page) == second
    assert seat_called(screen(clerk, ballot, siege=first)) == second
    assert "a voté de son côté" in page.select_one(".call__line").text
    assert "1 voix exprimée sur 6" in page.text
    assert "contre" not in page.select_one(".call__list").text.lower()
    late = clerk.post(address(ballot), {"seat": first, "seen": "", "choice": "for"}, follow=True)
    assert "Cette voix a été exprimée entre-temps" in late.content.decode()
    assert elector.vote.choice == "against"


def test_a_seat_passed_is_called_again_only_at_the_end(ballot, clerk):
    first, second, *others = codes(ballot)
    query = {"apres": first}  # what the button "pass" leads to
    for code in (second, *others):
        assert seat_called(screen(clerk, ballot, **query)) == code
        query = next_of(answer(clerk, ballot, "for", **query))
    page = screen(clerk, ballot, **query)
    assert "1 siège n’a pas répondu" in page.text
    assert seat_called(screen(clerk, ballot)) == first


def test_V8_what_was_noted_is_corrected_and_the_call_goes_on_where_it_stood(ballot, clerk):
    first, second, third = codes(ballot)[:3]
    for query in ({}, {"apres": first}):
        answer(clerk, ballot, "for", **query)
    page = screen(clerk, ballot, apres=second)
    assert f"Noté : {second}" in page.select_one(".call__last").text
    back = {"apres": second, "siege": first}
    assert seat_called(screen(clerk, ballot, **back)) == first
    assert next_of(answer(clerk, ballot, "against", **back)) == {"apres": second}
    assert ballot.electors.get(seat__code=first).vote.choice == "against"
    assert seat_called(screen(clerk, ballot, apres=second)) == third


def test_V10_only_the_voice_just_noted_is_shown_and_only_to_who_noted_it(ballot, clerk, client):
    first, second = codes(ballot)[:2]
    answer(clerk, ballot, "against")
    with time_machine.travel(ballot.opened_at + MINUTE, tick=False):
        answer(clerk, ballot, "abstain", apres=first)
    told = screen(clerk, ballot, apres=second)
    assert "abstention" in told.select_one(".call__last").text
    assert "contre" not in told.select_one(".call__last").text
    client.force_login(UserFactory(clerk=True))
    assert screen(client, ballot).select_one(".call__last") is None


def test_E1_a_choice_that_is_none_is_refused_in_words(ballot, clerk):
    said = clerk.post(address(ballot), {"seat": codes(ballot)[0], "seen": "", "choice": "peut-être"}, follow=True)
    assert "On vote pour, contre, ou on s’abstient" in said.content.decode()
    assert not Vote.objects.exists()
    assert clerk.post(address(ballot), {"seat": "Z-99", "choice": "for"}).status_code == 404


def test_V10_a_closed_roll_is_not_called(ballot, clerk, world, at):
    governance.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    assert clerk.get(address(ballot)).url.endswith("#scrutin")
    said = clerk.post(address(ballot), {"seat": codes(ballot)[0], "seen": "", "choice": "for"}, follow=True)
    assert "ce vote n’a pas été enregistré" in said.content.decode()


def test_V12_no_other_ballot_is_called(world, at, clerk):
    item = opened(world, at, recommendations=[ready(world, at)]).items.get(kind="vote")
    ballot = services.open_item_ballot(item, method="secret", by=world.users["clerk"], at=at).ballot
    assert clerk.get(address(ballot)).status_code == 404


def test_V8_a_member_sees_that_the_secretariat_noted_their_vote_and_replaces_it(ballot, clerk, world):
    code = seat_of(world, "author").code
    clerk.post(address(ballot), {"seat": code, "seen": "", "choice": "for"})
    clerk.force_login(world.users["author"])
    own = reverse("governance:vote", args=[ballot.pk])
    assert "Noté par le secrétariat à 18\u202fh\u202f30" in clerk.get(own).content.decode()
    clerk.post(own, {"seat": code, "choice": "against"})
    assert Vote.objects.values_list("choice", "entered_by").get() == ("against", None)


@pytest.mark.parametrize("members", [1, 46])
def test_the_screen_asks_as_much_for_fifty_seats_as_for_few(members, at, client, django_assert_num_queries):
    world = found(members=members)
    ballot = called(world, at)
    client.force_login(world.users["clerk"])
    for elector in ballot.electors.select_related("seat")[: members // 2]:
        governance.cast_vote(ballot=ballot, seat=elector.seat, choice="for", by=world.users["clerk"], at=at)
    with django_assert_num_queries(9):
        assert client.get(address(ballot)).status_code == 200


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V8_two_clerks_at_the_same_seat_leave_one_vote_and_the_second_is_told(at):
    world = found()
    ballot = called(world, at)
    elector = ballot.electors.select_related("seat").first()
    clerks = [world.users["clerk"], UserFactory(clerk=True)]

    def note(by, choice):
        return lambda: governance.cast_vote(
            ballot=ballot, seat=elector.seat, choice=choice, seen="", by=by, at=at + MINUTE
        )

    outcomes = race(note(clerks[0], "for"), note(clerks[1], "against"))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused", "Vote"]
    again = race(note(clerks[0], Vote.objects.get().choice), note(clerks[1], Vote.objects.get().choice))
    assert {type(outcome) for outcome in again} == {AlreadyRecorded}
    assert Vote.objects.get().elector == elector
