"""Writing a proposal: what is sent twice is one act, and nothing typed is lost (RULES E1, E3)."""

from functools import partial
from uuid import UUID, uuid4

import pytest
import time_machine
from django.urls import reverse

from common.lifecycle import AlreadyRecorded
from governance import services
from governance.enums import State
from governance.models import Recommendation
from tests.governance.factories import RecommendationFactory
from tests.governance.world import TEXT, found
from tests.racing import race

WORDS = TEXT | {"kind": "recommendation", "stage": "design"}


@pytest.fixture
def now(at):
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def world(transactional_db):
    return found()


@pytest.fixture
def author(client, world, now):
    client.force_login(world.users["author"])
    return client


def send(client, button="save", **words):
    return client.post(reverse("governance:new"), WORDS | {button: "1"} | words, follow=True)


def test_E3_the_form_carries_a_sending_of_its_own_each_time(author):
    first, second = (author.get(reverse("governance:new")).context["form"]["sending"].value() for _ in range(2))
    assert first != second


@pytest.mark.parametrize("again", [{}, {"sending": str(uuid4())}], ids=["back button", "second tab"])
def test_E3_the_same_text_sent_twice_is_one_draft(author, again):
    sending = {"sending": str(uuid4())}
    send(author, **sending)
    page = send(author, **(sending | again))
    draft = Recommendation.objects.get()
    assert page.redirect_chain[-1][0] == reverse("governance:draft", args=[draft.pk])
    assert "Déjà enregistré, mardi 24 mars 2026" in page.content.decode()


def test_E3_what_was_changed_after_going_back_changes_the_draft(author):
    sending = str(uuid4())
    send(author, sending=sending)
    send(author, sending=sending, title="Un titre repris")
    assert Recommendation.objects.get().title == "Un titre repris"


def test_E3_going_back_and_submitting_again_submits_once(author):
    sending = str(uuid4())
    send(author, "submit", sending=sending)
    page = send(author, "submit", sending=sending)
    submitted = Recommendation.objects.get()
    assert (submitted.state, submitted.versions.count()) == (State.SUBMITTED, 1)
    assert "Déjà enregistré" in page.content.decode()


def test_E1_what_was_changed_after_submitting_is_kept_and_may_be_another_proposal(author):
    sending = str(uuid4())
    send(author, "submit", sending=sending)
    page = send(author, "submit", sending=sending, title="Tout autre chose")
    assert "déjà déposée sous le numéro 2026-001" in page.content.decode()
    assert "Tout autre chose" in page.content.decode()
    send(author, "submit", title="Tout autre chose", sending=page.context["form"]["sending"].value())
    assert sorted(Recommendation.objects.values_list("number", flat=True)) == ["2026-001", "2026-002"]


def test_E3_two_texts_are_two_drafts_and_a_sending_that_is_none_is_refused_in_words(author):
    send(author, sending=str(uuid4()))
    send(author, sending=str(uuid4()), title="Une autre")
    page = send(author, sending="x")
    assert page.status_code == 200
    assert Recommendation.objects.count() == 2


@pytest.mark.race
@pytest.mark.parametrize(("sendings", "drafts"), [((1, 1, 1, 1), 1), ((1, 2, 3, 4), 1), ((None,) * 4, 4)])
def test_E3_clicks_at_the_same_moment_make_one_draft(world, at, sendings, drafts):
    """The last row is the positive control: without a sending, as the demo and imports begin texts, four are four."""

    who = {"author": world.person("author"), "by": world.users["author"]}
    named = [sending and UUID(int=sending) for sending in sendings]
    outcomes = race(*(partial(services.start, **who, at=at, sending=sending, **TEXT) for sending in named))
    assert Recommendation.objects.count() == drafts
    assert sum(isinstance(outcome, AlreadyRecorded) for outcome in outcomes) == 4 - drafts


def test_E3_a_step_noted_twice_is_one_and_one_that_says_more_is_brought_up_to_date(client, world, now):
    text = RecommendationFactory(world=world, at=now, answered=True)
    client.force_login(world.users["liaison"])
    address = reverse("governance:follow", args=[text.number])
    step = {"title": "Clause inscrite", "owner": "Achats", "progress": "20", "weight": "1"}
    client.post(address, step)
    page = client.post(address, step, follow=True).content.decode()
    noted = text.followup.get()
    assert (noted.progress, noted.history.count()) == (20, 1)
    assert "Déjà enregistré" in page
    client.post(address, step | {"progress": "40"})
    assert text.followup.get().progress == 40
