"""RULES R4 at the doors: writing an amendment, reading it, the board of the rapporteur, what goes wrong on the way."""

import re
from datetime import timedelta
from itertools import cycle

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance import services
from governance.models import Amendment
from tests.governance.drafting import BODY, RATIONALE, fresh, in_drafting, last, propose, states, step
from tests.governance.world import found

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NASTY = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) ${7*7} {{7*7}}"


@pytest.fixture
def world():
    return found(members=4)


@pytest.fixture
def text(world, at):
    return in_drafting(world, at)


def url(name, *args):
    return reverse(f"governance:{name}", args=args)


def fields(text, **changes):
    """What the form posts: the last version, changed."""
    version = last(text)
    return {"version": version.number, "body": BODY, "rationale": RATIONALE, "reason": "Plus juste."} | changes


def send(client, world, text, role="member0", **changes):
    client.force_login(world.users[role])
    return client.post(url("amend", text.number), fields(text, **changes))


def test_R4_a_member_amends_by_editing_the_text_itself(client, world, text):
    client.force_login(world.users["member0"])
    page = client.get(url("amend", text.number)).content.decode()
    assert "de réserver deux lots" in page
    answer = send(client, world, text, body=BODY.replace("deux", "trois").replace("\n", "\r\n"))
    assert answer.url == url("amendment", text.number, 1)
    page = client.get(answer.url).content.decode()
    assert "[supprimé" in page
    assert "trois" in page
    assert "Plus juste." in page
    assert Amendment.objects.get().wording.body == BODY.replace("deux", "trois")


def test_R4_what_would_change_is_shown_before_it_is_sent_and_nothing_is_stored(client, world, text):
    page = send(client, world, text, body=BODY.replace("deux", "trois"), compare="1").content.decode()
    assert "Ce que vous changez" in page
    assert "<ins" in page
    assert not Amendment.objects.exists()


def test_E1_a_refusal_keeps_what_was_typed(client, world, text):
    answer = send(client, world, text, body=BODY.replace("deux", "trois"), reason="")
    assert answer.status_code == 200
    assert "de réserver trois lots" in answer.content.decode()
    answer = send(client, world, text)
    assert "changez ce que vous voulez amender" in answer.content.decode()
    assert not Amendment.objects.exists()


def test_R4_an_amendment_to_an_old_version_is_carried_to_the_last_one_and_nothing_is_lost(client, world, text, at):
    typed, later = fields(text, body=BODY.replace("10 %", "20 %").replace("un bilan", "deux bilans")), at + DAY
    services.edit(text, by=world.users["rapporteur"], at=later, body=BODY.replace("un bilan", "le bilan"))
    services.publish(text, by=world.users["rapporteur"], at=later)
    client.force_login(world.users["member0"])
    answer = client.post(url("amend", text.number), typed)
    page = answer.content.decode()
    assert "Le texte a changé pendant que vous écriviez" in page
    assert answer.context["form"]["body"].value() == BODY.replace("10 %", "20 %").replace("un bilan", "le bilan")
    assert "deux bilans" in answer.context["form"]["aside"].value()
    assert answer.context["form"]["version"].value() == "2"
    assert not Amendment.objects.exists()
    again = {name: answer.context["form"][name].value() for name in ("version", "body", "rationale", "reason", "aside")}
    assert client.post(url("amend", text.number), again).status_code == 302
    assert Amendment.objects.get().wording.version.number == 2


def test_E3_the_back_button_does_not_propose_twice(client, world, text):
    for _ in range(2):
        send(client, world, text, body=BODY.replace("deux", "trois"))
    assert states(text) == {"A1": "submitted"}


