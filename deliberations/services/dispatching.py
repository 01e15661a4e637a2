"""Sending the messages of a frozen agenda: nobody twice, every failure kept, retried on demand (RULES S3, T4)."""

import hashlib
import logging
from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django_tasks import task

from council.models import Membership, Person, Term
from deliberations.enums import DispatchStatus
from deliberations.models import AgendaVersion, Dispatch, Sitting
from deliberations.papers.agenda import address_of
from deliberations.papers.invitation import invitation, method_of
from deliberations.papers.notice import ACTS, assemble_notice, draw_notice, second_call_words
from deliberations.rules import day_of, oversees
from deliberations.wording import council_language

from .guards import authorise

log = logging.getLogger(__name__)
NOTICE_NAME, CALENDAR_NAME = "convocation.pdf", "seance.ics"


def recipients(sitting):
    """Titular and alternate of every seat in exercise, and the members without a seat, each person once (RULES S3)."""
    day = day_of(sitting)
    terms = Term.objects.of_body(sitting.body).in_force(day)
    in_exercise = terms.titulars().values("seat")
    held = terms.filter(seat__in=in_exercise).values("person")
    members = Membership.objects.filter(body=sitting.body).in_force(day).values("person")
    return Person.objects.filter(pk__in=held) | Person.objects.filter(pk__in=members)


@task()
@council_language()
def deliver(version_id, at):
    """Send an agenda to everybody who has not had it. `at` is the moment of the act, in ISO form."""
    version = AgendaVersion.objects.select_related("sitting__body").get(pk=version_id)
    letter = Letter(version)
    for person in recipients(version.sitting):
        _deliver_once(letter, person, datetime.fromisoformat(at))


def _deliver_once(letter, person, at):
    """Claim the person first: whoever else sends meanwhile finds the claim. Returns whether the message left."""
    claim = DispatchStatus.FAILED if person.email else DispatchStatus.NO_ADDRESS
    dispatch, fresh = Dispatch.objects.get_or_create(
        agenda_version=letter.version, person=person,
        defaults={"address": person.email, "status": claim, "sent_at": at},
    )  # fmt: skip
    return _post(letter, dispatch, at) if fresh and person.email else False


@council_language()
def retry_failed(version, *, by, at):
    """Send what failed, what a broken delivery never reached, and to those who have an address by now.

    Returns how many messages left.
    """
    authorise(oversees(by, at), "retry_failed")
    waiting = version.dispatches.exclude(status=DispatchStatus.SENT).exclude(person__email="")
    letter, waiting = Letter(version), list(waiting.values_list("pk", flat=True))
    never_reached = recipients(version.sitting).exclude(pk__in=version.dispatches.values("person"))
    reached = sum(_deliver_once(letter, person, at) for person in never_reached)
    return reached + sum(_retry(letter, pk, at) for pk in waiting)


@transaction.atomic
def _retry(letter, pk, at):
    dispatch = Dispatch.objects.select_for_update(of=("self",)).select_related("person").get(pk=pk)
    if dispatch.status == DispatchStatus.SENT:
        return False
    dispatch.address = dispatch.person.email
    return _post(letter, dispatch, at)


def _post(letter, dispatch, at):
    """Send one message and note how it went, with the digest of each file. Returns whether it left."""
    message, dispatch.files = letter.to(dispatch.person, dispatch.address)
    dispatch.status, dispatch.sent_at = DispatchStatus.SENT, at
    try:
        message.send()
    except OSError as error:  # SMTP errors included: the address is shown to the clerk, who tries again
        log.warning("dispatch %s failed: %s", dispatch.pk, error)
        dispatch.status = DispatchStatus.FAILED
    dispatch.save()
    return dispatch.status == DispatchStatus.SENT


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


def one_line(subject):
    """A subject as a message may carry it: a line break in a title would begin another header."""
    return " ".join(subject.split())


class Letter:
    """What is the same for everybody: the notice is drawn once, one connection carries all the messages."""

    def __init__(self, version):
        self.version, self.url = version, address_of(version.sitting)
        self.notice = draw_notice(assemble_notice(version))
        self.connection = get_connection()
        self.context = {
            "content": version.content,
            "starts_at": datetime.fromisoformat(version.content["starts_at"]),
            "ends_at": datetime.fromisoformat(version.content["ends_at"]),
            "number": version.number,
            "url": self.url,
            "second_call": second_call_words() if version.content["second_call"] else "",
        }

    def to(self, person, address):
        """Return the message for one person, and the digests of its files."""
        act = self.version.content["act"]
        calendar = invitation(self.version, person=person, address=address, url=self.url)
        message = EmailMessage(
            subject=one_line(f"{ACTS[act]()} · {self.version.content['title']}"),
            body=render_to_string(f"deliberations/email/{act}.txt", self.context | {"person": person}),
            to=[address],
            connection=self.connection,
        )
        message.attach(NOTICE_NAME, self.notice, "application/pdf")
        message.attach(CALENDAR_NAME, calendar, f"text/calendar; method={method_of(self.version)}; charset=utf-8")
        files = {NOTICE_NAME: self.notice, CALENDAR_NAME: calendar}
        return message, {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
