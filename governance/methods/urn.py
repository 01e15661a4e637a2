"""The urn of a secret ballot: papers go in, are shuffled at closing, and are counted (RULES V12, docs/secret.md).

A signature and its paper are written in one transaction, so that neither exists without the other. Until closing, who
reads the database itself could pair them: by the transaction that wrote them (PostgreSQL's xmin) or by their order
(ctid, rowid). The closing transaction therefore deletes both tables' rows and writes them again, each in an order of
its own drawn at random and under new keys: every row then has the same transaction, and its place says nothing.
"""

from collections import Counter
from hashlib import sha256
from secrets import SystemRandom, token_hex

from django.db import connection, transaction

from governance.enums import BallotState
from governance.models import Paper, Signature

PER_STATEMENT = 500
chance = SystemRandom()


def drop(elector, contents, *, college=""):
    """Sign for the elector and put their papers in the urn; return the secret number that is on the receipt only.

    `college` is on the papers where results are published by college. Raises IntegrityError when this voice has signed
    before. Runs inside the caller's transaction.
    """
    secret = token_hex(16)
    Signature.objects.create(elector=elector)
    Paper.objects.bulk_create(
        Paper(
            ballot_id=elector.ballot_id, content=content, college=college,
            commitment=commitment(elector.ballot_id, content, secret),
        )
        for content in contents
    )  # fmt: skip
    return secret


def commitment(ballot, content, secret):
    """The fingerprint published for a paper: SHA-256 of « 12:for:4f… », which only the receipt's holder can open."""
    return sha256(f"{ballot}:{content}:{secret}".encode()).hexdigest()


def signatures(ballot):
    return Signature.objects.filter(elector__ballot=ballot)


def papers(ballot):
    return Paper.objects.filter(ballot=ballot)


def counted(ballot):
    """How many papers say what."""
    return Counter(papers(ballot).values_list("content", flat=True))


def prints(ballot):
    """The fingerprints of the papers under what they say, both in an order that says nothing."""
    found: dict[str, list[str]] = {}
    for content, commitment_ in sorted(papers(ballot).values_list("content", "commitment")):
        found.setdefault(content, []).append(commitment_)
    return found


def opened(ballot):
    """What a ballot counted as a whole holds: how many papers say what, and their part of the public file.

    Nothing while the papers are still coming in (RULES V10); no fingerprints where they were counted in the room.
    """
    if ballot.on_paper:
        return (ballot.counts or {}).get("", {}), {}
    if ballot.state == BallotState.OPEN:
        return {}, {}
    found = prints(ballot)
    return {content: len(own) for content, own in found.items()}, {"commitments": found}


def voters_by_college(ballot):
    """How many persons signed in each college; who carries two voices of a college is one person."""
    pairs = signatures(ballot).values_list("elector__college", "elector__caster").distinct()
    return Counter(college for college, _caster in pairs)


def seal(ballot, *, without_college=frozenset()):
    """Rewrite signatures and papers, each in a random order of its own; the papers of these colleges lose theirs."""
    _rewrite(papers(ballot), lambda paper: _copied(paper, without_college))
    _rewrite(signatures(ballot), lambda signature: Signature(elector_id=signature.elector_id))


def burn(ballot):
    """Destroy the papers of a void ballot; who had signed stays known, when and in which order does not."""
    _forgetting(papers(ballot))
    _rewrite(signatures(ballot), lambda signature: Signature(elector_id=signature.elector_id))


def _copied(paper, without_college):
    college = "" if paper.college in without_college else paper.college
    return Paper(ballot_id=paper.ballot_id, content=paper.content, college=college, commitment=paper.commitment)


def _rewrite(rows, copied):
    copies = [copied(row) for row in rows]
    chance.shuffle(copies)
    _forgetting(rows)
    rows.model.objects.bulk_create(copies, batch_size=PER_STATEMENT)


def _forgetting(rows):
    """Delete rows so that their place in the file is overwritten, as far as the database offers that."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    rows.delete()
    if connection.vendor == "postgresql":
        transaction.on_commit(lambda: _vacuum(rows.model._meta.db_table))


def _vacuum(table):
    """PostgreSQL keeps deleted rows until it tidies up: ask for it now rather than in its own time."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
