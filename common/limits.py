"""How often one place of the network may ask for something: counted in the cache, nothing kept beyond the hour."""

import hashlib

from django.conf import settings
from django.core.cache import cache

HOUR = 3600  # seconds


def allowed(request, name, *, most, within=HOUR):
    """Count one request of `name` from where it comes; tell whether there were at most `most` within so many seconds.

    Only the digest of the address is a key.
    """
    place = hashlib.sha256(address_of(request).encode()).hexdigest()[:24]
    key = f"limit:{name}:{place}"
    if cache.add(key, 1, within):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out between the two
        return True


def address_of(request) -> str:
    """The address a request comes from: that of the connection, never what a visitor may write into a header.

    Behind TRUSTED_PROXIES proxies of the house, each of which adds to X-Forwarded-For who asked it, the connection is
    a proxy's: it is the address that the outermost one added. A request that came past them counts by its connection.
    """
    proxies = settings.TRUSTED_PROXIES
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return told[-proxies] if 0 < proxies <= len(told) and all(told) else request.META.get("REMOTE_ADDR", "")
