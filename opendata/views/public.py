"""Doors of the open data, and of what programs ask for beside the pages."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as written_sitemap
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from opendata.akn import recommendation_akn
from opendata.cards import Card, card_of, drawn, name_of, site_card
from opendata.files import file_named
from opendata.offer import offer
from opendata.sitemap import SITEMAPS
from register.services import current_head

from .reading import public_record

XML = "application/xml; charset=utf-8"
FOR_EVER, A_DAY = "public, max-age=31536000, immutable", "public, max-age=86400"
CLOSED = ("/gestion/", "/compte/", "/espace/", "/transmissions/", "/reponses/", "/recherche/")


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


@require_safe
@conditional_page
def record_card(request, number):
    """The picture that goes with a link to a recommendation."""
    return _picture(request, card_of(public_record(number)))


@require_safe
@conditional_page
def card(request):
    """The picture that goes with a link to any other page."""
    return _picture(request, site_card())


@require_safe
@conditional_page
def sitemap(request):
    """Every public page in its three languages."""
    return written_sitemap(request, SITEMAPS)


@require_safe
def robots(request):
    """What search engines need not ask for, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += [f"Disallow: /{code}{path}" for code, _name in settings.LANGUAGES[1:] for path in CLOSED]
    lines += ["", f"Sitemap: {root_of(request)}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def root_of(request):
    return request.build_absolute_uri("/").rstrip("/")


def _picture(request, card: Card):
    """The picture; under the address that names what it says, it may be kept for ever."""
    response = HttpResponse(drawn(card), content_type="image/png")
    response["Cache-Control"] = FOR_EVER if request.GET.get("v") == name_of(card) else A_DAY
    return response
