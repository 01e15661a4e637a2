"""What a member's page shows: for whom a person speaks, and spoke (RULES C6)."""

from dataclasses import dataclass
from datetime import date

from .terms import Membership, Office, Term


@dataclass(frozen=True)
class Portrait:
    """The terms, offices and participations of a person, as they stand on a day."""

    on: date
    terms: tuple[Term, ...]
    offices: tuple[Office, ...]
    memberships: tuple[Membership, ...]

    @property
    def seats(self):
        return self._now(self.terms)

    @property
    def functions(self):
        return self._now(self.offices)

    @property
    def groups(self):
        return self._now(self.memberships)

    @property
    def past_terms(self):
        return [term for term in self.terms if term.ends_on and term.ends_on < self.on]

    @property
    def past_functions(self):
        return [office for office in self.offices if office.ends_on and office.ends_on < self.on]

    def _now(self, rows):
        return [row for row in rows if row.starts_on <= self.on and (row.ends_on is None or row.ends_on >= self.on)]


def portrait(person, on):
    """Return the Portrait of a person on a day: three queries, however long they served."""
    return Portrait(
        on=on,
        terms=tuple(person.terms.with_names().order_by("-starts_on", "seat__code")),
        offices=tuple(person.offices.select_related("body").order_by("-starts_on")),
        memberships=tuple(person.memberships.select_related("body").order_by("-starts_on")),
    )
