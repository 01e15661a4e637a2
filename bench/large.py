"""Every public page with 80 recommendations and with 5,000 (350,000 votes): time as a ratio, and the same queries.

    python bench/large.py [runs] [--sqlite]

Two processes, each on a scratch database of its own, answer the same addresses in turns; medians are compared.
"""

import json
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import _server

SMALL, LARGE, SEATS = 80, 5_000, 120
LIMIT = 1.3
PAGES = {
    "front page": "/", "council": "/conseil/", "sittings": "/seances/", "list": "/recommandations/",
    "list, page 3": "/recommandations/?page=3", "list of a theme": "/recommandations/?theme=theme-3",
    "list of a state": "/recommandations/?etat=repondues", "list, late": "/recommandations/?etat=en-retard",
    "search": "/recommandations/?q=marches+lot+7", "feed": "/recommandations/flux.atom", "board": "/suites/",
    "record": "/recommandations/2026-003/", "text": "/recommandations/2026-003/texte/",
    "versions": "/recommandations/2026-003/versions/", "ballots": "/recommandations/2026-003/scrutins/",
    "member": "/membres/membre-3/", "register": "/registre/", "API list": "/api/v1/recommendations",
}  # fmt: skip


def answer_forever(url, number):
    """The child: build the council, then answer each line of input (an address) with its time and its queries."""
    _server.django_on(url)
    import _council
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    seats, people = _council.seat_people(SEATS)
    _council.add_votes(_council.add_texts(number, people), seats, people)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    client = Client()
    for line in sys.stdin:
        with CaptureQueriesContext(connection) as queries:
            begun = time.perf_counter()
            status = client.get(line.strip()).status_code
            took = (time.perf_counter() - begun) * 1000
        sys.stdout.write(json.dumps([status, took, len(queries)]) + "\n")
        sys.stdout.flush()


def asked(child, path):
    child.stdin.write(path + "\n")
    child.stdin.flush()
    return json.loads(child.stdout.readline())


def main(runs, postgres):
    with ExitStack() as stack:
        children = []
        for number in (SMALL, LARGE):
            url = stack.enter_context(_server.scratch(f"large{number}", postgres=postgres))
            command = [sys.executable, __file__, "--child", url, str(number)]
            child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            stack.callback(child.kill)
            children.append(child)
        found, over = {}, []
        for name, path in PAGES.items():
            taken = [[], []]
            for run in range(runs + 2):
                answers = [asked(child, path) for child in children]
                if run >= 2:  # two to warm up
                    for times, (_status, took, _queries) in zip(taken, answers, strict=True):
                        times.append(took)
            small, large = map(_server.middle, taken)
            (status, _t, few), (_s, _t, many) = answers
            ratio = round(large / small, 2)
            found[name] = f"{small:7.1f} ms → {large:7.1f} ms  × {ratio:<5}  queries {few} → {many}  ({status})"
            if ratio > LIMIT or few != many:
                over.append(name)
    found["over the budget of × 1.3"] = ", ".join(over) or "none"
    _server.keep("large, " + ("PostgreSQL" if postgres else "SQLite"), found)


if __name__ == "__main__":
    if "--child" in sys.argv:
        answer_forever(sys.argv[2], int(sys.argv[3]))
    else:
        counts = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
        main(counts[0] if counts else 15, "--sqlite" not in sys.argv)
