"""Documents of the house: values in, bytes out.

>>> from datetime import UTC, datetime
>>> from reports.kit import Document
>>> document = Document(title="Procès-verbal", language="fr", created=datetime(2026, 11, 24, tzinfo=UTC))
>>> document.heading("Ouverture", number="1")
>>> document.paragraph("La séance est ouverte à 18 h 30.")
>>> document.render()[:8]
b'%PDF-1.7'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from . import blocks
from .furniture import Furniture
from .layout import Layout, draw_furniture
from .tables import Align, Group, TableSpec, Total, build_table
from .tagging import Element, TaggedParagraph
from .tagging.fonts import house_font
from .tagging.metadata import Metadata
from .text import bare, plain, soft
from .theme import SERIF_STRONG, WIDTH, list_style, styles

__all__ = ["Document", "Furniture", "Group", "Total"]

Item = str | tuple[str, Sequence[Any]]


class Document:
    """One document, written from top to bottom. Every text is escaped unless it is ``Rich`` (``reports.text``).

    ``created`` (aware) is the only date in the file: same calls, same ``created``, same bytes.
    Raises ``ValueError`` for an empty title or a naive moment.
    """

    def __init__(
        self,
        *,
        title: str,
        language: str,
        created: datetime,
        furniture: Furniture | None = None,
        issuer: str = "",
        eyebrow: str = "",
        subtitle: str = "",
        author: str = "",
        subject: str = "",
        keywords: str = "",
        show_title: bool = True,
    ):
        self.metadata = Metadata(
            title=title, language=language, created=created, author=author or issuer, subject=subject, keywords=keywords
        )
        self.furniture = furniture or Furniture(running=title)
        self.layout = Layout(self.metadata)
        self.root = self.layout.canvas.structure.root
        self._story: list[Flowable] = []
        self._room: blocks.Room | None = None
        self._kept = False
        self._level = 1
        self._raised = 0 if show_title else 1  # the structure has no gap at the top
        styles()
        self.add(
            *blocks.title_block(
                self.root, issuer=issuer, eyebrow=eyebrow, title=title if show_title else "", subtitle=subtitle
            )
        )

    def add(self, *flowables: Flowable) -> None:
        """Put flowables of your own; they must mark what they draw (``reports.tagging``)."""
        for flowable in flowables:
            if self._room and not isinstance(flowable, blocks.ACCOMPANYING):
                self._room.following, self._room = flowable, None
            self._story.append(flowable)

    def announce(self, title: TaggedParagraph, *before: Flowable) -> None:
        """Put a heading or caption, which stays on the page of what follows."""
        if self._room is None and not self._kept:
            self._room = blocks.Room()
            self._story.append(self._room)
        if self._room:
            self._room.titles.append(title)
        self._story += [*before, title]

    # text

    def heading(self, text: str, level: int = 2, *, number: str = "", bookmark: bool = True, under: str = "") -> None:
        """A heading; levels 2 to 4 (the title is 1). A skipped level is closed up; a blank heading left out.

        ``under`` is a remark in small grey type that stays with it.
        """
        drawable = house_font(SERIF_STRONG).legible
        number = drawable(number).strip()
        if not drawable(bare(text)).strip() and not number:
            return
        level = max(2, min(level, self._level + 1, 4))
        self._level = level
        element = self.root.add(f"H{level - self._raised}")
        title = TaggedParagraph(plain(text), styles()[f"h{level}"], element, label=number)
        mark = blocks.Bookmark(f"{number} {bare(text)}".strip(), level - 2)
        self.announce(title, *([mark] if bookmark else []))
        if under:
            self.announce(TaggedParagraph(plain(under), styles()["soft"], self.root.add("P")))

    def paragraph(self, text: str, style: str = "body") -> None:
        """A paragraph; ``style`` is ``body``, ``lead``, ``soft``, ``decision`` or ``address``."""
        self.add(TaggedParagraph(plain(text), styles()[style], self.root.add("P")))

    def lead(self, text: str) -> None:
        """The sentence that sums up, in the serif."""
        self.paragraph(text, "lead")

    def soft(self, text: str) -> None:
        """A remark in small grey type."""
        self.paragraph(text, "soft")

    def items(self, items: Sequence[Item], *, ordered: bool = False, start: int = 1) -> None:
        """A list. An item is a text, or a pair (text, items of the list below it)."""
        blocks.put_list(self, self.root, items, ordered=ordered, start=start)

    def quote(self, text: str, source: str = "") -> None:
        """Words of someone else, and whose they are."""
        element = self.root.add("BlockQuote")
        self.add(*blocks.quote(element, text, source))

    def decision(self, text: str) -> None:
        """What was decided: a strong line with a mark in the margin."""
        self.add(blocks.marked_line(self.root.add("P"), text))

    def note(self, text: str) -> None:
        """A boxed remark."""
        self.add(TaggedParagraph(plain(text), styles()["note"], self.root.add("P")))

    def html(self, html: str) -> None:
        """Sanitised HTML of a Markdown text; see ``reports.markup``."""
        from .markup import put_html

        put_html(self, html)

    # tables

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str] | Group | Total],
        *,
        caption: str = "",
        align: Sequence[Align] = (),
        widths: Sequence[float] = (),
        header_columns: int = 1,
        row_height: float | None = None,
        size: float = 9.3,
    ) -> None:
        """A table of any length; the header comes again on each page.

        Rows are sequences of texts, ``Group`` or ``Total``; without rows nothing is set.
        """
        if not rows:
            return
        spec = TableSpec(
            header=header,
            rows=rows,
            align=align,
            widths=widths,
            header_columns=header_columns,
            row_height=row_height,
            size=size,
        )
        self.put_table(spec, caption=caption)

    def put_table(self, spec: TableSpec, *, caption: str = "", width: float = WIDTH) -> None:
        """A table from its description."""
        element = self.root.add("Table")
        if caption:
            self.announce(TaggedParagraph(plain(caption), styles()["caption"], element.add("Caption")))
        self.add(build_table(spec, width, element))

    def keyvalues(self, pairs: Sequence[tuple[str, str]], *, share: float = 0.28) -> None:
        """Names and values, one pair a line."""
        if pairs:
            rows = [(soft(name), value) for name, value in pairs]
            self.put_table(TableSpec(rows=rows, widths=(share, 1 - share)))

    def vote_table(
        self,
        choices: Sequence[str],
        rows: Sequence[tuple[str, Sequence[int]]],
        *,
        corner: str = "",
        total: tuple[str, Sequence[int]] | None = None,
        caption: str = "",
        bar: bool = True,
    ) -> None:
        """Counts per choice: one row per college (or one in all), choices as columns. A bar shows the last counts."""
        counts: Sequence[int] = (total or rows[-1])[1]
        right: list[Align] = ["right"] * len(choices)
        body: list[Any] = [(name, *map(str, numbers)) for name, numbers in rows]
        if total:
            body.append(Total((total[0], *map(str, total[1]))))
        self.put_table(
            TableSpec(
                header=(corner, *choices),
                rows=body,
                align=("left", *right),
                widths=(2.2, *[1] * len(choices)),
            ),
            caption=caption,
        )
        if bar and any(counts):
            self.add(blocks.vote_bar(counts))

    def roll_call(self, groups: Sequence[tuple[str, int, Sequence[str]]], *, caption: str = "") -> None:
        """Who voted what: one row per choice with its count and the names."""
        rows = [(choice, str(count), "\u00a0· ".join(names) or "—") for choice, count, names in groups]
        if rows:
            spec = TableSpec(
                rows=rows, widths=(0.17, 0.08, 0.75), align=("left", "right", "left"), strong_heads=True, size=8.8
            )
            self.put_table(spec, caption=caption)

    # figures and endings

    def figure(self, draw: Any, *, alt: str, width: float, height: float, caption: str = "") -> None:
        """Something drawn: ``draw(canvas)`` in ``width`` × ``height`` points. Raises ``ValueError`` without ``alt``."""
        self.add(KeepTogether(blocks.figure(self.root, draw, alt=alt, width=width, height=height, caption=caption)))

    def image(self, content: bytes, *, alt: str, width: float, caption: str = "") -> None:
        """A PNG or JPEG, at most ``width`` points wide."""
        draw, width, height = blocks.picture(content, width)
        self.figure(draw, alt=alt, width=width, height=height, caption=caption)

    def qr(self, url: str, *, alt: str, text: Sequence[str] = ()) -> None:
        """A QR code with lines of text beside it: where and how to verify the document."""
        self.add(KeepTogether(blocks.qr_block(self.root, url, alt, text)))

    def signature_block(self, signatories: Sequence[tuple[str, str]], *, place_and_date: str = "") -> None:
        """Room to sign, three abreast: pairs (office, name)."""
        self.add(KeepTogether(blocks.signatures(self.root, signatories, place_and_date)))

    def rule(self) -> None:
        self.add(blocks.rule())

    def space(self, points: float) -> None:
        self.add(Spacer(1, points))

    def page_break(self) -> None:
        self.add(PageBreak())

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is put inside stays on one page (for short things)."""
        outside = self._story, self._room, self._kept
        self._story, self._room, self._kept = [], None, True
        yield
        content = [part for flowable in self._story for part in _parts(flowable)]
        self._story, self._room, self._kept = outside
        self.add(KeepTogether(content))

    @contextmanager
    def section(self, tag: str = "Sect", lang: str = "") -> Iterator[Element]:
        """What is put inside belongs to a part of its own, for instance in another language."""
        outer = self.root
        self.root = outer.add(tag, lang=lang)
        yield self.root
        self.root = outer

    def list_paragraph(
        self, text: str, depth: int, element: Element, label: str, label_element: Element | None
    ) -> None:
        """One paragraph of a list item; for ``put_list`` and ``put_html``."""
        self.add(TaggedParagraph(plain(text), list_style(depth), element, label=label, label_element=label_element))

    def render(self) -> bytes:
        """The PDF. A document is rendered once."""
        canvas = self.layout.build_story(self._story)
        draw_furniture(canvas, self.furniture)
        return canvas.getpdfdata()


def _parts(flowable: Flowable) -> Sequence[Flowable]:
    """What is kept together inside what is kept together: reportlab takes the inner one for taller than any page."""
    return flowable._content if isinstance(flowable, KeepTogether) else [flowable]
