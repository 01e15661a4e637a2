"""What everybody reads of the council: its composition on any day, and each member's page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from council.models import composition, overview, portrait
from tests.council.factories import (
    CollegeFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    PlenaryFactory,
    SeatFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)


def titulars(*civilities, letter="A"):
    college = CollegeFactory(letter=letter)
    for civility in civilities:
        TermFactory(seat=SeatFactory(college=college), person__civility=civility)
    return college


def seen(on=DAY):
    return overview(composition(PlenaryFactory(), on))


def read(client, **query):
    return client.get(reverse("council:council"), query)


def test_C8_balance_is_counted_per_college_and_in_total_for_those_who_stated_it():
    titulars("F", "F", "F", "M", "", letter="A")
    titulars("F", "M", "M", letter="B")
    page = seen()
    first, second = (face.parity for face in page.colleges)
    assert (first.women, first.men, first.balanced) == (3, 1, False)
    assert (second.women, second.men, second.balanced) == (1, 2, True)
    assert (page.parity.women, page.parity.men, page.parity.balanced) == (4, 3, True)
    assert page.parity.stated == 7


def test_C8_vacancies_are_counted_and_drawn_as_such():
    titulars("F", "M")
    SeatFactory()
    page = seen()
    assert (page.vacancies, page.composition.in_exercise) == (1, 2)
    assert [dot.seat.family for dot in page.drawing.dots].count("absent") == 1
    assert page.legend[-1]["family"] == "absent"


def test_C7_advisory_seats_are_shown_apart_and_not_drawn():
    titulars("F")
    TermFactory(advisory=True)
    page = seen()
    assert (len(page.voting), len(page.advisory), len(page.drawing.dots)) == (1, 1, 1)


def test_the_council_page_names_seats_holders_and_co_chairs(client):
    term = TermFactory(person__last_name="N’Diaye", quality="délégué")
    TermFactory(seat=term.seat, alternate=True, person__last_name="Oberlé")
    OfficeFactory(co_chair=True, person=term.person, side="Ville de Strasbourg")
    page = read(client).content.decode()
    for words in ("N’Diaye", "Oberlé", "délégué", "Ville de Strasbourg", term.seat.organisation.name):
        assert words in page
    assert f'href="{term.person.get_absolute_url()}"' in page


def test_C6_the_composition_of_a_past_day_is_public(client):
    old = TermFactory(ended=True, person__last_name="Autrefois")
    TermFactory(seat=old.seat, starts_on=date(2022, 1, 1), person__last_name="Maintenant")
    assert "Maintenant" in read(client).content.decode()
    past = read(client, au="2021-06-01").content.decode()
    assert "Autrefois" in past
    assert "Maintenant" not in past
    assert "1er juin 2021" in past


def test_a_date_that_makes_no_sense_is_today(client):
    TermFactory()
    assert read(client, au="2021-13-45").context["on"] == timezone.localdate()


def test_an_empty_council_says_what_will_appear(client):
    page = read(client).content.decode()
    assert "apparaîtront ici" in page


def test_the_council_page_costs_the_same_for_3_and_30_seats(client):
    def grow(seats):
        for _n in range(seats):
            term = TermFactory()
            TermFactory(seat=term.seat, alternate=True)

    grow(3)
    OfficeFactory(co_chair=True)
    read(client)
    with_three = queries(client)
    grow(27)
    OfficeFactory.create_batch(2, co_chair=True)
    assert queries(client) == with_three


def queries(client):
    with CaptureQueriesContext(connection) as found:
        assert read(client).status_code == 200
    return len(found)


def test_the_member_page_says_for_whom_one_speaks_and_spoke(client):
    person = PersonFactory(biography="Elle **préside** une coopérative.")
    past = TermFactory(person=person, ended=True)
    now = TermFactory(person=person, starts_on=date(2022, 1, 1), quality="gérante")
    OfficeFactory(co_chair=True, person=person, side="Les réseaux")
    group = MembershipFactory(person=person)
    page = client.get(person.get_absolute_url()).content.decode()
    for words in (past.seat.organisation.name, now.seat.organisation.name, "Les réseaux", group.body.name):
        assert words in page
    assert "<strong>préside</strong>" in page
    assert "Auparavant" in page


def test_G1_the_member_page_never_shows_an_e_mail_address(client):
    person = TermFactory(with_account=True).person
    assert person.email not in client.get(person.get_absolute_url()).content.decode()


def test_E4_who_never_served_is_not_found(client):
    assert client.get(PersonFactory().get_absolute_url()).status_code == 404


def test_the_member_page_costs_the_same_for_3_and_30_terms(django_assert_num_queries):
    person = PersonFactory()

    def serve(count, year):
        for n in range(count):
            day = date(year, 1, 1) + timedelta(days=n)
            TermFactory(person=person, seat=SeatFactory(), starts_on=day, ends_on=day)

    serve(3, 2021)
    with django_assert_num_queries(3):
        portrait(person, DAY)
    serve(27, 2022)
    with django_assert_num_queries(3):
        assert len(portrait(person, DAY).past_terms) == 30


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_pages_answer_in_every_language(client, language):
    person = TermFactory().person
    assert client.get(f"/{language}/conseil/").status_code == 200
    assert client.get(f"/{language}/membres/{person.slug}/").status_code == 200