@pytest.mark.parametrize("size", [30_001, 1_000_000])
def test_E1_a_huge_paste_is_refused_in_words(client, world, text, size):
    answer = send(client, world, text, body="mot " * (size // 4 + 1))
    assert answer.status_code == 200
    assert answer.context["form"].errors["body"]
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("name", ["body", "rationale", "reason", "version", "on_behalf_of"])
def test_E1_signs_that_no_text_holds_are_refused_in_every_field(client, world, text, name):
    answer = send(client, world, text, **({"body": BODY + " Et vite."} | {name: "a\x00b\x08"}))
    assert answer.status_code == 200
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("version", ["", "0", "-1", "99", "1e9", "999999999999999999999"])
def test_E1_a_version_that_does_not_exist_is_no_error_of_ours(client, world, text, version):
    answer = send(client, world, text, body=BODY + " Et vite.", version=version)
    assert answer.status_code in (200, 404)
    assert not Amendment.objects.exists()


def test_nothing_that_was_typed_is_run_on_any_page(client, world, text, at):
    amendment = propose(world, text, "10 %", NASTY, at, reason=NASTY)
    services.contribute(text, stance="against", text=NASTY, by=world.users["member1"], at=at)
    client.force_login(world.users["rapporteur"])
    step(world, "accept", amendment, at)
    pages = [
        url("amendments", text.number), url("amendment_board", text.number), url("amendment", text.number, 1),
        url("integrate", text.number), url("contributions", text.number),
    ]  # fmt: skip
    services.step_amendment("reopen", amendment, by=world.users["rapporteur"], at=at, note=NASTY)
    services.step_amendment("accept", amendment, by=world.users["rapporteur"], at=at)
    for page in pages:
        shown = client.get(page).content.decode()
        assert "<script>alert" not in shown, page
        assert "<img src=x" not in shown, page
        assert 'href="javascript' not in shown, page
    client.post(url("integrate", text.number))
    for page in (url("version", text.number, 2), url("compared", text.number, 1, 2), url("history", text.number)):
        assert "<script>alert" not in client.get(page).content.decode()


def test_R4_the_board_shows_each_passage_its_amendments_and_the_order_of_vote(client, world, text, at):
    for old, new in (("deux lots", "trois lots"), ("réserver deux lots", "attribuer quatre petits lots"), ("10", "20")):
        propose(world, text, old, new, at)
    page = client.get(url("amendment_board", text.number)).content.decode()
    disputes = page[page.index("Passages disputés") :]
    assert disputes.index(">A2<") < disputes.index(">A1<")
    assert "Accepter" not in page
    client.force_login(world.users["rapporteur"])
    page = client.get(url("amendment_board", text.number)).content.decode()
    assert "Accepter A1" in page
    answer = client.post(url("amendment_step", text.number, 1, "accept"), {"back": "board"})
    assert answer.url == url("amendment_board", text.number) + "#A1"
    answer = client.post(url("amendment_step", text.number, 2, "accept"), {"back": "board"}, follow=True)
    assert "Il touche le même passage que A1" in answer.content.decode()
    assert states(text) == {"A1": "accepted", "A2": "submitted", "A3": "submitted"}


def test_R4_the_rapporteur_integrates_after_a_preview(client, world, text, at):
    step(world, "accept", propose(world, text, "10 %", "20 %", at), at)
    propose(world, text, "10 %", "30 %", at, role="member1")
    client.force_login(world.users["rapporteur"])
    page = client.get(url("integrate", text.number)).content.decode()
    assert re.search(r"<ins>20.*?A1", page, re.DOTALL)
    assert client.post(url("integrate", text.number)).status_code == 302
    page = client.get(url("version", text.number, 2)).content.decode()
    assert "Amendements intégrés dans cette version" in page
    assert str(world.person("member0")) in page
    page = client.get(url("amendment", text.number, 2)).content.decode()
    assert "Ce passage a changé depuis" in page
    client.force_login(world.users["member1"])
    assert "Reprendre sur la dernière version" in client.get(url("amendment", text.number, 2)).content.decode()
    form = client.get(url("restate", text.number, 2)).context["form"]
    assert form["body"].value() == last(text).body
    assert form["aside"].value().strip() == "30"
    answer = client.post(url("restate", text.number, 2), {
        "version": 2, "body": last(text).body.replace("20 %", "30 %"), "rationale": last(text).rationale,
    })  # fmt: skip
    assert answer.status_code == 302
    assert fresh(Amendment.objects.get(sequence=2)).stands_on(last(text))


def test_R4_the_rapporteur_freezes_a_reworked_text_from_the_board(client, world, text, at):
    services.edit(text, by=world.users["rapporteur"], at=at, body=BODY + "\n4. d’évaluer.")
    client.force_login(world.users["rapporteur"])
    assert "n’est pas encore une version" in client.get(url("amendment_board", text.number)).content.decode()
    client.post(url("publish_version", text.number))
    assert last(text).number == 2


WORDS = cycle(["deux", "avance", "bilan", "10 %", "conseil", "lots"])


@pytest.mark.parametrize("page", ["amendments", "amendment_board"])
def test_the_pages_ask_as_many_queries_for_3_as_for_30(client, world, text, at, page):
    def asked(count):
        while text.amendments.count() < count:
            rank = text.amendments.count()
            old = next(WORDS)
            propose(world, text, old, f"{old} ({rank})", at, role=f"member{rank % 4}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url(page, text.number)).status_code == 200
        return len(queries)

    asked(3)
    few, many = asked(3), asked(30)
    assert few == many <= 12
