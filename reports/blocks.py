"""Pieces of a document that are more than a paragraph or a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from .furniture import draw_mark, draw_qr
from .tagging import Element, Figure, Rule, TaggedCanvas, TaggedParagraph, TaggedTable
from .text import plain
from .theme import GRES, INK, LINE, MOSS, OCHRE, STONE, WIDTH, styles

if TYPE_CHECKING:
    from .kit import Document

MARK = 34.0
QR_SIZE = 24 * mm
SIGNING_ROOM = 17 * mm
ABREAST = 3
TALLEST = 380.0
HUGE = 10_000.0
LEAST_OF_A_TABLE = 110.0


class Bookmark(Flowable):
    """An entry of the outline, pointing here."""

    def __init__(self, title: str, level: int):
        super().__init__()
        self.title, self.level = title, level
        self.width = self.height = 0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        outline = self.canv._doc.outline
        key = f"h{len(outline.destinationnamestotitles)}"
        self.canv.bookmarkHorizontal(key, 0, 18)
        self.canv.addOutlineEntry(self.title, key, min(self.level, outline.currentlevel + 1))


class Room(CondPageBreak):
    """Opens the next page unless titles and the beginning of what follows them fit on this one."""

    def __init__(self) -> None:
        super().__init__(0)
        self.titles: list[TaggedParagraph] = []
        self.following: Flowable | None = None

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.height = sum(_room_for(title, self.canv, availWidth) for title in self.titles)
        if self.following:
            self.height += _beginning(self.following, self.canv, availWidth)
        return super().wrap(availWidth, availHeight)


def _room_for(flowable: Flowable, canvas: TaggedCanvas, width: float) -> float:
    return flowable.wrapOn(canvas, width, HUGE)[1] + flowable.getSpaceBefore() + flowable.getSpaceAfter()


def _beginning(flowable: Flowable, canvas: TaggedCanvas, width: float) -> float:
    """Height of the least part of ``flowable`` that may stand at the foot of a page."""
    height = flowable.wrapOn(canvas, width, HUGE)[1]
    if isinstance(flowable, TaggedTable):
        return min(sum(flowable._rowHeights[: flowable.repeatRows + 2]), LEAST_OF_A_TABLE)
    if isinstance(flowable, TaggedParagraph):
        return min(height, 3 * flowable.style.leading)
    return flowable._H if isinstance(flowable, KeepTogether) else height


ACCOMPANYING = (Bookmark, Rule, Spacer)  # what a title does not wait for


class Beside(Flowable):
    """Columns of flowables side by side, top aligned; too small to break over pages."""

    canv: TaggedCanvas

    def __init__(
        self, columns: Sequence[tuple[float, Sequence[Flowable]]], *, gap: float = 14, align_bottom: bool = False
    ):
        super().__init__()
        self.columns, self.gap, self.align_bottom = columns, gap, align_bottom

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self._heights = [
            sum(part.wrap(width, availHeight)[1] + part.getSpaceAfter() for part in parts)
            for width, parts in self.columns
        ]
        self.height = max(self._heights, default=0)
        return availWidth, self.height

    def draw(self) -> None:
        x = 0.0
        for (width, parts), height in zip(self.columns, self._heights, strict=True):
            y = height if self.align_bottom else self.height
            for part in parts:
                y -= part.wrap(width, y)[1]
                part.drawOn(self.canv, x, y)
                y -= part.getSpaceAfter()
            x += width + self.gap


def title_block(root: Element, *, issuer: str, eyebrow: str, title: str, subtitle: str) -> list[Flowable]:
    """Letterhead and title of the first page."""
    face, parts = styles(), []
    if issuer:
        mark = Figure(None, MARK, MARK * 0.55, partial(draw_mark, size=MARK))
        name = TaggedParagraph(plain(issuer), face["letterhead"], root.add("P"))
        parts += [Beside([(MARK, [mark]), (WIDTH - MARK - 10, [name])], gap=10), Rule(LINE, before=9, after=4)]
    if eyebrow:
        parts.append(TaggedParagraph(plain(eyebrow), face["eyebrow"], root.add("P")))
    if title:
        parts += [] if eyebrow or not issuer else [Spacer(1, 14)]
        parts.append(TaggedParagraph(plain(title), face["title"], root.add("H1")))
    if subtitle:
        parts.append(TaggedParagraph(plain(subtitle), face["subtitle"], root.add("P")))
    return [*parts, Spacer(1, 8)] if parts else []


def put_list(
    document: Document, parent: Element, items: Sequence[Any], *, ordered: bool, start: int = 1, depth: int = 0
) -> None:
    """Write a list into the document, lists below lists included."""
    parent = parent.add("L", attributes=f"/O/List/ListNumbering/{'Decimal' if ordered else 'Disc'}")
    for index, item in enumerate(items):
        text, below = item if isinstance(item, tuple) else (item, ())
        entry = parent.add("LI")
        label = f"{start + index}." if ordered else "•" if depth == 0 else "–"
        marker, body = entry.add("Lbl"), entry.add("LBody")
        document.list_paragraph(text, depth, body.add("P") if below else body, label, marker)
        if below:
            put_list(document, body, below, ordered=False, depth=depth + 1)
    if depth == 0:
        document.space(4)


class _Barred(TaggedParagraph):
    """A paragraph with a bar down its left side, page after page."""

    bar: Any = LINE

    def draw(self) -> None:
        canvas = self.canv
        with canvas.artifact():
            canvas.saveState()
            canvas.setFillColor(self.bar)
            canvas.rect(0, 0, 2, self.height, stroke=0, fill=1)
            canvas.restoreState()
        super().draw()


class _Decided(_Barred):
    bar = GRES


def quote(element: Element, text: str, source: str) -> list[Flowable]:
    """Quoted words with a bar, then their source."""
    parts: list[Flowable] = [_Barred(plain(text), styles()["quote"], element.add("P"))]
    if source:
        parts.append(TaggedParagraph(plain(source), styles()["source"], element.add("P")))
    return parts


def marked_line(element: Element, text: str) -> Flowable:
    """A decision, with the accent's bar."""
    return _Decided(plain(text), styles()["decision"], element)


