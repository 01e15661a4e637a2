"""A ballot as pages show it: its outcome with the arithmetic, never before it is closed (RULES V10, V15)."""

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import number
from deliberations.minutes.ballots import told
from governance.choice_wording import preference_verdict
from governance.enums import Method
from governance.methods import goes_on
from governance.presenters.ballots import tally as tally_of
from governance.presenters.judgment import judgment_of
from governance.wording import outcome_word

DECIDED = ("adopted", "rejected")


def decision(ballot):
    """Return the outcome of a closed ballot: its words, its sentence, its figures, the text or amendment it is on."""
    return {
        "ballot": ballot,
        "text": ballot.recommendation,
        "amendment": ballot.amendment,
        "outcome": ballot.outcome,
        "sentence": told(ballot),
        "another_round": goes_on(ballot),
        **FIGURES.get(ballot.method, _of_majority)(ballot),
    }


def _of_majority(ballot):
    return {"verdict": verdict(ballot), "tally": tally(ballot)}


def _of_consent(ballot):
    return {"verdict": verdict(ballot), "tally": tally_of(ballot).groups}


def _of_preference(ballot):
    return {"verdict": preference_verdict(ballot.result), "tally": [], "judgment": judgment_of(ballot)}


def _of_election(ballot):
    figures = tally_of(ballot)
    return {"verdict": figures.outcome, "tally": figures.groups}


# How a method that has no for and against shows its outcome
FIGURES: dict[str, Callable] = {
    Method.CONSENT: _of_consent,
    Method.PREFERENCE: _of_preference,
    Method.ELECTION: _of_election,
}


def verdict(ballot):
    return outcome_word(ballot) if ballot.outcome in DECIDED else _("Sans décision")


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
