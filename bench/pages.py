"""Pages as readers without an account ask for them: CPU of the server's processes per request, beside two baselines.

    python bench/pages.py [rounds] [requests a round] [--sqlite]

Three servers run at once and are asked in turns, so that a busy machine weighs on all alike: the product without its
memory of pages, the product with it, and a "hello" of five lines behind the same gunicorn. The baseline of pages made
anew is an empty Wagtail page with a bare template (bench/bare_settings.py); that of pages kept is the hello.
"""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent))

import _server

PAGES = ("empty Wagtail page", "record", "list of 25", "front page", "sitting", "board", "council")
LIMITS = {"record": 0.65, "list of 25": 0.65}
KEPT = ("record", "list of 25", "front page")
KEPT_LIMIT = 1.5
BARE, AS_NEW = "django.core.wsgi:get_wsgi_application()", {"DJANGO_SETTINGS_MODULE": "bench.bare_settings"}


def child(url):
    """In a process of its own: plant the demo and the empty page; print the addresses and their numbers of queries."""
    _server.django_on(url)
    os.environ["KEPT_PAGES_MEGABYTES"] = "0"
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("start", quiet=True)
    from deliberations.models import Sitting
    from governance.models import Recommendation
    from home.models import HomePage, ProsePage

    HomePage.objects.get().add_child(instance=ProsePage(title="Vide", slug="vide"))
    answered = Recommendation.objects.public().filter(state="answered").first()
    paths = ("/vide/", answered.get_absolute_url(), "/recommandations/", "/",
             Sitting.objects.held().first().get_absolute_url(), "/suites/", "/conseil/")  # fmt: skip
    client, counts = Client(), []
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path
        counts.append(len(queries))
    sys.stdout.write("\n" + json.dumps([paths, counts]))


def asked(base, path, times):
    """Ask on one connection kept open, as a browser or a proxy does."""
    place = urlsplit(base)
    connection = HTTPConnection(place.hostname, place.port, timeout=60)
    for _time in range(times):
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
    connection.close()


def cost(server, path, times):
    """CPU milliseconds of the server's processes per request."""
    base, process = server
    before = _server.cpu_ms(process)
    asked(base, path, times)
    return (_server.cpu_ms(process) - before) / times


def planted(url):
    """Plant the demo; return the paths of PAGES and their numbers of queries."""
    told = subprocess.run([sys.executable, __file__, "--child", url], check=True, capture_output=True, text=True)
    paths, queries = json.loads(told.stdout.splitlines()[-1])
    return dict(zip(PAGES, paths, strict=True)), dict(zip(PAGES, queries, strict=True))


def measured(url, path_of, rounds, times):
    """CPU of each page made anew and of each page kept, all in turns; the first round warms up."""
    with ExitStack() as stack:

        def serve(**how):
            return stack.enter_context(_server.served(url, workers=1, **how))

        bare, hello, kept = serve(app=BARE, environ=AS_NEW), serve(app="bench.hello"), serve()
        anew = serve(environ={"KEPT_PAGES_MEGABYTES": "0"})
        asks = [("made", name, bare if name == PAGES[0] else anew, path, times) for name, path in path_of.items()]
        asks += [("kept", "hello", hello, "/", times * 60)]
        asks += [("kept", name, kept, path_of[name], times * 60) for name in KEPT]
        taken = {(kind, name): [] for kind, name, *_ask in asks}
        for turn in range(rounds + 1):
            for kind, name, *ask in asks:
                milliseconds = cost(*ask)
                if turn:
                    taken[kind, name].append(milliseconds)
    return {what: _server.middle(each) for what, each in taken.items()}


def main(rounds, times, postgres):
    with _server.scratch("pages", postgres=postgres) as url:
        path_of, queries = planted(url)
        costs = measured(url, path_of, rounds, times)
    _server.keep("pages, " + ("PostgreSQL" if postgres else "SQLite"), compared(costs, queries))


def compared(costs, queries):
    """Each cost beside its baseline, and those over their budget."""
    bases = {"made": costs["made", PAGES[0]], "kept": costs["kept", "hello"]}
    limits = {("made", name): limit for name, limit in LIMITS.items()} | {("kept", name): KEPT_LIMIT for name in KEPT}
    found, over = {}, []
    for (kind, name), cost_ in costs.items():
        ratio = round(cost_ / bases[kind], 2)
        count = f"  {queries[name]} queries" if kind == "made" else ""
        found[f"{name}, {kind}"] = f"{cost_:7.3f} CPU ms  × {ratio:<5}{count}"
        if ratio > limits.get((kind, name), ratio):
            over.append(f"{name}, {kind}")
    return found | {"over the budget": ", ".join(over) or "none"}


if __name__ == "__main__":
    if "--child" in sys.argv:
        child(sys.argv[2])
    else:
        counts = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
        rounds, times = counts if len(counts) == 2 else (7, 30)
        main(rounds, times, "--sqlite" not in sys.argv)
