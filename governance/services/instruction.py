"""From submission to the agenda: what co-chairs, rapporteur and secretariat do with a text."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from governance.enums import BEFORE_ADMISSIBILITY
from governance.procedure import LIFE

from .drafting import freeze


def admit(recommendation, *, by, at, note="", decision=""):
    """Declare a submitted text admissible: from now on it is public (RULES R2, R3).

    An own-initiative report needs the `decision` by which the council takes the subject up, with its reasons (R7).
    """
    return LIFE.take("admit", recommendation, by=by, at=at, note=note or decision, decision=decision)


def refuse(recommendation, *, by, at, note):
    """Declare it inadmissible, for a reason its author is shown; they may correct and submit again (RULES R2)."""
    return LIFE.take("refuse", recommendation, by=by, at=at, note=note)


def assign(recommendation, *, by, at, rapporteur, working_group=None, due_on=None, note=""):
    """Entrust the drafting to a rapporteur, a working group if any, by a date (RULES R2)."""
    return LIFE.take(
        "assign", recommendation, by=by, at=at, note=note, rapporteur=rapporteur, working_group=working_group,
        due_on=due_on,
    )  # fmt: skip


@transaction.atomic
def mark_ready(recommendation, *, by, at, note=""):
    """The rapporteur declares the text ready for the vote; its version is frozen (RULES R2)."""
    recommendation = LIFE.take("ready", recommendation, by=by, at=at, note=note)
    freeze(recommendation, by=by, at=at, reason=_("texte prêt pour le vote"))
    return recommendation


def schedule(recommendation, *, by, at, occasion=""):
    """Put a ready text on the agenda of a sitting to come, which `occasion` names (RULES R2)."""
    return LIFE.take("schedule", recommendation, by=by, at=at, note=occasion)


def unschedule(recommendation, *, by, at, note=""):
    """Take it off the agenda again; it stays ready (RULES R2)."""
    return LIFE.take("unschedule", recommendation, by=by, at=at, note=note)


def defer(recommendation, *, by, at, note):
    """The sitting puts the decision off; the text stays ready (RULES R2)."""
    return LIFE.take("defer", recommendation, by=by, at=at, note=note)


def send_back(recommendation, *, by, at, note):
    """The sitting sends the text back to drafting, for a reason (RULES R2)."""
    return LIFE.take("send_back", recommendation, by=by, at=at, note=note)


def withdraw(recommendation, *, by, at, note, author_agrees=False):
    """Withdraw before the vote: the author alone before admissibility, with a co-chair after it (RULES R2)."""
    name = "withdraw" if recommendation.state in BEFORE_ADMISSIBILITY else "withdraw_agreed"
    return LIFE.take(name, recommendation, by=by, at=at, note=note, author_agrees=author_agrees)


def merge(recommendation, *, into, by, at, note):
    """Merge into another text that carries on for both; this one points to it (RULES R2)."""
    return LIFE.take("merge", recommendation, by=by, at=at, note=note, into=into)
