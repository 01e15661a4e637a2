"""Doors of the open data."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from governance.models import Recommendation
from governance.presenters.record import Record
from opendata.akn import recommendation_akn
from opendata.files import file_named
from opendata.offer import offer
from register.services import current_head

XML = "application/xml; charset=utf-8"


@require_safe
def data(request):
    """What anybody may take away, and how to check it."""
    return render(request, "opendata/data.html", {"offer": offer(), "root": root_of(request), "head": current_head()})


@require_safe
@conditional_page
def file(request, name):
    """One file of the open record, as it is in the bundle."""
    found = file_named(name)
    if found is None:
        raise Http404
    response = HttpResponse(found.write(root_of(request)), content_type=found.media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@conditional_page
def akoma_ntoso(request, number):
    """A public recommendation as Akoma Ntoso 3.0: the text its page shows."""
    record = public_record(number)
    response = HttpResponse(recommendation_akn(record.recommendation, record.shown), content_type=XML)
    response["Content-Disposition"] = f'inline; filename="{number}.xml"'
    return response


def public_record(number):
    """A recommendation as an anonymous reader finds it, or 404."""
    text = get_object_or_404(Recommendation.objects.public(), number=number)
    return Record(text, insider=False, on=timezone.localdate())


def root_of(request):
    return request.build_absolute_uri("/").rstrip("/")
