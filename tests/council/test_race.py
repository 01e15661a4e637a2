"""RULES C1 under concurrency: real connections, real commits, on either database."""

from datetime import date

import pytest

from common.lifecycle import Refused
from council.models import Term
from council.services import seat_person
from register.services import verify
from tests.council.factories import PersonFactory, SeatFactory
from tests.racing import race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
DAY = date(2024, 1, 1)


def test_C1_of_two_clerks_seating_two_people_at_once_one_is_refused(at):
    seat, people = SeatFactory(), PersonFactory.create_batch(2)
    outcomes = race(*(lambda p=p: seat_person(seat=seat, person=p, starts_on=DAY, by=None, at=at) for p in people))
    assert sorted(type(outcome) for outcome in outcomes if not isinstance(outcome, Term)) == [Refused]
    assert Term.objects.count() == 1
    assert verify() is None


def test_C2_of_two_seats_given_at_once_to_one_person_one_is_refused(at):
    person, seats = PersonFactory(), SeatFactory.create_batch(2)
    outcomes = race(*(lambda s=s: seat_person(seat=s, person=person, starts_on=DAY, by=None, at=at) for s in seats))
    assert [type(outcome) for outcome in outcomes].count(Refused) == 1
    assert Term.objects.count() == 1
