"""Who finds what, everywhere: each address of the site and of our back office × each role × GET and POST (RULES E4).

The table is tests/architecture/matrix.py. An address without a row fails; so does a refusal that writes anything.
"""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from tests.architecture.matrix import OFFICE, SITE
from tests.architecture.realm import ROLES, build, first_of

LETTERS = {200: "o", 404: "n", 405: "m"}
# Whom the back office treats alike is asked once: members of every kind have no key to it, whatever the screen.
AT_THE_OFFICE = ("anonymous", "member", "clerk", "editor", "superuser")
OTHERS = ("wagtail", "account_", "mfa_", "simple_translation")  # what Wagtail and allauth answer for themselves
UNNAMED = {"media/images/<path:path>", "gestion/login/", "_util/login/", "test404/"}  # tried in test_security
ONE_CLICK = ("home:stop_subscription",)  # posted by mail programs, without a session (RFC 8058): its signature suffices
LOGS = ("django_session", "governance_linkuse")
WRITING = ("INSERT", "UPDATE", "DELETE")

# Marked so that they come before the tests that empty the tables, each inside a savepoint of the realm's transaction.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def realm(django_db_setup, django_db_blocker):
    """The council, built once for all cells; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(timezone.now())
        transaction.set_rollback(True)


def names(resolver=None, prefix=""):
    """Every named address under its namespace, and every unnamed one under its path."""
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from names(entry, prefix + (f"{entry.namespace}:" if entry.namespace else ""))
        else:
            yield prefix + entry.name if entry.name else str(entry.pattern)


def address(name, words, realm):
    """The path of a row: `pk=draft` names a thing of the realm, `pk=#theme` the oldest theme, the rest is said."""
    said = dict(word.split("=") for word in words.split())
    keys = {}
    for key, value in said.items():
        value = value.removeprefix("@")
        keys[key] = first_of(value[1:]) if value.startswith("#") else realm.things.get(value, value)
    return reverse(name, kwargs=keys)


@contextmanager
def writes():
    """The statements that would change what is kept; a session is not the record, nor is the log of uses of a link."""
    seen = []

    def watch(execute, sql, params, many, context):
        if sql.startswith(WRITING) and not any(table in sql for table in LOGS):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def answer(client, method, path):
    """The letter of an answer and whether anything was written, after which nothing is."""
    with transaction.atomic(), writes() as written:
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    if response.status_code == 302:
        return ("l" if "/compte/login/" in response["Location"] else "r"), written
    return LETTERS.get(response.status_code, str(response.status_code)), written


def unlike(realm, role, rows):
    """The cells of a role that answer otherwise than their row says, or that write where they must not."""
    place, client, wrong = ROLES.index(role), realm.clients[role], []
    for name, words, *expected in rows:
        path = address(name, words, realm)
        for method, letters in zip(("get", "post"), expected, strict=True):
            letter, written = answer(client, method, path)
            may_write = method == "post" and letters[place] in "or"
            if letter != letters[place] or (written and not may_write):
                wrong.append((name, words, method, letters[place], letter, written[:1]))
    return wrong


def test_every_address_of_the_site_has_its_row():
    ours = {name for name in names() if not name.startswith(OTHERS) and name not in UNNAMED}
    ours = {name for name in ours if not name.startswith("^")}
    assert {row[0] for row in SITE + OFFICE} == ours


@pytest.mark.parametrize("role", ROLES)
def test_E4_every_address_answers_this_role_as_the_table_says(role, realm):
    assert unlike(realm, role, SITE) == []


@pytest.mark.parametrize("role", AT_THE_OFFICE)
def test_E4_every_screen_of_the_back_office_answers_this_role_as_the_table_says(role, realm):
    assert unlike(realm, role, [row for row in OFFICE if role != "member" or row[0].endswith(":index")]) == []


def test_nothing_is_posted_without_a_token(realm):
    """Whoever signed in: a form of another site does nothing here."""
    realm_client = Client(enforce_csrf_checks=True)
    realm_client.cookies = realm.clients["clerk"].cookies
    wrong = []
    for name, words, *_expected in SITE + OFFICE:
        path = address(name, words, realm)
        with transaction.atomic(), writes() as written:
            status = realm_client.post(path).status_code
            transaction.set_rollback(True)
        if name in ONE_CLICK:
            continue
        refused = (403, 405) if name.startswith("api:") else (403,)  # the API takes nothing, token or not
        if name == "home:verify":  # it answers about a file, writes nothing, and gives an anonymous reader no cookie
            refused = (200,)
        if status not in refused or written:
            wrong.append((name, words, status, written[:1]))
    assert wrong == []


def test_the_table_is_whole():
    """A letter for each role in every row; no row twice."""
    rows = SITE + OFFICE
    assert all(len(letters) == len(ROLES) for row in rows for letters in row[2:])
    assert len({row[:2] for row in rows}) == len(rows)
