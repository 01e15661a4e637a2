"""The state of a recommendation in one badge: its word, or since when its answer is overdue (RULES R8)."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import ngettext

from common.formats import number
from governance.enums import AWAITING_ANSWER, State


class Badge(NamedTuple):
    """What the tag state_badge takes."""

    state: str
    label: str
    overdue: bool


def badge(state: str, due_on: date | None, on: date) -> Badge:
    """The badge of a state on a day; `due_on` is the day the answer is due, if the text was transmitted."""
    if state in AWAITING_ANSWER and due_on is not None and due_on < on:
        days = (on - due_on).days
        label = ngettext("sans réponse depuis %(days)s jour", "sans réponse depuis %(days)s jours", days)
        return Badge(state, label % {"days": number(days)}, overdue=True)
    return Badge(state, str(State(state).label), overdue=False)
