"""Pages: one frame, the running furniture drawn when the number of pages is known."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from .furniture import Furniture, draw_page, draw_watermark, page_geometry
from .tagging import TaggedCanvas
from .tagging.metadata import Metadata
from .theme import PAGE, SANS, register_fonts


class Layout(BaseDocTemplate):
    """reportlab's layout engine over a tagged canvas."""

    def __init__(self, metadata: Metadata):
        register_fonts()
        self.canvas = TaggedCanvas(BytesIO(), metadata=metadata, font=SANS, pagesize=PAGE)
        left, bottom, width, height = page_geometry()
        frame = Frame(left, bottom, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        super().__init__(
            BytesIO(),
            pagesize=PAGE,
            pageTemplates=[PageTemplate("page", frame)],
            title=metadata.title,
            lang=metadata.language,
        )
        self._doSave = 0

    def _makeCanvas(self, *_: Any, **__: Any) -> TaggedCanvas:
        return self.canvas

    def build_story(self, story: list[Flowable]) -> TaggedCanvas:
        """Set the story; the canvas holds the finished pages."""
        self.build(list(story))
        return self.canvas


def draw_furniture(canvas: TaggedCanvas, furniture: Furniture) -> None:
    """Head, foot and watermark of all pages, in the same pass over the file."""
    pages = canvas.page_count
    for index in range(pages):
        canvas.draw_over(index, partial(draw_page, canvas, furniture, index + 1, pages))
        if furniture.watermark:
            canvas.draw_under(index, partial(draw_watermark, canvas, furniture.watermark))
