"""What pages say to machines: one address, three languages, how a link looks, what it is in schema.org; the sitemap."""

import json
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from PIL import Image

from governance import services
from tests.council.factories import TermFactory
from tests.deliberations.factories import convened, found, planned
from tests.governance.factories import AnswerFactory, RecommendationFactory, TransmissionFactory

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def world():
    return found()


@pytest.fixture
def text(world, at):
    words = {"title": 'Des « lots » & </script><b>"', "summary": "Réserver des lots."}
    return RecommendationFactory(world=world, at=at, adopted=True, **words)


def head_of(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content.decode(), "html.parser")


def metas(page):
    return {meta["property"]: meta["content"] for meta in page.find_all("meta", property=True)}


def graph_of(page):
    """Every statement of the page, by type; each block is JSON and says the vocabulary it is written in."""
    blocks = [json.loads(script.string) for script in page.find_all("script", type="application/ld+json")]
    assert {block["@context"] for block in blocks} == {"https://schema.org"}
    return {one["@type"]: one for block in blocks for one in block["@graph"]}


def test_each_page_names_its_one_address_and_those_in_other_languages(client, text):
    path = f"recommandations/{text.number}/"
    for prefix in ("", "de/"):
        page = head_of(client, f"/{prefix}{path}?x=1")
        assert page.find("link", rel="canonical")["href"] == f"{SITE}/{prefix}{path}"
        told = {link["hreflang"]: link["href"] for link in page.head.find_all("link", hreflang=True)}
        assert told == {
            "fr": f"{SITE}/{path}", "en": f"{SITE}/en/{path}", "de": f"{SITE}/de/{path}", "x-default": f"{SITE}/{path}",
        }  # fmt: skip


def test_a_link_to_a_recommendation_shows_its_title_its_summary_and_its_picture(client, text):
    page = head_of(client, f"/recommandations/{text.number}/")
    told = metas(page)
    assert text.title in told["og:title"]
    assert (told["og:description"], told["og:type"], told["og:locale"]) == ("Réserver des lots.", "article", "fr_FR")
    assert "Adoptée" in told["og:image:alt"]
    assert page.find("meta", attrs={"name": "twitter:card"})["content"] == "summary_large_image"
    picture = client.get(told["og:image"].removeprefix(SITE))
    assert "immutable" in picture["Cache-Control"]
    assert Image.open(BytesIO(picture.content)).size == (1200, 630)


def test_the_picture_changes_its_address_with_what_it_says(client, world, at):
    sent = TransmissionFactory(world=world, at=at, due_on=at.date().replace(month=9))
    path = f"/recommandations/{sent.recommendation.number}/"
    before = metas(head_of(client, path))["og:image"]
    assert metas(head_of(client, path))["og:image"] == before
    AnswerFactory(world=world, transmission=sent, at=at)
    assert metas(head_of(client, path))["og:image"] != before


def test_schema_org_says_what_a_recommendation_is_and_where_its_files_are(client, text):
    graph = graph_of(head_of(client, f"/recommandations/{text.number}/"))
    report = graph["Report"]
    assert (report["name"], report["identifier"]) == (text.title, text.number)
    assert report["publisher"]["@id"] == graph["GovernmentOrganization"]["@id"]
    assert [client.get(file["contentUrl"].removeprefix(SITE)).status_code for file in report["encoding"]] == [200] * 3
    trail = graph["BreadcrumbList"]["itemListElement"]
    assert [place["position"] for place in trail] == list(range(1, len(trail) + 1))
    assert trail[-1]["item"] == f"{SITE}/recommandations/{text.number}/"


def test_schema_org_knows_sittings_and_people(client, world, at):
    sitting = convened(world, at, starts_at=at.replace(month=6))
    event = graph_of(head_of(client, sitting.get_absolute_url()))["Event"]
    assert event["startDate"].startswith("2026-06-24")
    assert event["eventStatus"].endswith("EventScheduled")
    term = TermFactory()
    person = graph_of(head_of(client, term.person.get_absolute_url()))["Person"]
    assert person["name"] == str(term.person)


