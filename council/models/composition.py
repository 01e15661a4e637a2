"""Reading who sat on a given date: colleges, seats, holders, in a constant number of queries (RULES C6)."""

from dataclasses import dataclass
from datetime import date

from council.enums import OfficeKind, SeatRole

from .bodies import Body, College, Seat
from .terms import Office, Term


@dataclass(frozen=True)
class SeatLine:
    """One seat on one date: its titular and alternate, or nobody (RULES C4: a vacant seat is not in exercise)."""

    seat: Seat
    titular: Term | None
    alternate: Term | None

    @property
    def vacant(self):
        return self.titular is None


@dataclass(frozen=True)
class CollegeLine:
    college: College
    seats: tuple[SeatLine, ...]

    @property
    def in_exercise(self):
        return sum(1 for line in self.seats if line.seat.votes and not line.vacant)

    @property
    def vacancies(self):
        return sum(1 for line in self.seats if line.seat.votes and line.vacant)


@dataclass(frozen=True)
class Composition:
    """A body as it was on a date."""

    body: Body
    on: date
    colleges: tuple[CollegeLine, ...]
    co_chairs: tuple[Office, ...]

    @property
    def in_exercise(self):
        """Voting seats with a titular: the base of quorum and of `entitled` majorities."""
        return sum(college.in_exercise for college in self.colleges)

    @property
    def lines(self):
        return tuple(line for college in self.colleges for line in college.seats)


def composition(body, on):
    """Return the Composition of `body` on a date: five queries, however many seats."""
    holders = {
        (term.seat_id, term.role): term for term in Term.objects.of_body(body).in_force(on).select_related("person")
    }
    seats = list(Seat.objects.of_body(body).existing(on).in_order())
    return Composition(
        body=body,
        on=on,
        colleges=tuple(
            CollegeLine(college, tuple(seat_line(s, holders) for s in seats if s.college_id == college.pk))
            for college in body.colleges.all()
        ),
        co_chairs=tuple(
            body.offices.in_force(on).filter(kind=OfficeKind.CO_CHAIR).select_related("person").order_by("pk")
        ),
    )


def seat_line(seat, holders):
    return SeatLine(seat, holders.get((seat.pk, SeatRole.TITULAR)), holders.get((seat.pk, SeatRole.ALTERNATE)))


def seats_held(person, on):
    """Return the terms by which `person` holds seats on a date, as titular or alternate."""
    return Term.objects.in_force(on).of_person(person).with_names()
