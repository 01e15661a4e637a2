"""RULES R8: answered, in time, accepted, implemented, overdue, median days; each figure agrees with its list."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction

import pytest
from django.urls import reverse

from governance import services
from governance.catalogue import Query, found
from governance.figures import Counts, by_theme, by_year, figures, median
from governance.presenters.board import WORDS, board
from tests.governance.factories import AnswerFactory, ThemeFactory, TransmissionFactory
from tests.governance.world import found as council

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(at):
    """One accepted and implemented in time, one declined late, one overdue, one still in time."""
    world, theme = council(), ThemeFactory(name="Logement", slug="logement")

    def send(days, **words):
        return TransmissionFactory(world=world, at=at, due_on=at.date() + timedelta(days=days), **words)

    done = AnswerFactory(world=world, transmission=send(100, themes=[theme]), at=at + timedelta(days=40))
    services.implement(done.transmission.recommendation, by=world.users["liaison"], at=at + timedelta(days=41))
    services.complete(done.transmission.recommendation, by=world.users["liaison"], at=at + timedelta(days=42))
    AnswerFactory(world=world, transmission=send(50), at=at + timedelta(days=60), outcome="declined")
    send(100, themes=[theme])
    send(400)
    return at.date() + timedelta(days=150)


def test_R8_the_figures_are_counted_from_the_dates(on):
    total = figures(on)
    assert Counts(4, 2, 1, 1, 1, 1) == Counts(
        total.transmitted, total.answered, total.in_time, total.accepted, total.implemented, total.overdue
    )
    assert (total.median_days, total.expected_days) == (40, 100)
    assert total.answered_share == total.in_time_share == total.accepted_share == Fraction(1, 2)
    assert total.implemented_share == 1


def test_R8_by_theme_and_year_count_the_same_things(on):
    assert [(line.key, line.counts) for line in by_year(on)] == [("2026", Counts(4, 2, 1, 1, 1, 1))]
    assert [(line.label, line.counts) for line in by_theme(on)] == [("Logement", Counts(2, 1, 1, 1, 1, 1))]


def test_R8_each_figure_agrees_with_the_list_it_opens(on):
    total = figures(on)
    for word in ("transmitted", "answered", "in_time", "accepted", "implemented", "overdue"):
        assert found(Query(family=WORDS[word]), on).count() == getattr(total, word), word


@pytest.mark.parametrize(
    ("days", "middle"), [({}, None), ({4: 1}, 4), ({4: 1, 9: 1}, 4), ({4: 1, 9: 1, 30: 1}, 9), ({4: 3, 90: 2}, 4)]
)
def test_R8_half_of_the_answers_took_at_most_the_median(days, middle):
    assert median(Counter(days)) == middle


def test_R8_of_nothing_there_is_no_share(at):
    total = figures(at.date())
    assert total.answered_share is total.implemented_share is total.median_days is None


def test_the_board_lists_what_is_overdue_and_links_every_number(client, on):
    shown = board(on)
    assert [row.badge.overdue for row in shown["late"]] == [True]
    page = client.get(reverse("governance:board")).content.decode()
    assert "/recommandations/?etat=repondues&amp;theme=logement" in page
    assert "/recommandations/?etat=mises-en-oeuvre&amp;annee=2026" in page
