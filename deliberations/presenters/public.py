"""What the public pages show of sittings."""

from itertools import groupby

from django.db.models import Count, Q
from django.utils import timezone

from deliberations.calendar import planned_times
from deliberations.enums import SittingState
from deliberations.rules import items_visible_to
from governance.enums import BallotState

NOT_HELD_YET = (SittingState.DRAFT, SittingState.CONVENED, SittingState.POSTPONED)
DECIDED = Q(items__item_ballots__ballot__state=BallotState.PROCLAIMED) & ~Q(
    items__item_ballots__ballot__outcome="no_quorum"
)


def sittings_list(sittings, at):
    """Return the next sitting, those to come and the others by year, newest first: one query."""
    rows = list(
        sittings.select_related("body", "minutes").annotate(
            decisions=Count("items__item_ballots", filter=DECIDED, distinct=True)
        )
    )
    to_come = sorted((row for row in rows if is_to_come(row, at)), key=lambda row: row.starts_at)
    past = [row for row in rows if not is_to_come(row, at)]
    years = groupby(past, key=lambda row: timezone.localtime(row.starts_at).year)
    return {
        "next": next((row for row in to_come if row.state != SittingState.DRAFT), None),
        "to_come": to_come,
        "years": [(year, list(those)) for year, those in years],
    }


def is_to_come(sitting, at):
    """Whether people may still wait for it, or are in it."""
    if sitting.state == SittingState.OPEN:
        return True
    return sitting.state in NOT_HELD_YET and sitting.ends_at >= at


def sitting_page(sitting, user, at):
    """Return everything the page of one sitting shows to one reader."""
    return {"sitting": sitting, "items": timed_items(sitting, items_visible_to(user, sitting, at))}


def timed_items(sitting, items):
    """Return (item, planned start) pairs; items that the reader may not see still take their time."""
    every = list(sitting.items.order_by("position", "pk").values_list("pk", "duration"))
    starts = planned_times(sitting.starts_at, [duration for _pk, duration in every])
    start_of = {pk: start for (pk, _duration), (start, _end) in zip(every, starts, strict=True)}
    return [(item, start_of[item.pk]) for item in items]
