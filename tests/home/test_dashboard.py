"""The back office opens with what is due: by role, each line a link that answers, as quick for thirty as for three."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.dashboard import LINES, due
from home.groups import open_groups
from home.models import SiteIdentity
from tests.accounts.factories import UserFactory
from tests.deliberations.factories import closed, found, planned
from tests.governance.factories import RecommendationFactory, ReferralFactory, TransmissionFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OF_RECORDS = {
    "Séances à convoquer", "Recevabilité à examiner", "Adoptées, à transmettre", "Réponses en retard",
    "Saisines en retard", "Procès-verbaux à approuver",
}  # fmt: skip
OF_SITE = {"Ce que le site doit dire"}
SEEN = {"clerk": OF_RECORDS | OF_SITE, "co_chair": OF_RECORDS, "liaison": set(), "author": set()}


@pytest.fixture
def world(now):
    world = found(members=4)
    open_groups()
    return world


@pytest.fixture
def busy(world, now):
    """One thing of each kind that is due."""
    planned(world, now, title="Plénière de juin", starts_at=now + 40 * DAY)
    closed(world, now - 30 * DAY, title="Plénière d’hiver")
    RecommendationFactory(world=world, at=now - 3 * DAY, submitted=True)
    RecommendationFactory(world=world, at=now - 9 * DAY, adopted=True)
    TransmissionFactory(world=world, at=now - 60 * DAY, due_on=now.date() - 12 * DAY)
    ReferralFactory(world=world, at=now - 90 * DAY, due_on=now.date() - DAY)


def titles(user, at):
    return {section.title for section in due(user, at)}


@pytest.mark.parametrize("role", SEEN)
def test_each_role_sees_what_it_may_do(world, busy, now, role):
    shown = titles(world.users[role], now)
    assert shown >= SEEN[role]
    assert bool(shown & OF_RECORDS) == bool(SEEN[role] & OF_RECORDS)
    assert bool(shown & OF_SITE) == bool(SEEN[role] & OF_SITE)


def test_who_holds_no_function_sees_the_site_alone(world, busy, now):
    assert titles(UserFactory(superuser=True), now) == OF_SITE


def test_S2_a_sitting_to_convene_says_until_when_it_lawfully_can_be(world, now):
    planned(world, now, title="Plénière de juin", starts_at=now + 40 * DAY)
    planned(world, now, title="Plénière de demain", starts_at=now + DAY)
    tomorrow, june = due(world.users["co_chair"], now)[0].lines
    assert "à convoquer avant le" in june.due
    assert (tomorrow.late, june.late) == (True, False)


def test_every_line_leads_somewhere(client, world, busy, now):
    clerk = world.users["clerk"]
    client.force_login(clerk)
    lines = [line for section in due(clerk, now) for line in section.lines]
    assert len(lines) > 8
    assert [line.url for line in lines if client.get(line.url).status_code not in (200, 302)] == []


def test_what_the_site_says_is_due_no_longer(world, now):
    SiteIdentity(
        publisher="Ville", director="Le maire", hosting="Hébergeur", data_protection="dpd@exemple.fr",
        audited_on=now.date(), criteria_met=90,
    ).save()  # fmt: skip
    assert titles(world.users["clerk"], now) & OF_SITE == set()


def test_the_back_office_opens_with_it(client, world, busy):
    client.force_login(world.users["clerk"])
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Plénière de juin" in page
    assert "Séances à convoquer" in page


def test_it_asks_as_much_for_thirty_texts_as_for_three(world, busy, now):
    clerk = world.users["clerk"]
    due(clerk, now)  # whoever signed in was asked once already what they may do

    def asked(number):
        for _ in range(number):
            RecommendationFactory(world=world, at=now - 3 * DAY, submitted=True)
        with CaptureQueriesContext(connection) as queries:
            sections = due(clerk, now)
        return len(queries), sections

    few, _sections = asked(2)
    many, sections = asked(20)
    assert few == many <= 14
    waiting = next(section for section in sections if section.title == "Recevabilité à examiner")
    assert (len(waiting.lines), waiting.more) == (LINES, 23 - LINES)
