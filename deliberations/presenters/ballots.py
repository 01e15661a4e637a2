"""A ballot as pages show it: its outcome with the arithmetic, never before it is closed (RULES V10, V15)."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import number
from deliberations.wording import verdict_word, vote_sentence
from governance.wording import is_masculine


def decision(ballot):
    """Return the outcome of a closed ballot: its words, its sentence, its figures, the text or amendment it is on."""
    masculine = is_masculine(ballot)
    return {
        "ballot": ballot,
        "text": ballot.recommendation,
        "amendment": ballot.amendment,
        "outcome": ballot.outcome,
        "verdict": verdict(ballot.outcome, masculine),
        "sentence": vote_sentence(ballot.result, ballot.rule, masculine=masculine),
        "tally": tally(ballot),
    }


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
