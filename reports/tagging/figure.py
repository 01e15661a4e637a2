"""Figures with a text that replaces them, and rules, which are decoration."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from .canvas import TaggedCanvas
from .structure import Element


class Figure(Flowable):
    """Something drawn: ``draw_on(canvas)`` draws in a box of ``width`` × ``height`` points, lower left corner at 0, 0.

    ``element`` carries the alternative text.
    """

    canv: TaggedCanvas

    def __init__(
        self,
        element: Element | None,
        width: float,
        height: float,
        draw_on: Callable[[TaggedCanvas], None],
        *,
        align: str = "LEFT",
    ):
        super().__init__()
        self.element, self.width, self.height, self.draw_on, self.hAlign = element, width, height, draw_on, align

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        if self.element is None:
            with canvas.artifact():
                self.draw_on(canvas)
            return
        left, bottom = canvas.absolutePosition(0, 0)
        right, top = canvas.absolutePosition(self.width, self.height)
        self.element.attributes = f"/O/Layout/Placement/Block/BBox[{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]"
        canvas.saveState()
        with canvas.marked(self.element):
            self.draw_on(canvas)
        canvas.restoreState()


class Rule(Flowable):
    """A horizontal line, never content."""

    canv: TaggedCanvas

    def __init__(
        self, color: Color, *, thickness: float = 0.5, before: float = 0, after: float = 0, width: float | None = None
    ):
        super().__init__()
        self.color, self.thickness, self.spaceBefore, self.spaceAfter, self._width = (
            color,
            thickness,
            before,
            after,
            width,
        )

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = self._width or availWidth
        return self.width, self.thickness

    def draw(self) -> None:
        canvas = self.canv
        with canvas.artifact():
            canvas.saveState()
            canvas.setStrokeColor(self.color)
            canvas.setLineWidth(self.thickness)
            canvas.line(0, 0, self.width, 0)
            canvas.restoreState()
