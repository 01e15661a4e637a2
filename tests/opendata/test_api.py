"""The public API: what it gives, what it does not find, and that anybody can check the register with it alone."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance import services
from governance.ballot_file import parse
from register.chain import GENESIS
from register.models import Entry
from register.services import record
from tests.governance.factories import (
    AnswerFactory,
    BallotFactory,
    FollowUpStepFactory,
    RecommendationFactory,
    ThemeFactory,
    TransmissionFactory,
)
from tests.governance.world import found

pytestmark = pytest.mark.django_db
LIST, ENTRIES = "/api/v1/recommendations", "/api/v1/register/entries"
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def world():
    return found()


def got(client, path, **query):
    response = client.get(path, query)
    assert response.status_code == 200, (path, response.content)
    return response.json()


def one(client, recommendation):
    return got(client, f"{LIST}/{recommendation.number}")


@pytest.fixture
def answered(world, at):
    sent = TransmissionFactory(
        world=world, at=at, due_on=at.date() + timedelta(days=120), themes=[ThemeFactory(slug="eau")]
    )
    AnswerFactory(
        world=world, transmission=sent, at=at + timedelta(days=30), outcome="in_part",
        points=[("Réserver deux lots.", "accepted", "Dès 2027."), ("Verser une avance.", "declined", "Non prévu.")],
        deliberation_number="2026-118",
    )  # fmt: skip
    FollowUpStepFactory(world=world, recommendation=sent.recommendation, at=at + timedelta(days=40), progress=60)
    return sent.recommendation


def test_a_recommendation_says_everything_the_public_reads(client, answered, at):
    data = one(client, answered)
    assert data["state"] == "answered"
    assert data["state_label"] == "répondue"
    assert (data["submitted_on"], data["voted_on"]) == ("2026-03-24", "2026-03-24")
    assert data["transmission"]["sent_on"] == "2026-03-24"
    assert data["transmission"]["due_on"] == "2026-07-22"
    assert data["transmission"]["text_digest"] == data["text"]["digest"]
    assert data["answer"]["outcome_label"] == "acceptée en partie"
    assert [point["outcome"] for point in data["answer"]["points"]] == ["accepted", "declined"]
    assert data["answer"]["deliberation_number"] == "2026-118"
    assert data["themes"] == ["eau"]
    assert data["followup"][0]["progress"] == 60
    assert data["url"] == f"http://testserver/recommandations/{answered.number}/"


def test_V13_its_ballot_leads_to_the_file_that_gives_the_same_outcome(client, answered):
    ballot = one(client, answered)["ballots"][0]
    export = client.get(ballot["export"]).json()
    assert parse(export).outcome().outcome == ballot["outcome"] == export["proclaimed"]["outcome"] == "adopted"
    assert client.get(ballot["url"]).status_code == 200


def test_R3_it_gives_the_frozen_text_and_not_the_one_being_worked_on(client, world, at):
    text = RecommendationFactory(world=world, at=at, drafting=True, title="Titre figé")
    services.edit(
        text, by=world.users["rapporteur"], at=at, title="Essai", summary="Essai", body="Essai", rationale="Essai"
    )
    assert one(client, text)["text"]["title"] == "Titre figé"
    assert "Essai" not in json.dumps([one(client, text), got(client, LIST)])


@pytest.mark.parametrize("state", ["draft", "submitted", "inadmissible", "withdrawn"])
def test_E4_what_was_never_public_is_not_found_and_not_listed(client, world, at, state):
    hidden = RecommendationFactory(world=world, at=at, **{state: True})
    assert got(client, LIST) == {"items": [], "count": 0, "next": None, "previous": None}
    response = client.get(f"{LIST}/{hidden.number or '2026-999'}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json() == {"title": "Not found", "status": 404, "detail": "Nothing public is at this address."}


def test_the_author_who_is_signed_in_finds_no_more_than_anybody(client, world, at):
    RecommendationFactory(world=world, at=at, submitted=True)
    client.force_login(world.users["author"])
    assert got(client, LIST)["count"] == 0


@pytest.mark.parametrize("number", ["x", "2026-1", "%00", "' OR 1=1"])
def test_a_number_that_is_none_is_refused_with_its_reason(client, number):
    response = client.get(f"{LIST}/{number}")
    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == "path.number"


def test_V10_an_open_ballot_and_one_declared_void_have_no_file(client, world, at):
    scheduled = RecommendationFactory(world=world, at=at, scheduled=True)
    ballot = BallotFactory(world=world, recommendation=scheduled, at=at)
    path = f"/api/v1/ballots/{ballot.pk}/export"
    assert client.get(path).status_code == 404
    assert one(client, scheduled)["ballots"] == []
    services.void_ballot(ballot=ballot, by=world.users["clerk"], at=at, reason="Micro coupé.")
    assert client.get(path).status_code == 404
    assert client.get("/api/v1/ballots/99999999999999999999/export").status_code == 422


def test_the_list_comes_fifty_at_a_time_and_newest_first(client, world, at):
    numbers = [RecommendationFactory(world=world, at=at, admissible=True).number for _ in range(3)]
    first = got(client, LIST)
    assert [item["number"] for item in first["items"]] == numbers[::-1]
    assert first["count"] == 3
    assert got(client, LIST, page=2)["items"] == []


def test_the_list_asks_as_much_for_thirty_as_for_three(client, world, at):
    def counted(number):
        while (made := got(client, LIST)["count"]) < number:
            state = "adopted" if made % 3 else "answered"
            RecommendationFactory(world=world, at=at, **{state: True})
        with CaptureQueriesContext(connection) as queries:
            got(client, LIST)
        return len(queries)

    assert counted(3) == counted(30) <= 12


def digest_of_the_docs():
    """The function printed in docs/register.md, for readers without this software."""
    space = {}
    exec(re.search(r"```python\n(.+?)```", (DOCS / "register.md").read_text(), re.DOTALL).group(1), space)
    return space["digest"]


def test_A2_anybody_can_check_the_whole_chain_from_the_api_and_the_page_of_the_docs(client, answered):
    digest, previous, last = digest_of_the_docs(), GENESIS, 0
    while lines := got(client, ENTRIES, after=last):
        for line in lines:
            assert (line["number"], line["previous_digest"], line["digest"]) == (last + 1, previous, digest(line))
            previous, last = line["digest"], line["number"]
    assert got(client, "/api/v1/register/head") == {"count": last, "digest": previous}
    assert last == Entry.objects.count() > 5


def test_A1_a_moment_is_given_as_it_is_digested(client, at):
    record(act="essai", subject="essai", actor_function="system", content={}, at=at)
    assert got(client, ENTRIES)[0]["at"] == "2026-03-24T17:30:00.000000+00:00"


def test_A3_entries_come_in_parts_after_the_last_one_received(client, at, monkeypatch):
    monkeypatch.setattr("opendata.records.ENTRIES_AT_ONCE", 2)
    for _ in range(3):
        record(act="essai", subject="essai", actor_function="system", content={}, at=at)
    assert [line["number"] for line in got(client, ENTRIES)] == [1, 2]
    assert [line["number"] for line in got(client, ENTRIES, after=2)] == [3]
    assert got(client, ENTRIES, after=2**63 - 1) == []


@pytest.mark.parametrize("after", ["-1", "x", str(2**63)])
def test_a_rank_that_is_none_is_refused(client, after):
    assert client.get(ENTRIES, {"after": after}).status_code == 422


def test_A3_an_empty_register_has_the_digest_of_the_beginning(client):
    assert got(client, "/api/v1/register/head") == {"count": 0, "digest": GENESIS}
    assert got(client, ENTRIES) == []


def test_the_api_describes_itself_with_what_it_does_not_find(client):
    paths = got(client, "/api/v1/openapi.json")["paths"]
    for path in ("/api/v1/recommendations/{number}", "/api/v1/ballots/{ballot}/export"):
        assert "404" in paths[path]["get"]["responses"], path
    assert all(operation["get"]["description"] for operation in paths.values())
    problems = [r for o in paths.values() for status, r in o["get"]["responses"].items() if status != "200"]
    assert {media for response in problems for media in response["content"]} == {"application/problem+json"}


def test_G4_the_page_of_the_api_asks_no_other_host_for_anything(client):
    page = client.get("/api/v1/docs").content.decode()
    assert not re.search(r"(src|href)=\"https?://", page)


def test_the_api_is_only_read(client):
    assert client.post(LIST).status_code == 405
