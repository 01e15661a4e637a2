"""Telling: note who is to be told of an act, write to them now or later, each once; subscriptions by double consent."""

import logging
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core import signing
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone, translation
from django_tasks import task

from common.mail import message
from governance.models import Recommendation

from . import messages
from .audience import notices_of, waiting
from .enums import Cadence
from .models import Notice, Preference, Subscription

log = logging.getLogger(__name__)
ASKED_AGAIN = timedelta(hours=1)  # within it the same address is not written to again
UNCONFIRMED_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=60)  # what was told is forgotten then
MOST_FAILURES = 5  # an address that fails so often in a row is forgotten


@task()
def tell(recommendation_id, act, at):
    """Note everybody who is to be told of an act, and write to those who want to know at once. `at`: ISO form."""
    note(recommendation_id, act, datetime.fromisoformat(at))
    deliver_waiting((Cadence.IMMEDIATE,), at=datetime.fromisoformat(at))


@transaction.atomic
def note(recommendation_id, act, at):
    """Store the notices of an act; a second call finds them there."""
    recommendation = Recommendation.objects.get(pk=recommendation_id)
    notices = notices_of(recommendation, act, at, timezone.localdate(at))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def deliver_waiting(cadences, *, at):
    """Write to everybody for whom something of these cadences waits. Returns (messages that left, that failed)."""
    connection, outcomes = get_connection(), []
    for (person, subscription), pks in waiting(cadences).items():
        outcomes.append(deliver(pks, person=person, subscription=subscription, connection=connection, at=at))
    return outcomes.count(True), outcomes.count(False)


@transaction.atomic
def deliver(pks, *, person, subscription, connection, at):
    """Send one message with the notices that still wait, under lock: whoever comes second finds none.

    Returns whether it left, or None when there was nothing left to say.
    """
    waiting_now = Notice.objects.select_for_update(of=("self",)).filter(pk__in=pks, told_at=None)
    notices = list(waiting_now.select_related("recommendation", "person__user", "subscription").order_by("at", "pk"))
    if not notices:
        return None
    drawn = _to_person(notices, connection) if person else _to_subscription(notices, connection)
    left = None if drawn is None else _sent(drawn)
    if subscription:
        _count_failures(notices[0].subscription, left)
    if left is not False:
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(told_at=at)
    return left


def _to_person(notices, connection):
    person = notices[0].person
    address, language = address_of(person), person.user.language if person.user else settings.LANGUAGE_CODE
    if not address:
        return None
    with translation.override(language):
        mail = messages.news_mail(notices, foot=messages.foot_of_person())
    return message(mail, to=address, language=language, connection=connection)


def address_of(person):
    """Where a person is written to: the address of their account, or the one the secretariat knows."""
    return person.user.email if person.user and person.user.is_active else person.email


def _to_subscription(notices, connection):
    subscription = notices[0].subscription
    with translation.override(subscription.language):
        mail = messages.news_mail(notices, foot=messages.foot_of(subscription))
    headers = {
        "List-Unsubscribe": f"<{messages.stop_address(subscription)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return message(
        mail, to=subscription.address, language=subscription.language, connection=connection, headers=headers
    )


def _sent(drawn):
    try:
        drawn.send()
    except OSError as error:  # SMTP errors included; the address is in no log
        log.warning("a message of news failed: %s", type(error).__name__)
        return False
    return True


def _count_failures(subscription, left):
    """Forget an address that nothing reaches (a bounce at the door)."""
    subscription.failures = 0 if left else subscription.failures + 1
    if subscription.failures >= MOST_FAILURES:
        subscription.delete()
    else:
        subscription.save(update_fields=["failures"])


@transaction.atomic
def choose(person, *, choices):
    """Store how often a person is told of each kind of news: {kind: cadence}."""
    for kind, cadence in choices.items():
        Preference.objects.update_or_create(person=person, kind=kind, defaults={"cadence": cadence})


@transaction.atomic
def subscribe(*, address, at, language, recommendation=None, theme=None, cadence=Cadence.IMMEDIATE):
    """Take a request and write to the address, whatever is known of it: who asks learns nothing.

    Within an hour of the last request nothing more is sent to that address.
    """
    address = address.strip().lower()
    found, fresh = Subscription.objects.select_for_update(of=("self",)).get_or_create(
        address=address, recommendation=recommendation, theme=theme,
        defaults={"asked_at": at, "cadence": cadence, "language": language},
    )  # fmt: skip
    if not fresh and at - found.asked_at < ASKED_AGAIN:
        return
    found.asked_at = at
    if not found.confirmed_at:
        found.cadence, found.language = cadence, language
    found.save()
    transaction.on_commit(partial(ask_to_confirm.enqueue, found.pk), robust=True)


@task()
def ask_to_confirm(subscription_id):
    """Write to an address that somebody gave."""
    subscription = Subscription.objects.filter(pk=subscription_id).first()
    if subscription is None:
        return
    with translation.override(subscription.language):
        mail = messages.confirmation_mail(subscription)
    _sent(message(mail, to=subscription.address, language=subscription.language))


def confirmed(token, *, at=None):
    """Return the subscription that a signed token of a message names, confirmed at a moment if one is given.

    None when the token is wrong or older than three days, or when the subscription is gone.
    """
    try:
        pk = signing.loads(token, salt=messages.CONFIRM, max_age=messages.CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    if at:
        Subscription.objects.filter(pk=pk, confirmed_at=None).update(confirmed_at=at)
    return Subscription.objects.select_related("recommendation", "theme").filter(pk=pk).first()


def subscription_to_stop(token):
    """Return (whether the token is one of ours, the subscription it names if it still exists)."""
    try:
        pk = signing.Signer(salt=messages.STOP).unsign(token)
    except signing.BadSignature:
        return False, None
    return True, Subscription.objects.select_related("recommendation", "theme").filter(pk=pk).first()


def stop(subscription):
    """Forget a subscription: its address and what waited for it are deleted (RULES G1)."""
    subscription.delete()


@transaction.atomic
def forget_what_is_over(*, at):
    """Delete requests that nobody confirmed and news long told. Returns how many of each."""
    unconfirmed = Subscription.objects.filter(confirmed_at=None, asked_at__lt=at - UNCONFIRMED_FOR)
    told = Notice.objects.filter(told_at__lt=at - KEPT_FOR)
    return unconfirmed.delete()[0], told.delete()[0]
