"""The register: append-only, chained, anchored (RULES A)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from common.append_only import removal
from register.chain import GENESIS, Fault, first_fault, link_digest
from register.models import Entry, Head
from register.services import anchor, as_link, current_head, record, verify
from tests.racing import race
from tests.record import APPEND_ONLY

START = datetime(2026, 3, 24, 18, 30, tzinfo=UTC)


def write(number=10):
    return [
        record(
            act="ballot.closed",
            subject=f"ballot {n}",
            actor_function="clerk",
            content={"n": n},
            at=START + timedelta(minutes=n),
        )
        for n in range(number)
    ]


def raw(*statements):
    """What somebody with the database's password could do: lift the triggers, then write."""
    with connection.cursor() as cursor:
        for sql in removal(connection.vendor, "register_entry"):
            cursor.execute(sql)
        for sql in statements:
            cursor.execute(sql)


@pytest.mark.django_db
def test_an_empty_register_is_whole():
    assert verify() is None
    assert (current_head().count, current_head().digest) == (0, GENESIS)


@pytest.mark.django_db
def test_A1_each_entry_follows_the_one_before():
    entries = write(3)
    assert [e.number for e in entries] == [1, 2, 3]
    assert [e.previous_digest for e in entries] == [GENESIS, entries[0].digest, entries[1].digest]
    assert (current_head().count, current_head().digest) == (3, entries[2].digest)
    assert verify() is None


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["UPDATE register_entry SET act = 'x'", "DELETE FROM register_entry"])
def test_A1_the_database_refuses_to_change_or_delete(sql):
    write(2)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_A1_every_table_of_the_record_has_its_triggers(table):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            keeping = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE '%%stay%%'"
        else:
            keeping = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name LIKE '%%stay%%'"
        cursor.execute(keeping, [table])
        assert len(cursor.fetchall()) == 2


@pytest.mark.django_db
def test_A1_no_table_has_the_triggers_without_being_named_here():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_rows_stay'")
        else:
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_rows_stay_%'")
        assert {table for (table,) in cursor.fetchall()} == set(APPEND_ONLY)


TAMPERINGS = {
    "an edited row": (["UPDATE register_entry SET subject = 'ballot 999' WHERE number = 4"], 4),
    "a deleted row": (["DELETE FROM register_entry WHERE number = 5"], 5),
    "a deleted tail": (["DELETE FROM register_entry WHERE number > 7"], 8),
    "everything deleted": (["DELETE FROM register_entry"], 1),
    "two rows swapped": (
        [
            "UPDATE register_entry SET number = 99 WHERE number = 3",
            "UPDATE register_entry SET number = 3 WHERE number = 6",
            "UPDATE register_entry SET number = 6 WHERE number = 99",
        ],
        3,
    ),
    "a row slipped in at the end": (
        [
            "INSERT INTO register_entry SELECT 11, at, act, subject, actor_function, content_digest, previous_digest,"
            " 'f00d' FROM register_entry WHERE number = 10"
        ],
        11,
    ),
    "a row slipped in between": (
        [
            "UPDATE register_entry SET number = 111 WHERE number = 10",
            "INSERT INTO register_entry SELECT 10, at, act, subject, actor_function, content_digest, previous_digest,"
            " 'f00d' FROM register_entry WHERE number = 9",
        ],
        10,
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", TAMPERINGS)
def test_A2_raw_sql_is_always_found(kind):
    statements, broken = TAMPERINGS[kind]
    write(10)
    raw(*statements)
    assert verify().number == broken
    with pytest.raises(CommandError, match=f"entry {broken}"):
        call_command("verify_register")


@pytest.mark.django_db
def test_A2_a_chain_rewritten_to_the_end_is_found_by_what_was_printed():
    write(6)
    anchor(printed_in="minutes 2026-03-24", at=START)
    raw("DELETE FROM register_entry WHERE number > 3")
    last = Entry.objects.get(number=3)
    Head.objects.update(count=3, digest=last.digest)
    for n in range(3):
        record(act="ballot.closed", subject="ballot 1000", actor_function="clerk", content={"n": n}, at=START)
    assert verify() == Fault(6, "differs from the digest printed in a published document")


@pytest.mark.django_db
def test_A2_every_field_is_covered_by_the_digest():
    entry = write(1)[0]
    link = as_link(entry)
    for name, other in {
        "number": 2, "at": "x", "act": "x", "subject": "x", "actor_function": "x", "content_digest": "x",
        "previous_digest": "x",
    }.items():  # fmt: skip
        assert link_digest(type(link)(**{**link.__dict__, name: other})) != entry.digest


def test_A2_a_missing_tail_is_found_by_the_head_alone():
    assert first_fault([], count=2, head="ab") == Fault(1, "missing: 2 entries were recorded")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_A1_acts_recorded_at_once_form_one_chain():
    def contender():
        return record(act="x", subject="y", actor_function="clerk", content={}, at=START)

    outcomes = race(*[contender] * 8)
    assert sorted(entry.number for entry in outcomes) == list(range(1, 9))
    assert verify() is None
