"""The search of the whole site: what it finds, how it shows it, what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from council.models import Seat
from home.models import HomePage, ProsePage
from tests.council.factories import OrganisationFactory
from tests.deliberations.factories import convened, found
from tests.governance.factories import RecommendationFactory

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "La mobilité douce",
    "summary": "Des vélos.",
    "body": "1. Prêter.",
    "rationale": "Le tramway d’Illkirch.",
}


@pytest.fixture
def world():
    return found()


@pytest.fixture
def text(world, at):
    return RecommendationFactory(world=world, at=at, admissible=True, **WORDS)


def page(client, words, **more):
    response = client.get("/recherche/", {"q": words, **more})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "words", ["mobilite", "mobilté", "MOBILITÉS douces", "tramways", "illkirsh", "2026-001", "mobi"]
)
def test_accents_plurals_and_slips_are_forgiven(client, text, words):
    assert f'href="/recommandations/{text.number}/"' in page(client, words)


def test_what_was_looked_for_is_marked_where_it_stands_and_nothing_else_is_markup(client, world, at):
    RecommendationFactory(
        world=world, at=at, admissible=True, **WORDS | {"title": "<b>Mobilité</b> & co", "body": "<i>vélo</i>"}
    )
    html = page(client, "mobilité tramway")
    assert "&lt;b&gt;<mark>Mobilité</mark>&lt;/b&gt; &amp; co" in html
    assert "Le <mark>tramway</mark> d’Illkirch" in html
    assert "<i>vélo" not in html


def test_an_unknown_word_is_said_to_be_one(client, text):
    assert "« mobilté » ne figure tel quel dans aucun texte public" in page(client, "mobilté")
    assert "« piscine » ne figure dans aucun texte public." in page(client, "mobilité piscine")


def test_kinds_are_counted_and_narrow_what_is_shown(client, world, at, text):
    convened(world, at, title="Plénière sur la mobilité")
    everything = client.get("/recherche/", {"q": "mobilite"})
    counts = {choice["label"]: choice["count"] for choice in everything.context["facets"][0]["choices"]}
    assert counts == {"Tout": "2", "Recommandations": "1", "Séances": "1"}
    sittings = page(client, "mobilite", nature="seances")
    assert "Plénière sur la <mark>mobilité</mark>" in sittings
    assert f"/recommandations/{text.number}/" not in sittings
    assert 'value="seances"' in sittings
    assert "1 résultat<" in sittings


@pytest.mark.parametrize("words", ["🚲", "de la", "(", "AND OR", "a" * 1_000_000, "'; DROP TABLE x", "🚲 OR mobilité*"])
def test_E1_any_query_gets_a_page_that_helps(client, text, words):
    html = page(client, words)
    assert any(said in html for said in ("Aucun mot à chercher", "Rien ne répond", "mobilité</mark>"))


@pytest.mark.parametrize("words", ["", "  ", "\x00"])
def test_the_page_without_a_query_offers_the_search_alone(client, words):
    html = page(client, words)
    assert "Rien ne répond" not in html
    assert 'role="search"' in html


@pytest.mark.parametrize("number", ["0", "-1", "zz", "99999"])
def test_a_page_that_does_not_exist_is_the_nearest_one(client, text, number):
    assert text.number in page(client, "mobilité", page=number, nature="rien")


def test_what_an_editor_keeps_for_some_is_not_found(client):
    prose = HomePage.objects.get().add_child(instance=ProsePage(slug="reserve", title="Coulisses"))
    assert "<mark>Coulisses</mark>" in page(client, "coulisses")
    PageViewRestriction.objects.create(page=prose, restriction_type="login")
    assert "<mark>Coulisses</mark>" not in page(client, "coulisses")


def test_an_actor_is_found_at_the_seat_it_holds(client, world):
    organisation = OrganisationFactory(name="Ateliers du Neuhof")
    assert "Rien ne répond" in page(client, "neuhof")
    seat = Seat.objects.first()
    seat.organisation = organisation
    seat.save()
    assert f'href="/conseil/#siege-{seat.code}"' in page(client, "neuhof")


@pytest.mark.parametrize("root", ["/en", "/de"])
def test_records_are_found_and_opened_in_the_language_of_the_page(client, text, root):
    html = client.get(f"{root}/recherche/", {"q": "mobilité"}).content.decode()
    assert f'href="{root}/recommandations/{text.number}/" lang="fr"' in html


def test_every_page_has_the_search_in_its_header(client):
    html = client.get("/registre/").content.decode()
    assert html.count('action="/recherche/"') == 2
    assert 'id="chercher"' in html


def test_it_costs_the_same_queries_for_three_and_for_thirty(client, world, at):
    counts = []
    for more in (3, 27):
        for n in range(more):
            RecommendationFactory(world=world, at=at + timedelta(minutes=n), admissible=True, **WORDS)
        client.get("/recherche/?q=mobilité")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/recherche/?q=mobilité").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
