"""Similar texts shown while a proposal is written: what is near, who sees what, what it costs (RULES R3)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.search import texts_near
from tests.governance.factories import RecommendationFactory
from tests.governance.world import draft, found

pytestmark = pytest.mark.django_db
TITLE = "Ouvrir les marchés aux ateliers d’insertion"


@pytest.fixture
def world():
    return found()


def near(client, title, **more):
    response = client.post("/recommandations/proches/", {"title": title, **more})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "title", [TITLE, "ouvrir marche atelier insertion", "Des ateliers d’insertoin et leurs marchés"]
)
def test_a_near_text_is_shown_with_its_state_and_its_address(client, world, at, title):
    text = RecommendationFactory(world=world, at=at, drafting=True, title=TITLE)
    client.force_login(world.users["member0"])
    html = near(client, title)
    assert "Des textes proches existent" in html
    assert f'href="/recommandations/{text.number}/"' in html
    assert 'data-state="drafting"' in html


@pytest.mark.parametrize("title", ["", "Marchés", "Rouvrir les berges du Rhin", "🚲", "x" * 100_000, "(", "de la"])
def test_nothing_is_shown_when_nothing_is_near(client, world, at, title):
    RecommendationFactory(world=world, at=at, admissible=True, title=TITLE)
    client.force_login(world.users["member0"])
    assert near(client, title).strip() == ""


def test_R3_others_drafts_are_not_near_ones_own_are(client, world, at):
    mine = draft(world, at, title=TITLE)
    RecommendationFactory(world=world, at=at, submitted=True, title=f"{TITLE} demain")
    client.force_login(world.users["member0"])
    assert near(client, TITLE).strip() == ""
    client.force_login(world.users["author"])
    html = near(client, TITLE)
    assert "(votre texte)" in html
    assert f'href="/recommandations/brouillons/{mine.pk}/"' in html
    assert f"brouillons/{mine.pk}/" not in near(client, TITLE, text=str(mine.pk))


def test_without_a_script_they_come_with_the_page_and_with_the_preview(client, world, at):
    RecommendationFactory(world=world, at=at, admissible=True, title=TITLE)
    client.force_login(world.users["author"])
    assert "Des textes proches existent" not in client.get("/recommandations/nouvelle/").content.decode()
    page = client.post("/recommandations/nouvelle/", {"title": TITLE, "preview": "body", "body": "1. Un."})
    assert "Des textes proches existent" in page.content.decode()
    mine = draft(world, at, title="Ouvrir des ateliers d’insertion")
    assert "Des textes proches existent" in client.get(f"/recommandations/brouillons/{mine.pk}/").content.decode()


def test_it_costs_the_same_queries_for_three_and_for_thirty(world, at):
    counts = []
    for more in (3, 27):
        for n in range(more):
            RecommendationFactory(world=world, at=at, admissible=True, title=f"{TITLE} {n}")
        author = world.person("author")
        with CaptureQueriesContext(connection) as queries:
            assert len(texts_near(TITLE, author=author)) in (3, 5)
        counts.append(len(queries))
    assert counts == [3, 3]
