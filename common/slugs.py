"""Addresses made from names."""

from anyascii import anyascii
from django.utils.text import slugify

__all__ = ["free_slug", "slug_of"]


def slug_of(text: str, length: int = 120) -> str:
    """The address of a name: « Association Vélo & Cie » gives association-velo-cie; never empty."""
    return slugify(anyascii(text.replace("·", "")).replace("'", " "))[:length].strip("-") or "sans-nom"


def free_slug(text, records, length=120):
    """The address of a name that none of `records` (a QuerySet with a slug) has yet: -2, -3… is added to it."""
    base = slug_of(text, length - 5)
    taken = set(records.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)
