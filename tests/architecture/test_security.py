"""What an attacker would try, tried: each test is a door that stands shut."""

import csv
import io
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.urls import reverse

from common.mail import one_line
from deliberations import services as sittings
from governance.enums import State
from home.groups import open_groups
from tests.accounts.factories import PASSWORD, UserFactory
from tests.deliberations.factories import approved, found, opened, planned
from tests.governance.factories import RecommendationFactory
from tests.governance.world import reach

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>"
ELSEWHERE = ("https://ailleurs.example/", "//ailleurs.example/", "/\\ailleurs.example", "javascript:alert(1)")


@pytest.fixture
def now(at):
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def world():
    return found()


@pytest.fixture
def clerk(client, world):
    open_groups()
    client.force_login(world.users["clerk"])
    return client


@pytest.mark.parametrize("path", ["/gestion/login/", "/_util/login/"])
def test_there_is_one_place_to_sign_in(path, client):
    """Wagtail's own doors know neither the limits on attempts nor a second factor."""
    for answer in (client.get(path, {"next": "/gestion/"}), client.post(path, {"username": "x", "password": "y"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_nowhere_else(target, client):
    user = UserFactory()
    answer = client.post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": target}, follow=False
    )
    assert answer.status_code == 302
    assert answer["Location"] == reverse("home:desk")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_choosing_a_language_leads_nowhere_else(target, client):
    answer = client.post(reverse("set_language"), {"language": "de", "next": target})
    assert "ailleurs" not in answer["Location"]
    assert answer["Location"].startswith("/")


def test_a_session_planted_before_signing_in_is_worth_nothing(client):
    user = UserFactory()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.session.session_key != before
    assert client.session["_auth_user_id"] == str(user.pk)


def test_neither_signing_in_nor_resetting_tells_who_has_an_account(client):
    user = UserFactory()
    pages = []
    for address in (user.email, "inconnu@exemple.fr"):
        refused = client.post(reverse("account_login"), {"login": address, "password": "faux mot de passe"})
        reset = client.post(reverse("account_reset_password"), {"email": address})
        pages.append((refused.status_code, refused.context["form"].errors, reset.status_code, reset["Location"]))
    assert pages[0] == pages[1]


def test_what_is_answered_to_somebody_signed_in_is_kept_by_no_cache(client, world, now):
    draft = reach(world, State.DRAFT, now)
    client.force_login(world.users["author"])
    for path in (draft.get_absolute_url(), reverse("governance:new"), reverse("home:desk"), "/recommandations/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"], path


def test_G4_who_only_reads_gets_no_cookie_and_a_page_that_may_be_kept(client, world):
    answer = client.get(reverse("governance:recommendations"))
    assert not answer.cookies
    assert "no-store" not in answer.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("path", "inline"),
    [
        ("/recommandations/", False), ("/n-existe-pas/", False), ("/compte/login/", False), ("/healthz", False),
        ("/api/v1/recommendations", False), ("/gestion/", True), ("/api/v1/docs", True), ("/gestion-de/", False),
    ],
)  # fmt: skip
def test_each_kind_of_answer_carries_its_policy(path, inline, clerk):
    answer = clerk.get(path)
    policy = answer["Content-Security-Policy"]
    assert ("unsafe-inline" in policy) is inline
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_what_is_typed_is_shown_and_never_run(client, world, now):
    words = {"title": SCRIPT, "summary": SCRIPT, "body": SCRIPT, "rationale": SCRIPT}
    text = RecommendationFactory(world=world, at=now, answered=True, **words)
    pages = [f"{text.get_absolute_url()}{page}" for page in ("", "texte/", "versions/", "versions/1..1/", "scrutins/")]
    for path in [*pages, "/recommandations/", "/suites/", f"/recommandations/?q={SCRIPT}", "/"]:
        page = client.get(path).content.decode()
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert "<svg/onload" not in page, path


@pytest.mark.parametrize("sign", ["\x0b", "\x1b", "\ufffe", "\x00"])
def test_a_sign_that_no_document_may_hold_breaks_neither_feed_nor_list_nor_paper(sign, client, world, now):
    """A title typed with it is refused or cleaned; the public addresses answer in both cases."""
    client.force_login(world.users["author"])
    words = {"title": f"Titre{sign}coupé", "body": f"Un{sign}", "rationale": f"Un{sign}", "summary": f"Un{sign}"}
    words |= {"kind": "recommendation", "stage": "design", "submit": "1"}
    posted = client.post(reverse("governance:new"), words)
    assert posted.status_code in (200, 302)
    assert not world.person("author").recommendations.filter(title__contains=sign.strip("\x00") or "coupé").exists()


def test_a_feed_carries_markup_as_text_only(client, world, now):
    RecommendationFactory(world=world, at=now, admissible=True, title=SCRIPT)
    feed = client.get(reverse("governance:feed"))
    assert feed.status_code == 200
    assert b"<script>alert" not in feed.content


@pytest.mark.parametrize("title", ["Plénière\r\nBcc: tous@exemple.fr", "Plénière\nX: 1", "Plénière\u2028suite"])
def test_a_title_begins_no_other_header(title, world, now):
    assert "\n" not in one_line(title)
    assert "\r" not in one_line(title)


def test_a_sitting_with_a_broken_title_is_convened_all_the_same(world, now, django_capture_on_commit_callbacks):
    sitting = planned(world, now, title="Plénière\r\nBcc: tous@exemple.fr", starts_at=now + timedelta(days=20))
    with django_capture_on_commit_callbacks(execute=True):
        sittings.convene(sitting, by=world.users["clerk"], at=now)
    assert mail.outbox
    assert not any(message.bcc or "\n" in message.subject for message in mail.outbox)


@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx"])
def test_an_export_of_the_back_office_holds_no_formula(formula, clerk, world, now):
    reach(world, State.SUBMITTED, now)
    world.person("author").recommendations.update(title=formula)
    answer = clerk.get(reverse("recommendation:index"), {"export": "csv"})
    lines = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    cells = [cell for line in lines for cell in line]
    assert f"'{formula}" in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)


