"""How often one place of the network may ask for something: counted in the cache, nothing kept beyond the hour."""

import hashlib

from django.core.cache import cache

HOUR = 3600  # seconds


def allowed(request, name, *, most):
    """Count one request of `name` from where it comes; tell whether there were at most `most` within the hour.

    The address of the connection counts, not what a header says; only its digest is a key.
    """
    place = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:24]
    key = f"limit:{name}:{place}"
    if cache.add(key, 1, HOUR):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out between the two
        return True
