"""When things happen in the demo: three years that end today, and what is to come."""

import heapq
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from dateutil.relativedelta import relativedelta
from django.utils import timezone

PAST_SITTINGS, DAYS_BETWEEN, LAST_WAS = 16, 67, 20  # five a year; the last one was held twenty days ago
TUESDAY = 1


def evening(day, hour=18, minute=30):
    """Return a moment of that day, in the council's own time zone."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def tuesday(day, weeks):
    """Return the Tuesday of that week or the one before, moved by `weeks` out of August and the turn of the year."""
    day -= timedelta(days=(day.weekday() - TUESDAY) % 7)
    while day.month == 8 or (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 6):
        day += timedelta(weeks=weeks)
    return day


def past_sittings(today):
    """Return the dates of the sittings already held, the oldest first."""
    back = range(PAST_SITTINGS - 1, -1, -1)
    return [tuesday(today - timedelta(days=LAST_WAS + DAYS_BETWEEN * n), -1) for n in back]


def next_sitting(today):
    """Return the date of the sitting that is convened: in about two weeks."""
    return tuesday(today + timedelta(days=16), 1)


def sitting_after_next(today):
    """Return the date of the sitting that is still being prepared."""
    return tuesday(today + timedelta(days=16 + DAYS_BETWEEN), 1)


def months_ago(today, months):
    return today - relativedelta(months=months)


@dataclass
class Timeline:
    """Acts in the order of their moments, whichever order they were thought of in."""

    today: date
    events: list = field(default_factory=list)
    order: count = field(default_factory=count)

    def plan(self, at, act):
        """Plan `act(at)`; what would lie in the future is left undone."""
        heapq.heappush(self.events, (at, next(self.order), act))

    def run(self, until):
        """Carry out every planned act up to a moment, in order; acts may plan others."""
        while self.events and self.events[0][0] <= until:
            at, _order, act = heapq.heappop(self.events)
            act(at)
