"""The assembly's link: sent with the document, used without an account, renewed, revoked, its uses kept (RULES T2, T4).

A token exists in the message that carries it and nowhere else: it is made at the moment of sending, and only its digest
is stored. A message leaves once; one that failed is shown, and tried again with a token of its own.
"""

import logging
import secrets
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.services import known_by_address
from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn
from common.mail import message
from governance.enums import AWAITING_ANSWER, FOLLOWED, Occasion, SendingStatus, State
from governance.messages import liaison_mail
from governance.models import LiaisonLink, LinkUse, Transmission
from governance.rules import CLERK, CO_CHAIR
from register.services import record

log = logging.getLogger(__name__)
AT_ONCE = timedelta(minutes=10)  # the same sending asked for twice within it is a second click (RULES E3)
USEFUL_IN = (*AWAITING_ANSWER, State.ANSWERED, *FOLLOWED[:-1])


class LinkClosed(Exception):
    """A link that opens nothing any more; `link` is None when nobody knows it (RULES T2)."""

    def __init__(self, link=None):
        super().__init__(link)
        self.link = link


@transaction.atomic
def send_link(transmission, *, address, by, at):
    """Send the assembly its document and a link of its own; links sent before are revoked. Returns the LiaisonLink.

    The message leaves once the transaction is stored. Raises AlreadyRecorded for the same address within ten minutes.
    """
    transmission = Transmission.objects.select_for_update(of=("self",)).get(pk=transmission.pk)
    function = _authorised(transmission, by, at)
    if transmission.recommendation.state not in USEFUL_IN:
        raise OutOfTurn(_("Le dossier est terminé : un lien n’y servirait plus à rien."))
    before = transmission.links.live(at).filter(address__iexact=address, issued_at__gt=at - AT_ONCE).first()
    if before and before.occasion == Occasion.SENT:
        raise AlreadyRecorded(before, before.issued_at)
    transmission.links.live(at).update(revoked_at=at)
    link = _issue(transmission, Occasion.SENT, address, by, at)
    _register(link, "link.sent", function, at)
    return link


@transaction.atomic
def remind(transmission, *, occasion, at):
    """Remind the assembly, once for each stage (RULES T3). Returns the LiaisonLink, or None when it went before.

    Links sent before stay open: somebody may be answering through them. Without an address the reminder is kept as one
    to send by post.
    """
    transmission = Transmission.objects.select_for_update(of=("self",)).get(pk=transmission.pk)
    answered = transmission.recommendation.state not in AWAITING_ANSWER
    if answered or transmission.links.filter(occasion=occasion).exists():
        return None
    last = transmission.links.exclude(address="").first()
    link = _issue(transmission, occasion, last.address if last else "", None, at)
    _register(link, "link.reminded", "system", at)
    return link


def _issue(transmission, occasion, address, by, at):
    link = LiaisonLink(
        transmission=transmission, occasion=occasion, address=address, issued_at=at, issued_by=by,
        expires_at=at + timedelta(days=settings.LIAISON_LINK_DAYS),
        status=SendingStatus.WAITING if address else SendingStatus.NO_ADDRESS,
    )  # fmt: skip
    link.full_clean(exclude=["token_digest"])
    link.save()
    if address:
        known_by_address(address)
        transaction.on_commit(partial(deliver.enqueue, link.pk, at.isoformat()))
    return link


@task()
def deliver(link_id, at):
    """Send the message of a link unless it has left already. `at` is the moment of the act, in ISO form."""
    post(link_id, at=datetime.fromisoformat(at))


@transaction.atomic
def post(link_id, *, at):
    """Send one message under lock, with a fresh token; note how it went. Returns whether it left (RULES T4)."""
    link = LiaisonLink.objects.select_for_update(of=("self",)).get(pk=link_id)
    if link.status not in (SendingStatus.WAITING, SendingStatus.FAILED) or not link.opens(at):
        return False
    token = secrets.token_urlsafe(32)
    link.token_digest, link.status, link.sent_at = LiaisonLink.digest_of(token), SendingStatus.SENT, at
    try:
        _message(link, token).send()
    except OSError as error:  # SMTP errors included
        log.warning("the message of link %s failed: %s", link.pk, type(error).__name__)
        link.status, link.sent_at, link.token_digest = SendingStatus.FAILED, None, ""
    link.save()
    return link.status == SendingStatus.SENT


def _message(link, token):
    transmission = link.transmission
    attachments = []
    if link.occasion == Occasion.SENT and transmission.document:
        with transmission.document.open() as document:
            attachments = [(f"{transmission.recommendation.number}.pdf", document.read(), "application/pdf")]
    return message(liaison_mail(link, token), to=link.address, language=settings.LANGUAGE_CODE, attachments=attachments)


@transaction.atomic
def revoke_links(transmission, *, by, at):
    """Close every link to a transmission. Returns how many were open."""
    transmission = Transmission.objects.select_for_update(of=("self",)).get(pk=transmission.pk)
    function, live = _authorised(transmission, by, at), transmission.links.live(at)
    for link in (closed := list(live)):
        _register(link, "link.revoked", function, at)
    live.update(revoked_at=at)
    return len(closed)


@transaction.atomic
def renew_link(link, *, by, at):
    """Let a link that is not revoked open the door again for as long as a new one. Returns the LiaisonLink."""
    link = LiaisonLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    function = _authorised(link.transmission, by, at)
    if link.revoked_at:
        raise OutOfTurn(_("Un lien révoqué ne se prolonge pas : envoyez-en un nouveau."))
    link.expires_at = at + timedelta(days=settings.LIAISON_LINK_DAYS)
    link.save(update_fields=["expires_at"])
    _register(link, "link.renewed", function, at)
    return link


def open_link(token, *, at):
    """Return the link of a token and the account in whose name its holder acts. Raises LinkClosed (RULES T2)."""
    links = LiaisonLink.objects.select_related("transmission__recommendation")
    link = links.with_token(token).first()
    if link is None or not link.opens(at) or link.transmission.recommendation.state not in USEFUL_IN:
        raise LinkClosed(link)
    return link


def bearer(link):
    """Return the account in whose name the holder of a link acts, bound to that link (governance.rules)."""
    user = known_by_address(link.address)
    user.link = link
    return user


def note_use(link, act, *, at):
    """Keep one use of a link: when, and what was done; nothing of who did it (RULES T2, G1)."""
    return LinkUse.objects.create(link=link, act=act, at=at)


def _authorised(transmission, by, at):
    role = next((role for role in (CLERK, CO_CHAIR) if role(by, transmission.recommendation, at)), None)
    if role is None:
        raise NotAllowed("liaison")
    return role.name


def _register(link, act, function, at):
    subject = link.transmission.recommendation.subject
    content = {"link": link.pk, "occasion": link.occasion, "until": link.expires_at.isoformat()}
    record(act=act, subject=subject, actor_function=function, content=content, at=at)
