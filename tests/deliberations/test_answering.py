"""RULES S9, P1: a member answers from the message by a signed link; reading changes nothing, a spent link says why."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.lifecycle import Refused
from council.models import Person
from deliberations import services
from deliberations.links import read_token, reply_token
from deliberations.models import Proxy, Reply
from register.models import Entry
from tests.architecture.test_permissions import writes
from tests.council.factories import TermFactory
from tests.deliberations.factories import (
    adjourned,
    alternate_of,
    cancelled,
    convened,
    found,
    opened,
    postponed,
    proxy,
    seat_of,
    vacate,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def now(at):
    with time_machine.travel(at, tick=False):
        yield at


def link(world, sitting, role="author"):
    token = reply_token(sitting, seat_of(world, role), world.person(role))
    return reverse("deliberations:answer", args=[token])


def test_S9_the_link_shows_the_page_and_changes_nothing_whoever_follows_it(world, client, now):
    sitting = convened(world, now + DAY)
    for query in ("", "?reponse=excused", "?reponse=represented", "?reponse=n-importe-quoi"):
        for method in (client.get, client.head, client.options):
            with writes() as written:
                assert method(link(world, sitting) + query).status_code == 200
            assert written == []
    assert not Reply.objects.exists()
    page = client.get(link(world, sitting) + "?reponse=excused").content.decode()
    assert re.search(r'value="excused"[^>]*checked', page)


def test_S9_the_link_records_an_answer_and_says_so_without_a_session(world, now):
    sitting, client = convened(world, now + DAY), Client(enforce_csrf_checks=True)
    shown = client.get(link(world, sitting))
    assert set(shown.cookies) == {"csrftoken"}
    assert "private" in shown["Cache-Control"]
    assert "no-store" in shown["Cache-Control"]
    assert "noindex" in shown["X-Robots-Tag"]
    assert client.post(link(world, sitting), {"answer": "coming"}).status_code == 403
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    answer = client.post(link(world, sitting), {"answer": "coming"} | token)
    assert answer.status_code == 302
    assert set(answer.cookies) <= {"csrftoken"}
    assert "Répondu mardi 24 mars 2026" in client.get(answer["Location"]).content.decode()
    assert Reply.objects.get().answer == "coming"


def test_P1_the_link_entrusts_a_voice_and_a_member_needs_no_account(world, client, now):
    sitting, person = convened(world, now + DAY), world.person("author")
    address = link(world, sitting)
    Person.objects.filter(pk=person.pk).update(user=None)
    answer = client.post(address, {"answer": "represented", "holder": seat_of(world, "member0").code})
    assert answer.status_code == 302
    given = Proxy.objects.get()
    assert (given.giver, given.given_by) == (seat_of(world, "author"), None)
    assert Entry.objects.get(act="proxy.given").actor_function == "member"
    client.post(address, {"answer": "remote"})
    assert not Proxy.objects.standing().exists()


def test_P2_the_rule_that_excludes_a_holder_is_said_when_they_are_chosen_anyway(world, client, now):
    sitting = convened(world, now + DAY)
    proxy(world, sitting, "member0", "member1", now)
    taken = client.post(link(world, sitting), {"answer": "represented", "holder": seat_of(world, "member1").code})
    assert taken.status_code == 200
    assert "porte déjà autant de pouvoirs que le règlement le permet (1)" in taken.content.decode()
    assert 'value="represented"' in taken.content.decode()
    unknown = client.post(link(world, sitting), {"answer": "represented", "holder": "Z-99"})
    assert unknown.status_code == 200
    assert not Reply.objects.exists()


def test_C3_an_alternate_answers_for_themselves_and_entrusts_nothing(world, client, now):
    alternate, sitting = alternate_of(world, "author"), convened(world, now + DAY)
    seat = alternate.terms.get().seat
    address = reverse("deliberations:answer", args=[reply_token(sitting, seat, alternate)])
    assert "Pouvoir donné à" not in client.get(address).content.decode()
    assert client.post(address, {"answer": "coming"}).status_code == 302
    with pytest.raises(Refused, match="titulaire"):
        services.answer_by_link(
            sitting, seat=seat, person=alternate, answer="represented", holder=seat_of(world, "member0"), at=now
        )


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (opened, "La séance est ouverte"),
        (postponed, "La séance est reportée"),
        (cancelled, "La séance est annulée"),
        (adjourned, "ajournée faute de quorum"),
    ],
)
def test_S9_a_spent_link_says_why_and_is_gone(made, words, world, client, now):
    sitting = made(world, now)
    for answer in (client.get(link(world, sitting)), client.post(link(world, sitting), {"answer": "coming"})):
        assert answer.status_code == 410
        assert words in answer.content.decode()
    assert not Reply.objects.exists()


def test_S9_a_link_ends_with_the_sitting_and_with_the_term(world, client, now):
    sitting = convened(world, now - DAY)
    assert client.get(link(world, sitting)).status_code == 410
    other = convened(world, now + 20 * DAY, title="Suivante")
    address = link(world, other)
    vacate(seat_of(world, "author"), (now + 10 * DAY).date())
    gone = client.get(address)
    assert (gone.status_code, "Vous n’occupez plus ce siège" in gone.content.decode()) == (410, True)


def test_S9_a_link_that_was_not_signed_for_this_is_not_found(world, client, now):
    sitting, person = convened(world, now + DAY), world.person("author")
    good = reply_token(sitting, seat_of(world, "author"), person)
    other = good.replace(f"{sitting.pk}-", f"{sitting.pk + 1}-", 1)
    for token in (other, good[:-1], good.partition("~")[0], "~", "a-b-c~d", "1-2-3-4~x"):
        answer = client.get(reverse("deliberations:answer", args=[token]))
        assert answer.status_code == 404
        assert "n’est pas celui d’une convocation" in answer.content.decode()
    assert read_token(good) == (sitting.pk, seat_of(world, "author").pk, person.pk)


def test_S9_each_message_carries_the_link_of_its_own_reader(world, at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sitting = convened(world, at)
    for role in ("author", "member0"):
        [message] = [message for message in mail.outbox if message.to == [world.person(role).email]]
        token = reply_token(sitting, seat_of(world, role), world.person(role))
        html = message.alternatives[0][0]
        assert token in message.body
        assert f"{token}/?reponse=coming" in html
        other = "member0" if role == "author" else "author"
        assert reply_token(sitting, seat_of(world, other), world.person(other)) not in message.body + html


def test_S9_the_page_asks_no_more_of_the_database_for_more_seats(world, client, now):
    sitting, counts = convened(world, now + DAY), []
    for more in (0, 27):
        for _ in range(more):
            TermFactory(seat__college=seat_of(world, "author").college)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(link(world, sitting)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
