"""The passage of a text that answers a search, and its words that do."""

import re
from functools import lru_cache
from typing import NamedTuple

from .words import plain, stem

__all__ = ["Piece", "excerpt", "marked"]

WIDTH = 260  # signs
LEAD = 60  # of them before the first word found
VARIANTS = {
    "a": "aàâäáãå",
    "c": "cç", "e": "eéèêë", "i": "iîïíì", "n": "nñ", "o": "oôöóòõø", "u": "uùûüú", "y": "yÿ", "l": "lł",
}  # fmt: skip
PAIRS = {"oe": "(?:oe|œ)", "ae": "(?:ae|æ)", "ss": "(?:ss|ß)"}


class Piece(NamedTuple):
    """Some words, and whether they are among those looked for."""

    text: str
    found: bool


@lru_cache(maxsize=256)
def _pattern(stems, beginnings):
    """What may be one of the words: quick to find in a long text, then looked at closely."""
    begun = (stem[:-1] if stem.endswith("al") and stem in stems else stem for stem in (*stems, *beginnings))
    words = "|".join(sorted({_letters(word) for word in begun}, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{words})[^\W_]*", re.IGNORECASE) if words else None


def _letters(word):
    parts = re.findall("oe|ae|ss|.", word)
    return "".join(PAIRS.get(part) or f"[{VARIANTS.get(part, re.escape(part))}]" for part in parts)


def _places(text, stems, beginnings):
    """(start, end) of each word that has one of the stems, or begins as one of the beginnings."""
    pattern = _pattern(tuple(sorted(stems)), tuple(sorted(beginnings)))
    if pattern is None:
        return []
    return [
        match.span()
        for match in pattern.finditer(text)
        if stem(word := plain(match[0])) in stems or word.startswith(tuple(beginnings))
    ]


def marked(text: str, stems, beginnings=()) -> list[Piece]:
    """A whole text in pieces."""
    return _cut(text, _places(text, stems, beginnings), 0, len(text))


def excerpt(text: str, stems, beginnings=()) -> list[Piece]:
    """The passage with the most of the words looked for, in pieces; the beginning where there is none."""
    places = _places(text, stems, beginnings)
    start = max(0, _best(text, places) - LEAD)
    end = min(len(text), start + WIDTH)
    start = text.find(" ", start) + 1 if start and " " in text[start : start + LEAD] else start
    end = text.rfind(" ", start, end) if end < len(text) and " " in text[start:end] else end
    pieces = _cut(text, places, start, end)
    return [
        *([Piece("… ", False)] if start else []),
        *pieces,
        *([Piece("…", False)] if end < len(text) else []),
    ]


def _best(text, places):
    """Where the window with the most different words begins; the first of those that are equal."""
    best, most = 0, 0
    for start, _end in places[:200]:
        inside = {stem(plain(text[a:b])) for a, b in places[:200] if start <= a and b <= start + WIDTH - LEAD}
        if len(inside) > most:
            best, most = start, len(inside)
    return best


def _cut(text, places, start, end):
    pieces, at = [], start
    for a, b in places:
        if a >= at and b <= end:
            pieces += [Piece(text[at:a], False), Piece(text[a:b], True)]
            at = b
    return [piece for piece in (*pieces, Piece(text[at:end], False)) if piece.text]
