"""Doors of what the site owes: each page is made of what is kept, then of what editors add at the same address."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from home.identity import SiteIdentity
from home.models import ProsePage

from .conformity import expiry
from .data_map import DATA_MAP
from .site_map import site_map


@require_safe
def accessibility(request):
    """The declaration of accessibility, its mention computed from the audit."""
    identity, today = SiteIdentity.current(), timezone.localdate()
    ends = expiry(identity.audited_on) if identity.audited_on else None
    context = {"conformity": identity.conformity(today), "ends": ends, "over": bool(ends and ends <= today)}
    return _page(request, "accessibilite", "home/obligations/accessibility.html", context)


@require_safe
def legal(request):
    """Who publishes, who answers for it, who hosts."""
    return _page(request, "mentions-legales", "home/obligations/legal.html")


@require_safe
def privacy(request):
    """What is kept about people: the data map."""
    return _page(request, "confidentialite", "home/obligations/privacy.html", {"data_map": DATA_MAP})


@require_safe
def contact(request):
    """Whom to write to, and for what."""
    return _page(request, "contact", "home/obligations/contact.html")


@require_safe
def plan(request):
    """Every part of the site, one link each."""
    return _page(request, "plan-du-site", "home/obligations/plan.html", {"sections": site_map()})


def _page(request, slug, template, context=None):
    added = ProsePage.objects.live().filter(slug=slug).order_by("path").first()
    return render(request, template, {"added": added, **(context or {})})
