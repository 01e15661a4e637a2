"""Colleges and seats."""

from django.db import transaction
from django.db.models import Max

from common.history import save_signed
from council.models import College, Seat


@transaction.atomic
def add_college(*, body, name, letter, by, at):
    """Add a college after those a body has; return it. Raises ValidationError for a letter in use."""
    last = body.colleges.aggregate(last=Max("position"))["last"]
    college = College(body=body, name=name, letter=letter, position=0 if last is None else last + 1)
    college.full_clean()
    return save_signed(college, by=by, at=at)


@transaction.atomic
def add_seat(*, college, code, organisation=None, by, at, **options):
    """Add a seat to a college, for an organisation or a qualified person; return it (RULES C1).

    `options` are the seat's own: votes, alternates, created_on. Raises ValidationError for a code in use.
    """
    seat = Seat(college=college, code=code, organisation=organisation, **options)
    seat.full_clean()
    return save_signed(seat, by=by, at=at)
