"""Sittings in the back office: every list opens, nothing is written there, a longer list costs no more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deliberations.wagtail_hooks import SittingsGroup
from tests.accounts.factories import UserFactory
from tests.deliberations.factories import closed, found, opened, planned, proxy

pytestmark = pytest.mark.django_db
NAMES = [viewset.name for viewset in SittingsGroup.items]


@pytest.fixture
def world():
    return found()


@pytest.fixture
def boss(client):
    client.force_login(UserFactory(superuser=True))
    return client


@pytest.mark.parametrize("name", NAMES)
def test_each_list_opens_and_offers_nothing_to_add(name, world, boss, at):
    closed(world, at)
    page = boss.get(reverse(f"{name}:index"))
    assert page.status_code == 200
    assert reverse(f"{name}:add") not in page.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_A1_not_even_an_administrator_writes_records_there(name, world, boss, at):
    closed(world, at)
    assert boss.get(reverse(f"{name}:add")).status_code in (302, 403)


def test_a_sitting_leads_to_its_own_screens(world, boss, at):
    sitting = opened(world, at)
    page = boss.get(reverse("sitting:index")).content.decode()
    for name in ("preparation", "conduct"):
        assert reverse(f"deliberations:{name}", args=[sitting.slug]) in page
    assert boss.get(reverse("sitting:inspect", args=[sitting.pk])).status_code == 200


def test_the_list_of_sittings_asks_as_much_for_3_rows_as_for_30(world, boss, at):
    def queries():
        boss.get(reverse("sitting:index"))
        with CaptureQueriesContext(connection) as asked:
            boss.get(reverse("sitting:index"))
        return len(asked)

    for n in range(3):
        planned(world, at, items=False, title=f"Séance {n}")
    few = queries()
    for n in range(3, 30):
        planned(world, at, items=False, title=f"Séance {n}")
    assert queries() == few


def test_P6_proxies_are_listed_with_both_seats(world, boss, at):
    sitting = opened(world, at, present=["author", "rapporteur", "co_chair", "member0"])
    given = proxy(world, sitting, "member1", "author", at)
    page = boss.get(reverse("proxy:index")).content.decode()
    assert given.giver.code in page
    assert given.holder.code in page
