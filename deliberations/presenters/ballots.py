"""A ballot as pages show it: its outcome with the arithmetic, never before it is closed (RULES V10, V15)."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import number
from deliberations.wording import consent_sentence, verdict_word, vote_sentence
from governance.enums import Kind, Method
from governance.presenters.ballots import tally as groups_of
from governance.wording import outcome_word

MASCULINE = (Kind.OPINION, Kind.OWN_INITIATIVE)  # un avis, un rapport
DECIDED = ("adopted", "rejected")


def decision(ballot):
    """Return the outcome of a closed ballot: its words, its sentence, its figures, the text it bears on."""
    text = ballot.recommendation
    masculine = text is not None and text.kind in MASCULINE
    return {
        "ballot": ballot,
        "text": text,
        "outcome": ballot.outcome,
        "verdict": verdict(ballot, masculine),
        "sentence": sentence(ballot, masculine=masculine),
        "tally": tally(ballot),
        "another_round": ballot.method == Method.CONSENT and ballot.outcome == "rejected",
    }


def verdict(ballot, masculine):
    if ballot.result["decided_by"] == "objection":
        return outcome_word(ballot.outcome, "objection")
    return verdict_word(ballot.outcome, masculine) if ballot.outcome in DECIDED else _("Sans décision")


def sentence(ballot, *, masculine):
    """How a closed ballot ended, with its arithmetic."""
    if ballot.method == Method.CONSENT:
        return consent_sentence(ballot, masculine=masculine)
    return vote_sentence(ballot.result, ballot.rule, masculine=masculine)


def tally(ballot):
    """Return the figures of the component "tally"; nothing where colleges are weighted, their sentence says it."""
    if ballot.rule["colleges"] == "weighted":
        return []
    if ballot.method == Method.CONSENT:
        return groups_of(ballot).groups
    figures = [
        ("for", _("pour"), "moss"),
        ("abstain", ngettext("abstention", "abstentions", int(Fraction(ballot.result["abstain"]))), "abstention"),
        ("against", _("contre"), "accent"),
    ]
    return [
        {"count": number(Fraction(ballot.result[choice])), "label": label, "family": family}
        for choice, label, family in figures
    ]
