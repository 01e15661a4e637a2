"""Transactions that end in another order than they began: no change is missed, none is told twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from governance.models import Theme
from home.keeping.changes import Change, Follower

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THEMES = {Change("governance_theme")}


def write_slowly(begun, go_on):
    """Write, and commit only when told to."""
    try:
        with transaction.atomic():
            Theme.objects.create(name="Lent", slug="lent")
            begun.set()
            assert go_on.wait(20)
    finally:
        connection.close()


def test_a_change_committed_after_a_later_one_is_not_missed():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    follower, begun, go_on = Follower(), Event(), Event()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(write_slowly, begun, go_on)
        assert begun.wait(20)
        assert not follower.is_behind(), "what is not committed has not happened"
        Theme.objects.create(name="Prompt", slug="prompt")
        assert follower.is_behind()
        assert follower.catch_up() == THEMES
        assert not follower.is_behind(), "told once, though it is read again while the other is at work"
        go_on.set()
        slow.result(20)
    assert follower.is_behind()
    assert follower.catch_up() == THEMES
    assert not follower.is_behind()


def test_what_is_rolled_back_has_not_happened_and_its_number_may_serve_again():
    follower = Follower()
    with transaction.atomic():
        Theme.objects.create(name="Jamais", slug="jamais")
        transaction.set_rollback(True)
    assert not follower.is_behind()
    Theme.objects.create(name="Enfin", slug="enfin")
    assert follower.catch_up() == THEMES
    assert follower.catch_up() == set()
