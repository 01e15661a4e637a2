"""RULES C1 to C4 and C6: who may be given a seat, when a term ends, how far a replacement runs."""

from datetime import date, timedelta

import pytest

from accounts.rules import SECRETARIAT
from common.lifecycle import AlreadyRecorded, Refused
from council.enums import SeatRole
from council.models import Term, composition
from council.services import (
    add_seat,
    correct_term,
    end_term,
    organisation_leaves,
    planned_end,
    replace,
    seat_person,
)
from register.models import Entry
from tests.accounts.factories import UserFactory
from tests.council.factories import (
    START,
    CollegeFactory,
    OfficeFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
)
from tests.territory.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

LATER = date(2024, 1, 1)
END = date(2026, 12, 31)


@pytest.fixture
def act(at):
    return {"by": UserFactory(clerk=True), "at": at}


def test_C1_a_seat_has_one_titular_at_a_time_and_the_refusal_names_who_holds_it(act):
    held = TermFactory(person__first_name="Odile", person__last_name="Weiss", ends_on=END)
    with pytest.raises(Refused, match="Odile Weiss"):
        seat_person(seat=held.seat, person=PersonFactory(), starts_on=END, **act)
    assert seat_person(seat=held.seat, person=PersonFactory(), starts_on=END + timedelta(days=1), **act).pk


def test_C1_a_seat_has_a_titular_and_an_alternate_at_once(act):
    held = TermFactory()
    alternate = seat_person(seat=held.seat, person=PersonFactory(), role=SeatRole.ALTERNATE, starts_on=LATER, **act)
    assert alternate.role == SeatRole.ALTERNATE
    with pytest.raises(Refused, match="déjà occupé"):
        seat_person(seat=held.seat, person=PersonFactory(), role=SeatRole.ALTERNATE, starts_on=LATER, **act)


def test_C1_nobody_sits_on_a_seat_before_it_exists_or_after_it_is_removed(act):
    seat = SeatFactory(created_on=START, removed_on=END)
    for starts_on, ends_on in ((START - timedelta(days=1), LATER), (LATER, None), (LATER, END)):
        with pytest.raises(Refused):
            seat_person(seat=seat, person=PersonFactory(), starts_on=starts_on, ends_on=ends_on, **act)
    assert not Term.objects.exists()


def test_C1_a_term_does_not_end_before_it_starts(act):
    with pytest.raises(Refused, match="La fin précède"):
        seat_person(seat=SeatFactory(), person=PersonFactory(), starts_on=END, ends_on=LATER, **act)


def test_C2_a_person_bears_one_vote_in_a_body_at_a_time(act):
    held = TermFactory(ends_on=END)
    with pytest.raises(Refused, match="qu’une voix"):
        seat_person(seat=SeatFactory(), person=held.person, starts_on=LATER, **act)
    with pytest.raises(Refused, match="qu’une voix"):
        seat_person(seat=held.seat, person=held.person, role=SeatRole.ALTERNATE, starts_on=LATER, **act)


def test_C2_a_person_may_hold_several_terms_over_time_and_advisory_seats_beside(act):
    held = TermFactory(ends_on=END)
    seat_person(seat=SeatFactory(), person=held.person, starts_on=END + timedelta(days=1), **act)
    seat_person(seat=SeatFactory(advisory=True), person=held.person, starts_on=LATER, **act)
    assert held.person.terms.count() == 3


def test_C2_a_person_may_vote_in_two_bodies(act):
    held = TermFactory()
    bureau = CollegeFactory(body__bureau=True, letter="A")
    seat_person(seat=SeatFactory(college=bureau), person=held.person, starts_on=LATER, **act)
    assert held.person.terms.count() == 2


def test_C3_a_seat_of_a_qualified_person_has_no_alternate(act):
    with pytest.raises(Refused, match="personne qualifiée"):
        seat_person(
            seat=SeatFactory(qualified_person=True),
            person=PersonFactory(),
            role=SeatRole.ALTERNATE,
            starts_on=LATER,
            **act,
        )


def test_C3_a_seat_may_ask_that_its_alternate_come_from_the_same_organisation(act):
    seat = SeatFactory(same_organisation=True)
    asked = {"seat": seat, "person": PersonFactory(), "role": SeatRole.ALTERNATE, "starts_on": LATER} | act
    for organisation in (None, OrganisationFactory()):
        with pytest.raises(Refused, match="même organisation"):
            seat_person(organisation=organisation, **asked)
    assert seat_person(organisation=seat.organisation, **asked).pk


def test_C4_a_replacement_runs_to_the_end_of_the_term_it_replaces(act):
    term = TermFactory(ends_on=END, quality="déléguée")
    new = replace(term=term, person=PersonFactory(), starts_on=LATER, **act)
    term.refresh_from_db()
    assert (new.starts_on, new.ends_on, new.quality) == (LATER, END, "déléguée")
    assert term.ends_on == LATER - timedelta(days=1)


