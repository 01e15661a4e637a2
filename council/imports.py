"""Members from a clerk's spreadsheet, through the services: all or nothing, every bad line told (RULES E2).

docs/import.md documents the columns for who keeps the file.
"""

import re
from functools import partial

from django.utils.translation import gettext as _

from common.slugs import slug_of
from common.spreadsheets import BadCell, bring_in
from council.columns import COLUMNS
from council.enums import OfficeKind, SeatRole
from council.models import Office, Seat, Term
from council.services import (
    add_college,
    add_person,
    add_seat,
    appoint,
    begin,
    complete_person,
    correct_term,
    find_person,
    seat_person,
)
from territory.services import upsert_organisation

# Where the fields that a record refuses stand in the file.
CELL_OF = {"name": "organisation", "slug": "last_name", "code": "seat", "letter": "college"}


def import_members(source, *, by, at, check=False):
    """Bring a spreadsheet of members in (path, open file or bytes); return the Report.

    With `check`, or when a single cell is wrong, nothing is written. Raises Unreadable for what is no spreadsheet.
    """
    write = partial(_bring_in, by=by, at=at)
    return bring_in(source, COLUMNS, write, blame="seat", check=check, cell_of=CELL_OF)


def _bring_in(row, **act):
    """One row: a person on a seat. Returns which count of the report it adds to."""
    plenary = begin(**act)
    organisation, organisation_was = _organisation(row, **act)
    seat = _seat(row, _college(row, plenary, **act), organisation, **act)
    person, person_was = _person(row, **act)
    term_was = _term(row, seat, person, organisation, **act)
    office_was = _co_chair(row, plenary, person, seat, **act)
    if term_was == "created":
        return "created"
    return "unchanged" if {organisation_was, person_was, term_was, office_was} == {"same"} else "updated"


def _organisation(row, **act):
    if row["organisation"]:
        return upsert_organisation(name=row["organisation"], siret=row["siret"], **act)
    if row["siret"]:
        raise BadCell("organisation", _("Un SIRET est donné\u202f: indiquez aussi le nom de l’organisation."))
    return None, "same"


def _college(row, plenary, **act):
    """The college of this name, else a new one under the letters that begin the seat's code."""
    known = {slug_of(college.name): college for college in plenary.colleges.all()}
    if found := known.get(slug_of(row["college"])):
        return found
    letter = re.match(r"[^\W\d_]{0,3}", row["seat"])[0].upper()
    if not letter:
        raise BadCell("seat", _("Faites précéder ce code de la lettre du collège, par exemple A-01."))
    if other := next((college for college in known.values() if college.letter == letter), None):
        raise BadCell(
            "college",
            _("La lettre %(letter)s est celle du collège «\u202f%(college)s\u202f»\u202f: corrigez l’un ou l’autre.")
            % {"letter": letter, "college": other.name},
        )
    return add_college(body=plenary, name=row["college"], letter=letter, **act)


def _seat(row, college, organisation, **act):
    seat = Seat.objects.filter(code=row["seat"]).select_related("college", "organisation").first()
    if seat is None:
        return add_seat(college=college, code=row["seat"], organisation=organisation, **act)
    if seat.college_id != college.pk:
        raise BadCell("college", _("Ce siège est celui du collège «\u202f%s\u202f».") % seat.college.name)
    if row["role"] != SeatRole.ALTERNATE and organisation != seat.organisation:
        raise BadCell("organisation", _("Ce siège est celui de «\u202f%s\u202f».") % (seat.organisation or "—"))
    return seat


def _person(row, **act):
    """The person of this e-mail or name, with what the file adds to what is known; else a new one."""
    names = {"first_name": row["first_name"], "last_name": row["last_name"]}
    person = find_person(**names, email=row["email"])
    if person is None:
        return add_person(**names, civility=row["civility"], email=row["email"], **act), "created"
    if not person.slug.startswith(slug_of(f"{row['first_name']} {row['last_name']}", 115)):
        raise BadCell("email", _("Cette adresse est déjà celle de %s\u202f: à chaque personne la sienne.") % person)
    return person, complete_person(person=person, civility=row["civility"], email=row["email"], **act)


def _term(row, seat, person, organisation, **act):
    role = row["role"] or SeatRole.TITULAR
    held = Term.objects.filter(seat=seat, person=person, role=role, starts_on=row["starts_on"]).first()
    if held is None:
        given = {name: row[name] for name in ("quality", "starts_on", "ends_on")}
        seat_person(seat=seat, person=person, role=role, organisation=organisation, **given, **act)
        return "created"
    wanted = {"quality": held.quality or row["quality"], "ends_on": held.ends_on or row["ends_on"]}
    if held.end_reason or wanted == {"quality": held.quality, "ends_on": held.ends_on}:
        return "same"
    correct_term(term=held, **wanted, **act)
    return "changed"


def _co_chair(row, plenary, person, seat, **act):
    held = Office.objects.filter(body=plenary, person=person, kind=OfficeKind.CO_CHAIR, starts_on=row["starts_on"])
    if not row["co_chair"] or held.exists():
        return "same"
    side = seat.organisation.name if seat.organisation else seat.college.name
    dates = {"starts_on": row["starts_on"], "ends_on": row["ends_on"]}
    appoint(body=plenary, person=person, kind=OfficeKind.CO_CHAIR, side=side, **dates, **act)
    return "changed"
