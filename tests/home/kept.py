"""A process that keeps pages, asked as gunicorn asks it."""

from contextlib import contextmanager
from io import BytesIO
from typing import NamedTuple
from wsgiref.util import FileWrapper

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from home.keeping.pages import KeptPages

SIGNALS = (request_started, request_finished)


@contextmanager
def same_connection():
    """A request closes the connections it finds stale: not the one a test has its transaction on."""
    try:
        yield
    finally:
        for signal in SIGNALS:
            signal.connect(close_old_connections)


class Answer(NamedTuple):
    status: str
    headers: dict
    body: bytes
    kept: bool  # it came from memory


class Process:
    """The product with its memory; `made` counts the pages that the site itself had to make."""

    def __init__(self, room=32 * 1024 * 1024):
        self.site, self.made = WSGIHandler(), 0
        self.memory = KeptPages(self._counted, room=room)

    def _counted(self, environ, start):
        self.made += 1
        return self.site(environ, start)

    def ask(self, path, method="GET", **headers):
        """One request; `headers` as a WSGI server names them."""
        path, _mark, query = path.partition("?")
        begun, before = [], self.made
        for signal in SIGNALS:  # the client of Django puts them back after each request of its own
            signal.disconnect(close_old_connections)
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_HOST": "testserver", "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(), "wsgi.file_wrapper": FileWrapper, "REMOTE_ADDR": "127.0.0.1", **headers,
        }  # fmt: skip
        answer = self.memory(environ, lambda status, headers: begun.append((status, headers)))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        ((status, told),) = begun
        return Answer(status, dict(told), body, self.made == before)

    def keeps(self, path):
        """Whether the page would now be answered from memory."""
        return self.ask(path).kept
