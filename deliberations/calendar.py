"""Notices, planned times and due dates (RULES S2, S5, Q4, R8, M3). Days are local days; nothing here asks the clock."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

__all__ = [
    "PARIS",
    "Notice",
    "NoticeKind",
    "add_months",
    "answer_due",
    "end_of_day",
    "is_overdue",
    "last_day_to_ask",
    "last_lawful_sending",
    "local_day",
    "planned_times",
    "publication_due",
    "second_call_earliest",
]

PARIS = ZoneInfo("Europe/Paris")


def local_day(moment: datetime, zone: ZoneInfo = PARIS) -> date:
    """The day it is on the wall where the council meets. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone to have a day")
    return moment.astimezone(zone).date()


def end_of_day(day: date, zone: ZoneInfo = PARIS) -> datetime:
    """The first moment after that day: what a countdown to a last lawful day runs to."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def last_lawful_sending(meeting: date, days: int, clear: bool) -> date:
    """The last day on which a notice of `days` can be sent (RULES S2).

    Clear days count neither the day of sending nor that of the meeting: meeting − sent ≥ days + 1. Plain: ≥ days.
    """
    return meeting - timedelta(days=days + 1 if clear else days)


class NoticeKind(StrEnum):
    """What a notice sent on a given day is worth."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    TOO_LATE = "too_late"


@dataclass(frozen=True)
class Notice:
    """The notice of a profile: days, clear or plain; `urgent_days` is the least that urgency allows (S2)."""

    days: int
    clear: bool
    urgent_days: int = 0

    def last_sending(self, meeting: date) -> date:
        return last_lawful_sending(meeting, self.days, self.clear)

    def last_urgent_sending(self, meeting: date) -> date:
        return last_lawful_sending(meeting, self.urgent_days, self.clear)

    def kind(self, meeting: date, sent: date) -> NoticeKind:
        """Ordinary, lawful by urgency only, or too late for either."""
        if sent <= self.last_sending(meeting):
            return NoticeKind.ORDINARY
        return NoticeKind.URGENT if sent <= self.last_urgent_sending(meeting) else NoticeKind.TOO_LATE


def second_call_earliest(first_meeting: date, days: int) -> date:
    """The first day on which a second call can meet: so many days later at least (RULES Q4)."""
    return first_meeting + timedelta(days=days)


def planned_times(start: datetime, minutes: Iterable[int]) -> list[tuple[datetime, datetime]]:
    """Start and end of each item, breaks being items like others (RULES S5).

    Durations are minutes that really pass, so that a night with a change of hour is planned right too.
    Raises ValueError for a start without a time zone.
    """
    if start.tzinfo is None:
        raise ValueError("a sitting starts at a moment with a time zone")
    times, begins = [], start.astimezone(UTC)
    for duration in minutes:
        ends = begins + timedelta(minutes=duration)
        times.append((begins.astimezone(start.tzinfo), ends.astimezone(start.tzinfo)))
        begins = ends
    return times


def last_day_to_ask(meeting: date, days: int) -> date:
    """The last day on which a member can ask for an item: so many days before the meeting (RULES S6)."""
    return meeting - timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it is shorter: 31-10 + 4 is 28-02."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def answer_due(transmitted: date, months: int) -> date:
    """The last day on which the assembly's answer is in time (RULES R2, transmit)."""
    return add_months(transmitted, months)


def publication_due(day: date, days: int) -> date:
    """The last day on which minutes, or the list of what was examined, are published in time (RULES M3)."""
    return day + timedelta(days=days)


def is_overdue(due: date, on: date) -> bool:
    """Overdue from the day after the due date, never on it (RULES R8)."""
    return on > due
