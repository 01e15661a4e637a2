"""Tables that only grow: triggers that refuse UPDATE and DELETE, on SQLite and PostgreSQL alike (RULES A1)."""

from django.db import migrations

REFUSAL = "This table only grows: rows are never changed or removed."

POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def statements(vendor, table):
    """Return the SQL that makes `table` append-only under `vendor` ("sqlite" or "postgresql")."""
    if vendor == "postgresql":
        return [
            POSTGRES_FUNCTION,
            f"CREATE TRIGGER {table}_rows_stay BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            f"CREATE TRIGGER {table}_table_stays BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse_change()",
        ]
    return [
        f"CREATE TRIGGER {table}_rows_stay_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for act in ("UPDATE", "DELETE")
    ]


def removal(vendor, table):
    """Return the SQL that lifts the triggers of `table` again (for a migration's way back)."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER {table}_rows_stay ON {table}", f"DROP TRIGGER {table}_table_stays ON {table}"]
    return [f"DROP TRIGGER {table}_rows_stay_{act}" for act in ("update", "delete")]


def run(build):
    """Adapt a list of statements to the form a migration's RunPython asks for."""

    def apply(apps, schema_editor):
        for statement in build(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    return apply


def append_only(*tables):
    """Return the migration operation that makes these tables append-only."""
    return migrations.RunPython(
        run(lambda vendor: [sql for table in tables for sql in statements(vendor, table)]),
        run(lambda vendor: [sql for table in tables for sql in removal(vendor, table)]),
        elidable=False,
    )
