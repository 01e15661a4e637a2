"""A recommendation of before this register, as a value, and what it cannot be."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from council.models import Person
from governance.enums import AnswerOutcome
from governance.enums import State as S
from governance.models import Recommendation, Theme
from territory.models import Organisation, Place

ANSWER = ("outcome", "answered_on")
# What must be known of a recommendation that has got so far.
KNOWN = {
    S.ADMISSIBLE: (),
    S.ADOPTED: ("voted_on",),
    S.REJECTED: ("voted_on",),
    S.TRANSMITTED: ("voted_on", "sent_on"),
    S.ANSWERED: ("voted_on", "sent_on", *ANSWER),
    S.IN_IMPLEMENTATION: ("voted_on", "sent_on", *ANSWER),
    S.IMPLEMENTED: ("voted_on", "sent_on", *ANSWER),
}
# What goes with a known fact and says nothing without it.
DETAILS = {
    "voted_on": ("votes_for", "votes_against", "abstentions"),
    "sent_on": ("due_on",),
    "outcome": ("postponed_to", "deliberation_number", "reason"),
}
DATES = ("submitted_on", "voted_on", "sent_on", "answered_on")


@dataclass(frozen=True, kw_only=True)
class Past:
    """A recommendation as an earlier register tells it; what it does not tell is None or empty."""

    year: int
    sequence: int
    kind: str
    title: str
    body: str
    state: str
    author: Person
    submitted_on: date
    summary: str = ""
    rationale: str = ""
    on_behalf_of: Organisation | None = None
    themes: tuple[Theme, ...] = ()
    places: tuple[Place, ...] = ()
    voted_on: date | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    sent_on: date | None = None
    due_on: date | None = None
    outcome: str = ""
    answered_on: date | None = None
    postponed_to: date | None = None
    deliberation_number: str = ""
    reason: str = ""

    @property
    def number(self) -> str:
        return f"{self.year}-{self.sequence:03d}"

    @property
    def words(self) -> dict[str, str]:
        """The four parts of the text, as a version freezes them."""
        return {"title": self.title, "summary": self.summary, "body": self.body, "rationale": self.rationale}


def problems_of(past, today):
    """Return, by name of field, why a Past cannot be: {} when it can."""
    if past.state not in KNOWN:
        return {"state": [_("Une recommandation ne se reprend pas dans cet état.")]}
    return _length(past) | _state(past) | _votes(past) | _answer(past) | _order(past, today)


def _length(past):
    """A summary is short: lists show it whole."""
    limit = Recommendation._meta.get_field("summary").max_length
    return (
        {"summary": [_("Un résumé compte %(limit)s signes au plus.") % {"limit": limit}]}
        if len(past.summary) > limit
        else {}
    )


def _state(past):
    """What the state supposes is there; what it does not reach is not."""
    known, reasons = KNOWN[past.state], {}
    beyond = [_("L’état ne va pas jusque-là : corrigez l’état, ou videz cette cellule.")]
    for name in (*DATES[1:], "outcome"):
        if name in known and not getattr(past, name):
            reasons[name] = [_("L’état le suppose : renseignez cette cellule.")]
        if name not in known and getattr(past, name):
            reasons[name] = beyond
    for fact, details in DETAILS.items():
        if fact not in known:
            reasons |= {name: beyond for name in details if getattr(past, name) not in (None, "")}
    return reasons


def _votes(past):
    """The totals of a vote are all known, or none is."""
    if "voted_on" not in KNOWN[past.state]:
        return {}
    votes = {name: getattr(past, name) for name in DETAILS["voted_on"]}
    if len({vote is None for vote in votes.values()}) == 1:
        return {}
    return {name: [_("Donnez les trois nombres du vote, ou aucun.")] for name, vote in votes.items() if vote is None}


def _answer(past):
    """R2, answer: a refusal has its reason, a postponement its date; what was refused is not implemented."""
    if past.outcome == AnswerOutcome.DECLINED and not past.reason:
        return {"reason": [_("Une réponse négative est motivée : écrivez le motif de l’assemblée.")]}
    if past.outcome == AnswerOutcome.POSTPONED and not past.postponed_to:
        return {"postponed_to": [_("Un report dit jusqu’à quelle date : indiquez-la.")]}
    if past.outcome == AnswerOutcome.DECLINED and past.state in (S.IN_IMPLEMENTATION, S.IMPLEMENTED):
        return {"state": [_("L’assemblée n’a pas retenu ce texte : il n’y a rien à mettre en œuvre.")]}
    return {}


def _order(past, today):
    """Each step comes after the one before it, and none is still to come."""
    reasons, last = {}, None
    if past.year > today.year:
        reasons["number"] = [_("Cette année n’est pas encore venue.")]
    for name in DATES:
        day = getattr(past, name)
        if day is None:
            continue
        if day > today:
            reasons[name] = [_("Cette date est à venir : seul ce qui a eu lieu se reprend.")]
        elif last and day < last:
            reasons[name] = [_("Cette date précède celle de l’étape d’avant.")]
        last = day
    if past.sent_on and past.due_on and past.due_on <= past.sent_on:
        reasons["due_on"] = [_("La réponse est attendue après l’envoi.")]
    return reasons
