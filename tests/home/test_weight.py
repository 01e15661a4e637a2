"""The first page a visitor opens is light: everything it asks for, as it travels, counted without a browser."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import resolve

pytestmark = pytest.mark.django_db
WHOLE, SCRIPTS = 100 * 1024, 30 * 1024  # bytes
NAMED = r'<link rel="(?:preload|stylesheet|icon)" href|<script type="module" src|<use href'
ASKED_FOR = re.compile(rf'(?:{NAMED})="([^"#]+)["#]')


def travels(content, path):
    """Bytes on the wire: WhiteNoise sends text compressed; fonts are already."""
    return len(content) if path.endswith(".woff2") else len(gzip.compress(content))


def static(path):
    with open(finders.find(path.removeprefix("/static/")), "rb") as file:
        return file.read()


def with_imports(path):
    """A script and those it imports, by their addresses."""
    found = {path: static(path)}
    for name in re.findall(r'from "\./([^"]+)"', found[path].decode()):
        found |= with_imports(f"/static/js/{name}")
    return found


def test_the_first_page_is_light(client):
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    paths = set(ASKED_FOR.findall(gzip.decompress(page.content).decode()))
    assert any("sprite" in path for path in paths)
    parts = {}
    for path in paths:
        if path.endswith(".js"):
            parts |= with_imports(path)
        elif path.endswith(".css"):
            view, _args, kwargs = resolve(path)
            parts[path] = view(page.wsgi_request, **kwargs).content
        else:
            parts[path] = static(path)
    fonts = [path for path in parts if path.endswith(".woff2")]
    weights = {path: travels(content, path) for path, content in parts.items() if not path.endswith(".css")}
    weights |= {path: len(parts[path]) for path in parts if path.endswith(".css")}  # compressed by its own view
    scripts = sum(weight for path, weight in weights.items() if path.endswith(".js"))
    assert len(fonts) == 2, "those of the first lines, asked for before the style sheet names them"
    assert 0 < scripts <= SCRIPTS
    assert len(page.content) + sum(weights.values()) <= WHOLE, weights
