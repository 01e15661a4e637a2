"""Who holds which function in the council. Predicates: they answer, they change nothing.

`at` is a moment or a day. Answers are remembered on the user object, by day: a page asks the database once.
"""

from datetime import datetime

from django.utils import timezone

from accounts.rules import is_clerk
from council.enums import BodyKind, OfficeKind
from council.models import Office, Term, seats_held

CO_CHAIR, CLERK, MEMBER, SYSTEM = "co_chair", "clerk", "member", "system"


def person_of(user):
    """The person of the council who uses this account, or None."""
    return getattr(user, "person", None) if user is not None and user.is_active else None


def seats_of(user, on):
    """The terms by which the person of this account holds seats on a date, in every body (RULES C2)."""
    day = _day(on)
    return _remembered(user, ("seats", day), lambda person: list(seats_held(person, day)), default=[])


def is_member(user, at):
    """RULES R2, S6: who holds a seat of the plenary on that day, titular or alternate, voting or advisory (C7)."""
    return any(term.seat.college.body.kind == BodyKind.PLENARY for term in seats_of(user, at))


def is_co_chair(user, at):
    """RULES C5: who holds one of the plenary's co-chairs on that day; there may be several."""
    day = _day(at)
    return _remembered(user, ("co_chair", day), lambda person: _co_chairs(person, day).exists(), default=False)


def sits_on(person, on):
    """RULES C6: whether a person held a seat of the plenary on that day, titular or alternate."""
    return Term.objects.in_force(_day(on)).of_person(person).filter(seat__college__body__kind=BodyKind.PLENARY).exists()


def function_of(user, at):
    """In which function an account acts: what the register writes in place of a name (RULES A4)."""
    if user is None:
        return SYSTEM
    if is_clerk(user):
        return CLERK
    return CO_CHAIR if is_co_chair(user, at) else MEMBER


def _co_chairs(person, day):
    of_plenary = Office.objects.filter(kind=OfficeKind.CO_CHAIR, body__kind=BodyKind.PLENARY)
    return of_plenary.in_force(day).of_person(person)


def _remembered(user, key, find, *, default):
    person = person_of(user)
    if person is None:
        return default
    memory = user.__dict__.setdefault("_council_memory", {})
    if key not in memory:
        memory[key] = find(person)
    return memory[key]


def _day(at):
    return timezone.localdate(at) if isinstance(at, datetime) else at
