"""What the database itself refuses, whoever writes: one test per constraint, named as the constraint is."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from council.models import Body, College, Term

from .factories import (
    START,
    BodyFactory,
    CollegeFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    PlenaryFactory,
    ProfileFactory,
    SeatFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
BEFORE = date(2019, 12, 31)


def refused(name):
    """The database refuses, naming the constraint (SQLite names unique fields instead)."""
    return pytest.raises(IntegrityError, match=name)


def test_one_plenary():
    PlenaryFactory()
    with refused("one_plenary|council_body.kind"):
        Body.objects.create(kind="plenary", name="Autre", slug="autre")


def test_one_college_per_letter():
    college = CollegeFactory()
    with refused("one_college_per_letter|council_college.letter"):
        College.objects.create(body=college.body, letter=college.letter, name="Autre")


@pytest.mark.parametrize("weight", ["0", "1/0", "-1", "0.5", ""])
def test_college_weight_is_a_fraction(weight):
    with refused("college_weight_is_a_fraction"):
        CollegeFactory(weight=weight)


def test_seat_removed_after_created():
    with refused("seat_removed_after_created"):
        SeatFactory(created_on=START, removed_on=START)


def test_person_has_a_name():
    with refused("person_has_a_name"):
        PersonFactory(last_name="")


def test_one_person_per_address():
    PersonFactory(email="odile@exemple.fr")
    with refused("one_person_per_address|council_person.email"):
        PersonFactory(email="odile@exemple.fr")


def test_term_ends_after_it_starts():
    with refused("term_ends_after_it_starts|range"):
        TermFactory(ends_on=BEFORE)


def test_office_ends_after_it_starts():
    with refused("office_ends_after_it_starts"):
        OfficeFactory(ends_on=BEFORE)


def test_membership_ends_after_it_starts():
    with refused("membership_ends_after_it_starts"):
        MembershipFactory(ends_on=BEFORE)


def test_one_membership_per_start():
    held = MembershipFactory()
    with refused("one_membership_per_start|council_membership.starts_on"):
        MembershipFactory(body=held.body, person=held.person)


def test_one_profile_version_per_date():
    ProfileFactory()
    with refused("one_profile_version_per_date|council_rulesprofile.in_force_from"):
        ProfileFactory()


@pytest.mark.parametrize("field", ["quorum_threshold", "vote_threshold", "public_vote_share", "secret_vote_share"])
def test_profile_shares_are_fractions(field):
    with refused("profile_shares_are_fractions"):
        ProfileFactory(**{field: "la moitié"})


def test_body_addresses_are_unique():
    BodyFactory(slug="mobilites")
    with refused("slug"):
        Body.objects.create(kind="bureau", name="Bureau", slug="mobilites")


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2021, 12, 31), None),  # the last day held is held
        (date(2019, 1, 1), date(2020, 1, 1)),  # so is the first
        (date(2020, 6, 1), date(2020, 6, 2)),
        (date(2019, 1, 1), None),
    ],
)
def test_C1_terms_of_a_seat_do_not_overlap(starts_on, ends_on):
    term = TermFactory(ends_on=date(2021, 12, 31))
    with refused("terms_of_a_seat_do_not_overlap"):
        TermFactory(seat=term.seat, starts_on=starts_on, ends_on=ends_on)


def test_C1_terms_of_a_seat_do_not_overlap_after_a_change_either():
    first = TermFactory(ends_on=date(2021, 12, 31))
    TermFactory(seat=first.seat, starts_on=date(2022, 1, 1))
    with refused("terms_of_a_seat_do_not_overlap"), transaction.atomic():
        Term.objects.filter(pk=first.pk).update(ends_on=None)
    TermFactory(seat=first.seat, alternate=True)
    assert first.seat.terms.count() == 3
