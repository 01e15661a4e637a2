"""One way to write a value as bytes, so that a digest taken today can be checked in twenty years.

Canonical JSON: keys sorted, no spaces, UTF-8, instants in UTC, fractions as text. Whatever has more than one
faithful spelling (floats, decimals, instants without a zone, sets) is refused instead of guessed at.
"""

import dataclasses
import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime
from fractions import Fraction
from uuid import UUID

__all__ = ["canonical", "digest", "normalised", "text_digest"]


def canonical(value) -> bytes:
    """The only spelling of a value: dicts, lists, tuples, dataclasses, text, integers, booleans, None,
    dates, instants with a zone, fractions and UUIDs.

    Raises TypeError for anything else and ValueError for an instant without a time zone.
    """
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value) -> str:
    """SHA-256 of the canonical spelling, in 64 lower-case hexadecimal digits (RULES A1, V1)."""
    return hashlib.sha256(canonical(value)).hexdigest()


def text_digest(text: str) -> str:
    """SHA-256 of a text, the same whatever system it was typed on (RULES V1)."""
    return hashlib.sha256(normalised(text).encode()).hexdigest()


def normalised(text: str) -> str:
    """The text in Unicode NFC with plain line ends: what `text_digest` really reads."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _plain(value):
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, dict):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return _as_text(value)


def _as_text(value) -> str:
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical spelling: pass text, an integer or a Fraction")


def _instant(value: datetime) -> str:
    if value.utcoffset() is None:
        raise ValueError(f"an instant without a time zone has no digest: {value.isoformat()}")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _key(key) -> str:
    if not isinstance(key, str):
        raise TypeError(f"keys must be text, not {type(key).__name__}")
    return key
