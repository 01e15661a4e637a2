"""Ballot papers, four A6 to a sheet of A4, with the lines along which it is cut."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from .tagging import Element, TaggedCanvas, TaggedParagraph
from .text import plain
from .theme import BOTTOM, INK, LEFT, LINE, PAGE, styles

MARGIN = 12 * mm
BOX = 12.0  # points, the side of a box to tick
SMALL_BOX = 6.5
WIDE, HIGH = PAGE[0] / 2, PAGE[1] / 2
GAP, GRADE_ROW = 9.0, 15.0


@dataclass(frozen=True)
class Paper:
    """One paper: what is asked, the options in order, and for a preferential vote the grades of each."""

    issuer: str
    occasion: str
    question: str
    options: tuple[str, ...]
    grades: tuple[str, ...]
    instruction: str


class Papers(Flowable):
    """As many as four identical papers: a whole page."""

    PER_SHEET = 4
    canv: TaggedCanvas

    def __init__(self, paper: Paper, root: Element, count: int):
        super().__init__()
        self.paper, self.root, self.count = paper, root, count

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return availWidth, availHeight

    def draw(self) -> None:
        canvas = self.canv
        canvas.translate(-LEFT, -BOTTOM)
        with canvas.artifact():
            _draw_cuts(canvas)
        for place in range(self.count):
            column, row = place % 2, place // 2
            self._draw_paper(self.root.add("Sect"), column * WIDE + MARGIN, PAGE[1] - row * HIGH - MARGIN)

    def _draw_paper(self, element: Element, x: float, y: float) -> None:
        paper, face = self.paper, styles()
        for text, style in ((paper.issuer, "letterhead"), (paper.occasion, "soft")):
            y = self._put(element, text, face[style], x, y)
        y = self._put(element, paper.question, _smaller(face["h2"], len(paper.question)), x, y - GAP)
        y = self._put(element, paper.instruction, face["soft"], x, y - GAP / 2) - GAP / 2
        for option in paper.options:
            y = self._put_grades(element, option, x, y) if paper.grades else self._put_option(element, option, x, y)

    def _put(self, element: Element, text: str, style: ParagraphStyle, x: float, y: float, indent: float = 0) -> float:
        """Draw a paragraph whose top is at ``y``; return where it ends."""
        part = TaggedParagraph(plain(text), style, element.add("P"))
        _width, height = part.wrapOn(self.canv, WIDE - 2 * MARGIN - indent, HIGH)
        part.drawOn(self.canv, x + indent, y - height)
        return y - height - style.spaceAfter

    def _put_option(self, element: Element, option: str, x: float, y: float) -> float:
        self._box(x, y - BOX - 3, BOX)
        return self._put(element, option, styles()["h3"], x, y, indent=BOX + 9) - GAP

    def _put_grades(self, element: Element, option: str, x: float, y: float) -> float:
        """The option, and below it one box for each grade, three to a line."""
        y = self._put(element, option, styles()["signatory"], x, y)
        column = (WIDE - 2 * MARGIN) / 3
        for rank, grade in enumerate(self.paper.grades):
            left, top = x + rank % 3 * column, y - rank // 3 * GRADE_ROW
            self._box(left, top - SMALL_BOX - 3, SMALL_BOX)
            self._put(element, grade, styles()["cell"], left, top, indent=SMALL_BOX + 4)
        return y - -(-len(self.paper.grades) // 3) * GRADE_ROW - GAP / 2

    def _box(self, x: float, y: float, side: float) -> None:
        with self.canv.artifact():
            self.canv.setStrokeColor(INK)
            self.canv.setLineWidth(0.8)
            self.canv.rect(x, y, side, side, stroke=1, fill=0)


def _smaller(style: ParagraphStyle, length: int) -> ParagraphStyle:
    """A long question in smaller type, so that the options have room."""
    size = 13.0 if length < 90 else 11.0
    return ParagraphStyle(f"question-{size}", style, fontSize=size, leading=size * 1.25, spaceAfter=3)


def _draw_cuts(canvas: TaggedCanvas) -> None:
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.setDash(4, 4)
    canvas.line(WIDE, 0, WIDE, PAGE[1])
    canvas.line(0, HIGH, PAGE[0], HIGH)
    canvas.restoreState()
