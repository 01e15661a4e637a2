"""The list of recommendations: what it finds, how it narrows, what it costs; the same as a file and as a feed."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.catalogue import Query, family_counts, found
from governance.presenters.state import badge
from tests.governance.factories import AnswerFactory, RecommendationFactory, ThemeFactory, TransmissionFactory
from tests.governance.world import found as council

FOOD = "Œuvrer à l’été des marchés"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def world():
    return council()


def numbers(query, on=date(2026, 12, 1)):
    return sorted(found(query, on).values_list("number", flat=True))


@pytest.fixture
def food(world, at):
    theme = ThemeFactory(name="Alimentation", slug="alimentation")
    return RecommendationFactory(
        world=world, at=at, admissible=True, title="Œuvrer à l’été des marchés", themes=[theme]
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    ["oeuvrer", "marhcés", "oeuver ete", "ŒUVRER", "ete marches", "l'ete", "ÉTÉ", "2026-001", "marchés reserver"],
)
def test_search_forgives_accents_capitals_ligatures_and_order(food, words):
    assert numbers(Query(words=words)) == [food.number]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["vélo", "marchés vélo", "(", "[a", ".*", "\\", "%", "_"])
def test_search_takes_every_sign_for_itself(food, words):
    assert numbers(Query(words=words)) == []


@pytest.mark.django_db
def test_E4_the_list_holds_public_texts_only(client, world, at, food):
    RecommendationFactory(world=world, at=at, submitted=True, title="Encore secrète")
    client.force_login(world.users["clerk"])
    assert "Encore secrète" not in client.get("/recommandations/").content.decode()
    assert numbers(Query()) == [food.number]


@pytest.mark.django_db
def test_filters_add_up_and_the_address_says_them_all(client, world, at, food):
    RecommendationFactory(world=world, at=at.replace(year=2025), admissible=True)
    asked = Query(theme="alimentation", year="2026", family="en-discussion")
    assert numbers(asked) == [food.number]
    assert numbers(asked.without(year="2025")) == []
    page = client.get(asked.path("/recommandations/")).content.decode()
    assert "1 recommandation<" in page
    assert asked.without(theme="").path("/recommandations/").replace("&", "&amp;") in page


def test_what_an_address_says_wrongly_is_as_if_it_were_not_said():
    asked = {"etat": "inconnu", "annee": "20²6", "tri": "hasard", "q": "  \x00 ", "theme": ""}
    assert Query.read(asked) == Query()
    assert Query.read(asked).encoded() == ""


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["0", "-1", "zz", "99999"])
def test_a_page_that_does_not_exist_is_the_nearest_one(client, food, page):
    assert food.number in client.get("/recommandations/", {"page": page}).content.decode()


@pytest.mark.django_db
def test_each_family_counts_what_it_lists(world, at):
    on = at.date()
    late = TransmissionFactory(world=world, at=at, due_on=on + timedelta(days=10))
    AnswerFactory(
        world=world, transmission=TransmissionFactory(world=world, at=at, due_on=on.replace(year=2027)), at=at
    )
    RecommendationFactory(world=world, at=at, implemented=True)
    day = late.due_on + timedelta(days=1)
    counts = family_counts(Query(), day)
    assert counts == {
        "en-discussion": 0, "adoptees": 3, "transmises": 3, "repondues": 2, "mises-en-oeuvre": 1, "en-retard": 1,
    }  # fmt: skip
    assert {name: len(numbers(Query(family=name), day)) for name in counts} == counts


def test_R8_overdue_is_public_from_the_day_after_the_due_date():
    due = date(2026, 9, 14)
    assert not badge("transmitted", due, due).overdue
    assert badge("transmitted", due, due + timedelta(days=1)).label == "sans réponse depuis 1 jour"
    assert badge("acknowledged", due, due + timedelta(days=41)).label == "sans réponse depuis 41 jours"
    assert not badge("answered", due, due + timedelta(days=41)).overdue


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/recommandations/", "/recommandations/?q=marches", "/suites/"])
def test_a_list_costs_the_same_queries_for_three_and_for_thirty(client, world, at, address):
    counts = []
    for more in (3, 27):
        for _n in range(more):
            due = at.date() + timedelta(days=9)
            TransmissionFactory(world=world, at=at, due_on=due, themes=[ThemeFactory(slug="a", name="Thème A")])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


@pytest.mark.django_db
def test_an_empty_list_says_what_will_appear_and_how(client):
    assert "dès que la coprésidence les a déclarées recevables" in client.get("/recommandations/").content.decode()
    assert "Dès la première recommandation transmise" in client.get("/suites/").content.decode()
    assert "Retirez un filtre" in client.get("/recommandations/?q=rien").content.decode()


@pytest.mark.django_db
def test_the_file_holds_what_is_filtered_and_no_formula(client, world, at, food):
    RecommendationFactory(world=world, at=at, admissible=True, title='=HYPERLINK("https://exemple.fr")')
    response = client.get("/recommandations.csv?q=hyperlink")
    lines = response.content.decode("utf-8-sig").strip().split("\r\n")
    assert response["Content-Type"].startswith("text/csv")
    assert len(lines) == 2
    assert lines[0].startswith("numéro;nature;titre;")
    assert "'=HYPERLINK" in lines[1]
    assert lines[1].endswith("http://testserver/recommandations/2026-002/")


@pytest.mark.django_db
def test_the_feed_tells_the_public_steps_the_last_one_first(client, world, at):
    text = RecommendationFactory(world=world, at=at, submitted=True, title="Des vélos")
    assert b"<entry>" not in client.get("/recommandations/flux.atom").content
    RecommendationFactory(world=world, at=at + timedelta(days=1), adopted=True, title="Des lots")
    response = client.get("/recommandations/flux.atom")
    titles = [entry.findtext(f"{ATOM}title") for entry in ElementTree.fromstring(response.content).iter(f"{ATOM}entry")]
    assert response["Content-Type"].startswith("application/atom+xml")
    assert titles[0] == "2026-002 · Adoptée : Des lots"
    assert not any(text.title in title for title in titles)