@pytest.mark.parametrize("key", ["x", "²", "1 OR 1=1", "", "9" * 40, "-1"])
def test_a_key_that_is_none_is_not_found_rather_than_failing(key, clerk, world, now):
    sitting = opened(world, now)
    assert clerk.get(reverse("deliberations:conduct", args=[sitting.slug]), {"point": key}).status_code == 200
    placed = clerk.post(reverse("deliberations:place", args=[sitting.slug]), {"recommendation": key})
    assert placed.status_code == 302


QUESTIONS = (
    "q=%00", "q=" + "a" * 100_000, "q=%27%20OR%201%3D1--", "q=(((((", "page=x", "annee=²²²²", "tri=pk;drop",
    "theme=%00", "etat=__proto__", "page=9999999999999",
)  # fmt: skip


@pytest.mark.parametrize("query", QUESTIONS)
def test_no_question_asked_of_the_list_makes_it_fail(query, client, world, now):
    reach(world, State.ADMISSIBLE, now)
    for path in ("/recommandations/", "/recommandations.csv"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_a_document_is_not_reached_past_its_page(client, world, now, settings):
    minutes = approved(world, now)
    assert minutes.document.name
    for path in (minutes.document.name, f"images/../{minutes.document.name}", f"images/%2e%2e/{minutes.document.name}"):
        assert client.get(f"/media/{path}").status_code in (400, 404)


def test_settings_of_production_pass_the_checks_of_deployment(tmp_path):
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "aB3$x9" * 10, "PATH": os.environ["PATH"],
        "ALLOWED_HOSTS": "conseil.example", "BASE_URL": "https://conseil.example",
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
    }  # fmt: skip
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
