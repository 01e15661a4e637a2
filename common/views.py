"""Doors of the ground floor: the joined style sheet and the gallery of components."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import gallery as samples
from common.stylesheet import stylesheet as joined_stylesheet

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def stylesheet(request, digest):
    """The style sheet under the address of its digest; an older digest gets today's, which is never kept."""
    sheet = joined_stylesheet()
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(sheet.gzipped if zipped else sheet.body, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOR_EVER if digest == sheet.digest else "no-cache"
    response["Vary"] = "Accept-Encoding"
    if zipped:
        response["Content-Encoding"] = "gzip"
    return response


@require_safe
def gallery(request):
    """Every component with sample data; ?theme=light or ?theme=dark overrides the reader's own choice."""
    theme = request.GET.get("theme", "")
    context = samples.context() | {"theme": theme if theme in ("light", "dark") else ""}
    return render(request, "components/gallery.html", context)


def refused(request, reason=""):
    """A form that came without its token, from a page left open too long or from elsewhere."""
    return render(request, "403.html", status=403)
