"""The road of one recommendation: its milestones with the dates of its moves, and its history line by line."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils.html import format_html_join
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.formats import number, short_date
from common.templatetags.ui import FACES
from common.written import as_written
from governance.enums import AWAITING_ANSWER, AnswerOutcome
from governance.enums import State as S
from governance.rules import FUNCTION_LABELS

MILESTONES = (
    (("submit",), gettext_lazy("Déposée")),
    (("admit",), gettext_lazy("Recevable")),
    (("ready",), gettext_lazy("Rédigée")),
    (("adopt", "reject"), gettext_lazy("Votée")),
    (("transmit",), gettext_lazy("Transmise")),
    (("answer",), gettext_lazy("Réponse")),
    (("complete", "abandon"), gettext_lazy("Mise en œuvre")),
    (("evaluate",), gettext_lazy("Évaluée")),
)
# How many milestones a state has behind it.
BEHIND = {
    S.DRAFT: 0, S.SUBMITTED: 1, S.INADMISSIBLE: 1, S.ADMISSIBLE: 2, S.DRAFTING: 2, S.READY: 3, S.SCHEDULED: 3,
    S.ADOPTED: 4, S.REJECTED: 3, S.TRANSMITTED: 5, S.ACKNOWLEDGED: 5, S.ANSWERED: 6, S.IN_IMPLEMENTATION: 6,
    S.IMPLEMENTED: 7, S.ABANDONED: 6, S.EVALUATED: 8,
}  # fmt: skip
ENDS = {
    S.INADMISSIBLE: gettext_lazy("Irrecevable"),
    S.REJECTED: gettext_lazy("Rejetée"),
    S.WITHDRAWN: gettext_lazy("Retirée"),
    S.MERGED: gettext_lazy("Fusionnée"),
    S.ABANDONED: gettext_lazy("Abandonnée"),
}
TOLD = {
    "submit": gettext_lazy("Déposée"),
    "admit": gettext_lazy("Déclarée recevable"),
    "refuse": gettext_lazy("Déclarée irrecevable"),
    "assign": gettext_lazy("Confiée pour rédaction"),
    "ready": gettext_lazy("Prête pour le vote"),
    "schedule": gettext_lazy("Inscrite à l’ordre du jour"),
    "unschedule": gettext_lazy("Retirée de l’ordre du jour"),
    "adopt": gettext_lazy("Adoptée"),
    "reject": gettext_lazy("Rejetée"),
    "defer": gettext_lazy("Reportée à une autre séance"),
    "send_back": gettext_lazy("Renvoyée en rédaction"),
    "transmit": gettext_lazy("Transmise à l’assemblée"),
    "acknowledge": gettext_lazy("Reçue par l’assemblée"),
    "answer": gettext_lazy("Réponse de l’assemblée"),
    "implement": gettext_lazy("Mise en œuvre commencée"),
    "complete": gettext_lazy("Mise en œuvre"),
    "abandon": gettext_lazy("Abandonnée"),
    "evaluate": gettext_lazy("Évaluée"),
    "withdraw": gettext_lazy("Retirée"),
    "withdraw_agreed": gettext_lazy("Retirée d’un commun accord"),
    "merge": gettext_lazy("Fusionnée avec une autre"),
}


class MoveLine(NamedTuple):
    """One move, as columns."""

    step: str
    source: str
    target: str
    by_function: str
    at: datetime
    note: str


class Milestone(NamedTuple):
    """One point of the stepper."""

    label: str
    date: str
    status: str


class Event(NamedTuple):
    """One line of the history."""

    when: str
    what: str
    detail: str
    family: str


def moves_of(recommendation, *, insider: bool) -> list[MoveLine]:
    """The moves, oldest first; the public sees those from admissibility on, and when it was submitted (RULES R3)."""
    moves = [MoveLine(*row) for row in recommendation.moves.values_list(*MoveLine._fields)]
    if insider:
        return moves
    opened = next((at for at, move in enumerate(moves) if move.at >= recommendation.public_since), len(moves))
    submitted = [move for move in moves[:opened] if move.step == "submit"][-1:]
    return submitted + [move for move in moves[opened:] if move not in submitted]


def milestones(recommendation, moves, on: date, *, hints=None) -> list[Milestone]:
    """The stepper: what is behind with its date, what is under way with its hint, what is to come.

    `hints`: words under a milestone, by the first step that reaches it.
    """
    state, hints = recommendation.state, hints or {}
    behind = BEHIND.get(state, BEHIND.get(moves[-1].source if moves else S.DRAFT, 0))
    dates = _dates(moves)
    line = [_passed(steps, label, dates, hints) for steps, label in MILESTONES[:behind]]
    if state in ENDS:
        line.append(Milestone(str(ENDS[state]), _last_date(moves), "stopped"))
    else:
        line += _ahead(recommendation, behind, hints, on)
    return _years_once(line)


def _ahead(recommendation, behind, hints, on):
    """What is under way, then what is to come; nothing is to come after a refusal."""
    ahead = MILESTONES[behind:]
    if recommendation.state == S.ANSWERED and declined(recommendation):
        return []
    late = recommendation.state in AWAITING_ANSWER and recommendation.transmission.due_on < on
    statuses = ["late" if late else "current", *["todo"] * len(ahead)]
    return [
        _milestone(label, steps, status, None, hints) for (steps, label), status in zip(ahead, statuses, strict=False)
    ]


def _passed(steps, label, dates, hints):
    """A milestone left behind, under the name of how it ended."""
    step = _reached(steps, dates)
    if step == "abandon":
        return _milestone(ENDS[S.ABANDONED], steps, "stopped", dates[step], hints)
    return _milestone(label, steps, "done", dates.get(step), hints)


def _milestone(label, steps, status, day, hints):
    return Milestone(str(label), day or str(hints.get(steps[0], "")), status)


def declined(recommendation) -> bool:
    """Whether the assembly kept nothing of it."""
    return recommendation.transmission.answer.outcome == AnswerOutcome.DECLINED


def _dates(moves):
    """The day of the last move of each name."""
    return {move.step: localdate(move.at) for move in moves}


def _reached(steps, dates):
    return next((step for step in steps if step in dates), None)


def _last_date(moves):
    return localdate(moves[-1].at) if moves else ""


def _years_once(line):
    """Write each date without the year of the date before it."""
    year, written = None, []
    for milestone in line:
        day = milestone.date
        if isinstance(day, date):
            said = short_date(day)
            milestone = milestone._replace(date=said.removesuffix(f" {day.year}") if day.year == year else said)
            year = day.year
        written.append(milestone)
    return written


def hints_of(recommendation, steps=()) -> dict[str, str]:
    """What is known of milestones that are not reached: when they are due, how far they are."""
    transmission = getattr(recommendation, "transmission", None)
    hints = {}
    if recommendation.drafting_due_on:
        hints["ready"] = _("pour le %(date)s") % {"date": short_date(recommendation.drafting_due_on)}
    if recommendation.state == S.SCHEDULED:
        hints["adopt"] = _("à l’ordre du jour")
    if transmission:
        hints["answer"] = _("attendue le %(date)s") % {"date": short_date(transmission.due_on)}
    if steps:
        done = sum(step.done_on is not None for step in steps)
        hints["complete"] = ngettext("%(done)s étape sur %(n)s", "%(done)s étapes sur %(n)s", done) % {
            "done": number(done), "n": number(len(steps)),
        }  # fmt: skip
    return hints


def history(moves) -> list[Event]:
    """The history as a reader is told it, the latest first: when, what, by whom and why (RULES R3)."""
    return [_event(move) for move in reversed(moves)]


def _event(move):
    who = FUNCTION_LABELS.get(move.by_function, "")
    detail = format_html_join(" · ", "{}", ((part,) for part in (who, as_written(move.note)) if part))
    face = FACES.get(move.target)
    return Event(short_date(move.at), str(TOLD.get(move.step, move.step)), detail, face.family if face else "")
