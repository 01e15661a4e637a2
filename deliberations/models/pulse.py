"""Whether anything changed in a sitting since a screen was drawn: one query, however many members.

Nothing has to remember to raise a counter: the stamp is read from the lines of history that every act leaves.
"""

from hashlib import sha256

from django.db.models import Case, Count, IntegerField, Max, OuterRef, Q, Subquery, Sum, Value, When

from deliberations.enums import Audience
from governance.enums import BallotState
from governance.models import Objection, Position, Signature, Vote

from .agenda import ActionPoint, AgendaItem, ItemBallot
from .floor import Motion, SpeakerTurn
from .presence import Attendance, Proxy, Recusal
from .sittings import PresidingChair, Sitting

# Each ballot weighs by its state, so that their sum tells any change of state; up to 99 ballots a sitting.
WEIGHTS = {
    BallotState.OPEN: 1, BallotState.CLOSED: 100, BallotState.PROCLAIMED: 10_000, BallotState.VOID: 1_000_000,
}  # fmt: skip


def pulse(slug, audience):
    """Return the stamp of a convened sitting for one kind of screen, or None when there is none to follow.

    Members are not told of each vote that comes in; only the desk is told of notes as they are written.
    """
    parts = ROOM | (TURNOUT if audience != Audience.MEMBER else {}) | (NOTES if audience == Audience.DESK else {})
    rows = Sitting.objects.public().filter(slug=slug).annotate(**parts).values_list("pk", "state", *parts)
    found = rows.first()
    return found and sha256(repr((str(audience), found)).encode()).hexdigest()[:20]


def _of(rows, path, figure):
    """One figure over the rows of the sitting, which they reach by `path`."""
    rows = rows.filter(**{path: OuterRef("pk")}).order_by().values(path)
    return Subquery(rows.annotate(figure=figure).values("figure"))


def _newest(model, path="sitting"):
    """The last line of history: it grows with each change, and with each deletion too."""
    return _of(model.history.model.objects, path, Max("history_id"))


def _weight():
    whens = [When(ballot__state=state, then=Value(weight)) for state, weight in WEIGHTS.items()]
    return Sum(Case(*whens, default=Value(0), output_field=IntegerField()))


VOTES = Vote.objects.filter(elector__ballot__state=BallotState.OPEN)
SIGNATURES = Signature.objects.filter(elector__ballot__state=BallotState.OPEN)
ANSWERS = Position.objects.filter(elector__ballot__state=BallotState.OPEN)
OBJECTIONS = Objection.objects.filter(elector__ballot__state=BallotState.OPEN).order_by()
ROOM = {
    "stays_then": _newest(Attendance),
    "proxies_then": _newest(Proxy),
    "recusals_then": _newest(Recusal, "item__sitting"),
    "turns_then": _newest(SpeakerTurn, "item__sitting"),
    "motions_then": _newest(Motion, "item__sitting"),
    "chairs_then": _of(PresidingChair.objects, "sitting", Max("pk")),
    "items_then": _of(AgendaItem.objects, "sitting", Count("pk")),
    "started_then": _of(AgendaItem.objects, "sitting", Max("started_at")),
    "ended_then": _of(AgendaItem.objects, "sitting", Max("ended_at")),
    "over_then": _of(AgendaItem.objects, "sitting", Count("ended_at")),
    "concluded_then": _of(AgendaItem.objects, "sitting", Count("pk", filter=~Q(conclusion=""))),
    "ballots_then": _of(ItemBallot.objects, "item__sitting", _weight()),
    "casting_then": _of(ItemBallot.objects, "item__sitting", Max("ballot__casting_vote")),
}
TURNOUT = {
    "votes_then": _of(VOTES, "elector__ballot__agenda_link__item__sitting", Count("pk")),
    "signatures_then": _of(SIGNATURES, "elector__ballot__agenda_link__item__sitting", Count("pk")),
    "answers_then": _of(ANSWERS, "elector__ballot__agenda_link__item__sitting", Count("pk")),
    "objections_then": _of(OBJECTIONS, "elector__ballot__agenda_link__item__sitting", Count("pk")),
    "settled_then": _of(OBJECTIONS, "elector__ballot__agenda_link__item__sitting", Count("settled_at")),
}
NOTES = {
    "words_then": _newest(AgendaItem),
    "actions_then": _of(ActionPoint.objects, "item__sitting", Count("pk")),
    "done_then": _of(ActionPoint.objects, "item__sitting", Count("done_on")),
}
