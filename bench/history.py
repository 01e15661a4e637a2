"""The history page of a text with 1,000 revisions beside one with 10, for the public and for who oversees (RULES R3).

    python bench/history.py [runs] [--sqlite]

One process asks for both pages in turns; medians of processor time are compared, and the queries counted.
"""

import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import _server

FEW, MANY, WORDS = 10, 1_000, 5_000
LIMIT = 10  # milliseconds more
PAGE = "/recommandations/{}/historique/"


def revise(text, by, at, number):
    """So many versions and as many working edits, each of 5,000 words."""
    from governance.models import Version

    body, history = "Le conseil demande davantage. " * (WORDS // 4), text.history.model
    last = text.versions.latest("number").number
    Version.objects.bulk_create(
        Version(recommendation=text, number=last + n, digest=f"{n:064}", reason="relecture", frozen_by=by,
                frozen_at=at + timedelta(hours=n), **(text.words() | {"body": f"{body} {n}"}))
        for n in range(1, number + 1)
    )  # fmt: skip
    history.objects.bulk_create(
        history(
            id=text.pk, title=text.title, body=f"{body} {n}", kind=text.kind, state=text.state,
            author_id=text.author_id, created_at=at, changed_at=at, history_date=at + timedelta(hours=n, minutes=5),
            history_type="~", history_user=by, history_change_reason="relecture",
        )
        for n in range(1, number + 1)
    )  # fmt: skip


def asked(client, text):
    """(milliseconds of processor time, queries) of one page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        begun = time.process_time()
        status = client.get(PAGE.format(text.number)).status_code
        took = (time.process_time() - begun) * 1000
    assert status == 200, status
    return took, len(queries)


def main(runs, postgres):
    with _server.scratch("history", postgres=postgres) as url:
        _server.django_on(url)
        import _council
        from django.contrib.auth.models import Group
        from django.test import Client

        from accounts.rules import SECRETARIAT
        from governance.models import Recommendation

        _seats, people = _council.seat_people(20)
        _council.add_texts(12, people)
        few, many = Recommendation.objects.exclude(number=None).order_by("pk")[:2]
        for text, number in ((few, FEW), (many, MANY)):
            revise(text, people[0].user, _council.NOW, number)
        people[0].user.groups.add(Group.objects.get_or_create(name=SECRETARIAT)[0])
        clerk = Client()
        clerk.force_login(people[0].user)
        found = {}
        for who, client in (("public", Client()), ("secretariat", clerk)):
            taken = [[], []]
            for _run in range(runs):
                answers = [asked(client, text) for text in (few, many)]
                for times, (took, _queries) in zip(taken, answers, strict=True):
                    times.append(took)
            small, large = map(_server.middle, taken)
            queries = f"queries {answers[0][1]} → {answers[1][1]}"
            found[who] = f"{small:6.1f} → {large:6.1f} ms, {large - small:+5.1f} of {LIMIT}  {queries}"
        _server.keep("history, " + ("PostgreSQL" if postgres else "SQLite"), found)


if __name__ == "__main__":
    counts = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    main(counts[0] if counts else 15, "--sqlite" not in sys.argv)
