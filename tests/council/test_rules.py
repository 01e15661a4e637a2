"""Who holds which function, asked at a moment, and asked of the database once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser

from council.rules import function_of, is_co_chair, is_member, person_of, seats_of, sits_on
from tests.accounts.factories import UserFactory
from tests.council.factories import (
    START,
    BodyFactory,
    CollegeFactory,
    OfficeFactory,
    SeatFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
AFTER = date(2022, 6, 1)


def test_C2_a_member_holds_a_seat_of_the_plenary_on_the_day_asked():
    term = TermFactory(with_account=True, ended=True)
    user = term.person.user
    assert is_member(user, START)
    assert not is_member(user, AFTER)
    assert sits_on(term.person, START)
    assert not sits_on(term.person, AFTER)


@pytest.mark.parametrize("traits", [{"alternate": True}, {"advisory": True}])
def test_C7_alternates_and_advisory_members_are_members(traits):
    assert is_member(TermFactory(with_account=True, **traits).person.user, START)


def test_a_seat_in_a_working_group_makes_no_member_of_the_council():
    group = CollegeFactory(body=BodyFactory(), letter="A")
    user = TermFactory(with_account=True, seat=SeatFactory(college=group)).person.user
    assert not is_member(user, START)
    assert len(seats_of(user, START)) == 1


def test_C5_several_co_chairs_serve_at_once_and_only_of_the_plenary_count():
    chairs = [OfficeFactory(co_chair=True, with_account=True).person.user for _n in range(3)]
    facilitator = OfficeFactory(co_chair=True, with_account=True, body=BodyFactory()).person.user
    assert all(is_co_chair(user, START) for user in chairs)
    assert not is_co_chair(facilitator, START)
    assert not is_co_chair(chairs[0], date(2019, 1, 1))


def test_a_closed_account_and_a_stranger_hold_nothing():
    closed = TermFactory(with_account=True).person.user
    closed.is_active = False
    for user in (closed, AnonymousUser(), UserFactory()):
        assert person_of(user) is None
        assert not is_member(user, START)
        assert not is_co_chair(user, START)
        assert seats_of(user, START) == []


def test_the_day_of_a_moment_is_the_one_of_the_council_s_clock():
    user = TermFactory(with_account=True).person.user
    just_after_midnight_in_paris = datetime(2019, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert is_member(user, just_after_midnight_in_paris)


def test_asking_again_costs_no_query(django_assert_num_queries):
    user = TermFactory(with_account=True).person.user
    user = type(user).objects.get(pk=user.pk)
    with django_assert_num_queries(3):  # the person, their seats, their office
        for _n in range(3):
            assert is_member(user, START)
            assert not is_co_chair(user, START)
            assert person_of(user)


@pytest.mark.parametrize(
    ("make", "function"),
    [
        (lambda: None, "system"),
        (lambda: UserFactory(clerk=True), "clerk"),
        (lambda: OfficeFactory(co_chair=True, with_account=True).person.user, "co_chair"),
        (lambda: TermFactory(with_account=True).person.user, "member"),
    ],
)
def test_A4_an_account_acts_in_a_function(make, function):
    assert function_of(make(), START) == function
