"""What every page shows: the council's name, and where one can go."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Place(NamedTuple):
    """One line of the navigation."""

    label: str
    url: str
    current: bool


PLACES = [
    (_("Le conseil"), "council:council"),
    (_("Séances"), "deliberations:sittings"),
    (_("Recommandations"), "governance:recommendations"),
    (_("Suites données"), "governance:board"),
]


def navigation(path):
    """Return the places of the site, the one that holds `path` marked."""
    lines = [(label, reverse(name)) for label, name in PLACES]
    return [Place(label, url, path.startswith(url)) for label, url in lines]


def site(request):
    """Name the council, and its navigation with the current place."""
    return {
        "council_name": settings.COUNCIL_NAME,
        "council_place": settings.COUNCIL_PLACE,
        "navigation": navigation(request.path),
    }
