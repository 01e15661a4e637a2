"""Serving a page from memory while it is what the site would say: before Django, for readers without a session.

Wraps the WSGI application of the product (config/wsgi.py). Rules of what is kept: docs/caching.md.
"""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from threading import Lock

from django.apps import apps
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import DatabaseError, connection
from django.utils import timezone

from common.keeping import reading

from .changes import Follower
from .models import Change
from .watched import SETTLED, watched_here

KINDS_KEPT = ("text/html", "application/atom+xml", "text/calendar")
VARIES_BY = {"accept-language", "accept-encoding", "cookie"}  # by the address alone; in the key; none of ours
SHARE = 16  # no page takes more than this part of the room
FORGOTTEN = timedelta(days=2)  # changes older than every page kept
Start = Callable[[str, list[tuple[str, str]]], object]


@dataclass(frozen=True)
class Page:
    """An answer as it was given, with what it was made of."""

    body: bytes
    headers: list[tuple[str, str]]
    etag: str
    tables: frozenset[str]
    only: dict[str, set[int]]
    until: datetime

    def shows(self, change) -> bool:
        """Whether a change may make this page say something else."""
        if change.table not in self.tables:
            return False
        return change.subject is None or change.kind not in self.only or change.subject in self.only[change.kind]

    def answer(self, environ, start: Start):
        """Answer with the page; with 304 to a reader who has it already; without its body to HEAD."""
        if self.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start("304 Not Modified", [pair for pair in self.headers if not pair[0].startswith("Content-")])
            return []
        start("200 OK", self.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


@dataclass
class Making:
    """A page being made, and the changes that were learnt of meanwhile."""

    overtaken: set = field(default_factory=set)


class KeptPages:
    """A WSGI application around another: what it keeps, it answers without asking the other."""

    def __init__(self, application, *, room: int):
        """`room`: bytes of bodies to keep at most; the oldest pages make way."""
        self.application, self.room, self.taken = application, room, 0
        self.pages: dict[tuple, Page] = {}
        self.making: list[Making] = []
        self.lock = Lock()
        self.follower: Follower | None = None
        self.watched: set[str] = set()
        self.tomorrow = timezone.now()
        self.cookies = (
            settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME,
            CookieStorage.cookie_name,
        )  # fmt: skip

    def __call__(self, environ, start: Start):
        key = self.key_of(environ)
        if key is None:
            return self.application(environ, start)
        now = timezone.now()
        try:
            self.look(now)
        except DatabaseError:
            connection.close()  # the site itself says what is wrong, and the next reader tries again
            return self.application(environ, start)
        page = self.pages.get(key)
        if page is not None and now < page.until:
            return page.answer(environ, start)
        return self.make(key, environ, start, now)

    def key_of(self, environ):
        """Return what an answer to an anonymous reader depends on, or None for what is never kept."""
        ask = environ.get
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or ask("HTTP_AUTHORIZATION") or ask("HTTP_HX_REQUEST"):
            return None
        cookie = ask("HTTP_COOKIE")
        if cookie and any(name in cookie for name in self.cookies):
            return None
        return (
            ask("PATH_INFO"), ask("QUERY_STRING"), ask("HTTP_HOST"), "gzip" in ask("HTTP_ACCEPT_ENCODING", ""),
            ask("wsgi.url_scheme"), ask("HTTP_X_FORWARDED_PROTO"), ask("SCRIPT_NAME"),
        )  # fmt: skip

    def look(self, now):
        """Forget what changed since the last look. What was committed before this request is known after it."""
        if self.follower is None or now >= self.tomorrow:
            with self.lock:
                self.begin(now)
        if self.follower.is_behind():
            with self.lock:
                for change in self.follower.catch_up():
                    self.forget(lambda page, change=change: page.shows(change))
                    for making in self.making:
                        making.overtaken.add(change)

    def begin(self, now):
        """A new day, or the first: nothing is kept, and the log forgets what no page can depend on any more."""
        if self.follower is not None and now < self.tomorrow:
            return  # another thread was faster
        self.watched, self.tomorrow = watched_here(), midnight_after(now)
        self.forget(lambda page: True)
        Change.objects.filter(at__lt=now - FORGOTTEN).delete()
        if self.follower is None:
            self.follower = Follower()

    def forget(self, which):
        for key in [key for key, page in self.pages.items() if which(page)]:
            self.taken -= len(self.pages.pop(key).body)

    def make(self, key, environ, start: Start, now):
        """Let the site answer, and keep the answer if it is one to keep and nothing changed under it meanwhile."""
        begun: list = []
        making = Making()
        with self.lock:
            self.making.append(making)
        try:
            with reading() as read, connection.execute_wrapper(noting(read)):
                response = self.application(environ, lambda *status: begun.append(status))
            page = self.page_of(environ, begun, response, read, now)
            if page is None:
                start(*begun[-1])
                return response
            response.close()
            with self.lock:
                if not any(page.shows(change) for change in making.overtaken):
                    self.keep(key, page)
        finally:
            with self.lock:
                self.making.remove(making)
        return page.answer(environ, start)

    def page_of(self, environ, begun, response, read, now):
        """Return the answer as a page to keep, or None."""
        status, headers = begun[-1]
        told = dict(headers)
        if (
            environ["REQUEST_METHOD"] != "GET"
            or not status.startswith("200 ")
            or getattr(response, "streaming", True)  # a file is handed to the server as it is
            or not read.kept
            or read.query != environ.get("QUERY_STRING", "")
            or not read.tables <= self.watched | SETTLED
            or not is_for_everybody(told)
            or len(response.content) > self.room // SHARE
        ):
            return None
        etag = f'"{digest_of(response)}"'
        headers = [*headers, ("ETag", f"W/{etag}"), ("Cache-Control", "no-cache")]
        until = min(self.tomorrow, read.until or self.tomorrow)
        return Page(response.content, headers, etag, frozenset(read.tables), read.only, until)

    def keep(self, key, page):
        self.forget(lambda other: other is self.pages.get(key))
        while self.pages and self.taken + len(page.body) > self.room:
            self.taken -= len(self.pages.pop(next(iter(self.pages))).body)
        self.pages[key] = page
        self.taken += len(page.body)


def is_for_everybody(headers) -> bool:
    """Whether the headers of an answer say that any anonymous reader would get the same."""
    varies = {name.strip().lower() for name in headers.get("Vary", "").split(",") if name.strip()}
    return (
        headers.get("Content-Type", "").startswith(KINDS_KEPT)
        and varies <= VARIES_BY
        and not headers.keys() & {"Set-Cookie", "Cache-Control", "ETag"}
        and "nonce-" not in headers.get("Content-Security-Policy", "")
    )


def digest_of(response) -> str:
    """A short digest of what a page says: the same in every process, however it was compressed."""
    zipped = response.get("Content-Encoding") == "gzip"
    return sha256(gzip.decompress(response.content) if zipped else response.content).hexdigest()[:24]


def midnight_after(now: datetime) -> datetime:
    """The beginning of the next day of the council: what is overdue, or in three days, is counted anew."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))


def noting(read):
    """Return what Django calls around each query: it notes the tables that the query names."""

    def note(execute, sql, params, many, context):
        read.tables |= tables_in(sql)
        return execute(sql, params, many, context)

    return note


@lru_cache(maxsize=4096)
def tables_in(sql: str) -> frozenset[str]:
    """The tables that a query names, and whatever else it reads from, which is then no table that is watched."""
    named = set(re.findall(r'(?<!\.)"(\w+)"', sql)) & known_tables()
    return frozenset(named | set(re.findall(r'(?:FROM|JOIN|INTO|UPDATE) "?(\w+)', sql)))


@lru_cache(maxsize=1)
def known_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))
