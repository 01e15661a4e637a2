"""Who sits and sat: people, seats, the composition on a day (RULES C6). Neither addresses nor accounts (G1)."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from .addresses import absolute


class PersonBriefOut(Schema):
    """Somebody who sits or sat."""

    slug: str
    name: str
    url: str

    @staticmethod
    def resolve_name(person):
        return str(person)

    @staticmethod
    def resolve_url(person, context):
        return absolute(context, person.get_absolute_url())


class HeldOut(Schema):
    """Between two days, both included; without an end it goes on."""

    starts_on: date
    ends_on: date | None


class TermOut(HeldOut):
    """A seat held, as titular or alternate."""

    seat: str
    college: Annotated[str, Field(description="Letter of the college.")]
    organisation: Annotated[str | None, Field(description="Slug of the organisation the seat is for.")]
    role: Annotated[str, Field(description="titular or alternate.")]
    quality: str
    votes: Annotated[bool, Field(description="Whether the seat votes; advisory seats speak (RULES C7).")]

    @staticmethod
    def resolve_seat(term):
        return term.seat.code

    @staticmethod
    def resolve_college(term):
        return term.seat.college.letter

    @staticmethod
    def resolve_organisation(term):
        return term.seat.organisation and term.seat.organisation.slug

    @staticmethod
    def resolve_votes(term):
        return term.seat.votes


class OfficeOut(HeldOut):
    """A function held in a body: co_chair, secretary or facilitator."""

    body: str
    kind: str
    side: Annotated[str, Field(description="Which side named them (RULES C5).")]

    @staticmethod
    def resolve_body(office):
        return office.body.name


class GroupOut(HeldOut):
    """A participation in a working group."""

    body: str

    @staticmethod
    def resolve_body(membership):
        return membership.body.name


class PersonOut(PersonBriefOut):
    """Somebody with everything they hold or held."""

    biography: Annotated[str, Field(description="Markdown.")]
    terms: list[TermOut]
    offices: list[OfficeOut]
    groups: list[GroupOut]

    @staticmethod
    def resolve_terms(person):
        return person.terms.all()

    @staticmethod
    def resolve_offices(person):
        return person.offices.all()

    @staticmethod
    def resolve_groups(person):
        return person.memberships.all()


class SeatOut(Schema):
    """A seat on a day: what votes, and who holds it; a vacant one has no titular (RULES C4)."""

    code: str
    votes: bool
    organisation: str | None
    organisation_name: str | None
    titular: PersonBriefOut | None
    alternate: PersonBriefOut | None

    @staticmethod
    def resolve_code(line):
        return line.seat.code

    @staticmethod
    def resolve_votes(line):
        return line.seat.votes

    @staticmethod
    def resolve_organisation(line):
        return line.seat.organisation and line.seat.organisation.slug

    @staticmethod
    def resolve_organisation_name(line):
        return line.seat.organisation and line.seat.organisation.name

    @staticmethod
    def resolve_titular(line):
        return line.titular and line.titular.person

    @staticmethod
    def resolve_alternate(line):
        return line.alternate and line.alternate.person


class CollegeOut(Schema):
    """A college and its seats, in order."""

    letter: str
    name: str
    in_exercise: Annotated[int, Field(description="Voting seats with a titular.")]
    vacancies: int
    seats: list[SeatOut]

    @staticmethod
    def resolve_letter(line):
        return line.college.letter

    @staticmethod
    def resolve_name(line):
        return line.college.name


class CompositionOut(Schema):
    """The plenary as it was on a day."""

    body: str
    on: date
    in_exercise: Annotated[int, Field(description="Voting seats with a titular: the base of quorums.")]
    co_chairs: list[PersonBriefOut]
    colleges: list[CollegeOut]

    @staticmethod
    def resolve_body(composition):
        return composition.body.name

    @staticmethod
    def resolve_co_chairs(composition):
        return [office.person for office in composition.co_chairs]
