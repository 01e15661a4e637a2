"""Whether a secret ballot can be undone by who holds the whole database: polls held and attacked (RULES V12).

A test database is made, polls are held through the services, and every pairing of signatures with papers that the
stored rows suggest is tried. Once more without the shuffle at closing, to show that the attack works.

    python bench/secrecy.py [polls] [voters]      (DATABASE_URL chooses the database)
"""

import os
import sys
from datetime import datetime
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

AT = datetime(2026, 3, 24, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))
ROLES = 3  # author, rapporteur and co-chair vote beside the members


def main(polls=20, voters=200):
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from governance.methods import urn
    from tests.governance.secrecy import attack, best, bound, poll
    from tests.governance.world import found

    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        world = found(members=voters - ROLES)
        results = [attack(*poll(world, AT, seed)) for seed in range(polls)]
        with patch.object(urn, "_rewrite", lambda rows, copied: None):
            control = best([attack(*poll(world, AT, seed=polls))])[1]
    finally:
        teardown_databases(databases, verbosity=0)
    strategy, linked = best(results)
    sys.stdout.write(
        f"{connection.vendor}: {polls} polls of {voters} voters, {len(results[0])} strategies\n"
        f"best strategy {strategy}: {linked} of {polls * voters} papers linked; chance gives {polls}, "
        f"bound {bound(polls):.0f}\n"
        f"without the shuffle: {control} of {voters} papers linked\n"
    )
    return 0 if linked <= bound(polls) and control == voters else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
