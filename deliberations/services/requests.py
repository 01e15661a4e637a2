"""Items that members ask for: until a day, accepted or refused with a reason, and told (RULES S6)."""

import logging
from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django_tasks import task

from common.formats import long_date
from common.lifecycle import AlreadyRecorded, OutOfTurn, refuse_if
from common.mail import one_line
from council.rules import function_of, person_of
from deliberations.calendar import local_day
from deliberations.enums import ItemKind, RequestState, SittingState
from deliberations.models import ItemRequest
from deliberations.notice import last_asking_day
from deliberations.papers.agenda import address_of
from deliberations.rules import decides_on_requests, may_ask_for_items
from deliberations.wording import council_language
from governance.enums import State
from register.services import record

from .agenda import PREPARED, add_item, place_recommendation
from .guards import authorise, in_state, keep, lock, lock_sitting

log = logging.getLogger(__name__)


@transaction.atomic
def ask_for_item(sitting, *, title, why, by, at, duration=15, recommendation=None):
    """A member asks for an item of a sitting to come, in time (RULES S6). Returns the ItemRequest.

    `recommendation`: a text of their own that the council has declared admissible. Raises AlreadyRecorded for the same
    request again, Refused with the day that was the limit when it is late.
    """
    sitting = lock_sitting(sitting)
    authorise(may_ask_for_items(by, sitting.body, at), "ask_for_item")
    in_state(sitting, PREPARED, _("On demande un point pour une séance à venir."))
    person, last = person_of(by), last_asking_day(sitting)
    same = ItemRequest.objects.filter(sitting=sitting, person=person, title=title).first()
    if same:
        raise AlreadyRecorded(same, same.asked_at)
    refuse_if(
        local_day(at) > last,
        _("Trop tard pour cette séance : les demandes étaient reçues jusqu’au %(day)s.") % {"day": long_date(last)},
    )
    refuse_if(not why.strip(), _("Dites en quelques mots pourquoi : la coprésidence en décide là-dessus."))
    refuse_if(recommendation is not None and not _is_own(recommendation, person), _("Ce texte n’est pas le vôtre."))
    asked = ItemRequest(
        sitting=sitting, person=person, title=title, why=why, duration=duration, recommendation=recommendation,
        asked_at=at,
    )  # fmt: skip
    return keep(asked, by=by, at=at, reason=_("point demandé"))


def _is_own(recommendation, person):
    return recommendation.author_id == person.pk and recommendation.public_since is not None


@transaction.atomic
def accept_request(asked, *, by, at, position=None):
    """Put what a member asked for on the agenda, last or at a position from 1 (RULES S6). Returns the ItemRequest.

    A text of theirs that is ready comes to the vote while the sitting is not convened, and is discussed otherwise.
    """
    asked = _to_decide(asked, RequestState.ACCEPTED, by, at)
    facts = {"by": by, "at": at, "presenter": asked.person, "duration": asked.duration, "position": position}
    text, sitting = asked.recommendation, asked.sitting
    if text and text.state == State.READY and sitting.state != SittingState.CONVENED:
        asked.item = place_recommendation(sitting, recommendation=text, **facts)
    else:
        asked.item = add_item(
            sitting, kind=ItemKind.DISCUSSION, title=asked.title, recommendation=text, **facts
        )  # fmt: skip
    return _decide(asked, RequestState.ACCEPTED, by, at)


@transaction.atomic
def refuse_request(asked, *, answer, by, at):
    """Refuse an item that a member asked for, with the reason that they read (RULES S6). Returns the ItemRequest."""
    asked = _to_decide(asked, RequestState.REFUSED, by, at)
    refuse_if(not answer.strip(), _("Un motif est nécessaire : il sera montré à la personne concernée."))
    asked.answer = answer
    return _decide(asked, RequestState.REFUSED, by, at)


def _to_decide(asked, decision, by, at):
    """The request afresh, its sitting locked first; a decision taken before is final."""
    sitting = lock_sitting(asked.sitting)
    authorise(decides_on_requests(by, at), "decide_request")
    asked = lock(asked, "person", "recommendation")
    asked.sitting = sitting
    if asked.state == decision:
        raise AlreadyRecorded(asked, asked.decided_at)
    if asked.state != RequestState.PENDING:
        raise OutOfTurn(_("Cette demande est déjà %(state)s.") % {"state": asked.get_state_display()})
    in_state(sitting, PREPARED, _("L’ordre du jour ne change plus une fois la séance ouverte."))
    return asked


def _decide(asked, state, by, at):
    asked.state, asked.decided_at, asked.decided_by = state, at, by
    keep(asked, by=by, at=at, reason=_("demande décidée"))
    record(
        act=f"item_request.{state}", subject=asked.sitting.subject, actor_function=function_of(by, at), at=at,
        content={"request": asked.pk, "title": asked.title, "answer": asked.answer, "item": asked.item_id},
    )  # fmt: skip
    transaction.on_commit(partial(tell_decision.enqueue, asked.pk))
    return asked


@task()
@council_language()
def tell_decision(request_id):
    """Write to the member what became of their request; their desk says it too, whether or not the message leaves."""
    asked = ItemRequest.objects.with_names().get(pk=request_id)
    if not asked.person.email:
        return
    context = {"asked": asked, "url": address_of(asked.sitting)}
    subject = one_line(_("Votre demande de point · %(title)s") % {"title": asked.title})
    body = render_to_string("deliberations/email/item_request.txt", context)
    try:
        EmailMessage(subject=subject, body=body, to=[asked.person.email]).send()
    except OSError as error:
        log.warning("decision on item request %s not sent: %s", asked.pk, error)
