"""What the benches share: scratch databases, a served product, the CPU its processes took, one file of results."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

import psycopg

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results.json"
POSTGRES = os.environ.get("BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432")
TEMPLATE = os.environ.get("BENCH_TEMPLATE")  # a migrated, empty database to begin with, instead of migrating each time
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def scratch(name, *, postgres=True):
    """An empty migrated database of our own, by its address; it is gone afterwards."""
    if not postgres:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/{name}.sqlite3"
            manage(url, "migrate", "--verbosity=0")
            yield url
        return
    database = f"bench_{name}_{os.getpid()}"
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{database}"' + (f' TEMPLATE "{TEMPLATE}"' if TEMPLATE else ""))
        try:
            if not TEMPLATE:
                manage(f"{POSTGRES}/{database}", "migrate", "--verbosity=0")
            yield f"{POSTGRES}/{database}"
        finally:
            server.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


def environment(url):
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONPATH": str(ROOT)}


def manage(url, *arguments):
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment(url), check=True)


def django_on(url):
    """Set Django up in this process, on a database."""
    os.environ.update(environment(url))
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()


@contextmanager
def served(url, *, workers=2, threads=4, app="config.wsgi", more=(), environ=None):
    """The product (or another WSGI `app`) behind gunicorn, as `make run` serves it: (address, process).

    `more`: further options of gunicorn; `environ`: further variables of its environment.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", app, "--bind", f"127.0.0.1:{port}", "--workers",
               str(workers), "--threads", str(threads), "--log-level", "critical", *more]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=environment(url) | (environ or {}))
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


def wait_for(address, seconds=60):
    for _attempt in range(seconds * 10):
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    raise TimeoutError(address)


def warm(address, process, workers=2):
    """Ask for a page until each worker has surely drawn it."""
    while len(children_of(process.pid)) < workers:
        time.sleep(0.1)
    for _time in range(20 * workers):
        with urllib.request.urlopen(f"{address}/recommandations/", timeout=60):
            pass


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cpu_ms(process):
    """User and system time that a server and its workers have taken, in milliseconds."""
    fields = (Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split() for pid in children_of(process.pid))
    return sum(int(stat[11]) + int(stat[12]) for stat in fields) * 1000 / TICKS


def load():
    """How busy the machine was in the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def middle(values):
    return round(median(values), 3)


def percentile(values, share):
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 3)


def keep(name, found):
    """Write what was found beside what the other benches found, and show it."""
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps(known | {name: found}, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
    width = max(map(len, found))
    lines = (f"  {what:<{width}}  {value}" for what, value in found.items())
    sys.stdout.write("\n".join([name, *lines, ""]) + "\n")
