"""Sending the messages that an act decided: nobody twice, nobody forgotten, every try kept (RULES S3, T4).

The messages are written down with the act, in its transaction, as waiting; a worker claims each one before it speaks
to the mail server and settles it after. docs/sending.md draws the states and says what a broken worker leaves behind.
"""

import logging
import smtplib
import time
from datetime import datetime, timedelta
from functools import partial

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from common.lifecycle import Refused
from common.mail import one_line
from council.models import Membership, Person, Term
from council.rules import function_of
from deliberations.enums import DispatchPurpose, DispatchStatus
from deliberations.models import AgendaVersion, Attempt, Dispatch, Sitting
from deliberations.papers.agenda import address_of
from deliberations.rules import day_of, oversees
from deliberations.wording import council_language
from register.services import record

from .guards import authorise
from .letters import Letter

log = logging.getLogger(__name__)
# The server said no, or the message could not even be said to it: nothing left, for certain.
NOTHING_LEFT = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError, ValueError)


def recipients(sitting):
    """Titular and alternate of every seat in exercise, and the members without a seat, each person once (RULES S3)."""
    day = day_of(sitting)
    terms = Term.objects.of_body(sitting.body).in_force(day)
    in_exercise = terms.titulars().values("seat")
    held = terms.filter(seat__in=in_exercise).values("person")
    members = Membership.objects.filter(body=sitting.body).in_force(day).values("person")
    return Person.objects.filter(pk__in=held) | Person.objects.filter(pk__in=members)


