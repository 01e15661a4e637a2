"""Text of the documents: plain strings are escaped, ``Rich`` strings are not.

>>> paragraph = strong("Adopté") + plain(" par <b> & co")
>>> paragraph
'<b>Adopté</b> par &lt;b&gt; &amp; co'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from .theme import RIVER

_TAG = re.compile("<[^>]*>")
SAFE_SCHEMES = ("http://", "https://", "mailto:", "tel:")


class Rich(str):
    """Text that holds the kit's inline markup. Made only by the functions below."""

    __slots__ = ()

    def __add__(self, other: str) -> Rich:
        return Rich(str.__add__(self, plain(other)))

    def __radd__(self, other: str) -> Rich:
        return Rich(str.__add__(plain(other), self))

    def strip_ends(self) -> Rich:
        """Without blanks at both ends."""
        return Rich(str.strip(self))


def plain(text: str) -> Rich:
    """``text`` as it is read: markup in it shows as typed, line feeds are spaces. ``Rich`` passes unchanged."""
    return text if isinstance(text, Rich) else Rich(escape(str(text), quote=True))


def bare(text: str) -> str:
    """``text`` as characters alone: for outlines, metadata, measuring."""
    return unescape(_TAG.sub("", text)) if isinstance(text, Rich) else str(text)


def strong(text: str) -> Rich:
    return Rich(f"<b>{plain(text)}</b>")


def emphasis(text: str) -> Rich:
    return Rich(f"<i>{plain(text)}</i>")


def soft(text: str) -> Rich:
    """Secondary words in a line."""
    return Rich(f'<font color="#56606E">{plain(text)}</font>')


def raised(text: str) -> Rich:
    """Superscript, as in « 2ᵉ »."""
    return Rich(f"<super>{plain(text)}</super>")


def link(text: str, url: str) -> Rich:
    """A link; the text alone when the address is not http(s), mailto or tel, or when there is nothing to click."""
    if not bare(text).strip() or not url.lower().startswith(SAFE_SCHEMES):
        return plain(text)
    color = RIVER.hexval().replace("0x", "#")
    look = f'color="{color}" underline="1" underlineWidth="0.4"'
    return Rich(f'<a href="{escape(url, quote=True)}" {look}>{plain(text)}</a>')


def foreign(text: str, language: str) -> Rich:
    """Words in another language (BCP 47), so that they are read aloud rightly."""
    return Rich(
        f'<onDraw name="lang" label="{escape(language, quote=True)}"/>{plain(text)}<onDraw name="lang" label=""/>'
    )


def lines(*parts: str) -> Rich:
    """Parts one below the other."""
    return join(Rich("<br/>"), parts)


def join(separator: str, parts: Iterable[str]) -> Rich:
    """Parts one after the other."""
    return Rich(str.join(str(plain(separator)), [plain(part) for part in parts]))
