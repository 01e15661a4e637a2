"""What every test may rely on."""

from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from common.append_only import removal, statements
from tests import migrated
from tests.record import APPEND_ONLY

PARIS = ZoneInfo("Europe/Paris")


# What no database changes is tried once, on SQLite: words, colours, structure, arithmetic, and who may open which
# address; the secretariat, who may open the most, tries every address on both.
ONCE = (
    "tests/common/", "tests/reports/", "tests/architecture/test_structure", "tests/architecture/test_permissions",
    "tests/architecture/test_documents", "tests/governance/test_voting", "tests/governance/test_ballot_file",
    "tests/home/test_demo_texts",
)  # fmt: skip
ON_BOTH = "[clerk]"


def said_again(item):
    return item.nodeid.startswith(ONCE) and ON_BOTH not in item.nodeid


def pytest_collection_modifyitems(config, items):
    """Leave out of a run on PostgreSQL what it would only say again."""
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if said_again(item)])
        items[:] = [item for item in items if not said_again(item)]


@contextmanager
def triggers_lifted():
    """Let the test runner empty the tables that the product only lets grow; the triggers are put back at once."""
    with connection.cursor() as cursor:
        for table in APPEND_ONLY:
            for sql in removal(connection.vendor, table):
                cursor.execute(sql)
        try:
            yield
        finally:
            for table in APPEND_ONLY:
                for sql in statements(connection.vendor, table):
                    cursor.execute(sql)


empty_the_tables = TransactionTestCase._fixture_teardown


def empty_the_record_too(self):
    with triggers_lifted():
        empty_the_tables(self)


TransactionTestCase._fixture_teardown = empty_the_record_too


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings):
    """Whether the database need not be made: as asked on the command line, or because a migrated one was at hand."""
    name = settings.DATABASES["default"]["TEST"].get("NAME")
    taken = not request.config.getvalue("reuse_db") and migrated.take(name)
    yield taken or request.config.getvalue("reuse_db")
    if taken:
        connection.close()
        for file in Path(name).parent.glob(f"{Path(name).name}*"):
            file.unlink()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Keep what was migrated for the next run."""
    with django_db_blocker.unblock():
        migrated.keep()


@pytest.fixture(autouse=True)
def in_french():
    """Every test begins in the language of the site, whatever pages the one before read."""
    translation.activate("fr")


@pytest.fixture
def at():
    """A fixed evening: tests never ask the clock."""
    return datetime(2026, 3, 24, 18, 30, tzinfo=PARIS)
