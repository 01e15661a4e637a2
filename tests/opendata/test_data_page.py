"""The page of open data: everything on it opens, and the program it prints really checks the register."""

import html
import re
import subprocess
import sys

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
    assert len(offered) == 13
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


def checked(client, tmp_path, lines):
    """Run the program printed on the page over some lines, as a process of its own that knows nothing of the site."""
    program, file = tmp_path / "verifier.py", tmp_path / "registre.jsonl"
    program.write_text(program_on(page_of(client)), encoding="utf-8")
    file.write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(program), str(file)]
    return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={}, check=False)


@pytest.fixture
def lines(client, at):
    RecommendationFactory(at=at, adopted=True)
    return client.get("/donnees/registre.jsonl").content.decode().splitlines(keepends=True)


def test_A2_the_program_printed_on_the_page_walks_the_file_to_its_head(client, tmp_path, lines):
    head, ran = current_head(), checked(client, tmp_path, lines)
    assert (ran.returncode, ran.stdout.split()) == (0, [str(head.count), head.digest])
    assert head.count == Entry.objects.count() == len(lines)


TAMPERED = {
    "changed": (lambda lines: [*lines[:2], lines[2].replace("recommendation", "affaire"), *lines[3:]], 3),
    "removed": (lambda lines: lines[:2] + lines[3:], 3),
    "moved": (lambda lines: [lines[1], lines[0], *lines[2:]], 1),
    "doubled": (lambda lines: [*lines[:3], *lines[2:]], 4),
    "function": (lambda lines: [*lines[:4], re.sub('function":"[a-z_]+', 'function":"x', lines[4]), *lines[5:]], 5),
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_A2_and_names_the_first_line_that_was_tampered_with(kind, client, tmp_path, lines):
    tamper, first = TAMPERED[kind]
    changed = tamper(lines)
    assert changed != lines
    ran = checked(client, tmp_path, changed)
    assert ran.returncode == 1
    assert f"entry {first}" in ran.stderr


def test_A2_a_tail_that_was_cut_shows_in_the_count_and_head(client, tmp_path, lines):
    ran = checked(client, tmp_path, lines[:-1])
    assert ran.stdout.split() != [str(current_head().count), current_head().digest]
