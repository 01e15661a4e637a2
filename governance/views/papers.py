"""The documents of a recommendation, as files."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from governance.papers import draw_leaflet, leaflet_of

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
    with transmission.document.open() as document:
        return _pdf(document.read(), f"{number}-transmission")


def _pdf(content, name):
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
