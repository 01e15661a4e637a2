"""What a page shows of a composition: its seats drawn and listed, its balance and its vacancies (RULES C7, C8)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count
from django.utils.translation import gettext as _

from common import hemicycle
from common.written import as_written
from council.enums import Civility

from .bodies import College
from .composition import CollegeLine, Composition, SeatLine
from .terms import Term

FAMILIES = ("accent", "river", "ochre", "plum", "moss", "stone")
VACANT = "absent"
RENEWALS_SHOWN = 6


@dataclass(frozen=True)
class Parity:
    """Women and men among the titulars who stated it; balanced when they differ by one at most (RULES C8)."""

    women: int
    men: int

    @classmethod
    def of(cls, lines):
        stated = [line.titular.person.civility for line in lines if line.titular]
        return cls(stated.count(Civility.MRS), stated.count(Civility.MR))

    @property
    def balanced(self):
        return abs(self.women - self.men) <= 1

    @property
    def stated(self):
        return self.women + self.men


@dataclass(frozen=True)
class CollegeFace:
    """A college with the colour by which its seats are known."""

    line: CollegeLine
    family: str

    @property
    def college(self) -> College:
        return self.line.college

    @cached_property
    def voting(self):
        return tuple(line for line in self.line.seats if line.seat.votes)

    @cached_property
    def parity(self):
        return Parity.of(self.voting)


@dataclass(frozen=True)
class Overview:
    """A composition as a page shows it. Advisory seats stand apart: they are in no count (C7)."""

    composition: Composition
    colleges: tuple[CollegeFace, ...]

    @cached_property
    def voting(self):
        return tuple(line for college in self.colleges for line in college.voting)

    @cached_property
    def advisory(self):
        return tuple(line for line in self.composition.lines if not line.seat.votes)

    @cached_property
    def parity(self):
        return Parity.of(self.voting)

    @property
    def vacancies(self):
        return sum(college.line.vacancies for college in self.colleges)

    @cached_property
    def drawing(self):
        return hemicycle.hemicycle([_dot(line, face.family) for face in self.colleges for line in face.voting])

    @property
    def legend(self):
        keys = [{"family": face.family, "label": as_written(face.college.name)} for face in self.colleges]
        return keys + ([{"family": VACANT, "label": _("Siège vacant")}] if self.vacancies else [])


def overview(composition):
    """Return the Overview of a Composition, colleges in their order, each with a colour of its own."""
    families = (FAMILIES[rank % len(FAMILIES)] for rank in range(len(composition.colleges)))
    faces = map(CollegeFace, composition.colleges, families)
    return Overview(composition, tuple(face for face in faces if face.line.seats))


def renewals(body, until: date):
    """The latest days on which people took seats in a body, each with how many: where to look at past compositions."""
    days = Term.objects.of_body(body).filter(starts_on__lte=until).values("starts_on").annotate(entries=Count("pk"))
    return list(days.order_by("-starts_on")[:RENEWALS_SHOWN])


def _dot(line: SeatLine, family):
    organisation = line.seat.organisation
    parts = [line.seat.code, organisation.label if organisation else _("personne qualifiée")]
    if line.titular is None:
        return hemicycle.Seat(VACANT, " · ".join([*parts, _("vacant")]))
    person = line.titular.person
    return hemicycle.Seat(family, " · ".join([*parts, str(person)]), person.get_absolute_url())
