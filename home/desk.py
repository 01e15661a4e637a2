"""What awaits one person: votes, texts, the next sitting, and what their function must do."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rules import is_clerk, is_liaison
from common.formats import short_date
from council.rules import is_co_chair, is_member, person_of
from deliberations.enums import SittingState
from deliberations.models import Sitting
from governance.enums import BallotState, State
from governance.models import Ballot, Recommendation, Referral
from governance.rules import may_edit
from home.front import next_sitting

LINES = 20
CO_CHAIR, CLERK, LIAISON = "co_chair", "clerk", "liaison"
TO_DO = (  # name, heading, states of the texts, functions that see it
    ("admissibility", _("Recevabilité à examiner"), (State.SUBMITTED,), {CO_CHAIR}),
    ("assign", _("Rédaction à confier"), (State.ADMISSIBLE,), {CO_CHAIR}),
    ("schedule", _("Prêtes pour une séance"), (State.READY,), {CO_CHAIR, CLERK}),
    ("transmit", _("Adoptées, à transmettre"), (State.ADOPTED,), {CO_CHAIR, CLERK}),
    ("answer", _("En attente de réponse"), (State.TRANSMITTED, State.ACKNOWLEDGED), {CLERK, LIAISON}),
    ("follow", _("Mises en œuvre à suivre"), (State.ANSWERED, State.IN_IMPLEMENTATION), {CLERK, LIAISON}),
)
UNDER_WAY = (SittingState.DRAFT, SittingState.CONVENED, SittingState.OPEN, SittingState.CLOSED)


def desk(user, at):
    """Return what one person's desk shows."""
    functions = functions_of(user, at)
    shown = {"next": next_sitting(at), "to_do": to_do(functions), "may_propose": is_member(user, at)}
    if functions:
        shown |= {"may_ask": True, "late_referrals": Referral.objects.overdue(timezone.localdate(at)).count()}
    if functions & {CO_CHAIR, CLERK}:
        shown |= {"may_prepare": True, "prepares": sittings_under_way()}
    if (person := person_of(user)) is not None:
        shown |= own_texts(user, person, at) | {"ballots": open_ballots(person), "may_choose_news": True}
    return shown


def functions_of(user, at):
    """Return the functions somebody holds besides sitting as a member."""
    held = {CO_CHAIR: is_co_chair(user, at), CLERK: is_clerk(user), LIAISON: is_liaison(user)}
    return {name for name, holds in held.items() if holds}


def to_do(functions):
    """Return the lists of texts that wait for one of these functions, in the order of the road: one query."""
    seen = [line for line in TO_DO if line[3] & functions]
    wanted = {state for line in seen for state in line[2]}
    records = list(Recommendation.objects.filter(state__in=wanted).order_by("changed_at")) if wanted else []
    return [
        {"name": name, "title": title, "records": [record for record in records if record.state in states][:LINES]}
        for name, title, states, _functions in seen
    ]


def own_texts(user, person, at):
    """Return what somebody writes: drafts, proposals submitted, texts entrusted to them."""
    mine = list(Recommendation.objects.written_by(person).order_by("-changed_at"))
    entrusted = Recommendation.objects.filter(rapporteur=person, state=State.DRAFTING)
    return {
        "drafts": [text for text in mine if text.state == State.DRAFT],
        "proposals": [text for text in mine if text.state != State.DRAFT],
        "reports": [text for text in entrusted if may_edit(user, text, at)],
    }


def open_ballots(person):
    """Return the open ballots in which somebody has a voice, their own or by proxy."""
    return Ballot.objects.filter(state=BallotState.OPEN, electors__caster=person).distinct()


def sittings_under_way():
    """Return the sittings that co-chairs and secretariat still work on, each with the screen for it."""
    lines = []
    for sitting in Sitting.objects.filter(state__in=UNDER_WAY).order_by("starts_at"):
        screen = "preparation" if sitting.state == SittingState.DRAFT else "conduct"
        lines.append(
            {
                "title": sitting.title,
                "on": short_date(timezone.localdate(sitting.starts_at)),
                "state": sitting.get_state_display(),
                "url": reverse(f"deliberations:{screen}", args=[sitting.slug]),
            }
        )
    return lines
