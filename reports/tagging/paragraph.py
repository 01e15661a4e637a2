"""Paragraphs whose text, links and foreign words are marked while they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Paragraph

from .canvas import ARTIFACT, TaggedCanvas
from .fonts import house_font
from .structure import Element

Link = tuple[int, str]  # reportlab's own key: number and address
Foreign = tuple[int, str]  # number and language
_SPACES = re.compile("[ \\t\\r\\n]+")


class Inline:
    """What the parts of one paragraph share when it is split over pages."""

    __slots__ = ("decorated", "element", "foreign", "owners", "rest", "texts")

    def __init__(self, element: Element | None, frags: list[Any]):
        self.element = element
        self.foreign: Foreign | None = None  # the words in another language that we are in
        self.owners: dict[tuple[Link | None, Foreign | None], Element] = {}
        self.texts: dict[Link, str] = {}
        self.rest = _SPACES.sub(" ", "".join(getattr(frag, "text", "") for frag in frags)).strip()  # still to be drawn
        self.decorated = False  # underlined words or grounds, which are drawn apart from the text
        for frag in frags:
            self.decorated = self.decorated or bool(getattr(frag, "us_lines", None) or getattr(frag, "backColor", None))
            for key in getattr(frag, "link", None) or ():
                self.texts[key] = self.texts.get(key, "") + getattr(frag, "text", "")

    def owner(self, link: Link | None) -> Element:
        """The element of the words drawn now: the paragraph, a link in it, words in another language in either."""
        assert self.element is not None, "a paragraph is drawn outside the structure"
        if not link and not self.foreign:
            return self.element
        key = link, self.foreign
        if key not in self.owners:
            if self.foreign:
                self.owners[key] = Element(
                    "Span", self.owners.get((link, None)) or self._link(link), lang=self.foreign[1]
                )
            else:
                self.owners[key] = self._link(link)
        return self.owners[key]

    def _link(self, link: Link | None) -> Element:
        if not link:
            assert self.element is not None
            return self.element
        return self.owners.setdefault((link, None), Element("Link", self.element))

    def place(self, element: Element) -> Element:
        """Put a link or span among its parent's kids when its first words are drawn: kids keep the reading order."""
        parent = element.parent
        if element is not self.element and parent is not None and element not in parent.kids:
            self.place(parent)
            parent.kids.append(element)
        return element


class _LinesText(PDFTextObject):
    """Text whose lines end in a space, so that words stay apart when the page is read without its layout."""

    _code: list[str]
    breaks: Iterator[bool]

    def _textOut(self, text: str, TStar: int = 0) -> None:
        if TStar and next(self.breaks, False) and text:
            text += " "
        if text:
            super()._textOut(text, TStar)
        elif TStar:  # an empty line; showing nothing would still be content of nothing
            self._code.append("T*")


class _PlainText(_LinesText):
    """Text that belongs to one element."""

    element: Element

    def getCode(self) -> str:
        self._code.insert(1, self._canvas.mark(self.element))
        self._code.append("EMC")
        return super().getCode()


class _RichText(_LinesText):
    """Text in runs of several elements.

    reportlab's paragraph tells of links through ``_linkRecord``, after the text of the link is put.
    """

    inline: Inline

    def start(self, inline: Inline, link: Link | None) -> None:
        self.inline, self._link = inline, link
        self._runs: dict[int, Element] = {}  # by place in the code
        self._last: int | None = None
        self._shown: set[Link | None] = set()
        self.begun: list[Link] = []

    def _textOut(self, text: str, TStar: int = 0) -> None:
        self._last = len(self._code) if text else None
        if self._last is not None:
            self._runs[self._last] = self.inline.owner(self._link)
            self._shown.add(self._link)
        super()._textOut(text, TStar)

    def _linkRecord(self, key: Link, what: str) -> None:
        if what != "start":
            self._link = None
            return
        self._link = key
        if key not in self.begun:
            self.begun.append(key)
        if self._last is not None:  # the text just put was the first of the link
            self._runs[self._last] = self.inline.owner(key)
            self._shown.add(key)

    def target(self) -> tuple[Element, str] | None:
        """Element and text of the link whose rectangle reportlab is about to set; ``None`` when it shows nothing.

        Links begun on a line come in their order.
        """
        key = self._link or min(self.begun)
        if key in self.begun:
            self.begun.remove(key)
        return (self.inline._link(key), self.inline.texts.get(key, "").strip()) if key in self._shown else None

    def switch_language(self, language: str) -> None:
        """From here on the text is in ``language``; ``""`` returns to that of the document."""
        self.inline.foreign = (len(self.inline.owners), language) if language else None

    def getCode(self) -> str:
        code, last = [], None
        for index, operators in enumerate(self._code):
            owner = self._runs.get(index, last)
            if owner is not last and owner is not None:
                code += ["EMC"] * (last is not None)
                code.append(self._canvas.mark(self.inline.place(owner)))
                last = owner
            code.append(operators)
        self._code = code + ["EMC"] * (last is not None)
        return super().getCode()


