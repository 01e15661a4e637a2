"""Door of the open data."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from opendata.offer import offer
from register.services import current_head


@require_safe
def data(request):
    """What anybody may take away, and how to check it."""
    root = request.build_absolute_uri("/").rstrip("/")
    return render(request, "opendata/data.html", {"offer": offer(), "root": root, "head": current_head()})
