"""One style sheet for the browser, many small files for people: static/css joined as it is asked for.

No build step, no generated file and no list to keep: a component's or a page's file is taken up because it is there.
The digest in the address lets browsers keep the sheet for ever.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

PARTS = ("layers.css", "tokens.css", "base.css", "layout.css", "components/*.css", "pages/*.css", "print.css")
PARENT_URL = re.compile(r'url\("\.\./([^"]+)"\)')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
INDENT = re.compile(r"\n\s+")


@dataclass(frozen=True)
class Stylesheet:
    """The joined text, the same compressed, and the digest that names this version."""

    body: bytes
    gzipped: bytes
    digest: str


def stylesheet() -> Stylesheet:
    """The style sheet of the site: read once, or at every call while developing (DEBUG)."""
    return _read() if settings.DEBUG else _kept()


def parts() -> list[Path]:
    """The files of the style sheet in their order."""
    folder = Path(str(finders.find("css/layers.css"))).parent
    return [path for pattern in PARTS for path in sorted(folder.glob(pattern))]


def _read() -> Stylesheet:
    text = INDENT.sub("\n", COMMENT.sub("", "\n".join(path.read_text(encoding="utf-8") for path in parts())))
    body = PARENT_URL.sub(lambda match: f'url("{static(match[1])}")', text).encode()
    return Stylesheet(body, gzip.compress(body, mtime=0), sha256(body).hexdigest()[:16])


_kept = cache(_read)