def figure(
    root: Element, draw: Callable[[TaggedCanvas], None], *, alt: str, width: float, height: float, caption: str
) -> list[Flowable]:
    """A figure and its caption. Raises ``ValueError`` without an alternative text."""
    if not alt.strip():
        raise ValueError("A figure needs a text that replaces it.")
    parts: list[Flowable] = [Spacer(1, 4), Figure(root.add("Figure", alt=alt), width, height, draw), Spacer(1, 5)]
    if caption:
        parts.append(TaggedParagraph(plain(caption), styles()["soft"], root.add("Caption")))
    return parts


def picture(content: bytes, width: float) -> tuple[Callable[[TaggedCanvas], None], float, float]:
    """How to draw a picture at most ``width`` points wide and half a page high, and its size."""
    reader = ImageReader(BytesIO(content))
    pixels_wide, pixels_high = reader.getSize()
    width = min(width, WIDTH, TALLEST * pixels_wide / pixels_high)
    height = width * pixels_high / pixels_wide

    def draw(canvas: TaggedCanvas) -> None:
        canvas.drawImage(reader, 0, 0, width, height, mask="auto")

    return draw, width, height


def qr_block(root: Element, url: str, alt: str, text: Sequence[str]) -> list[Flowable]:
    """A QR code and the lines beside it, between two hairlines."""
    code = Figure(root.add("Figure", alt=alt), QR_SIZE, QR_SIZE, partial(draw_qr, content=url, size=QR_SIZE))
    lines = [TaggedParagraph(plain(line), styles()["soft"], root.add("P")) for line in text]
    return [
        Spacer(1, 8),
        Rule(LINE, after=8),
        Beside([(QR_SIZE, [code]), (WIDTH - QR_SIZE - 14, lines)]),
        Rule(LINE, before=8, after=8),
    ]


def signatures(root: Element, signatories: Sequence[tuple[str, str]], place_and_date: str) -> list[Flowable]:
    """Office, room to sign, line, name; three abreast."""
    face = styles()
    parts: list[Flowable] = [Spacer(1, 14)]
    if place_and_date:
        parts += [TaggedParagraph(plain(place_and_date), face["body"], root.add("P")), Spacer(1, 4)]
    abreast = min(ABREAST, max(len(signatories), 2))
    width = (WIDTH - 18 * (abreast - 1)) / abreast
    for start in range(0, len(signatories), abreast):
        columns = []
        for office, name in signatories[start : start + abreast]:
            above = TaggedParagraph(plain(office), face["soft"], root.add("P"))
            below = TaggedParagraph(plain(name), face["signatory"], root.add("P"))
            columns.append((width, [above, Spacer(1, SIGNING_ROOM), Rule(INK, thickness=0.6, after=4), below]))
        parts += [Beside(columns, gap=18, align_bottom=True), Spacer(1, 12)]
    return parts


def vote_bar(counts: Sequence[int]) -> Flowable:
    """The counts as one bar, beside the table that says the same: an artifact. Colours: for, against, abstention."""
    return Figure(None, WIDTH, 16, partial(_draw_bar, counts=counts))


def _draw_bar(canvas: TaggedCanvas, counts: Sequence[int]) -> None:
    x, total = 0.0, sum(counts)
    for count, color in zip(counts, (MOSS, STONE, OCHRE, LINE, LINE), strict=False):
        width = WIDTH * count / total
        canvas.setFillColor(color)
        canvas.rect(x, 10, max(width - 1, 0), 5, stroke=0, fill=1)
        x += width


def rule() -> Flowable:
    """A hairline between parts."""
    return Rule(LINE, before=8, after=10)
