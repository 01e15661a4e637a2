"""What the front page and the desk show, read from the record in a constant number of queries."""

from dataclasses import dataclass

from django.utils import timezone

from council.rules import is_co_chair, is_member, person_of
from deliberations.models import Sitting
from governance.enums import BallotState, State
from governance.figures import figures
from governance.models import Answer, Ballot, Recommendation
from governance.rules import is_clerk, is_liaison, may_edit

LATEST_ANSWERS = 3
AGENDA_LINES = 4


@dataclass(frozen=True)
class Stop:
    """One stop of the road of recommendations, with its count and the list it opens."""

    state: str
    count: int


def road():
    """Count the recommendations at each stop of the road; each is cumulative, as the road goes one way."""
    public = Recommendation.objects.public()
    words = {
        "discussion": public.in_discussion(),
        "adopted": public.adopted(),
        "transmitted": public.transmitted(),
        "answered": public.answered(),
        "implemented": public.implemented(),
    }
    return [Stop(name, queryset.count()) for name, queryset in words.items()]


def next_sitting(at):
    """Return the next convened sitting and the first public items of its agenda, or None."""
    sitting = Sitting.objects.public().to_come(at).first()
    if sitting is None:
        return None
    return {"sitting": sitting, "items": list(sitting.items.public().in_order()[:AGENDA_LINES])}


def latest_answers():
    """Return the latest answers of the assembly with what they answer."""
    answers = Answer.objects.select_related("transmission__recommendation").order_by("-answered_on", "-pk")
    return answers.filter(transmission__recommendation__public_since__isnull=False)[:LATEST_ANSWERS]


def front_page(at):
    """Everything the front page shows besides its prose."""
    on = timezone.localdate(at)
    return {
        "next": next_sitting(at),
        "road": road(),
        "answers": latest_answers(),
        "late": Recommendation.objects.public().overdue(on).select_related("transmission")[:1],
        "figures": figures(on),
        "on": on,
    }


def desk(user, at):
    """What awaits one person: open ballots, the next sitting, their texts, and what their function must do."""
    person, on = person_of(user), timezone.localdate(at)
    shown = {"person": person, "on": on, "next": next_sitting(at), "to_do": to_do(user, at, on)}
    if person is not None:
        shown["ballots"] = (
            Ballot.objects.filter(state=BallotState.OPEN, electors__caster=person)
            .select_related("version__recommendation")
            .distinct()
        )
        mine = Recommendation.objects.written_by(person).order_by("-changed_at")
        shown["drafts"] = [text for text in mine if text.state == State.DRAFT]
        shown["proposals"] = [text for text in mine if text.state != State.DRAFT]
        shown["reports"] = [
            text
            for text in Recommendation.objects.filter(rapporteur=person, state=State.DRAFTING)
            if may_edit(user, text, at)
        ]
        shown["may_propose"] = is_member(user, at)
    return shown


def to_do(user, at, on):
    """Return (heading, recommendations) pairs for co-chairs, secretariat and liaison."""
    every = Recommendation.objects.select_related("author", "transmission")
    lists = []
    if is_co_chair(user, at):
        lists += [("triage", every.filter(state=State.SUBMITTED)), ("assign", every.filter(state=State.ADMISSIBLE))]
    if is_co_chair(user, at) or is_clerk(user):
        lists += [("schedule", every.ready()), ("transmit", every.filter(state=State.ADOPTED))]
    if is_liaison(user) or is_clerk(user):
        lists += [("answer", every.awaiting_answer()), ("follow", every.filter(state=State.IN_IMPLEMENTATION))]
    return [(name, list(queryset[:20])) for name, queryset in lists]
