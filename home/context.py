"""What every page shows: the council's name, where one can go, and the head of the register."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from register.services import current_head

NAVIGATION = [
    ("/conseil/", _("Le conseil")),
    ("/seances/", _("Séances")),
    ("/recommandations/", _("Recommandations")),
    ("/suites/", _("Suites données")),
]


def site(request):
    """Name the council, its navigation with the current place, and the register's head (RULES A3)."""
    return {
        "council_name": settings.COUNCIL_NAME,
        "council_place": settings.COUNCIL_PLACE,
        "register_head": current_head,
    }
