"""What every page shows: the council's name, where one can go, and the head of the register."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from home.identity import SiteIdentity
from register.services import current_head


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
    """Name the council, its navigation with the current place, what it owes, and the register's head (RULES A3)."""
    identity = SimpleLazyObject(SiteIdentity.current)
    return {
        "identity": identity,
        "site_conformity": lambda: identity.conformity(timezone.localdate()),
        "council_name": settings.COUNCIL_NAME,
        "council_place": settings.COUNCIL_PLACE,
        "navigation": navigation(request.path),
        "register_head": current_head,
    }
