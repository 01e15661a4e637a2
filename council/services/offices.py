"""Functions held in a body, and taking part in working groups (RULES C5)."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.history import save_signed
from common.lifecycle import AlreadyRecorded, refuse_if
from council.enums import BodyKind, OfficeKind
from council.models import Body, Membership, Office

from .acts import first_recorded, last_recorded, overlapping, register


@transaction.atomic
def appoint(*, body, person, kind, side="", starts_on, ends_on=None, by, at):
    """Give a person a function in a body; return the Office. Several co-chairs serve at once, each for a side (C5).

    Raises AlreadyRecorded when this very office exists, Refused when the person already holds the function then.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    held = Office.objects.filter(body=body, person=person, kind=kind)
    if same := held.filter(starts_on=starts_on).first():
        raise AlreadyRecorded(same, first_recorded(same))
    refuse_if(
        kind == OfficeKind.CO_CHAIR and not side.strip(),
        _("Indiquez au titre de quelle partie cette coprésidence est désignée."),
    )
    _check_order(starts_on, ends_on)
    refuse_if(
        overlapping(held, starts_on, ends_on).exists(),
        _("%s exerce déjà cette fonction à ces dates\u202f: mettez-y d’abord fin.") % person,
    )
    office = Office(body=body, person=person, kind=kind, side=side.strip(), starts_on=starts_on, ends_on=ends_on)
    save_signed(office, by=by, at=at)
    _register("office.started", office, by=by, at=at)
    return office


@transaction.atomic
def end_office(*, office, on, by, at):
    """End a function on a day, the last one held; the row stays (RULES C6). Return the fresh Office."""
    office = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    if office.ends_on == on:
        raise AlreadyRecorded(office, last_recorded(office))
    _check_end(office, on)
    office.ends_on = on
    save_signed(office, by=by, at=at)
    _register("office.ended", office, by=by, at=at)
    return office


@transaction.atomic
def join(*, body, person, starts_on, ends_on=None, by, at):
    """Let a person take part in a working group or the bureau; return the Membership.

    Raises Refused for the plenary, where one sits by a seat, and when the person already takes part then.
    """
    refuse_if(body.kind == BodyKind.PLENARY, _("On siège à la plénière par un siège\u202f: attribuez-en un."))
    Body.objects.select_for_update().get(pk=body.pk)
    held = Membership.objects.filter(body=body, person=person)
    if same := held.filter(starts_on=starts_on).first():
        raise AlreadyRecorded(same, at)
    _check_order(starts_on, ends_on)
    refuse_if(
        overlapping(held, starts_on, ends_on).exists(),
        _("%(person)s participe déjà à l’instance «\u202f%(body)s\u202f» à ces dates.")
        % {"person": person, "body": body},
    )
    membership = Membership.objects.create(body=body, person=person, starts_on=starts_on, ends_on=ends_on)
    _register("membership.started", membership, by=by, at=at)
    return membership


@transaction.atomic
def leave(*, membership, on, by, at):
    """End a participation on a day; the row stays. Return the fresh Membership."""
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.ends_on == on:
        raise AlreadyRecorded(membership, at)
    _check_end(membership, on)
    membership.ends_on = on
    membership.save()
    _register("membership.ended", membership, by=by, at=at)
    return membership


def _check_order(starts_on, ends_on):
    refuse_if(ends_on and ends_on < starts_on, _("La fin précède le début\u202f: corrigez l’une des deux dates."))


def _check_end(row, on):
    refuse_if(on < row.starts_on, _("La fin ne peut précéder le début."))
    refuse_if(row.ends_on and on > row.ends_on, _("Une fin est déjà fixée avant cette date."))


def _register(act, row, *, by, at):
    content = {
        "row": row.pk,
        "body": row.body.slug,
        "person": row.person_id,
        "kind": getattr(row, "kind", ""),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
    }
    register(act, f"body {row.body.slug}", content, by=by, at=at)
