"""When the assembly is reminded of an answer that it owes (RULES T3). Pure: dates in, a stage out."""

from datetime import date, timedelta

from governance.enums import Occasion

STAGES = (  # days from the date the answer is due
    (Occasion.MONTH_BEFORE, -30),
    (Occasion.WEEK_BEFORE, -7),
    (Occasion.DAY_AFTER, 1),
    (Occasion.MONTH_AFTER, 30),
)


def stage_of(sent_on: date, due_on: date, on: date) -> Occasion | None:
    """Return the stage that a day has reached, or None: earlier ones that nobody sent in time are not sent late.

    A text sent too short a time before is not recalled at once: a stage counts from a week after the sending.
    """
    reached = None
    for stage, days in STAGES:
        day = due_on + timedelta(days=days)
        if sent_on + timedelta(days=7) <= day <= on:
            reached = stage
    return reached
