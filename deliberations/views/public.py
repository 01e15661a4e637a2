"""The sittings as everybody reads them: the list, one sitting, the calendars (RULES S3, M3)."""

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.identity import identity
from deliberations.models import Sitting, SittingsPage
from deliberations.papers.notice import assemble_notice, draw_agenda
from deliberations.presenters import public as shown
from deliberations.presenters.feed import calendar_of
from deliberations.rules import oversees, visible_to_user

from .minutes import pdf


@require_safe
def sittings(request):
    """Every sitting: those to come, then those that were held, by year."""
    at = timezone.now()
    context = shown.sittings_list(visible_to_user(request.user, at), at)
    context |= {"page": SittingsPage.objects.live().first(), "oversees": oversees(request.user, at)}
    return render(request, "deliberations/sittings.html", context)


@require_safe
def sitting(request, slug):
    """One sitting: facts and agenda, and once it was held what it decided."""
    at = timezone.now()
    found = get_object_or_404(
        visible_to_user(request.user, at).select_related("body", "profile", "presiding"), slug=slug
    )
    return render(request, "deliberations/sitting.html", shown.sitting_page(found, request.user, at))


@require_safe
def agenda_pdf(request, slug):
    """The agenda that was sent last, as everybody may read and post it."""
    version = get_object_or_404(Sitting.objects.public(), slug=slug).agenda_versions.last()
    if version is None:
        raise Http404
    return pdf(draw_agenda(assemble_notice(version)), f"ordre-du-jour-{slug}")


@require_safe
def calendar(request):
    """Every public sitting, as a calendar to subscribe to."""
    return _calendar(_announced(), "seances")


@require_safe
def sitting_calendar(request, slug):
    """One sitting, to add to one's calendar."""
    found = get_object_or_404(_announced(), slug=slug)
    return _calendar([found], found.slug)


def _announced():
    return Sitting.objects.public().annotate(versions=Count("agenda_versions")).order_by("starts_at")


def _calendar(sittings, name):
    title = f"{_('Séances')} · {identity().name}"
    response = HttpResponse(calendar_of(sittings, title), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
