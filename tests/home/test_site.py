"""What every page of the site has in common, and its small doors: register, health, prose, errors."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from deliberations.procedure import LIFE as SITTING
from governance.procedure import LIFE as RECOMMENDATION
from home.acts import ACTS, SUBJECTS, lines_of
from home.models import HomePage, ProsePage
from register.models import Entry
from register.services import record
from tests.accounts.factories import UserFactory
from tests.governance.factories import RecommendationFactory

pytestmark = pytest.mark.django_db
PUBLIC = (
    "/", "/conseil/", "/seances/", "/seances/agenda.ics", "/recommandations/", "/recommandations.csv",
    "/recommandations/flux.atom", "/suites/", "/registre/", "/donnees/", "/composants/", "/healthz", "/accessibilite/",
    "/mentions-legales/", "/api/v1/recommendations", "/api/v1/register/head", "/api/v1/register/entries",
    "/en/", "/de/registre/",
)  # fmt: skip


def read(client, path, **headers):
    response = client.get(path, **headers)
    assert response.status_code == 200, path
    return response


@pytest.mark.parametrize("path", PUBLIC)
def test_G4_a_public_page_leaves_nothing_behind_and_calls_nobody(client, path):
    response = read(client, path)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "") or "csrf" not in response.content.decode()
    assert not re.search(r'(?:src|srcset|action)="https?://|url\(["\']?https?://', response.content.decode())


def test_pages_travel_compressed_to_who_can_read_that(client):
    packed = read(client, "/recommandations/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(read(client, "/recommandations/").content) / 2
    assert "Content-Encoding" not in read(client, "/recommandations/")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/conseil/", "Le conseil"),
        ("/seances/", "Séances"),
        ("/recommandations/", "Recommandations"),
        ("/suites/", "Suites données"),
    ],
)
def test_the_navigation_marks_where_one_is(client, path, place):
    marked = re.findall(r'nav__link" href="[^"]+" aria-current="true">([^<]+)<', read(client, path).content.decode())
    assert marked == [place]


def test_the_navigation_marks_nothing_on_the_front_page(client):
    assert 'nav__link" href="/" aria-current' not in read(client, "/").content.decode()


def test_A3_the_head_of_the_register_is_a_step_away_from_every_page(client, at):
    """Not on every page: each would then change with every act (docs/decisions/0015)."""
    entry = record(act="essai", subject="essai", actor_function="system", content={}, at=at)
    footer = read(client, "/recommandations/").content.decode().partition("<footer")[2]
    assert 'href="/registre/"' in footer
    assert entry.digest not in footer
    assert entry.digest in read(client, "/registre/").content.decode()


def test_health_says_that_the_database_answers(client, at):
    assert read(client, "/healthz").json() == {"status": "ok", "register": 0}
    record(act="essai", subject="essai", actor_function="system", content={}, at=at)
    assert read(client, "/healthz").json()["register"] == 1
    assert client.post("/healthz").status_code == 405


def test_A1_the_register_is_read_in_words_newest_first(client, at):
    text = RecommendationFactory(at=at, adopted=True)
    page = read(client, "/registre/").content.decode()
    assert not re.search(r"recommendation\.|co_chair|ballot\.", page)
    page = page.partition("<tbody>")[2]
    assert f"recommandation {text.number}" in page
    assert page.index("Adoption") < page.index("Proclamation d’un résultat") < page.index("Dépôt d’une recommandation")
    assert "coprésidence" in page


def test_the_register_comes_fifty_acts_at_a_time_in_as_many_queries(client, at, django_assert_max_num_queries):
    for _ in range(60):
        record(act="essai", subject="essai", actor_function="system", content={}, at=at)
    with django_assert_max_num_queries(6):
        assert len(read(client, "/registre/").context["lines"]) == 50
    assert [line.number for line in read(client, "/registre/?page=2").context["lines"]][-1] == "1"
    assert read(client, "/registre/?page=x").context["page_of_entries"].number == 1


@pytest.mark.parametrize(
    ("query", "acts"),
    [
        ("acte=recommendation-adopt", {"Adoption"}),
        ("objet=recommandation+2026-001&acte=recommendation-submit", {"Dépôt d’une recommandation"}),
        ("objet=2026-999", set()), ("du=2026-03-25", set()), ("au=2026-03-23", set()),
        ("du=2026-03-24&au=2026-03-24&acte=ballot-closed", {"Clôture d’un scrutin"}),
    ],
)  # fmt: skip
def test_the_register_is_searched_by_act_subject_and_dates(query, acts, client, at):
    RecommendationFactory(at=at, adopted=True)
    shown = read(client, f"/registre/?{query}")
    assert {line.act for line in shown.context["lines"]} == acts


@pytest.mark.parametrize("query", ["acte=rien", "du=hier&au=31-02-2026", "du=2026-02-31", "objet=%00", "du=9999-12-31"])
def test_what_the_register_is_asked_wrongly_is_as_if_it_were_not_asked(query, client, at):
    RecommendationFactory(at=at, submitted=True)
    assert read(client, f"/registre/?{query}").context["lines"]


def test_an_empty_register_says_so(client):
    assert "Aucun acte pour l’instant" in read(client, "/registre/").content.decode()


def test_every_step_of_both_lives_has_a_name_in_the_register():
    steps = {f"recommendation.{name}" for name in RECOMMENDATION.steps} | {f"sitting.{name}" for name in SITTING.steps}
    assert steps - set(ACTS) == set()


def test_what_a_whole_road_records_has_words(world, at):
    RecommendationFactory(world=world, at=at, evaluated=True)
    entries = list(Entry.objects.all())
    assert {entry.act for entry in entries} - set(ACTS) == set()
    assert {entry.subject.partition(" ")[0] for entry in entries} - set(SUBJECTS) == set()


def test_an_act_without_a_word_is_shown_as_it_is_recorded(at):
    entry = record(act="inconnu", subject="chose 3", actor_function="quelquun", content={}, at=at)
    assert lines_of([entry])[0][2:5] == ("inconnu", "chose 3", "quelquun")


def test_a_page_of_prose_shows_what_editors_wrote(client):
    page = ProsePage(slug="mode-emploi", title="Mode d’emploi", introduction="<p>En bref.</p>")
    page.body = [("heading", "D’abord"), ("text", "<p>Lire.</p>")]
    HomePage.objects.get().add_child(instance=page)
    shown = read(client, "/mode-emploi/").content.decode()
    assert shown.index("Mode d’emploi") < shown.index("En bref.") < shown.index("D’abord") < shown.index("Lire.")


def test_E4_what_is_not_there_answers_in_the_face_of_the_site(client):
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert "site-header" in response.content.decode()
    assert not response.cookies


class Broken:
    """A middleware that fails, as nothing in the product does on purpose."""

    def __init__(self, get_response):
        pass

    def __call__(self, request):
        raise RuntimeError("panne d’essai")


def test_a_failure_answers_with_a_page_that_needs_nothing(settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.home.test_site.Broken"]
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "<h1" in response.content.decode()
    assert "panne d’essai" not in response.content.decode()


def test_the_account_menu_shows_what_one_may_do(client):
    assert reverse("account_login") in read(client, "/recommandations/").content.decode()
    client.force_login(UserFactory(superuser=True))
    page = read(client, "/recommandations/").content.decode()
    assert "Mon espace" in page
    assert "/gestion/" in page
    assert "Se déconnecter" in page


@override_settings(COUNCIL_NAME="Conseil d’essai", COUNCIL_PLACE="de la vallée")
def test_the_council_bears_its_own_name(client):
    assert "Conseil d’essai" in read(client, "/recommandations/").content.decode()