def queue(version, people, *, at, purpose=DispatchPurpose.AGENDA):
    """Write down who is to get a message, in the transaction of the act, and set a worker to it once that is kept."""
    Dispatch.objects.bulk_create(
        [
            Dispatch(
                agenda_version=version, person=person, purpose=purpose, address=person.email, queued_at=at,
                day=timezone.localdate(at),
                status=DispatchStatus.WAITING if person.email else DispatchStatus.NO_ADDRESS,
            )
            for person in people
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    _set_to_work(version, at)


def _set_to_work(version, at):
    transaction.on_commit(partial(deliver.enqueue, version.pk, at.isoformat()))


@task(takes_context=True)
@council_language()
def deliver(context, version_id, at):
    """Send what waits for this agenda, one claim at a time. `at` is the moment of the act, in ISO form.

    Two workers at once, or the same work a second time, send nothing twice.
    """
    version = AgendaVersion.objects.select_related("sitting__body", "sitting__profile").get(pk=version_id)
    waited = context.task_result.started_at - context.task_result.enqueued_at
    watch = Watch(datetime.fromisoformat(at) + waited)
    letter = Letter(version)
    waiting = version.dispatches.filter(status=DispatchStatus.WAITING, queued_at__lte=datetime.fromisoformat(at))
    for dispatch in list(waiting.select_related("person__user").order_by("pk")):
        _send(letter, dispatch, watch)


class Watch:
    """What time it is for a worker: the moment of the act, and what has passed since. It asks no calendar."""

    def __init__(self, since):
        self.since, self.begun = since, time.monotonic()

    @property
    def now(self):
        return self.since + timedelta(seconds=time.monotonic() - self.begun)


def _send(letter, dispatch, watch):
    """Make the message, claim it, send it, settle it. Nothing stands between claim and server but the server."""
    message, dispatch.files = letter.to(dispatch)
    if _claim(dispatch, watch.now):
        outcome, detail = _hand_over(message)
        _settle(dispatch, outcome, detail, watch.now)


def _claim(dispatch, moment):
    """Take the message from the queue; whoever comes second finds nothing to take."""
    waiting = Dispatch.objects.filter(pk=dispatch.pk, status=DispatchStatus.WAITING)
    return waiting.update(status=DispatchStatus.SENDING, claimed_at=moment) == 1


def _hand_over(message):
    """Give a message to the mail server; return what came of it and what the server said."""
    reached = False
    try:
        message.connection.open()
        reached = True
        message.send()
    except (OSError, ValueError) as error:  # SMTP errors are OSErrors
        log.warning("a message was not taken: %s", type(error).__name__)
        return outcome_of(error, reached=reached), str(error)[:300]
    finally:
        message.connection.close()
    return DispatchStatus.SENT, ""


def outcome_of(error, *, reached):
    """What an error says of a message: it failed when nothing can have left, it is in doubt otherwise (RULES T4)."""
    if not reached or isinstance(error, NOTHING_LEFT):
        return DispatchStatus.FAILED
    return DispatchStatus.UNCERTAIN


@transaction.atomic
def _settle(dispatch, outcome, detail, moment):
    """Write down what came of a claim: the state, and the try itself, which stays."""
    sent_at = moment if outcome == DispatchStatus.SENT else None
    Dispatch.objects.filter(pk=dispatch.pk).update(status=outcome, sent_at=sent_at, files=dispatch.files)
    Attempt.objects.create(
        dispatch=dispatch, at=moment, address=dispatch.address, outcome=outcome, detail=detail, files=dispatch.files
    )


@transaction.atomic
def retry_failed(version, *, by, at, only=None):
    """Put back in the queue what failed and who has an address by now; add who was never written to.

    `only`: the key of one message. What is in doubt is left alone: see resend_uncertain. Returns how many now wait.
    """
    authorise(oversees(by, at), "retry_failed")
    failed = version.dispatches.filter(status__in=(DispatchStatus.FAILED, DispatchStatus.NO_ADDRESS))
    failed = failed.exclude(person__email="").select_for_update(of=("self",)).select_related("person")
    for dispatch in failed.filter(pk=only) if only else failed:
        dispatch.address, dispatch.status = dispatch.person.email, DispatchStatus.WAITING
        dispatch.save(update_fields=["address", "status"])
    reached = version.dispatches.agendas().values("person")
    queue(version, () if only else recipients(version.sitting).exclude(pk__in=reached), at=at)
    return version.dispatches.filter(status=DispatchStatus.WAITING).count()


@transaction.atomic
def resend_uncertain(dispatch, *, by, at):
    """Send again a message of which nobody knows whether it left: a person decides, and the register says so (T4).

    Raises Refused for a message that is not in doubt.
    """
    authorise(oversees(by, at), "resend_uncertain")
    doubtful = Dispatch.objects.in_doubt(at).select_for_update(of=("self",)).select_related("person")
    dispatch = doubtful.filter(pk=dispatch.pk).first()
    if dispatch is None:
        raise Refused(_("L’envoi de ce message n’est pas incertain : il n’y a rien à renvoyer."))
    if dispatch.status == DispatchStatus.SENDING:
        Attempt.objects.create(
            dispatch=dispatch, at=dispatch.claimed_at, address=dispatch.address,
            outcome=DispatchStatus.UNCERTAIN, detail=_("départ interrompu"),
        )  # fmt: skip
    dispatch.address = dispatch.person.email
    dispatch.status = DispatchStatus.WAITING if dispatch.address else DispatchStatus.NO_ADDRESS
    dispatch.save(update_fields=["address", "status"])
    version = dispatch.agenda_version
    content = {"dispatch": dispatch.pk, "agenda": version.digest}
    record(
        act="sitting.resent", subject=version.sitting.subject, actor_function=function_of(by, at), content=content,
        at=at,
    )  # fmt: skip
    _set_to_work(version, at)
    return dispatch


@task()
@council_language()
def announce_draft(sitting_id):
    """Tell the members that the draft minutes can be read and corrected (RULES M3); nothing depends on the message."""
    sitting = Sitting.objects.select_related("body").get(pk=sitting_id)
    connection, url = get_connection(), address_of(sitting)
    subject = _("Projet de procès-verbal à relire · %(title)s") % {"title": sitting.title}
    for person in recipients(sitting).exclude(email=""):
        body = render_to_string(
            "deliberations/email/circulation.txt", {"person": person, "sitting": sitting, "url": url}
        )
        try:
            EmailMessage(subject=one_line(subject), body=body, to=[person.email], connection=connection).send()
        except OSError as error:
            log.warning("draft minutes of %s not announced to one member: %s", sitting.slug, error)
