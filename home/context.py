"""What every page shows: the council's name, and where one can go."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from home.identity import SiteIdentity


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


def navigation(path, added):
    """Return the places of the site and those that editors added, the one that holds `path` marked."""
    lines = [*((label, reverse(name)) for label, name in PLACES), *added]
    return [Place(label, url, path.startswith(url)) for label, url in lines]


def site(request):
    """Name the council, its navigation with the current place and what it owes."""
    identity = SimpleLazyObject(SiteIdentity.current)
    return {
        "identity": identity,
        "site_conformity": lambda: identity.conformity(timezone.localdate()),
        "council_name": lambda: identity.council.name,
        "council_place": lambda: identity.council.place,
        "navigation": lambda: navigation(request.path, identity.header_menu),
        "search_url": reverse("home:search"),
    }
