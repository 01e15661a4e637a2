"""The logical structure of a document: what each mark on the pages is.

An ``Element`` is a node (``P``, ``Table``, ``TH``…); its content is a list of child elements, of marked-content
numbers on a page, and of annotations. ``StructureTree`` also keeps the way back, from the page to the element,
which assistive technology needs (ISO 32000-1, 14.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

MEANINGFUL_WHEN_EMPTY = {"TD", "TH", "TR"}  # an empty cell still holds its place in the grid


class Mark(NamedTuple):
    """A run of marked content: page index from 0, marked-content number."""

    page: int
    mcid: int


class AnnotationMark(NamedTuple):
    """An annotation that belongs to an element: page index from 0, reportlab's name of the annotation."""

    page: int
    name: str


class Element:
    """A node of the structure tree.

    ``attributes`` is PDF source for the ``/A`` entry, such as ``"/O/Table/Scope/Row"``; ``lang`` a BCP 47 code;
    ``alt`` the text that replaces a figure.
    """

    __slots__ = ("alt", "attributes", "kids", "lang", "number", "parent", "tag")

    def __init__(self, tag: str, parent: Element | None = None, *, attributes: str = "", lang: str = "", alt: str = ""):
        self.tag, self.parent, self.attributes, self.lang, self.alt = tag, parent, attributes, lang, alt
        self.kids: list[Element | Mark | AnnotationMark] = []
        self.number = 0

    def add(self, tag: str, *, attributes: str = "", lang: str = "", alt: str = "") -> Element:
        """A new last child."""
        child = Element(tag, self, attributes=attributes, lang=lang, alt=alt)
        self.kids.append(child)
        return child

    def has_content(self) -> bool:
        """False for what was announced and never drawn; such elements are left out of the file."""
        return self.tag in MEANINGFUL_WHEN_EMPTY or any(
            not isinstance(kid, Element) or kid.has_content() for kid in self.kids
        )

    def descendants(self) -> Iterator[Element]:
        """This element and those below it, in reading order, without the empty ones."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element) and kid.has_content():
                yield from kid.descendants()


class StructureTree:
    """The root element and the parent tree of one document."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.parents: list[
            list[Element] | Element
        ] = []  # by key: a page's elements by MCID, or an annotation's element
        self.page_keys: list[int] = []

    def open_page(self) -> int:
        """Start the next page; its key in the parent tree."""
        self.page_keys.append(len(self.parents))
        self.parents.append([])
        return self.page_keys[-1]

    def mark(self, element: Element) -> int:
        """The next marked-content number of the current page, given to ``element``."""
        page = len(self.page_keys) - 1
        owners = self.parents[self.page_keys[page]]
        assert isinstance(owners, list)
        owners.append(element)
        element.kids.append(Mark(page, len(owners) - 1))
        return len(owners) - 1

    def annotate(self, element: Element, name: str) -> int:
        """Attach an annotation of the current page to ``element``; its key in the parent tree."""
        element.kids.append(AnnotationMark(len(self.page_keys) - 1, name))
        self.parents.append(element)
        return len(self.parents) - 1
