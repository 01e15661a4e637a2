"""RULES S11: the list of speakers and its times, motions, suspensions."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from common.lifecycle import AlreadyRecorded, NotAllowed, Refused
from deliberations import services
from deliberations.minutes import assemble, draft_seal, draw, from_json, to_html, to_markdown
from deliberations.minutes.document import as_json
from deliberations.models import Motion, SpeakerTurn
from register.models import Entry
from tests.deliberations.factories import closed, found, opened, ready, seat_of

pytestmark = pytest.mark.django_db
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def item(world, at):
    """The item under way of an open sitting; everybody is there."""
    sitting = opened(world, at, recommendations=[ready(world, at)])
    return services.start_item(sitting.items.get(kind="vote"), by=world.users["clerk"], at=at)


def asks(world, item, role, at, by=None):
    facts = {"seat": seat_of(world, role), "person": world.person(role)}
    return services.ask_floor(item, by=world.users[by or role], at=at, **facts)


def test_S11_members_ask_for_themselves_and_are_heard_in_turn(world, item, at):
    clerk = world.users["clerk"]
    first, second = asks(world, item, "author", at), asks(world, item, "member0", at, by="clerk")
    services.give_floor(first, by=clerk, at=at + MINUTE)
    services.give_floor(second, by=clerk, at=at + 3 * MINUTE)
    first, second = item.turns.all()
    assert (first.ended_at, first.seconds(at)) == (at + 3 * MINUTE, 120)
    services.end_floor(second, by=world.users["member0"], at=at + 4 * MINUTE)
    assert not item.turns.speaking().exists()
    with pytest.raises(AlreadyRecorded):
        services.end_floor(second, by=clerk, at=at + 5 * MINUTE)


def test_S11_nobody_asks_or_gives_up_for_somebody_else(world, item, at):
    with pytest.raises(NotAllowed):
        asks(world, item, "author", at, by="member0")
    turn = asks(world, item, "author", at)
    for act in (services.give_up_floor, services.give_floor, services.end_floor):
        with pytest.raises(NotAllowed):
            act(turn, by=world.users["member0"], at=at)
    with pytest.raises(NotAllowed):
        services.ask_floor(item, guest="Awa Diallo", by=world.users["author"], at=at)
    services.give_up_floor(turn, by=world.users["author"], at=at)
    assert not SpeakerTurn.objects.exists()
    assert SpeakerTurn.history.filter(history_type="-").get().history_change_reason == "demande retirée"


def test_S11_the_floor_is_for_who_is_there(world, item, at):
    clerk = world.users["clerk"]
    turn = asks(world, item, "author", at)
    services.depart(item.sitting, seat=turn.seat, person=turn.person, by=clerk, at=at)
    with pytest.raises(Refused, match="la parole est à qui est là"):
        services.give_floor(turn, by=clerk, at=at)
    with pytest.raises(AlreadyRecorded):
        services.ask_floor(
            item, seat=seat_of(world, "member0"), person=world.person("member0"), by=clerk, at=at
        ) and asks(world, item, "member0", at)


def test_S11_a_guest_is_heard_by_name_and_without_a_seat(world, item, at):
    turn = services.ask_floor(item, guest=" Awa Diallo ", by=world.users["clerk"], at=at, limit=None)
    assert (str(turn), turn.limit) == ("Awa Diallo", None)


def test_S11_only_on_the_item_under_way(world, item, at):
    other = item.sitting.items.exclude(pk=item.pk).first()
    with pytest.raises(Refused, match="abordez d’abord ce point"):
        asks(world, other, "author", at)
    services.end_item(item, by=world.users["clerk"], at=at)
    with pytest.raises(Refused, match="abordez d’abord ce point"):
        asks(world, item, "author", at)


def test_S11_ending_the_item_ends_the_turn_that_goes_on(world, item, at):
    turn = asks(world, item, "author", at)
    services.give_floor(turn, by=world.users["clerk"], at=at)
    services.end_item(item, by=world.users["clerk"], at=at + MINUTE)
    turn.refresh_from_db()
    assert turn.ended_at == at + MINUTE


def test_S11_the_order_of_the_list_is_the_chair_s(world, item, at):
    first, second, third = (asks(world, item, role, at) for role in ("author", "member0", "member1"))
    services.move_turn(third, step=-1, by=world.users["co_chair"], at=at)
    services.move_turn(first, step=-1, by=world.users["co_chair"], at=at)
    assert list(item.turns.all()) == [first, third, second]


@pytest.mark.parametrize(("outcome", "words"), [("accepted", "Acceptée"), ("rejected", "Rejetée")])
def test_S11_a_motion_is_kept_with_who_raised_it_and_what_came_of_it(outcome, words, world, item, at, client):
    motion = services.raise_motion(
        item, kind="order", person=world.person("author"), text="Article 12.", by=world.users["clerk"], at=at
    )
    services.settle_motion(motion, outcome=outcome, by=world.users["co_chair"], at=at + MINUTE)
    with pytest.raises(AlreadyRecorded):
        services.settle_motion(motion, outcome=outcome, by=world.users["clerk"], at=at + MINUTE)
    assert Entry.objects.filter(act="motion").count() == 1
    client.force_login(world.users["clerk"])
    page = client.get(reverse("deliberations:conduct", args=[item.sitting.slug])).content.decode()
    assert "Article 12." in page
    assert words.lower() in page


def test_S11_a_suspension_stops_the_floor_until_the_sitting_goes_on(world, item, at):
    clerk, sitting = world.users["clerk"], item.sitting
    turn = asks(world, item, "author", at)
    services.give_floor(turn, by=clerk, at=at)
    motion = services.suspend(sitting, by=clerk, at=at + MINUTE)
    turn.refresh_from_db()
    assert turn.ended_at == at + MINUTE
    with pytest.raises(AlreadyRecorded):
        services.suspend(sitting, by=clerk, at=at + 2 * MINUTE)
    with pytest.raises(Refused, match="reprenez-la d’abord"):
        asks(world, item, "member0", at + 2 * MINUTE)
    with pytest.raises(Refused, match="reprenez-la d’abord"):
        services.start_item(sitting.items.exclude(pk=item.pk).first(), by=clerk, at=at + 2 * MINUTE)
    with pytest.raises(Refused, match="reprenez-la d’abord"):
        services.open_item_ballot(item, method="roll_call", by=clerk, at=at + 2 * MINUTE)
    services.resume(sitting, by=clerk, at=at + 10 * MINUTE)
    motion.refresh_from_db()
    assert (motion.person, motion.settled_at, motion.resumed_at) == (sitting.presiding, at + MINUTE, at + 10 * MINUTE)
    with pytest.raises(AlreadyRecorded):
        services.resume(sitting, by=clerk, at=at + 11 * MINUTE)


def test_M1_the_minutes_print_each_motion_with_what_came_of_it(world, item, at):
    clerk, sitting = world.users["clerk"], item.sitting
    order = services.raise_motion(item, kind="order", person=world.person("author"), text="Article 12", by=clerk, at=at)
    services.settle_motion(order, outcome="rejected", by=clerk, at=at + MINUTE)
    services.suspend(sitting, by=clerk, at=at + 2 * MINUTE)
    services.resume(sitting, by=clerk, at=at + 10 * MINUTE)
    document = assemble(sitting)
    said = next(each.motions for each in document.items if each.motions)
    assert said == (
        f"Rappel au règlement ({world.person('author')}, 18\u202fh\u202f30) : Article 12 — rejetée.",
        f"Suspension de séance ({sitting.presiding}, 18\u202fh\u202f32) : acceptée, reprise à 18\u202fh\u202f40.",
    )
    seal = draft_seal(sitting)
    for drawn in (to_html(document, seal), to_markdown(document, seal)):
        assert "Article 12 — rejetée." in drawn
    assert draw(document, seal).startswith(b"%PDF")


def test_M4_minutes_frozen_before_motions_were_kept_are_read_as_they_are(world, item):
    frozen = as_json(assemble(item.sitting))
    for each in frozen["items"]:
        del each["motions"]
    assert from_json(frozen) == assemble(item.sitting)


def test_S11_a_sitting_that_is_not_open_gives_no_floor(world, at):
    sitting = closed(world, at)
    item, clerk = sitting.items.first(), world.users["clerk"]
    with pytest.raises(Refused, match="n’est pas ouverte"):
        asks(world, item, "author", at)
    with pytest.raises(Refused, match="n’est pas suspendue"):
        services.resume(sitting, by=clerk, at=at)


def test_S11_the_desk_holds_the_list_the_forms_and_the_times(world, item, at, client):
    sitting, clerk = item.sitting, world.users["clerk"]
    address = lambda name, *args: reverse(f"deliberations:{name}", args=[sitting.slug, *args])  # noqa: E731
    with time_machine.travel(at, tick=False) as clock:
        client.force_login(clerk)
        neither = client.post(address("ask_floor", item.pk), {"person": "", "guest": "", "limit": "180"})
        assert "l’un ou l’autre" in neither.content.decode()
        client.post(address("ask_floor", item.pk), {"person": world.person("author").pk, "guest": "", "limit": "120"})
        client.post(address("ask_floor", item.pk), {"person": "", "guest": "Awa Diallo", "limit": ""})
        member, guest = item.turns.all()
        assert (member.limit, guest.limit) == (120, None)
        client.post(address("turn", guest.pk, "monter"))
        client.post(address("turn", member.pk, "donner"))
        clock.shift(90 * SECOND)
        client.post(address("turn", member.pk, "rendre"))
        client.post(address("turn", guest.pk, "retirer"))
        client.post(address("raise_motion", item.pk), {"kind": "closure", "person": world.person("member0").pk})
        client.post(address("settle_motion", Motion.objects.get().pk, "withdrawn"))
        assert client.post(address("settle_motion", Motion.objects.get().pk, "pending")).status_code == 404
        assert client.post(address("turn", member.pk, "chanter")).status_code == 404
        page = BeautifulSoup(client.get(address("conduct")).content, "html.parser")
    assert "1\u202fmin\u202f30" in page.select_one(".shares tfoot").get_text()
    assert [turn.pk for turn in item.turns.all()] == [member.pk]
    assert "Clôture de la discussion" in page.select_one("#motions").get_text()


def test_S11_a_member_asks_for_the_floor_from_their_own_page(world, item, at, client):
    path = reverse("deliberations:follow", args=[item.sitting.slug])
    client.force_login(world.users["author"])
    assert "Demander la parole" in client.get(path).content.decode()
    client.post(path, {"gesture": "ask"})
    assert item.turns.get().person == world.person("author")
    page = client.get(path).content.decode()
    assert "Retirer ma demande" in page
    assert "Vous" in page
    client.post(path, {"gesture": "give_up"})
    assert not item.turns.exists()
    assert client.post(path, {"gesture": "dance"}).url == path
    services.depart(
        item.sitting, seat=seat_of(world, "author"), person=world.person("author"), by=world.users["clerk"], at=at
    )
    assert "signalez-vous au secrétariat" in client.get(path).content.decode()
    client.post(path, {"gesture": "ask"})
    assert not item.turns.exists()