def test_R3_what_is_not_public_yet_says_nothing_in_its_head(client, world, at):
    hidden = RecommendationFactory(world=world, at=at, submitted=True)
    client.force_login(world.users["author"])
    page = head_of(client, f"/recommandations/{hidden.number}/")
    assert page.find("link", rel="canonical") is None
    assert "og:image" not in metas(page)


def test_a_page_that_does_not_exist_is_not_to_be_listed(client):
    page = BeautifulSoup(client.get("/n-existe-pas/").content.decode(), "html.parser")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.find("link", rel="canonical") is None


def listed(client):
    tree = etree.fromstring(client.get("/sitemap.xml").content)
    return {url.findtext(f"{SITEMAP}loc").removeprefix("http://testserver"): url for url in tree}


def test_the_sitemap_lists_what_is_public_in_three_languages_and_every_address_answers(client, world, text, at):
    sitting = convened(world, at, starts_at=at.replace(month=6))
    draft = planned(world, at, starts_at=at.replace(month=7), title="Ébauche")
    hidden = RecommendationFactory(world=world, at=at, submitted=True)
    urls = listed(client)
    for path in ("/", f"/recommandations/{text.number}/", sitting.get_absolute_url(), "/suites/", "/accessibilite/"):
        assert path in urls, path
        assert f"/de{path}" in urls
        links = urls[path].findall("{http://www.w3.org/1999/xhtml}link")
        assert {link.get("hreflang") for link in links} == {"fr", "en", "de", "x-default"}
    assert urls[f"/recommandations/{text.number}/"].findtext(f"{SITEMAP}lastmod") == "2026-03-24"
    assert not [path for path in urls if hidden.number in path or draft.slug in path]
    assert {path: client.get(path).status_code for path in urls if not path.startswith("/en/")} == {
        path: 200 for path in urls if not path.startswith("/en/")
    }


def test_the_sitemap_asks_as_much_for_thirty_texts_as_for_three(client, world, at):
    costs = []
    for more in (3, 27):
        for _ in range(more):
            RecommendationFactory(world=world, at=at, admissible=True)
        with CaptureQueriesContext(connection) as queries:
            listed(client)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 8


def test_robots_find_the_sitemap_and_no_private_door(client):
    told = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in told
    assert "Disallow: /de/compte/" in told


@pytest.fixture
def small(text):
    return [f"/recommandations/{text.number}/integrer/", "/suites/integrer/"]


def test_small_pages_may_stand_in_any_frame_and_no_other_page(client, text, small):
    for path in small:
        response = client.get(path)
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert not response.has_header("X-Frame-Options")
        assert not response.cookies
        assert "<script" not in response.content.decode()
    for path in (f"/recommandations/{text.number}/", "/suites/", "/compte/login/"):
        response = client.get(path)
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"


def test_small_pages_say_where_the_text_stands_and_lead_out_of_the_frame(client, text, small):
    page = head_of(client, small[0])
    assert page.h1.get_text() == text.title.replace("« ", "«\u202f").replace(" »", "\u202f»")
    assert "Adoptée" in page.get_text()
    assert {link["target"] for link in page.find_all("a")} == {"_blank"}
    assert head_of(client, f"{small[0]}?theme=dark").html["data-theme"] == "dark"
    assert not head_of(client, f"{small[0]}?theme=x").html.has_attr("data-theme")


def test_R3_a_small_page_is_the_same_for_who_is_signed_in(client, world, at):
    text = RecommendationFactory(world=world, at=at, drafting=True, title="Titre figé")
    services.edit(text, by=world.users["rapporteur"], at=at, title="Essai", summary="Essai", body="x", rationale="x")
    client.force_login(world.users["rapporteur"])
    assert "Essai" not in client.get(f"/recommandations/{text.number}/integrer/").content.decode()


@pytest.mark.parametrize("page", ["/recommandations/{number}/documents/", "/suites/"])
def test_the_code_to_copy_shows_a_page_that_is_there(client, world, at, page):
    text = RecommendationFactory(world=world, at=at, transmitted=True, title='Des « lots » & </script><b>"')
    code = head_of(client, page.format(number=text.number)).textarea.get_text()
    frame = BeautifulSoup(code, "html.parser").iframe
    assert frame["title"]
    assert client.get(frame["src"].removeprefix(SITE)).status_code == 200
    assert "<script" not in code
