"""The link by which one member answers for one seat at one sitting, without signing in (RULES S9, P1).

It carries its own proof: three keys, signed for this purpose alone. Nothing about it is stored; it is worth nothing
for another sitting, person or seat, and nothing once the sitting has opened or is over (services.answering says so).
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

SALT = "deliberations.reply"


def reply_token(sitting, seat, person):
    """Return the signed token for one seat and its holder."""
    return _signer().sign(f"{sitting.pk}-{seat.pk}-{person.pk}")


def read_token(token):
    """Return the keys (sitting, seat, person) of a token, or None for one that was not signed here for this."""
    try:
        return tuple(int(key) for key in _signer().unsign(token).split("-"))
    except (BadSignature, ValueError):
        return None


def reply_address(sitting, seat, person):
    """The full address to put in a message, in the language that is active."""
    return site_address(reverse("deliberations:answer", args=[reply_token(sitting, seat, person)]))


def site_address(path):
    """The full address of a path of this site."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def _signer():
    return Signer(salt=SALT, sep="~")
