"""What the top floor hears from those below."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from common.identity import HOOK as IDENTITY
from deliberations.rules import oversees
from governance.announcing import HOOK
from home.dashboard import due
from home.identity import SiteIdentity
from home.telling.services import tell

FRESH = timedelta(days=2)  # acts of the past that are taken over, or planted, are news to nobody


@hooks.register(HOOK)
def tell_of_news(recommendation, act, at):
    """After the act is stored, tell those who asked; a message that fails never undoes the act."""
    if timezone.now() - at < FRESH:
        transaction.on_commit(partial(tell.enqueue, recommendation.pk, act, at.isoformat()), robust=True)


class DuePanel(Component):
    """What is due, before anything else."""

    name, order = "due", 50
    template_name = "back_office/due.html"

    def get_context_data(self, parent_context):
        return {"sections": due(parent_context["request"].user, timezone.now())}


@hooks.register("construct_homepage_panels")
def open_with_what_is_due(request, panels):
    """Who has something to see to begins with it; editors find Wagtail's own lists of pages to review."""
    if oversees(request.user, timezone.now()) or request.user.has_perm("home.change_siteidentity"):
        panels.append(DuePanel())


@hooks.register(IDENTITY)
def council_identity():
    """What editors call the council, for messages and documents."""
    return SiteIdentity.current().council
