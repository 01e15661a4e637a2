"""The roll called by the secretariat: whose turn it is and who has voted, never what (RULES V8, V10)."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import ngettext

from common.formats import number
from governance.models import Elector
from governance.presenters.choices import choices


class Mark(StrEnum):
    """Where one voice stands in the call."""

    WAITING = "waiting"
    NOTED = "noted"
    CAST = "cast"  # by its own account: nobody is asked again


@dataclass(frozen=True)
class Line:
    """One voice in the order of the call. `receipt`: of what the secretariat noted, never of a vote of one's own."""

    elector: Elector
    mark: Mark
    receipt: str = ""

    @property
    def code(self):
        return self.elector.seat.code

    @property
    def waiting(self):
        return self.mark == Mark.WAITING


def calling_page(ballot, user, *, after="", asked=""):
    """Return what the screen of the call shows, in one query: the seat to call, how far it is, who is left.

    `after`: the code of the last seat called; `asked`: a seat to go back to, which only what was noted here allows.
    """
    electors = list(ballot.electors.select_related("seat", "person", "caster", "vote").order_by("seat__code"))
    lines = [_line(elector) for elector in electors]
    waiting = [line for line in lines if line.waiting]
    back = next((line for line in lines if line.code == asked and line.mark != Mark.CAST), None)
    start = next((place for place, line in enumerate(lines, 1) if line.code == after), 0)
    called = back or next((line for line in lines[start:] if line.waiting), None)
    return {
        "ballot": ballot,
        "lines": lines,
        "called": called,
        "correcting": called is not None and not called.waiting,
        "after": after,
        "waiting": waiting,
        "last": _last(electors, user),
        "passed": called is None and bool(waiting),
        "choices": choices(),
        **progress(len(lines) - len(waiting), len(lines)),
    }


def _line(elector):
    vote = getattr(elector, "vote", None)
    if vote is None:
        return Line(elector, Mark.WAITING)
    return Line(elector, Mark.NOTED, vote.receipt) if vote.entered_by_id else Line(elector, Mark.CAST)


def _last(electors, user):
    """The last voice that this very account noted: the only one whose choice is shown, to be confirmed (RULES V10)."""
    noted = [elector for elector in electors if hasattr(elector, "vote") and elector.vote.entered_by_id == user.pk]
    return max(noted, key=lambda elector: (elector.vote.cast_at, elector.seat.code), default=None)


def progress(cast, voices):
    words = ngettext("%(n)s voix exprimée sur %(all)s", "%(n)s voix exprimées sur %(all)s", cast)
    return {"cast": cast, "voices": voices, "progress": words % {"n": number(cast), "all": number(voices)}}
