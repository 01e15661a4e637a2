"""The one way to write in the register, and the ways to read its state."""

import json
from dataclasses import asdict
from datetime import UTC

from django.db import connection, transaction

from common.digests import digest

from .chain import Link, first_fault, link_digest
from .models import Anchor, Entry, Head

ENTRIES_AT_ONCE = 2000


def stamp(at):
    """Write a moment the way it is digested: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def as_link(entry):
    """Return a stored entry as the values its digest covers."""
    return Link(
        number=entry.number,
        at=stamp(entry.at),
        act=entry.act,
        subject=entry.subject,
        actor_function=entry.actor_function,
        content_digest=entry.content_digest,
        previous_digest=entry.previous_digest,
    )


def hold():
    """Take the register's lock until the transaction ends, and return the Head: official acts are written in turn.

    Also what a count without gaps (numbers of recommendations) is taken under.
    """
    Head.objects.get_or_create(id=1)
    return Head.objects.select_for_update().get(id=1)


@transaction.atomic
def record(*, act, subject, actor_function, content, at):
    """Append one official act and return its Entry (RULES A1).

    `content` is any value that common.digests can write; only its digest is kept. Runs inside the caller's
    transaction: the act and its entry are stored together or not at all.
    """
    head = hold()
    entry = Entry(
        number=head.count + 1,
        at=at,
        act=act,
        subject=subject,
        actor_function=actor_function,
        content_digest=digest(content),
        previous_digest=head.digest,
    )
    entry.digest = link_digest(as_link(entry))
    entry.save(force_insert=True)
    Head.objects.filter(id=1).update(count=entry.number, digest=entry.digest)
    return entry


def current_head():
    """Return the Head: how many entries, and the digest of the last. An empty register has the genesis digest."""
    return Head.objects.filter(id=1).first() or Head()


def anchor(*, printed_in, at):
    """Note that the present head is printed in a document that leaves the database; return the Anchor (RULES A3)."""
    head = current_head()
    return Anchor.objects.create(count=head.count, digest=head.digest, printed_in=printed_in, at=at)


def jsonl():
    """Yield every entry as one line of JSON, in order, with the digest it must have (docs/register.md)."""
    for entry in Entry.objects.order_by("number").iterator(chunk_size=ENTRIES_AT_ONCE):
        line = asdict(as_link(entry)) | {"digest": entry.digest}
        yield json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"


def verify():
    """Return the first Fault of the stored register, or None (RULES A2)."""
    head = current_head()
    entries = Entry.objects.order_by("number").iterator(chunk_size=ENTRIES_AT_ONCE)
    anchors = Anchor.objects.filter(count__gt=0).values_list("count", "digest")
    with transaction.atomic(using=connection.alias):
        return first_fault(
            ((as_link(entry), entry.digest) for entry in entries), count=head.count, head=head.digest, anchors=anchors
        )
