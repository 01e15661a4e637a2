"""Reading the amendments of a text: the list, one of them, and the text with all of them beside it (RULES R4)."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.worddiff import compare
from governance.amendment_procedure import LIFE
from governance.enums import AmendmentState
from governance.presenters.amendments import difference, drafting_of, history_of
from governance.presenters.ballots import card
from governance.rules import is_proposer, is_rapporteur, may_contribute
from governance.services.amendments import has_unfrozen_work

from .reading import record_or_404

BY_BALLOT = ("adopt", "defeat", "integrate", "carry", "submit")  # steps that no button takes


@require_safe
def listing(request, number):
    """Every amendment with its place, its author, its state and what it collides with."""
    record = record_or_404(request, number)
    context = surroundings(request, record) | {"drafting": drafting_of(record.recommendation, record.shown)}
    return render(request, "governance/amendment_list.html", context)


@require_safe
def board(request, number):
    """The text paragraph by paragraph with its amendments beside; collisions in the order of vote."""
    record = record_or_404(request, number)
    drafting = drafting_of(record.recommendation, record.shown)
    context = surroundings(request, record, _("Au fil du texte")) | {"drafting": drafting, "along": drafting.along()}
    if context["reports"]:
        context["unfrozen"] = has_unfrozen_work(record.recommendation, drafting.version)
        context["accepted"] = [line for line in drafting.live if line.amendment.state == AmendmentState.ACCEPTED]
    return render(request, "governance/amendment_board.html", context)


@require_safe
def amendment(request, number, sequence):
    """One amendment: what it changes in its place, why, with which it collides, what happened to it."""
    record = record_or_404(request, number)
    drafting = drafting_of(record.recommendation, record.shown)
    line = line_or_404(drafting, sequence)
    at, wording = timezone.now(), line.amendment.wording
    context = surroundings(request, record, line.amendment.label) | {
        "line": line,
        "amendment": line.amendment,
        "parts": difference(wording.base, wording.text),
        "steps": steps_offered(request.user, line.amendment, at),
        "may_restate": line.moved and is_proposer(request.user, line.amendment) and record.in_drafting,
        "since": compare_since(line, drafting) if line.moved else None,
        "history": history_of(line.amendment),
        "cards": [card(ballot) for ballot in record.ballots if ballot.amendment_id == line.amendment.pk],
    }
    return render(request, "governance/amendment_detail.html", context)


def surroundings(request, record, *trail):
    """What the pages of amendments share: tabs, the way back, and what this reader may do."""
    at, text = timezone.now(), record.recommendation
    reports = record.in_drafting and is_rapporteur(request.user, text, at)
    return {
        "record": record,
        "tabs": record.tabs("amendments"),
        "trail": record.trail(*trail) if trail else record.trail(),
        "may_amend": may_contribute(request.user, text, at),
        "reports": reports,
    }


def line_or_404(drafting, sequence):
    """Return one of the amendments that were submitted."""
    for line in drafting.lines:
        if line.amendment.sequence == sequence:
            return line
    raise Http404


def steps_offered(user, amendment, at):
    """Return the steps to show as buttons: those that a person takes; « lapse » only where it is due."""
    if not user.is_authenticated:
        return []
    steps = [step for step in LIFE.open_to(user, amendment, at) if step.name not in BY_BALLOT]
    return [step for step in steps if step.name != "lapse" or not step.missing(amendment, {})]


def compare_since(line, drafting):
    """What the versions since have changed of the text that the amendment is worded against."""
    old, new = line.amendment.wording.version, drafting.version
    return {"old": old.number, "new": new.number, "changes": compare(old.body, new.body).changes}
