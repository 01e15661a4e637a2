"""Sanitised HTML (what Markdown gives after the sanitiser) as parts of a document, with the same structure.

Known: p, h2–h4, ul, ol, li, blockquote, table, pre, hr and, inside them, strong, em, a, code, br, sup, lang
attributes. Anything else gives its text. Headings keep their order below the heading they stand under.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from . import text
from .tables import TableSpec

if TYPE_CHECKING:
    from .kit import Document
    from .tagging import Element

_BLANK = re.compile(r"[ \t\r\n]+")
_WRAPPERS = {"strong": text.strong, "b": text.strong, "em": text.emphasis, "i": text.emphasis, "sup": text.raised}
_BLOCKS = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "pre", "hr", "div", "section"]


def put_html(document: Document, html: str, *, base_level: int = 1) -> None:
    """Write ``html`` into ``document``; its h2 becomes a heading of level ``base_level + 1``."""
    for node in BeautifulSoup(html, "html.parser").children:
        _put_block(document, node, base_level)


def inline(node: Any) -> text.Rich:
    """The inline content of an element; blocks inside it are left out."""
    return text.Rich(
        "".join(_inline(child) for child in node.children if getattr(child, "name", None) not in _BLOCKS)
    ).strip_ends()


def _inline(node: Any) -> text.Rich:
    if isinstance(node, PreformattedString):  # comments and the like
        return text.Rich("")
    if isinstance(node, NavigableString):
        return text.plain(_BLANK.sub(" ", str(node)))
    inner = text.Rich("".join(_inline(child) for child in node.children))
    if node.name == "br":
        return text.Rich("<br/>")
    if node.name == "a" and inner:
        inner = text.link(inner, str(node.get("href", "")))
    elif node.name in _WRAPPERS:
        inner = _WRAPPERS[node.name](inner)
    return text.foreign(inner, str(node["lang"])) if node.get("lang") else inner


def _put_block(document: Document, node: Any, base_level: int) -> None:
    if not isinstance(node, Tag):
        if not isinstance(node, PreformattedString) and str(node).strip():
            document.paragraph(_inline(node))
    elif re.fullmatch("h[1-6]", node.name):
        document.heading(inline(node), base_level + max(int(node.name[1]) - 1, 1), bookmark=False)
    elif node.name in _WRITERS:
        _WRITERS[node.name](document, node)
    elif node.find(_BLOCKS):
        for child in node.children:
            _put_block(document, child, base_level)
    elif inline(node):
        document.paragraph(inline(node))


def _put_whole_list(document: Document, node: Tag) -> None:
    put_list(document, document.root, node, 0)
    document.space(4)


def _put_quote(document: Document, node: Tag) -> None:
    parts = [inline(part) for part in node.find_all("p")] or [inline(node)]
    document.quote(text.join(text.Rich("<br/>"), parts))


def _put_code(document: Document, node: Tag) -> None:
    document.note(text.lines(*node.get_text().rstrip("\n").split("\n")))


def _put_rule(document: Document, node: Tag) -> None:
    document.rule()


def put_list(document: Document, parent: Element, node: Tag, depth: int) -> None:
    """A list with its items' paragraphs and the lists below them."""
    ordered = node.name == "ol"
    parent = parent.add("L", attributes=f"/O/List/ListNumbering/{'Decimal' if ordered else 'Disc'}")
    start = str(node.get("start"))
    first = int(start) if start.isdigit() else 1
    for index, item in enumerate(node.find_all("li", recursive=False)):
        entry = parent.add("LI")
        label, marker, body = (
            f"{first + index}." if ordered else ("•", "–")[depth > 0],
            entry.add("Lbl"),
            entry.add("LBody"),
        )
        texts = [inline(item), *(inline(part) for part in item.find_all("p", recursive=False))]
        for words in filter(None, texts):
            document.list_paragraph(words, depth, body.add("P"), label, marker)
            label = ""
        for below in item.find_all(["ul", "ol"], recursive=False):
            put_list(document, body, below, depth + 1)


def _put_table(document: Document, node: Tag) -> None:
    rows = [(row, row.find_all(["th", "td"])) for row in node.find_all("tr")]
    if not rows:
        return
    head = all(cell.name == "th" for cell in rows[0][1])
    header = [inline(cell) for cell in rows[0][1]] if head else []
    body = [[inline(cell) for cell in cells] for _, cells in rows[1 if head else 0 :]]
    if body:
        document.put_table(TableSpec(header=header, rows=body, header_columns=0 if head else 1))
    elif header:
        document.paragraph(text.join(" · ", header))


_WRITERS: dict[str, Callable[[Document, Tag], None]] = {
    "ul": _put_whole_list,
    "ol": _put_whole_list,
    "blockquote": _put_quote,
    "table": _put_table,
    "pre": _put_code,
    "hr": _put_rule,
}
