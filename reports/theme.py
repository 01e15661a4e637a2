"""The face of the documents: colours, page, type. The same tokens as the site's light theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from .tagging import register_family

INK, SOFT, LINE, WASH = HexColor("#1C2430"), HexColor("#56606E"), HexColor("#DDD6CB"), HexColor("#F3EEE6")
GRES, RIVER, OCHRE, MOSS, PLUM, STONE, ALARM = (
    HexColor(value) for value in ("#9C3F2B", "#1D5673", "#8A5A00", "#2E6B4A", "#6B3F75", "#4B5057", "#B3261E")
)
FAINT = HexColor("#EFEAE1")  # the word across a draft

PAGE = A4
LEFT, RIGHT, TOP, BOTTOM = 28 * mm, 22 * mm, 26 * mm, 27 * mm
WIDTH = PAGE[0] - LEFT - RIGHT
HANG = 11 * mm  # numbers of headings hang in the left margin

SERIF, SERIF_STRONG, SANS, SANS_STRONG = "HouseSerif", "HouseSerif-Semibold", "HouseSans", "HouseSans-Semibold"
SANS_ITALIC, SERIF_ITALIC = "HouseSans-Italic", "HouseSerif-Italic"


DEEPEST = 8  # lists further down are indented no more
HANGING = {"bulletIndent": -HANG, "bulletColor": GRES, "bulletFontName": SERIF_STRONG}
BOX = {"backColor": WASH, "borderPadding": (6, 9, 7, 9), "leftIndent": 9, "rightIndent": 9}
FACES: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = (
    ("letterhead", (SANS_STRONG, 10.5, 14), {}),
    ("eyebrow", (SANS_STRONG, 10, 14, GRES), {"spaceBefore": 15, "spaceAfter": 3}),
    ("title", (SERIF_STRONG, 26, 30), {"spaceAfter": 5}),
    ("subtitle", (SANS, 12, 17, SOFT), {"spaceAfter": 4}),
    ("lead", (SERIF, 12.5, 18), {"spaceAfter": 9}),
    ("h2", (SERIF_STRONG, 15.5, 19.5), {"spaceBefore": 17, "spaceAfter": 5, "bulletFontSize": 15.5, **HANGING}),
    ("h3", (SANS_STRONG, 11.5, 15.5), {"spaceBefore": 11, "spaceAfter": 3, "bulletFontSize": 11.5, **HANGING}),
    ("h4", (SANS_STRONG, 10.5, 15, SOFT), {"spaceBefore": 8, "spaceAfter": 2, "bulletFontSize": 10.5, **HANGING}),
    ("body", (SANS, 10.5, 15), {"spaceAfter": 6.5}),
    ("soft", (SANS, 9.5, 13.5, SOFT), {"spaceAfter": 5}),
    ("decision", (SANS_STRONG, 10.5, 15), {"spaceBefore": 9, "spaceAfter": 9, "leftIndent": 12}),
    ("quote", (SERIF, 11, 16), {"leftIndent": 16, "rightIndent": 10, "spaceAfter": 6.5}),
    ("source", (SANS, 9.5, 13.5, SOFT), {"leftIndent": 16, "spaceAfter": 6.5}),
    ("note", (SANS, 9.3, 13), {"spaceBefore": 14, "spaceAfter": 15, **BOX}),
    ("address", (SANS, 10.5, 14.5), {"leftIndent": 88 * mm}),
    ("signatory", (SANS_STRONG, 10, 13.5), {}),
    ("caption", (SANS_STRONG, 9.5, 13), {"spaceBefore": 7, "spaceAfter": 3}),
    ("cell", (SANS, 9.3, 12.3), {}),
    ("head", (SANS_STRONG, 8.8, 11.6, SOFT), {}),
    ("row-head", (SANS_STRONG, 9.3, 12.3), {}),
    ("group", (SERIF_STRONG, 10.5, 14.3), {}),
)  # name, (font, size, leading, colour), further settings of reportlab's ParagraphStyle


def register_fonts() -> None:
    """Read the typefaces once per process."""
    _read_fonts()


@cache
def _read_fonts() -> None:
    folder = Path(__file__).parent / "fonts"
    register_family(
        SERIF,
        {
            "": folder / "CoconseilSerif-Regular.ttf",
            "Italic": folder / "CoconseilSerif-Italic.ttf",
            "Semibold": folder / "CoconseilSerif-Semibold.ttf",
        },
    )
    sans = {
        face: folder / f"CoconseilSans-{face or 'Regular'}.ttf" for face in ("", "Italic", "Semibold", "SemiboldItalic")
    }
    register_family(SANS, sans)


def _style(
    name: str, font: str = SANS, size: float = 10.5, leading: float = 15, color: HexColor = INK, **more: object
) -> ParagraphStyle:
    settings: dict[str, object] = {
        "allowWidows": 0,
        "allowOrphans": 0,
        "bulletFontName": font,
        "bulletFontSize": size,
        "splitLongWords": 1,
        "uriWasteReduce": 0.3,
    }
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, textColor=color, **(settings | more))


@cache
def styles() -> dict[str, ParagraphStyle]:
    """Every paragraph style, by name."""
    register_fonts()
    return {name: _style(name, *face, **more) for name, face, more in FACES}


@cache
def list_style(depth: int) -> ParagraphStyle:
    """Items of a list ``depth`` levels deep (from 0)."""
    indent = 16 + 16 * min(depth, DEEPEST)
    return _style(
        f"item-{depth}",
        leftIndent=indent,
        bulletIndent=indent - 5.5,
        bulletAnchor="end",
        bulletColor=GRES,
        spaceAfter=3,
    )
