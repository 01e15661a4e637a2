"""The screens of a sitting with 20 members and with 500, a roll call under way: the same number of queries (S8).

python bench/desk.py [--sqlite]
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import _server

SIZES, RUNS = (20, 500), 7
SCREENS = {
    "desk": "/seances/{slug}/conduite/", "projector": "/seances/{slug}/ecran/", "member": "/seances/{slug}/direct/",
    "what the desk asks every few seconds": "/seances/{slug}/pouls/pupitre/",
}  # fmt: skip


def main(postgres):
    with _server.scratch("desk", postgres=postgres) as url:
        _server.django_on(url)
        import _council
        from django.test import Client

        client, clerk, members, texts, asked = Client(), _council.clerk(), [], [], []
        for size in SIZES:
            members += zip(*_council.seat_people(size - len(members), len(members)), strict=True)
            seats, people = zip(*members, strict=True)
            texts = texts or _council.add_texts(len(SIZES), people)
            _council.Recommendation.objects.update(state=_council.S.SCHEDULED)
            ballot = _council.open_poll(texts.pop(), clerk, seats, people)
            sitting = _council.hold_sitting(f"mesure-{size}", [ballot], seats, people)
            client.force_login(clerk)
            asked.append([ask(client, path.format(slug=sitting.slug)) for path in SCREENS.values()])
    found, grown = {}, []
    for name, (few, quick), (many, slow) in zip(SCREENS, *asked, strict=True):
        found[name] = f"queries {few} → {many}   {quick:.1f} ms → {slow:.1f} ms"
        grown += [name] * (few != many)
    found["queries that grow"] = ", ".join(grown) or "none"
    _server.keep(f"desk: {SIZES[0]} and {SIZES[1]} members", found | {"load": _server.load()})
    return 1 if grown else 0


def ask(client, path):
    """How many queries a page asks, and how long it takes in the middle of some runs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took = []
    for _run in range(RUNS):
        with CaptureQueriesContext(connection) as queries:
            begun = time.perf_counter()
            status = client.get(path).status_code
            took.append((time.perf_counter() - begun) * 1000)
        if status != 200:
            raise SystemExit(f"{path}: {status}")
    return len(queries), _server.middle(took)


if __name__ == "__main__":
    sys.exit(main("--sqlite" not in sys.argv))
