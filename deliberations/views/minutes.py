"""The papers of a sitting: its minutes, its convening notice, its attendance sheet (RULES S3, M)."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from deliberations.papers.notice import assemble_notice, draw_notice
from deliberations.presenters.minutes import readable_minutes
from deliberations.rules import visible_to_user

from .doors import for_who_oversees


def pdf(content, name):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def found(request, slug):
    """The sitting and its minutes, or 404 for who may not read them yet."""
    at = timezone.now()
    sitting = get_object_or_404(visible_to_user(request.user, at), slug=slug)
    minutes = readable_minutes(sitting, request.user, at)
    if minutes is None:
        raise Http404
    return sitting, minutes


@require_safe
def minutes(request, slug):
    found(request, slug)
    raise Http404


@require_safe
def minutes_pdf(request, slug):
    found(request, slug)
    raise Http404


@require_safe
@for_who_oversees
def notice_pdf(request, sitting, at):
    """The convening notice of the agenda that was sent last."""
    version = sitting.agenda_versions.last()
    if version is None:
        raise Http404
    return pdf(draw_notice(assemble_notice(version)), f"convocation-{sitting.slug}")


@require_safe
@for_who_oversees
def sheet_pdf(request, sitting, at):
    raise Http404