class TaggedParagraph(Paragraph):
    """A paragraph that is content of ``element``.

    ``label`` (a bullet, a number) is drawn at ``style.bulletIndent`` and is content of ``label_element``. The text
    may hold reportlab's inline markup; whoever passes it has escaped what people typed.
    """

    canv: TaggedCanvas

    def __init__(
        self,
        text: str | None,
        style: ParagraphStyle,
        element: Element | None = None,
        *,
        label: str = "",
        label_element: Element | None = None,
        **kwargs: Any,
    ):
        if text is not None:
            text = house_font(style.fontName).legible(text)
        super().__init__(text, style, **kwargs)
        self.inline = Inline(
            element, self.frags if text is not None else []
        )  # a part takes that of the whole: see split
        self.label, self.label_element = label, label_element

    def split(self, availWidth: float, availHeight: float) -> list[Any]:
        parts = super().split(availWidth, availHeight)
        for index, part in enumerate(parts):
            part.inline = self.inline
            part.label, part.label_element = (self.label, self.label_element) if index == 0 else ("", None)
        return parts

    def draw(self) -> None:
        canvas, style = self.canv, self.style
        if self.label:
            self._draw_label()
        if canvas.is_artifact or not (self.inline.decorated or style.backColor or style.borderWidth):
            super().draw()
            return
        code = canvas.record(super().draw)
        text = next((index for index, part in enumerate(code) if part.startswith("BT")), len(code))
        canvas.replay([ARTIFACT, *code[:text], "EMC", *code[text:]])  # grounds and underlines come first

    def _draw_label(self) -> None:
        canvas, style = self.canv, self.style
        canvas.saveState()
        canvas.setFont(style.bulletFontName, style.bulletFontSize)
        canvas.setFillColor(getattr(style, "bulletColor", style.textColor))
        with canvas.marked(self.label_element or self.inline.owner(None)):
            label = house_font(style.bulletFontName).legible(self.label)
            place, draw = (
                style.bulletIndent,
                canvas.drawRightString if style.bulletAnchor == "end" else canvas.drawString,
            )
            draw(place, self.height - style.fontSize, label)
        canvas.restoreState()

    def beginText(self, x: float, y: float) -> PDFTextObject:
        """Called by reportlab for the text of the whole paragraph."""
        canvas, inline = self.canv, self.inline
        if canvas.is_artifact:
            return super().beginText(x, y)
        if self.blPara.kind == 0 and not self._sole_link():
            text = _PlainText(canvas, x, y)
            text.element, text.breaks = inline.place(inline.owner(None)), self._breaks()
            return text
        text = _RichText(canvas, x, y)
        text.breaks = self._breaks()
        text.start(inline, self._sole_link())
        canvas.rich_text = text
        return text

    def _breaks(self) -> Iterator[bool]:
        """For each line: does it end between two words?"""
        inline = self.inline
        for line in self.blPara.lines:
            words = (
                " ".join(line[1])
                if self.blPara.kind == 0
                else "".join(getattr(word, "text", "") for word in line.words)
            ).strip()
            known, inline.rest = inline.rest.startswith(words), inline.rest[len(words) :]
            yield not known or inline.rest.startswith(" ")
            inline.rest = inline.rest.lstrip()

    def _sole_link(self) -> Link | None:
        """The link, when the whole paragraph is one."""
        if self.blPara.kind != 0:
            return None
        return next(iter(getattr(self.blPara, "link", None) or ()), None)
