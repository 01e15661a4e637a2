"""The index of each database over the words of the cards; it follows the table by itself."""

from django.db import migrations

from common.append_only import run

COLUMNS = ("title_words", "summary_words", "text_words")
OLD, NEW = (", ".join(f"{row}.{column}" for column in COLUMNS) for row in ("old", "new"))
TAKE_OUT = f"INSERT INTO search_fts (search_fts, rowid, {', '.join(COLUMNS)}) VALUES ('delete', old.id, {OLD});"
PUT_IN = f"INSERT INTO search_fts (rowid, {', '.join(COLUMNS)}) VALUES (new.id, {NEW});"
SQLITE = [
    f"CREATE VIRTUAL TABLE search_fts USING fts5({', '.join(COLUMNS)}, content='search_indexcard', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2')",
    f"CREATE TRIGGER search_card_added AFTER INSERT ON search_indexcard BEGIN {PUT_IN} END",
    f"CREATE TRIGGER search_card_removed AFTER DELETE ON search_indexcard BEGIN {TAKE_OUT} END",
    f"CREATE TRIGGER search_card_changed AFTER UPDATE ON search_indexcard BEGIN {TAKE_OUT} {PUT_IN} END",
]
WEIGHED = " || ".join(
    f"setweight(to_tsvector('simple', {column}), '{weight}')" for column, weight in zip(COLUMNS, "ABD", strict=True)
)
POSTGRES = [
    f"ALTER TABLE search_indexcard ADD COLUMN vector tsvector GENERATED ALWAYS AS ({WEIGHED}) STORED",
    "CREATE INDEX search_words_of_cards ON search_indexcard USING gin (vector) WITH (fastupdate = off)",
]
BACK = {
    "sqlite": [
        *(f"DROP TRIGGER search_card_{act}" for act in ("added", "removed", "changed")),
        "DROP TABLE search_fts",
    ],
    "postgresql": ["ALTER TABLE search_indexcard DROP COLUMN vector"],
}


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunPython(
            run(lambda vendor: POSTGRES if vendor == "postgresql" else SQLITE), run(lambda vendor: BACK[vendor])
        )
    ]
