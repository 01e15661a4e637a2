"""What surrounds the text of every page: running head, foot, the word across a draft. All of it artifacts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import segno
from reportlab.lib.units import mm

from .tagging import TaggedCanvas
from .tagging.fonts import house_font
from .theme import BOTTOM, FAINT, GRES, INK, LEFT, LINE, PAGE, RIGHT, SANS, SANS_STRONG, SERIF_STRONG, SOFT, TOP

RIGHT_EDGE = PAGE[0] - RIGHT
HEAD_Y = PAGE[1] - 14 * mm
FOOT_Y = BOTTOM - 8 * mm


@dataclass(frozen=True, kw_only=True)
class Furniture:
    """Texts around the page, already in the reader's language.

    ``page_label`` takes ``{page}`` and ``{pages}``; ``digest`` and ``register`` are the two lines of proof in the
    foot; ``watermark`` is the word across a draft; ``bare`` leaves out head and foot, for papers that are cut.
    """

    running: str = ""
    version: str = ""
    digest: str = ""
    register: str = ""
    page_label: str = "{page} / {pages}"
    watermark: str = ""
    bare: bool = False


def draw_page(canvas: TaggedCanvas, furniture: Furniture, page: int, pages: int) -> None:
    """Running head (from the second page) and foot of page ``page`` (from 1)."""
    if furniture.bare:
        return
    if page > 1:
        _draw_head(canvas, furniture)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, FOOT_Y, RIGHT_EDGE, FOOT_Y)
    _text(
        canvas,
        RIGHT_EDGE,
        FOOT_Y - 12,
        furniture.page_label.format(page=page, pages=pages),
        SANS_STRONG,
        8.5,
        INK,
        right=True,
    )
    room = RIGHT_EDGE - LEFT - 70
    for offset, line in zip(
        (12, 21.5), [str(text) for text in (furniture.digest, furniture.register) if text], strict=False
    ):
        _text(canvas, LEFT, FOOT_Y - offset, _shorten(line, SANS, 7.4, room), SANS, 7.4, SOFT)


def _draw_head(canvas: TaggedCanvas, furniture: Furniture) -> None:
    version = str(furniture.version)
    taken = house_font(SANS).stringWidth(version, 8.5) + 12
    _text(
        canvas,
        LEFT,
        HEAD_Y,
        _shorten(str(furniture.running), SANS_STRONG, 8.5, RIGHT_EDGE - LEFT - taken),
        SANS_STRONG,
        8.5,
        INK,
    )
    _text(canvas, RIGHT_EDGE, HEAD_Y, version, SANS, 8.5, SOFT, right=True)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, HEAD_Y - 6, RIGHT_EDGE, HEAD_Y - 6)


def draw_watermark(canvas: TaggedCanvas, word: str) -> None:
    """A pale word across the page, below the text."""
    font = house_font(SERIF_STRONG)
    word = font.legible(word)
    size = min(120.0, 560 / max(font.stringWidth(word, 1), 0.1))
    canvas.translate(PAGE[0] / 2, PAGE[1] / 2)
    canvas.rotate(52)
    canvas.setFont(SERIF_STRONG, size)
    canvas.setFillColor(FAINT)
    canvas.drawCentredString(0, -size / 3, word)


def draw_mark(canvas: TaggedCanvas, size: float = 34) -> None:
    """The small hemicycle of dots, ``size`` points wide, from its lower left corner."""
    radius = size * 0.042
    for row, count in enumerate((5, 7, 9)):
        distance = size * (0.22 + 0.12 * row)
        for seat in range(count):
            angle = math.pi * (1 - seat / (count - 1))
            canvas.setFillColor(GRES if (row + seat) % 4 == 0 else INK)
            canvas.circle(
                size / 2 + distance * math.cos(angle), radius + distance * math.sin(angle), radius, stroke=0, fill=1
            )


def draw_qr(canvas: TaggedCanvas, content: str, size: float) -> None:
    """A QR code of ``content`` in a square of ``size`` points, as horizontal runs in one path."""
    matrix = segno.make(content, error="m", micro=False).matrix
    module = size / len(matrix)
    path = canvas.beginPath()
    for row, cells in enumerate(matrix):
        start = None
        for column, dark in enumerate([*cells, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                path.rect(start * module, size - (row + 1) * module, (column - start) * module, module)
                start = None
    canvas.setFillColor(INK)
    canvas.drawPath(path, stroke=0, fill=1)


def page_geometry() -> tuple[float, float, float, float]:
    """Left, bottom, width and height of the text area, in points."""
    return LEFT, BOTTOM, PAGE[0] - LEFT - RIGHT, PAGE[1] - TOP - BOTTOM


def _text(
    canvas: TaggedCanvas, x: float, y: float, text: str, font: str, size: float, color: object, *, right: bool = False
) -> None:
    canvas.setFont(font, size)
    canvas.setFillColor(color)
    (canvas.drawRightString if right else canvas.drawString)(x, y, house_font(font).legible(str(text)))


def _shorten(text: str, font: str, size: float, room: float) -> str:
    measure = house_font(font).stringWidth
    if measure(text, size) <= room:
        return text
    while text and measure(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
