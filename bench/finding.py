"""The twenty best of 10,000 texts, found by the product and by the bare index beside it, in turns, on both databases.

    python bench/finding.py [runs]

The bare query asks the same index for the same words and reads the titles of the twenty best; ours reads what was
typed, looks for slips, counts every kind, reads the twenty and marks the words in their passages.
"""

import random
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import _server

TEXTS, LIMIT = 10_000, 3
SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "on", "ar", "el")]
QUERIES = {
    "one word": "mobilité", "two words": "mobilité tramway", "a rare word": "Heyritz", "a slip": "mobilté",
    "a word in 95 %": "marchés", "nothing": "zzyzx",
}  # fmt: skip
BARE = {
    "postgresql": (
        "SELECT title FROM search_indexcard WHERE vector @@ %s::tsquery "
        "ORDER BY ts_rank(vector, %s::tsquery) DESC LIMIT 20", 2,
    ),
    "sqlite": (
        "SELECT c.title FROM search_fts f JOIN search_indexcard c ON c.id = f.rowid WHERE search_fts MATCH %s "
        "ORDER BY bm25(search_fts, 8.0, 4.0, 1.0) LIMIT 20", 1,
    ),
}  # fmt: skip


def vocabulary(chance):
    """Words as long and as many as a council's texts have."""
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))) for _n in range(20_000)]


def cards():
    """10,000 texts of some 250 words, the frequent ones frequent; the words of the queries each in their share."""
    from search.services import Card

    chance = random.Random(20261125)
    words = vocabulary(chance)
    weights = [1 / (rank + 10) for rank in range(len(words))]
    shares = {"mobilité": 0.2, "tramway": 0.1, "Heyritz": 0.001, "marchés": 0.95}
    for key in range(1, TEXTS + 1):
        text = chance.choices(words, weights, k=240) + [
            word for word, share in shares.items() if chance.random() < share
        ]
        chance.shuffle(text)
        day = date(2026, 3, 24) - timedelta(days=key % 1500)
        yield Card(
            kind="recommendation", key=key, path=f"/recommandations/2020-{key:05d}/", on=day, title=" ".join(text[:8]),
            summary=" ".join(text[8:28]), text=" ".join(text[28:]),
        )  # fmt: skip


def clock(work):
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def measure(runs):
    """(name, bare, ours) for each query on the database this process was set up on."""
    from django.db import connection
    from django.utils import translation

    from home.finding import Asked, results
    from search.asking import ask
    from search.engines import engine
    from search.services import rebuild

    translation.activate("fr")
    rebuild(cards())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    sql, times = BARE[connection.vendor]
    for name, words in QUERIES.items():
        written = engine().written(ask(words))

        def bare(written=written):
            with connection.cursor() as cursor:
                cursor.execute(sql, [written] * times)
                cursor.fetchall()

        def ours(words=words):
            results(Asked(words=words), "1", None)

        taken = [(clock(bare), clock(ours)) for _run in range(runs + 2)][2:]
        yield (name, *(_server.middle(column) for column in zip(*taken, strict=True)))


def child(url, runs):
    _server.django_on(url)
    from django.db import connection

    lines = list(measure(runs))
    found = {name: f"bare {bare:7.2f} ms   ours {ours:7.2f} ms   × {ours / bare:.2f}" for name, bare, ours in lines}
    over = [name for name, bare, ours in lines if ours > LIMIT * bare]
    _server.keep(f"search, {connection.vendor}", found | {f"over the budget of × {LIMIT}": ", ".join(over) or "none"})


def main(runs):
    for postgres in (True, False):
        with _server.scratch("search", postgres=postgres) as url:
            subprocess.run([sys.executable, __file__, "--child", url, str(runs)], check=True)


if __name__ == "__main__":
    if "--child" in sys.argv:
        child(sys.argv[2], int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
