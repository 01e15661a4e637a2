"""The front page: whole with nothing to show, true with something, and as quick for thirty texts as for three."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.front import front_page
from tests.deliberations.factories import convened, planned, ready
from tests.governance.factories import AnswerFactory, RecommendationFactory, TransmissionFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page_of(client):
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u202f", " ")


def test_an_empty_council_has_a_whole_front_page(client):
    page = text_of(page_of(client))
    assert "Aucune séance n’est convoquée" in page
    assert "Aucune réponse pour l’instant" in page
    assert page.count("–") >= 3, "what cannot be computed is a dash, not a nought"


@pytest.fixture
def busy(world, now):
    """Two texts transmitted, of which one answered and one late, and one in discussion."""
    answered = TransmissionFactory(world=world, at=now - 90 * DAY, due_on=now.date() + 30 * DAY, title="Texte répondu")
    AnswerFactory(world=world, transmission=answered, at=now - 10 * DAY)
    late = now - 60 * DAY
    TransmissionFactory(world=world, at=late, due_on=now.date() - 12 * DAY, title="Texte en attente")
    RecommendationFactory(world=world, at=now, admissible=True)


def test_R8_the_front_page_says_where_the_recommendations_stand_and_how_late_the_assembly_is(busy, now):
    shown = front_page(now)
    assert [station["count"] for station in shown["road"]] == ["1", "2", "2", "1", "0"]
    assert [stat["figure"].replace("\u202f", " ") for stat in shown["stats"]] == ["50 %", "80 j", "100 %", "1"]
    assert shown["late"][0]["label"] == "sans réponse depuis 12 jours"


def test_each_figure_opens_its_list_with_as_many_lines(client, busy, now):
    shown = front_page(now)
    expected = [(station["url"], station["count"]) for station in shown["road"]]
    expected += [(shown["stats"][0]["href"], "1"), (shown["stats"][2]["href"], "1"), (shown["stats"][3]["href"], "1")]
    for address, count in expected:
        assert str(client.get(address).context["page_of_rows"].paginator.count) == count, address


def test_the_latest_answers_and_what_is_late_stand_on_the_page(client, busy):
    page = text_of(page_of(client))
    assert "Texte répondu" in page
    assert "Texte en attente" in page


def test_the_next_sitting_is_the_first_one_convened_with_its_public_agenda(client, world, now):
    planned(world, now, title="Encore secrète", starts_at=now + DAY)
    sitting = convened(world, now, starts_at=now + 15 * DAY, recommendations=[ready(world, now)])
    page = page_of(client)
    assert "Encore secrète" not in page
    assert sitting.get_absolute_url() in page
    assert reverse("deliberations:sitting_calendar", args=[sitting.slug]) in page
    assert "Ouvrir les marchés aux ateliers d’insertion" in page


def test_the_front_page_asks_as_much_for_thirty_texts_as_for_three_and_at_most_sixteen_times(client, world, now):
    convened(world, now, starts_at=now + 15 * DAY)

    def asked(number):
        for n in range(number):
            RecommendationFactory(
                world=world, at=now - 30 * DAY, **{("answered", "transmitted", "adopted")[n % 3]: True}
            )
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    assert asked(3) == asked(27) <= 16
