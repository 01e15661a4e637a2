"""The page of open data: everything on it opens, and the program it prints really checks the register."""

import html
import io
import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from register.models import Entry
from register.services import current_head
from tests.governance.factories import RecommendationFactory

pytestmark = pytest.mark.django_db


def page_of(client, address=None):
    response = client.get(address or reverse("opendata:data"))
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def test_everything_on_offer_opens_without_an_account(client, at):
    RecommendationFactory(at=at, answered=True)
    page = page_of(client)
    offered = re.findall(r'card__title"><a href="([^"]+)"', page)
    assert len(offered) == 12
    for address in offered:
        response = client.get(html.unescape(address))
        assert response.status_code == 200, address
        assert not response.cookies, address


def test_before_the_first_ballot_it_says_that_there_is_none(client):
    assert "Aucun pour l’instant." in page_of(client)


@pytest.mark.parametrize("prefix", ["/en", "/de"])
def test_it_is_read_under_each_language(client, prefix):
    page_of(client, f"{prefix}/donnees/")


def program_on(page):
    return html.unescape(re.search(r"<pre[^>]*>(import hashlib.+?)</pre>", page, re.DOTALL).group(1))


@pytest.fixture
def run(client, monkeypatch, capsys):
    """Run a program whose requests reach this site, and return what it prints."""

    def opened(address):
        parts = urlsplit(address)
        return io.BytesIO(client.get(f"{parts.path}?{parts.query}").content)

    def run(program):
        monkeypatch.setattr("urllib.request.urlopen", opened)
        exec(program, {})
        return capsys.readouterr().out.split()

    return run


def test_A2_the_program_printed_on_the_page_walks_the_chain_to_its_head(client, at, run):
    RecommendationFactory(at=at, adopted=True)
    head = current_head()
    assert run(program_on(page_of(client))) == [str(head.count), head.digest]
    assert head.count == Entry.objects.count()


def test_A2_and_stops_at_a_line_that_was_changed(client, at, run, monkeypatch):
    RecommendationFactory(at=at, adopted=True)
    program = program_on(page_of(client))
    honest = client.get("/api/v1/register/entries").json()
    changed = [line | {"subject": "autre"} if line["number"] == 3 else line for line in honest]
    monkeypatch.setattr("opendata.api.entries_after", lambda number: changed if number == 0 else [])
    with pytest.raises(AssertionError, match="3"):
        run(program)
