"""One style sheet for the browser, many small files for people: the parts of main.css joined as they are asked for.

No build step and no generated file: main.css lists its parts with @import, and this module replaces every @import
with the part. The digest in the address lets browsers keep it for ever.
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

IMPORT = re.compile(r'@import url\("([^"]+)"\);\n')
PARENT_URL = re.compile(r'url\("\.\./(?!\.)([^"]+)"\)')
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


def joined(entry: Path) -> str:
    """The text of a style sheet with its @imports replaced by their files, in order, and without comments."""
    text = IMPORT.sub(lambda match: (entry.parent / match[1]).read_text(encoding="utf-8"), entry.read_text("utf-8"))
    return INDENT.sub("\n", COMMENT.sub("", text))


def _read() -> Stylesheet:
    text = joined(Path(finders.find("css/main.css")))
    body = PARENT_URL.sub(lambda match: f'url("{static(match[1])}")', text).encode()
    return Stylesheet(body, gzip.compress(body, mtime=0), sha256(body).hexdigest()[:16])


_kept = cache(_read)
