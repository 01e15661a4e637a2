"""How an act on the council is signed and registered."""

from council.rules import function_of
from register.services import record


def first_recorded(row):
    """The moment at which a row was first stored: by order of recording, which no date given disturbs."""
    return row.history.order_by("history_id").first().history_date


def last_recorded(row):
    """The moment at which a row was last changed, by order of recording too."""
    return row.history.order_by("-history_id").first().history_date


def register(act, subject, content, *, by, at):
    """Write an official act in the register: keys, dates and codes, never names (RULES A4)."""
    record(act=act, subject=subject, actor_function=function_of(by, at), content=content, at=at)


def overlapping(rows, starts_on, ends_on):
    """Of dated rows, those that share a day with the period given; no end means without end."""
    rows = rows.exclude(ends_on__lt=starts_on)
    return rows.filter(starts_on__lte=ends_on) if ends_on else rows
