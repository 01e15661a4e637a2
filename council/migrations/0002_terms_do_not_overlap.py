"""RULES C1 in the database: an exclusion constraint on PostgreSQL, the same condition as a trigger on SQLite."""

from django.db import migrations

REFUSAL = "terms_of_a_seat_do_not_overlap"

POSTGRES = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"""ALTER TABLE council_term ADD CONSTRAINT {REFUSAL} EXCLUDE USING gist (
        seat_id WITH =, role WITH =, daterange(starts_on, ends_on, '[]') WITH &&
    ) DEFERRABLE INITIALLY IMMEDIATE""",
]
OVERLAP = """EXISTS (SELECT 1 FROM council_term other WHERE other.id IS NOT NEW.id
    AND other.seat_id = NEW.seat_id AND other.role = NEW.role
    AND (other.ends_on IS NULL OR other.ends_on >= NEW.starts_on)
    AND (NEW.ends_on IS NULL OR other.starts_on <= NEW.ends_on))"""
SQLITE = [
    f"CREATE TRIGGER {REFUSAL}_{act.lower()} BEFORE {act} ON council_term WHEN {OVERLAP} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for act in ("INSERT", "UPDATE")
]
BACK = {
    "postgresql": [f"ALTER TABLE council_term DROP CONSTRAINT {REFUSAL}"],
    "sqlite": [f"DROP TRIGGER {REFUSAL}_{act}" for act in ("insert", "update")],
}


def forwards(apps, schema_editor):
    for sql in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(sql)


def backwards(apps, schema_editor):
    for sql in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("council", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
