"""RULES C8: parity and vacancies per college and in total; flagged beyond one, for those who stated it."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pdfminer.high_level import extract_text

from council.models import Person, composition, overview
from council.models.overview import Parity
from council.parity import ParityLine, parity_lines
from tests.council.factories import CollegeFactory, SeatFactory, TermFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 24)


def filled(college, civilities, vacant=0):
    for civility in civilities:
        Person.objects.filter(pk=TermFactory(seat__college=college).person_id).update(civility=civility)
    for _ in range(vacant):
        SeatFactory(college=college)


@pytest.mark.parametrize(
    ("women", "men", "flagged", "words"),
    [(0, 0, False, "sans objet"), (2, 2, False, "atteinte"), (3, 2, False, "atteinte"), (2, 4, True, "écart de 2")],
)
def test_C8_the_gap_is_flagged_beyond_one(women, men, flagged, words):
    line = ParityLine("A", 8, 1, Parity(women, men))
    assert (line.flagged, line.verdict) == (flagged, words)
    assert line.unstated == 7 - women - men


@pytest.fixture
def council():
    first = CollegeFactory()
    second = CollegeFactory(body=first.body)
    filled(first, ["F", "F", "M", ""], vacant=1)
    filled(second, ["M", "M", "M", "F"])
    TermFactory(seat__college=second, seat__votes=False)
    return first.body


def test_C8_each_college_and_the_whole_advisory_seats_apart(council):
    lines = parity_lines(overview(composition(council, ON)))
    assert [line.figures for line in lines] == [[5, 4, 1, 2, 1, 1], [4, 4, 0, 1, 3, 0], [9, 8, 1, 3, 4, 1]]
    assert [line.flagged for line in lines] == [False, True, False]


def test_C8_page_file_and_document_say_the_same_of_any_day(council, client):
    page = client.get(reverse("council:parity") + "?au=2026-03-24").content.decode()
    assert "écart de 2" in page
    file = client.get(reverse("council:parity_csv") + "?au=2026-03-24").content.decode("utf-8-sig")
    assert "9;8;1;3;4;1;atteinte" in file
    document = client.get(reverse("council:parity_pdf") + "?au=2026-03-24")
    assert "écart de 2" in extract_text(BytesIO(document.content))
    for typed in ("hier", "2026-02-31", ""):
        assert client.get(reverse("council:parity") + f"?au={typed}").status_code == 200


def test_C8_the_page_asks_the_same_of_the_database_for_three_and_thirty_seats(council, client):
    counts = []
    for more in (0, 27):
        for _ in range(more):
            TermFactory(seat__college=council.colleges.first())
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("council:parity"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
