"""What the top floor hears from those below."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from wagtail import hooks

from governance.announcing import HOOK
from home.telling.services import tell

FRESH = timedelta(days=2)  # acts of the past that are taken over, or planted, are news to nobody


@hooks.register(HOOK)
def tell_of_news(recommendation, act, at):
    """After the act is stored, tell those who asked; a message that fails never undoes the act."""
    if timezone.now() - at < FRESH:
        transaction.on_commit(partial(tell.enqueue, recommendation.pk, act, at.isoformat()), robust=True)
