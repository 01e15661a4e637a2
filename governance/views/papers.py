"""The documents of a recommendation, as files."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from common.uploads import as_attachment
from governance.annual import annual_report, years_reported
from governance.papers import draw_annual, draw_leaflet, leaflet_of

from .reading import record_or_404


@require_safe
def leaflet(request, number):
    """The recommendation for paper: the text its page shows, the vote, the answer."""
    record = record_or_404(request, number)
    return _pdf(draw_leaflet(leaflet_of(record.recommendation, version=record.shown)), number)


@require_safe
def letter(request, number):
    """What left for the assembly, byte for byte (RULES T1)."""
    transmission = record_or_404(request, number).transmission
    if transmission is None or not transmission.document:
        raise Http404
    return stored(transmission.document, f"{number}-transmission")


@require_safe
def deliberation(request, number):
    """The assembly's deliberation as it was attached to its answer: a file to save, never shown inside the site."""
    answer = record_or_404(request, number).answer
    if answer is None or not answer.attachment:
        raise Http404
    return as_attachment(answer.attachment, f"{number}-deliberation.pdf")


@require_safe
def evidence(request, number, pk):
    """The document that shows how far a step has come (RULES R8)."""
    step = get_object_or_404(record_or_404(request, number).recommendation.followup, pk=pk)
    if not step.evidence_file:
        raise Http404
    return as_attachment(step.evidence_file, f"{number}-suite-{pk}.pdf")


@require_safe
def annual(request, year):
    """The annual report as a document."""
    on = timezone.localdate()
    if year not in years_reported(on):
        raise Http404
    url = request.build_absolute_uri(reverse("governance:annual", args=[year]))
    with translation.override(settings.LANGUAGE_CODE):
        report = annual_report(year, on)
    return _pdf(draw_annual(report, url=url), f"rapport-{year}")


def stored(document, name):
    """A document of ours, byte for byte as it was kept."""
    with document.open() as file:
        return _pdf(file.read(), name)


def _pdf(content, name):
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
