"""Door of the open data."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opendata.files import file_named
from opendata.offer import offer
from register.services import current_head


@require_safe
def data(request):
    """What anybody may take away, and how to check it."""
    return render(request, "opendata/data.html", {"offer": offer(), "root": root_of(request), "head": current_head()})


@require_safe
def file(request, name):
    """One file of the open record, as it is in the bundle."""
    found = file_named(name)
    if found is None:
        raise Http404
    response = HttpResponse(found.write(root_of(request)), content_type=found.media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def root_of(request):
    return request.build_absolute_uri("/").rstrip("/")
