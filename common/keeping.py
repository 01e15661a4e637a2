"""What a view may say of the page it makes, for whoever keeps pages of the public site (docs/caching.md).

Nothing has to be said: a page that says nothing is forgotten when any table it was read from changes, and at midnight.
Where no page is being kept (somebody signed in, a test, a form) these words do nothing.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Reading:
    """One page being made: what it reads, and what its view says of it."""

    tables: set[str] = field(default_factory=set)
    only: dict[str, set[int]] = field(default_factory=dict)
    until: datetime | None = None
    query: str = ""
    kept: bool = True


_current: ContextVar[Reading | None] = ContextVar("reading", default=None)


@contextmanager
def reading():
    """Note what is said of the page made inside; yield the Reading."""
    token = _current.set(read := Reading())
    try:
        yield read
    finally:
        _current.reset(token)


def shows_only(kind: str, keys: Iterable[int | None]) -> None:
    """Of the records of this kind ("text", "sitting") the page shows these, and changes with no other.

    Said several times, it shows all that were said.
    """
    if (read := _current.get()) is not None:
        read.only.setdefault(kind, set()).update(key for key in keys if key is not None)


def changes_at(moment: datetime | None) -> None:
    """The page will say something else from this moment on, though nothing be written."""
    if (read := _current.get()) is not None and moment is not None:
        read.until = min(moment, read.until or moment)


def asked_as(query: str) -> None:
    """The page answers this query of its address, in its one normal form; any other spelling of it is not kept."""
    if (read := _current.get()) is not None:
        read.query = query


def not_kept() -> None:
    """The page changes by the second (turnout of an open ballot): it is made anew for each reader."""
    if (read := _current.get()) is not None:
        read.kept = False
