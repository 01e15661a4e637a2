"""RULES S6: members ask for items in time; the co-chairs accept, or refuse with a reason that the member reads."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.models import ItemRequest
from deliberations.notice import last_asking_day
from register.models import Entry
from tests.deliberations.factories import alternate_of, convened, found, opened, planned, ready

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def now(at):
    with time_machine.travel(at, tick=False):
        yield at


def ask(world, sitting, at, role="author", **facts):
    facts = {"title": "Les tiers-lieux", "why": "Trois ferment d’ici juin.", "duration": 20} | facts
    return services.ask_for_item(sitting, by=world.users[role], at=at, **facts)


LIMITS = [(16, True), (15, True), (14, False), (1, False)]  # days before; the profile says 15


@pytest.mark.parametrize(("days", "in_time"), LIMITS)
def test_S6_a_request_comes_in_time_or_is_told_the_day_that_was_the_limit(days, in_time, world, at):
    sitting = planned(world, at)
    assert (at.date() - last_asking_day(sitting)).days == 15
    if in_time:
        assert ask(world, sitting, at - days * DAY).state == "pending"
        return
    with pytest.raises(Refused, match="reçues jusqu’au lundi 9 mars 2026"):
        ask(world, sitting, at - days * DAY)


@pytest.mark.parametrize("role", ["liaison", "outsider", "clerk"])
def test_S6_only_who_sits_asks(role, world, at):
    with pytest.raises(NotAllowed):
        ask(world, planned(world, at), at - 20 * DAY, role)


def test_S6_an_alternate_asks_too(world, at):
    sitting, alternate = planned(world, at), alternate_of(world, "author")
    asked = services.ask_for_item(sitting, title="T", why="P", by=alternate.user, at=at - 20 * DAY)
    assert asked.person == alternate


def test_E3_the_same_request_twice_is_one(world, at):
    sitting = planned(world, at)
    ask(world, sitting, at - 20 * DAY)
    with pytest.raises(AlreadyRecorded):
        ask(world, sitting, at - 19 * DAY)
    assert ItemRequest.objects.count() == 1


def test_S6_a_request_says_why_and_names_only_ones_own_text(world, at):
    sitting, text = planned(world, at), ready(world, at)
    with pytest.raises(Refused, match="Dites en quelques mots pourquoi"):
        ask(world, sitting, at - 20 * DAY, why=" ")
    with pytest.raises(Refused, match="n’est pas le vôtre"):
        ask(world, sitting, at - 20 * DAY, role="member0", recommendation=text)
    assert ask(world, sitting, at - 20 * DAY, recommendation=text).recommendation == text


def test_S6_accepted_it_is_an_item_in_its_place_and_the_member_is_told(world, at, django_capture_on_commit_callbacks):
    sitting = planned(world, at)
    asked = ask(world, sitting, at - 20 * DAY)
    with django_capture_on_commit_callbacks(execute=True):
        asked = services.accept_request(asked, position=1, by=world.users["co_chair"], at=at - 19 * DAY)
    item = sitting.items.get(position=1)
    assert (asked.item, item.title, item.presenter, item.duration, item.note) == (
        item, "Les tiers-lieux", world.person("author"), 20, "",
    )  # fmt: skip
    [message] = mail.outbox
    assert message.to == [world.person("author").email]
    assert "l’a accepté" in message.body
    assert Entry.objects.order_by("-number").first().act == "item_request.accepted"
    with pytest.raises(AlreadyRecorded):
        services.accept_request(asked, by=world.users["co_chair"], at=at)
    with pytest.raises(OutOfTurn, match="déjà acceptée"):
        services.refuse_request(asked, answer="Non.", by=world.users["co_chair"], at=at)
    assert sitting.items.count() == 2


def test_S6_a_ready_text_comes_to_the_vote_and_any_other_is_discussed(world, at):
    sitting, by = planned(world, at), {"by": world.users["co_chair"], "at": at - 19 * DAY}
    text = ready(world, at)
    voted = services.accept_request(ask(world, sitting, at - 20 * DAY, recommendation=text), **by)
    assert (voted.item.kind, voted.item.recommendation) == ("vote", text)
    talked = services.accept_request(ask(world, sitting, at - 20 * DAY, title="Autre"), **by)
    assert (talked.item.kind, talked.item.recommendation) == ("discussion", None)


def test_S6_refused_the_member_reads_why(world, at, django_capture_on_commit_callbacks):
    asked = ask(world, planned(world, at), at - 20 * DAY)
    chair = {"by": world.users["co_chair"], "at": at - 19 * DAY}
    with pytest.raises(Refused, match="Un motif est nécessaire"):
        services.refuse_request(asked, answer=" ", **chair)
    with django_capture_on_commit_callbacks(execute=True):
        asked = services.refuse_request(asked, answer="Traité en bureau.", **chair)
    assert (asked.state, asked.item) == ("refused", None)
    assert "Traité en bureau." in mail.outbox[0].body


def test_S6_an_item_taken_off_leaves_its_request_accepted(world, at):
    asked = ask(world, planned(world, at), at - 20 * DAY)
    chair = {"by": world.users["co_chair"], "at": at - 19 * DAY}
    asked = services.accept_request(asked, **chair)
    services.remove_item(asked.item, **chair)
    asked.refresh_from_db()
    assert (asked.state, asked.item) == ("accepted", None)


@pytest.mark.parametrize("role", ["author", "clerk", "liaison"])
def test_S6_only_a_co_chair_decides(role, world, at):
    asked = ask(world, planned(world, at), at - 20 * DAY)
    with pytest.raises(NotAllowed):
        services.accept_request(asked, by=world.users[role], at=at - 19 * DAY)


def test_S6_nothing_is_asked_of_an_open_sitting_nor_decided_in_it(world, at):
    with pytest.raises(OutOfTurn, match="une séance à venir"):
        ask(world, opened(world, at), at)


def test_S6_a_member_asks_from_their_page_and_reads_the_answer_on_their_desk(world, client, now):
    sitting = planned(world, now + 40 * DAY)
    client.force_login(world.users["author"])
    path = reverse("deliberations:ask_item")
    typed = {"sitting": sitting.pk, "title": "Les tiers-lieux", "why": "Ils ferment.", "duration": 20}
    refused = client.post(path, typed | {"why": ""})
    assert 'value="Les tiers-lieux"' in refused.content.decode()
    assert client.post(path, typed).status_code == 302
    asked = ItemRequest.objects.get()
    services.refuse_request(asked, answer="Traité en bureau.", by=world.users["co_chair"], at=now)
    for page in (path, reverse("home:desk")):
        assert "Traité en bureau." in client.get(page).content.decode()


def test_S6_a_late_request_keeps_what_was_typed_and_says_the_day(world, client, now):
    sitting = convened(world, now + 12 * DAY)
    client.force_login(world.users["author"])
    typed = {"sitting": sitting.pk, "title": "Trop tard", "why": "Ils ferment.", "duration": 20}
    page = client.post(reverse("deliberations:ask_item"), typed).content.decode()
    assert "les demandes étaient reçues jusqu’au samedi 21 mars 2026" in page
    assert 'value="Trop tard"' in page
    assert not ItemRequest.objects.exists()


def test_S6_the_co_chairs_decide_on_the_preparation_desk(world, client, now):
    sitting = planned(world, now + 40 * DAY)
    one, other = ask(world, sitting, now), ask(world, sitting, now, title="Autre")
    client.force_login(world.users["clerk"])
    path = reverse("deliberations:preparation", args=[sitting.slug])
    page = client.get(path)
    assert "La coprésidence en décide." in page.content.decode()
    assert page.context["advice"][0]["words"] == "2 demandes de membres attendent une décision."
    client.force_login(world.users["co_chair"])
    client.post(reverse("deliberations:accept_request", args=[sitting.slug, one.pk]))
    refusal = reverse("deliberations:refuse_request", args=[sitting.slug, other.pk])
    assert "Un motif est nécessaire" in client.post(refusal, {"reason": ""}).content.decode()
    client.post(refusal, {"reason": "Déjà traité."})
    assert set(ItemRequest.objects.values_list("state", flat=True)) == {"accepted", "refused"}
