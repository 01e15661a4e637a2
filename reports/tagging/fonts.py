"""TrueType fonts that keep French typography and never print an empty box unasked.

reportlab breaks lines at U+202F (narrow no-break space). ``HouseFont`` sets a private stand-in before the text
reaches the line breaker and writes U+202F back into the map that readers and search use.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import charmap_encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

NARROW_NO_BREAK_SPACE = "\u202f"
SOFT_HYPHEN = "\u00ad"  # would show where the line does not break
STAND_IN = "\ue02f"
UNKNOWN = ("\u25a1", "?")  # what a character no font of ours can draw becomes: a box, else a question mark


class HouseFont(TTFont):
    """A TrueType font whose private U+E02F is drawn like U+202F."""

    def __init__(self, name: str, path: Path):
        super().__init__(name, str(path))
        self._drawable = {chr(code) for code in self.face.charToGlyph} - {NARROW_NO_BREAK_SPACE, SOFT_HYPHEN}
        self._awkward = re.compile("[^" + re.escape("".join(sorted(self._drawable))) + "]")
        self._advances = _Advances(self.face.charWidths, self.face.defaultWidth)

    def legible(self, text: str) -> str:
        """``text`` with every character one the font can draw: composed, unfolded, without its accent, or a box."""
        if text.isascii() and text.isprintable():
            return text
        return self._awkward.sub(self._nearest, unicodedata.normalize("NFC", text))

    def _nearest(self, match: re.Match[str]) -> str:
        character = match.group()
        if character == NARROW_NO_BREAK_SPACE:
            return STAND_IN
        if character.isspace():
            return " "
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Mn"):
            return ""
        unfolded = "".join(part for part in unicodedata.normalize("NFKD", character) if part in self._drawable)
        return unfolded or next(mark for mark in UNKNOWN if mark in self._drawable)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """Width in points. The same figure as reportlab's, several times faster."""
        return 0.001 * size * sum(map(self._advances.__getitem__, text))

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """Character codes of ``text``; in one step once all its characters have been met in this document."""
        state = self._assignState(doc)
        try:
            return [(0, charmap_encode(text, "strict", state.assignments)[0])]
        except (UnicodeEncodeError, TypeError):  # a new character, or one beyond the first 256
            codes = super().splitString(text, doc, encoding)
            state.assignments.setdefault(0xA0, 32)
            return codes

    def addObjects(self, doc: Any) -> None:
        for subset in self._assignState(doc).subsets:
            subset[:] = [ord(NARROW_NO_BREAK_SPACE) if code == ord(STAND_IN) else code for code in subset]
        super().addObjects(doc)


class _Advances(dict[str, float]):
    """Width of a character in thousandths of the type size, looked up once."""

    def __init__(self, widths: Mapping[int, float], default: float):
        super().__init__()
        self._widths, self._default = widths, default

    def __missing__(self, character: str) -> float:
        self[character] = width = self._widths.get(ord(character), self._default)
        return width


def house_font(name: str) -> HouseFont:
    """A font made known with ``register_family``. Raises ``KeyError`` for another name."""
    font = pdfmetrics.getFont(name)
    if not isinstance(font, HouseFont):
        raise KeyError(f"{name} is not an embedded font: tagged documents may not use it.")
    return font


def register_family(family: str, faces: Mapping[str, Path]) -> None:
    """Make a family known to reportlab.

    ``faces`` maps ``""``, ``"Italic"``, ``"Semibold"``, ``"SemiboldItalic"`` to files; ``<b>`` takes the semibold.
    A missing face is replaced by the upright one.
    """
    for face, path in faces.items():
        pdfmetrics.registerFont(HouseFont(_name(family, face), path))
    for bold, italic, face in ((0, 0, ""), (0, 1, "Italic"), (1, 0, "Semibold"), (1, 1, "SemiboldItalic")):
        addMapping(family, bold, italic, _name(family, face if face in faces else ""))
    for face in faces:
        if face:  # so that a style may start from a face and still hold <b> and <i>
            for bold in (0, 1):
                for italic in (0, 1):
                    addMapping(_name(family, face), bold, italic, _name(family, face))


def _name(family: str, face: str) -> str:
    return f"{family}-{face}" if face else family
