"""The sittings as everybody reads them: the list, one sitting, the calendars (RULES S3, M3)."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from deliberations.models import SittingsPage
from deliberations.presenters import public as shown
from deliberations.rules import visible_to_user


@require_safe
def sittings(request):
    """Every sitting: those to come, then those that were held, by year."""
    at = timezone.now()
    context = shown.sittings_list(visible_to_user(request.user, at), at)
    context["page"] = SittingsPage.objects.live().first()
    return render(request, "deliberations/sittings.html", context)


@require_safe
def sitting(request, slug):
    """One sitting: facts and agenda, and once it was held what it decided."""
    at = timezone.now()
    found = get_object_or_404(visible_to_user(request.user, at).select_related("body", "presiding"), slug=slug)
    return render(request, "deliberations/sitting.html", shown.sitting_page(found, request.user, at))
