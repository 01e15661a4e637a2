"""What awaits one person: votes, texts, the next sitting, and what their function must do."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rules import is_clerk, is_liaison
from common.formats import short_date
from council.rules import is_co_chair, is_member, person_of
from deliberations.calendar import is_overdue
from deliberations.enums import SittingState
from deliberations.models import Minutes, Sitting
from deliberations.presenters.requests import requests_of
from deliberations.services import list_is_due, publication_is_due
from governance.enums import BallotState, State
from governance.models import Ballot, CoAuthor, Recommendation, Referral
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
    if shown["may_propose"]:
        shown["open_sitting"] = Sitting.objects.filter(state=SittingState.OPEN).first()
    if functions:
        shown |= {"may_ask": True, "late_referrals": Referral.objects.overdue(timezone.localdate(at)).count()}
    if functions & {CO_CHAIR, CLERK}:
        shown |= {"may_prepare": True, "prepares": sittings_under_way(), "papers": papers_due(timezone.localdate(at))}
    elif is_member(user, at):
        shown |= {"papers": drafts_to_read()}
    if (person := person_of(user)) is not None:
        shown |= own_texts(user, person, at) | {"ballots": open_ballots(person), "asked": requests_of(person)}
        shown |= {"may_choose_news": True}
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
    invited = CoAuthor.objects.invited().filter(
        person=person, recommendation__state__in=(State.DRAFT, State.INADMISSIBLE)
    )
    entrusted = Recommendation.objects.filter(rapporteur=person, state=State.DRAFTING)
    return {
        "invitations": list(invited.select_related("recommendation__author")),
        "drafts": [text for text in mine if text.state == State.DRAFT],
        "proposals": [text for text in mine if text.state != State.DRAFT],
        "reports": [text for text in entrusted if may_edit(user, text, at)],
    }


def open_ballots(person):
    """Return the open ballots in which somebody has a voice, their own or by proxy."""
    return Ballot.objects.filter(state=BallotState.OPEN, electors__caster=person).distinct()


def papers_due(today):
    """Return what minutes ask of who keeps them: lists and minutes to publish, corrections to answer (RULES M3)."""
    lists = Sitting.objects.awaiting_list().select_related("profile").order_by("starts_at")
    approved = Minutes.objects.awaiting_publication().select_related("sitting__profile", "approved_in")
    asked = Minutes.objects.circulated().filter(corrections__state="asked").distinct().select_related("sitting")
    return [
        *(_paper(each, _("liste de ce qui a été examiné à publier"), list_is_due(each), today) for each in lists),
        *(_paper(each.sitting, _("à publier"), publication_is_due(each), today) for each in approved),
        *(_paper(each.sitting, _("corrections à examiner"), None, today) for each in asked),
    ]


def drafts_to_read():
    """Return the draft minutes that members are asked to read (RULES M3)."""
    circulated = Minutes.objects.circulated().select_related("sitting")
    return [_paper(each.sitting, _("projet à relire"), None, None) for each in circulated]


def _paper(sitting, what, due, today):
    return {
        "title": f"{sitting.title}, {short_date(timezone.localdate(sitting.starts_at))}",
        "what": what,
        "due": due,
        "late": bool(due and is_overdue(due, today)),
        "url": reverse("deliberations:minutes", args=[sitting.slug]),
    }


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
