"""A migrated database, kept from one run of the tests to the next: making it takes half a minute of processor time.

Only for SQLite, where a database is a file. A change in any migration gives another name, so that nothing is stale.
"""

import shutil
import tempfile
from hashlib import sha256
from os import getpid
from pathlib import Path

from django.apps import apps
from django.db import connection


def kept():
    """Where the database of these very migrations is kept, once there is one."""
    folders = sorted(Path(app.path) / "migrations" for app in apps.get_app_configs())
    digest = sha256()
    for migration in (file for folder in folders for file in sorted(folder.glob("*.py"))):
        digest.update(f"{migration.parent.parent.name}/{migration.name}".encode() + migration.read_bytes())
    return Path(tempfile.gettempdir()) / f"coconseil-migrated-{digest.hexdigest()[:16]}.sqlite3"


def take(name):
    """Start from the kept database where there is one; return whether there was."""
    there = connection.vendor == "sqlite" and kept().exists()
    if there:
        shutil.copyfile(kept(), name)
    return there


def keep():
    """Keep the present database, just migrated, for the runs to come."""
    if connection.vendor == "sqlite" and not kept().exists():
        draft = kept().with_suffix(f".{getpid()}")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(draft)])
        draft.replace(kept())
