"""What was written since one last looked, exactly: no change is missed, whatever the order in which it is committed."""

from typing import Any, NamedTuple

from django.db import connection

from deliberations.models import AgendaItem, Minutes, Sitting
from governance.models import Amendment, Answer, Ballot, Recommendation, Transmission, Version

from .watched import OF_A_SITTING, OF_A_TEXT

# The column a trigger notes leads to the record it belongs to by these.
ROADS: dict[str, tuple[Any, str]] = {
    "version_id": (Version, "recommendation"),
    "ballot_id": (Ballot, "version__recommendation"),
    "amendment_id": (Amendment, "recommendation"),
    "transmission_id": (Transmission, "recommendation"),
    "answer_id": (Answer, "transmission__recommendation"),
    "item_id": (AgendaItem, "sitting"),
    "minutes_id": (Minutes, "sitting"),
}
SHOWN = {"text": Recommendation.objects.public, "sitting": Sitting.objects.public}

# On PostgreSQL a change may be committed after another that was noted later. Every transaction below the oldest one
# still at work has ended, so what it noted can be seen: looking again from there on misses nothing. SQLite has one
# writer at a time, and ids in the order of commits.
PLACE = {"postgresql": '"transaction"', "sqlite": '"id"'}
SAFE_PLACE = {
    "postgresql": "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
    "sqlite": "SELECT coalesce(max(id), 0) + 1 FROM home_change",
}


class Change(NamedTuple):
    """A table changed, for one record (`subject`, of a `kind`) or, without one, for whoever reads it."""

    table: str
    kind: str = ""
    subject: int | None = None


class Follower:
    """Reads the log of changes from where it stopped."""

    def __init__(self):
        self.place, self.seen = _safe_place(), frozenset()

    def is_behind(self) -> bool:
        """Whether something was written since. One query, which reads an index and mostly finds nothing."""
        rows = self._rows()
        return bool(rows) and any(row[0] not in self.seen for row in rows)

    def catch_up(self) -> set[Change]:
        """Return what was written since, once each."""
        place = _safe_place()  # before reading: what ends in between is read again, and known by its id
        rows = self._rows()
        fresh = [row for row in rows if row[0] not in self.seen]
        found = resolved({(table, key) for _id, table, key in fresh})
        self.place, self.seen = place, frozenset(row[0] for row in rows)
        return found

    def _rows(self):
        """On the driver's own connection: at each request, a cursor of Django's would cost more than the answer."""
        asked = f'SELECT "id", "table", "key" FROM home_change WHERE {PLACE[connection.vendor]} >= {self.place:d}'
        connection.ensure_connection()
        with connection.wrap_database_errors:
            return connection.connection.execute(asked).fetchall()


def _safe_place() -> int:
    with connection.cursor() as cursor:
        cursor.execute(SAFE_PLACE[connection.vendor])
        return cursor.fetchone()[0]


def resolved(noted) -> set[Change]:
    """Say of rows noted as (table, key) which records they belong to; what the public cannot see is left out."""
    found: set[Change] = set()
    keys: dict[str, set[int]] = {}
    for table, key in noted:
        keys.setdefault(table, set()).add(key)
    for table, those in keys.items():
        kind = "text" if table in OF_A_TEXT else "sitting" if table in OF_A_SITTING else ""
        if not kind:
            found.add(Change(table))
            continue
        owners = _owners((OF_A_TEXT | OF_A_SITTING)[table], those)
        if None in owners:
            found.add(Change(table))
        shown = SHOWN[kind]().filter(pk__in=owners - {None}).values_list("pk", flat=True)
        found |= {Change(table, kind, pk) for pk in shown}
    return found


def _owners(column, keys) -> set[int | None]:
    """The texts or sittings that keys of a column lead to; None for a key that leads nowhere any more."""
    if column not in ROADS:
        return keys
    model, road = ROADS[column]
    owners = dict(model.objects.filter(pk__in=keys - {None}).values_list("pk", road))
    return {owners.get(key) for key in keys}
