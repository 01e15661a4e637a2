"""What every operation of the API does: pages, filters that are known, problems, ETag, limit, other sites."""

from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.cache import cache

from governance.models import Recommendation
from opendata.api import api
from tests.governance.factories import RecommendationFactory, ThemeFactory
from tests.governance.world import found

pytestmark = pytest.mark.django_db
LIST = "/api/v1/recommendations"


def operations():
    """(path, parameters) of every operation that asks for nothing in its path."""
    paths = api.get_openapi_schema(path_prefix="api/v1/")["paths"]
    return [(path, what["get"].get("parameters", [])) for path, what in paths.items() if "{" not in path]


OPERATIONS = operations()


@pytest.fixture
def three(at):
    world = found()
    return [RecommendationFactory(world=world, at=at, admissible=True).number for _ in range(3)]


def test_pages_lead_to_one_another_in_the_body_and_in_the_link_header(client, three):
    first = client.get(LIST, {"page_size": 2, "year": 2026})
    second = client.get(first.json()["next"])
    assert [len(page.json()["items"]) for page in (first, second)] == [2, 1]
    assert (second.json()["next"], first.json()["previous"]) == (None, None)
    assert client.get(second.json()["previous"]).json() == first.json()
    assert f'<{first.json()["next"]}>; rel="next"' in first["Link"]
    assert 'rel="last"' in first["Link"]
    assert "year=2026" in urlsplit(first.json()["next"]).query


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30])
def test_a_page_that_is_none_is_refused(client, page):
    assert client.get(LIST, {"page": page}).status_code == 422


def test_a_page_beyond_the_last_is_empty_and_leads_back(client, three):
    beyond = client.get(LIST, {"page": 1000}).json()
    assert beyond["items"] == []
    assert client.get(beyond["previous"]).json()["count"] == 3


@pytest.mark.parametrize("path", [path for path, _ in OPERATIONS])
def test_a_filter_that_does_not_exist_is_refused_by_its_name(client, path):
    response = client.get(path, {"thme": "eau"})
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert response.json()["errors"][0]["where"] == "query.thme"
    assert "known" in response.json()["errors"][0]["why"]


@pytest.mark.parametrize(("path", "parameters"), OPERATIONS)
def test_every_parameter_is_described_and_a_text_with_a_nul_breaks_none(client, path, parameters):
    for parameter in parameters:
        assert parameter.get("description") or parameter["schema"].get("description"), (path, parameter["name"])
        for value in ("\x00", "' OR 1=1", "²", "9" * 40):
            assert client.get(path, {parameter["name"]: value}).status_code in (200, 404, 422), (path, parameter, value)


def test_the_way_in_leads_to_every_list(client, three):
    for address in client.get("/api/v1/").json().values():
        assert client.get(address).status_code in (200, 404), address


def test_what_has_not_changed_is_not_sent_again(client, three, at):
    first = client.get(LIST)
    again = client.get(LIST, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert "no-cache" in first["Cache-Control"]
    ThemeFactory().recommendations.set(Recommendation.objects.all())
    assert client.get(LIST, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", [LIST, f"{LIST}/2026-999", "/api/v1/openapi.json", "/donnees/avis.csv"])
def test_pages_of_other_sites_may_read_it_without_an_account(client, path):
    response = client.get(path, headers={"origin": "https://ailleurs.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.has_header("Access-Control-Allow-Credentials")
    assert not response.cookies


@pytest.mark.parametrize("path", ["/recommandations/", "/compte/login/", "/espace/"])
def test_pages_of_other_sites_read_nothing_else(client, path):
    assert not client.get(path).has_header("Access-Control-Allow-Origin")


@pytest.fixture
def limited(settings, at):
    settings.API_REQUESTS_A_MINUTE = 2
    cache.clear()
    with time_machine.travel(at.replace(second=20), tick=False) as clock:
        yield clock
    cache.clear()


def asked(client, times=1, **meta):
    return [client.get("/api/v1/register/head", **meta).status_code for _ in range(times)]


def test_beyond_its_limit_an_address_is_told_when_to_come_back(client, limited):
    assert asked(client, 3) == [200, 200, 429]
    refused = client.get("/api/v1/register/head")
    assert (refused["Retry-After"], refused["Content-Type"]) == ("40", "application/problem+json")
    assert asked(client, REMOTE_ADDR="192.0.2.7") == [200]
    limited.shift(40)
    assert asked(client) == [200]


def test_a_header_that_anybody_may_write_opens_no_other_limit(client, limited):
    told = [asked(client, HTTP_X_FORWARDED_FOR=f"9.9.9.{n}")[0] for n in range(3)]
    assert told == [200, 200, 429]


@pytest.mark.parametrize(("proxies", "header"), [(1, "9.9.9.{n}, 192.0.2.7"), (2, "9.9.9.{n}, 192.0.2.7, 10.0.0.1")])
def test_behind_our_own_proxies_the_address_they_added_counts(client, limited, settings, proxies, header):
    settings.TRUSTED_PROXIES = proxies
    told = [asked(client, HTTP_X_FORWARDED_FOR=header.format(n=n))[0] for n in range(3)]
    assert told == [200, 200, 429]
    assert asked(client, HTTP_X_FORWARDED_FOR=header.replace("192.0.2.7", "192.0.2.8")) == [200]


def test_who_comes_past_the_proxies_counts_by_the_connection(client, limited, settings):
    settings.TRUSTED_PROXIES = 2
    assert [asked(client, HTTP_X_FORWARDED_FOR=f"9.9.9.{n}")[0] for n in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/", "/api/v1/recommendations/", "/api/v2/x"])
def test_an_address_that_is_none_is_a_problem_too(client, path):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
