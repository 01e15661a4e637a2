"""RULES R8, A3, M4: the annual report as page and document, made from the record and agreeing with it."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pdfminer.high_level import extract_text

from governance import services
from governance.annual import annual_report, years_reported
from governance.catalogue import Query, found
from governance.figures import by_addressee, by_theme, by_year
from governance.papers import draw_annual
from governance.presenters.board import WORDS
from register.services import current_head
from tests.governance.factories import AnswerFactory, FollowUpStepFactory, ReferralFactory, TransmissionFactory
from tests.governance.world import found as council

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = date(2026, 12, 1)


@pytest.fixture
def world():
    return council()


@pytest.fixture
def year(world, at):
    """Sent in March: one accepted in time and done, one declined late, one late, one not due."""

    def send(days):
        return TransmissionFactory(world=world, at=at, due_on=at.date() + days * DAY)

    done = AnswerFactory(world=world, transmission=send(100), at=at + 40 * DAY)
    text = done.transmission.recommendation
    FollowUpStepFactory(world=world, recommendation=text, at=at + 50 * DAY, title="Clause signée", progress=100)
    AnswerFactory(world=world, transmission=send(50), at=at + 60 * DAY, outcome="declined")
    send(100)
    send(400)
    ReferralFactory(world=world, at=at)
    return 2026


def test_R8_the_report_counts_what_the_record_holds(year):
    report = annual_report(year, ON)
    assert dict(report.figures) == {
        "Avis demandés au conseil": "1", "Textes déposés": "4", "Déclarés recevables": "4", "Adoptés": "4",
        "Rejetés": "0", "Transmis à l’assemblée": "4", "Réponses reçues": "2", "dont à temps": "1 (50\u202f%)",
        "dont favorables, en tout ou partie": "1 (50\u202f%)", "Délai médian de réponse, en jours": "40",
        "Réponses encore attendues": "2", "dont en retard": "1",
    }  # fmt: skip
    assert [(line.days, line.in_time) for line in report.answered] == [(40, True), (60, False)]
    assert [line.late for line in report.waiting] == [True, False]
    assert [line.step for line in report.done] == ["Clause signée"]
    assert not report.whole


def test_R8_a_year_that_is_over_is_told_as_it_ended(year, world, at):
    assert annual_report(year, date(2028, 1, 5)).whole
    assert len(annual_report(year, date(2028, 1, 5)).waiting) == 2
    assert annual_report(2027, date(2028, 1, 5)).answered == ()
    assert years_reported(date(2028, 1, 5)) == [2026]
    assert years_reported(date(2025, 1, 5)) == []


def test_M4_A3_the_same_record_gives_the_same_bytes_with_the_head_of_the_register(year):
    drawn = [draw_annual(annual_report(year, ON), url="https://exemple.fr/suites/2026/") for _ in range(2)]
    assert drawn[0] == drawn[1]
    text = extract_text(io.BytesIO(drawn[0]))
    assert current_head().digest in text
    assert "Clause signée" in text


@pytest.mark.parametrize(("path", "status"), [("2026/", 200), ("2026.pdf", 200), ("1999/", 404), ("1999.pdf", 404)])
def test_the_report_is_public(path, status, client, year):
    with time_machine.travel(ON, tick=False):
        got = client.get(f"/suites/{path}")
    assert got.status_code == status
    assert not got.cookies


def test_the_report_asks_as_much_for_thirty_answers_as_for_three(world, at):
    counts = []
    for number in (3, 12):
        for _ in range(number):
            sent = TransmissionFactory(world=world, at=at, due_on=at.date() + 90 * DAY)
            AnswerFactory(world=world, transmission=sent, at=at)
        with CaptureQueriesContext(connection) as seen:
            annual_report(2026, ON)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_R8_every_figure_of_every_group_of_the_board_equals_the_list_it_opens(year, world, at):
    other = TransmissionFactory(world=world, at=at, due_on=at.date() + 10 * DAY, addressee="Ville de Strasbourg")
    services.acknowledge(other.recommendation, by=world.users["liaison"], at=at)
    groups = {"theme": by_theme(ON), "year": by_year(ON), "addressee": by_addressee(ON)}
    assert [line.label for line in groups["addressee"]][-1] == "Ville de Strasbourg"
    for field, lines in groups.items():
        for line in lines:
            for word, family in WORDS.items():
                if hasattr(line.counts, word):
                    listed = found(Query(family=family, **{field: line.key}), ON).count()
                    assert listed == getattr(line.counts, word), (field, line.key, word)