def test_C4_a_replacement_after_a_resignation_still_runs_to_the_planned_end(act):
    term = end_term(term=TermFactory(ends_on=END), on=LATER, reason="Démission", **act)
    assert planned_end(term) == END
    new = replace(term=term, person=PersonFactory(), starts_on=date(2024, 6, 1), **act)
    assert new.ends_on == END
    term.refresh_from_db()
    assert (term.ends_on, term.end_reason) == (LATER, "Démission")


def test_C4_an_organisation_that_leaves_ends_the_terms_of_its_seats_that_day(act):
    titular = TermFactory(ends_on=END)
    TermFactory(seat=titular.seat, alternate=True)
    other = TermFactory()
    ended = organisation_leaves(organisation=titular.seat.organisation, on=LATER, reason="Dissolution", **act)
    assert [term.ends_on for term in ended] == [LATER, LATER]
    other.refresh_from_db()
    assert other.ends_on is None


def test_C4_a_vacant_seat_is_not_in_exercise(act):
    term = TermFactory()
    body = term.seat.college.body
    end_term(term=term, on=LATER, reason="Démission", **act)
    assert composition(body, LATER).in_exercise == 1
    after = composition(body, LATER + timedelta(days=1))
    assert (after.in_exercise, after.colleges[0].vacancies) == (0, 1)


def test_C6_ending_a_term_keeps_it_and_needs_a_reason_within_the_term(act):
    term = TermFactory(ends_on=END)
    for on, reason in ((LATER, "  "), (START - timedelta(days=1), "Démission"), (END + timedelta(days=1), "Démission")):
        with pytest.raises(Refused):
            end_term(term=term, on=on, reason=reason, **act)
    end_term(term=term, on=LATER, reason="Démission", **act)
    assert composition(term.seat.college.body, START).in_exercise == 1


def test_C7_an_advisory_seat_is_in_no_count():
    TermFactory(advisory=True)
    read = composition(TermFactory().seat.college.body, LATER)
    assert read.in_exercise == 1


def test_E3_seating_or_ending_twice_is_one_act(act):
    seat, person = SeatFactory(), PersonFactory()
    term = seat_person(seat=seat, person=person, starts_on=LATER, **act)
    with pytest.raises(AlreadyRecorded) as again:
        seat_person(seat=seat, person=person, starts_on=LATER, **act)
    assert again.value.at == act["at"]
    end_term(term=term, on=END, reason="Démission", **act)
    with pytest.raises(AlreadyRecorded):
        end_term(term=term, on=END, reason="Démission", **act)
    assert Entry.objects.count() == 2


def test_A4_the_register_says_the_function_and_the_seat_never_the_name(act):
    seat = SeatFactory(code="A-01")
    seat_person(seat=seat, person=PersonFactory(last_name="Inoubliable"), starts_on=LATER, **act)
    entry = Entry.objects.get()
    assert (entry.act, entry.subject, entry.actor_function) == ("term.started", "seat A-01", "clerk")


def test_C5_a_co_chair_acts_as_such_and_a_command_as_the_system(at):
    chair = OfficeFactory(co_chair=True, with_account=True).person.user
    seat_person(seat=SeatFactory(), person=PersonFactory(), starts_on=LATER, by=chair, at=at)
    seat_person(seat=SeatFactory(), person=PersonFactory(), starts_on=LATER, by=None, at=at)
    assert list(Entry.objects.values_list("actor_function", flat=True)) == ["co_chair", "system"]


def test_the_history_says_who_changed_a_term_when_and_why(act):
    term = end_term(term=TermFactory(), on=LATER, reason="Démission", **act)
    latest = term.history.order_by("history_id").last()
    assert (latest.history_user, latest.history_date, latest.history_change_reason) == (
        act["by"],
        act["at"],
        "Démission",
    )
    assert act["by"].groups.get().name == SECRETARIAT


def test_a_correction_keeps_to_C1_and_never_touches_an_ended_term(act):
    term = TermFactory(ends_on=LATER)
    TermFactory(seat=term.seat, starts_on=END)
    with pytest.raises(Refused, match="déjà occupé"):
        correct_term(term=term, quality="", ends_on=None, **act)
    assert correct_term(term=term, quality="déléguée", ends_on=END - timedelta(days=1), **act).quality == "déléguée"
    ended = end_term(term=term, on=LATER, reason="Démission", **act)
    with pytest.raises(Refused, match="ne se corrige plus"):
        correct_term(term=ended, quality="", ends_on=None, **act)


def test_C3_a_seat_says_when_it_is_added_who_may_replace(act):
    seat = add_seat(college=CollegeFactory(letter="Q"), code="Q-01", alternates="none", **act)
    assert seat.history.get().history_user == act["by"]
