"""Sittings as a calendar that people subscribe to (RFC 5545). Entries keep the UID of the invitations (RULES S3)."""

from datetime import UTC

from icalendar import Calendar, Event

from deliberations.enums import SittingState
from deliberations.papers.agenda import address_of
from deliberations.papers.invitation import uid_of

STATUS = {SittingState.CANCELLED: "CANCELLED", SittingState.POSTPONED: "TENTATIVE"}


def calendar_of(sittings, name):
    """Return the .ics bytes of public sittings, each annotated with the number of its agenda `versions`."""
    calendar = Calendar()
    calendar.add("prodid", "-//Coconseil//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for sitting in sittings:
        calendar.add_component(_event(sitting))
    return calendar.to_ical()


def _event(sitting):
    event = Event()
    event.add("uid", uid_of(sitting))
    event.add("sequence", max(0, sitting.versions - 1))
    event.add("dtstamp", (sitting.convened_at or sitting.starts_at).astimezone(UTC))
    event.add("dtstart", sitting.starts_at.astimezone(UTC))
    event.add("dtend", sitting.ends_at.astimezone(UTC))
    event.add("summary", sitting.title)
    event.add("status", STATUS.get(sitting.state, "CONFIRMED"))
    event.add("location", sitting.place)
    event.add("url", address_of(sitting))
    return event
