"""What was written in Markdown, as blocks of Akoma Ntoso: paragraphs, lists, tables, and what stands in a line."""

from bs4 import BeautifulSoup, NavigableString

from common.markdown import render

from .nodes import node, put

INLINE = {"strong": "b", "em": "i", "sup": "sup", "code": "span"}
HEADINGS = ("h2", "h3", "h4", "h5")


def prose(text: str, prefix: str) -> list:
    """The blocks of a Markdown text; none for an empty one."""
    if not text.strip():
        return []
    return _blocks(BeautifulSoup(render(text, prefix=prefix), "html.parser").children)


def _blocks(children):
    return [block for child in children for block in _block(child)]


def _block(child):
    """One part of a page as blocks: a wrapper gives what it wraps, a rule nothing."""
    if isinstance(child, NavigableString):
        return [node("p", child.strip())] if child.strip() else []
    if child.name in ("blockquote", "div"):
        return _blocks(child.children)
    if child.name in ("ul", "ol"):
        return [node(child.name, *(_item(li) for li in child.find_all("li", recursive=False)))]
    if child.name == "table":
        return [node("table", *(_row(row) for row in child.find_all("tr")))]
    if child.name in HEADINGS:
        return [node("p", node("b", *_inline(child)))]
    return [] if child.name == "hr" else [node("p", *_inline(child))]


def _item(li):
    """A line of a list, with the lists below it."""
    made = node("li")
    for child in li.children:
        put(made, *(_block(child) if getattr(child, "name", None) in ("ul", "ol") else _part(child)))
    return made


def _row(row):
    cells = row.find_all(["th", "td"], recursive=False)
    return node("tr", *(node(cell.name, node("p", *_inline(cell))) for cell in cells))


def _inline(parent):
    return [part for child in parent.children for part in _part(child)]


def _part(child):
    if isinstance(child, NavigableString):
        return [" ".join(str(child).split("\n"))]
    if child.name == "br":
        return [node("eol")]
    if child.name == "a" and child.get("href"):
        return [node("a", *_inline(child), href=child["href"])]
    if child.name == "abbr" and child.get("title"):
        return [node("abbr", *_inline(child), title=child["title"])]
    if child.name in INLINE:
        return [node(INLINE[child.name], *_inline(child))]
    return _inline(child)
