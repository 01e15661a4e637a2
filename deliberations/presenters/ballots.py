"""A ballot as pages show it: its outcome with the arithmetic, never before it is closed (RULES V10, V15)."""

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import number
from deliberations.minutes.ballots import MASCULINE, told
from deliberations.wording import verdict_word
from governance.choice_wording import preference_verdict
from governance.enums import Method
from governance.presenters.ballots import tally as tally_of
from governance.presenters.judgment import judgment_of


def decision(ballot):
    """Return the outcome of a closed ballot: its words, its sentence, its figures, the text it bears on."""
    text = ballot.recommendation
    masculine = text is not None and text.kind in MASCULINE
    return {
        "ballot": ballot,
        "text": text,
        "outcome": ballot.outcome,
        "sentence": told(ballot),
        **FIGURES.get(ballot.method, _of_majority)(ballot, masculine),
    }


def _of_majority(ballot, masculine):
    return {"verdict": verdict(ballot.outcome, masculine), "tally": tally(ballot)}


def _of_preference(ballot, _masculine):
    return {"verdict": preference_verdict(ballot.result), "tally": [], "judgment": judgment_of(ballot)}


def _of_election(ballot, _masculine):
    another = ballot.terms["standing"] if ballot.outcome == "next_round" else ()
    figures = tally_of(ballot)
    return {"verdict": figures.outcome, "tally": figures.groups, "another_round": another}


# How a method that has no for and against shows its outcome
FIGURES: dict[str, Callable] = {Method.PREFERENCE: _of_preference, Method.ELECTION: _of_election}


def verdict(outcome, masculine):
    return verdict_word(outcome, masculine) if outcome in ("adopted", "rejected") else _("Sans décision")


def tally(ballot):
    """Return the figures of the component "tally"; nothing where colleges are weighted, their sentence says it."""
    if ballot.rule["colleges"] == "weighted":
        return []
    figures = [
        ("for", _("pour"), "moss"),
        ("abstain", ngettext("abstention", "abstentions", int(Fraction(ballot.result["abstain"]))), "abstention"),
        ("against", _("contre"), "accent"),
    ]
    return [
        {"count": number(Fraction(ballot.result[choice])), "label": label, "family": family}
        for choice, label, family in figures
    ]
