"""How entries are linked, and how a chain is checked: pure functions over values, usable without the database."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from common.digests import digest

GENESIS = "0" * 64


@dataclass(frozen=True)
class Link:
    """One entry as values, in the order in which they are digested."""

    number: int
    at: str  # ISO 8601, UTC, with microseconds
    act: str
    subject: str
    actor_function: str
    content_digest: str
    previous_digest: str


@dataclass(frozen=True)
class Fault:
    """The first thing wrong with a chain: at which entry, and what."""

    number: int
    why: str


def link_digest(link):
    """Return the SHA-256, in hexadecimal, that binds an entry to the one before it."""
    return digest(asdict(link))


def first_fault(chain: Iterable[tuple[Link, str]], *, count=None, head=None, anchors=()):
    """Walk (link, stored digest) pairs in order of number; return the first Fault, or None when all holds (RULES A2).

    `count` and `head` are what the chain must end with; `anchors` maps numbers to digests printed elsewhere.
    """
    printed, previous, number = dict(anchors), GENESIS, 0
    for link, stored in chain:
        number += 1
        if link.number != number:
            return Fault(number, "missing" if link.number > number else "out of order")
        if link.previous_digest != previous:
            return Fault(number, "does not follow the entry before it")
        if link_digest(link) != stored:
            return Fault(number, "was changed after it was recorded")
        if printed.pop(number, stored) != stored:
            return Fault(number, "differs from the digest printed in a published document")
        previous = stored
    if count is not None and (number != count or previous != head):
        return Fault(number + 1, f"missing: {count} entries were recorded")
    if beyond := [n for n in printed if n > number]:
        return Fault(number + 1, f"missing: a published document names entry {min(beyond)}")
    return None
