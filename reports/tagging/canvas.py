"""A reportlab canvas that marks what it draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from .metadata import Metadata
from .pdf import TaggedPDF
from .structure import Element

ARTIFACT = "/Artifact BMC"


class TaggedCanvas(Canvas):
    """Draw inside ``marked(element)`` or ``artifact()``: PDF/UA allows nothing between the two.

    Inside an artifact marks are swallowed, so that a repeated table header may draw ordinary paragraphs.
    """

    _code: list[str]

    def __init__(self, filename: Any, *, metadata: Metadata, font: str, pagesize: tuple[float, float], **ignored: Any):
        super().__init__(filename, pagesize=pagesize, invariant=True, pageCompression=1, initialFontName=font)
        self._doc = TaggedPDF(metadata)
        self.structure = self._doc.structure
        self.rich_text: Any = None  # the text object being drawn, which knows whose link comes next
        self._muted = 0
        self._page_open = False
        self.setNamedCB("lang", _switch_language)

    # marks

    @property
    def is_artifact(self) -> bool:
        """True while what is drawn is decoration or repetition."""
        return self._muted > 0

    def mark(self, element: Element) -> str:
        """Source that opens marked content of ``element`` on this page."""
        self._open_page()
        return f"/{element.tag} <</MCID {self.structure.mark(element)}>> BDC"

    def begin_artifact(self) -> None:
        self._muted += 1
        if self._muted == 1:
            self._code.append(ARTIFACT)

    def end_artifact(self) -> None:
        self._muted -= 1
        if self._muted:
            return
        if self._code[-1] == ARTIFACT:
            self._code.pop()
        else:
            self._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is no part of the document's content."""
        self.begin_artifact()
        yield
        self.end_artifact()

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is drawn inside is content of ``element``."""
        if self._muted:
            yield
            return
        self._code.append(self.mark(element))
        yield
        self._code.append("EMC")

    # pages

    def _open_page(self) -> None:
        if not self._page_open:
            self._page_open = True
            self._page_key = self.structure.open_page()

    def showPage(self) -> None:
        self._open_page()
        super().showPage()
        self._page_open = False

    def _setAnnotations(self, page: Any) -> None:
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = self._page_key, PDFName("S")

    @property
    def page_count(self) -> int:
        """Pages finished so far."""
        return len(self.structure.page_keys)

    def draw_under(self, page_index: int, draw: Callable[[], object]) -> None:
        """Draw on a finished page, below what is there; ``draw()`` uses this canvas."""
        self._doc.add_code(page_index, self._collect(draw), [])

    def draw_over(self, page_index: int, draw: Callable[[], object]) -> None:
        """Draw on a finished page, above what is there."""
        self._doc.add_code(page_index, [], self._collect(draw))

    def _collect(self, draw: Callable[[], object]) -> list[str]:
        def aside() -> None:
            self.saveState()
            with self.artifact():
                draw()
            self.restoreState()

        return self.record(aside)

    def record(self, draw: Callable[[], object]) -> list[str]:
        """The code that ``draw()`` would put on the page, which stays as it is."""
        kept, self._code = self._code, []
        draw()
        code, self._code = self._code, kept
        return code

    def replay(self, code: list[str]) -> None:
        """Put recorded code on the page."""
        self._code += code

    def getpdfdata(self) -> bytes:
        self._doc.prepare()
        return self._doc.GetPDFData(self)

    # links

    def linkURL(self, url: str, rect: Any, relative: int = 0, **ignored: Any) -> None:
        action = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(url)})
        self._link(rect, relative, {"A": action}, url)

    def linkRect(
        self,
        contents: str,
        destinationname: str,
        Rect: Any = None,
        addtopage: int = 1,
        name: Any = None,
        relative: int = 1,
        **ignored: Any,
    ) -> None:
        self._link(Rect, relative, {"Dest": self._bookmarkReference(destinationname)}, contents)

    def _link(self, rect: Any, relative: int, target: dict[str, Any], contents: str) -> None:
        """A link annotation with what PDF/UA asks for: description, place in the structure, printable."""
        found = None if self.is_artifact else self.rich_text.target()
        if found is None:
            return
        element, text = found
        self._open_page()
        key = self.structure.annotate(element, f"NUMBER{self._annotationCount + 1}")
        entries = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray(self._absRect(rect, relative)),
        }
        entries |= {"Border": PDFArray([0, 0, 0]), "F": 4, "Contents": PDFString(text or contents), "StructParent": key}
        self._addAnnotation(PDFDictionary(entries | target))


def _switch_language(canvas: TaggedCanvas, kind: str, label: str | None) -> None:
    """What ``<onDraw name="lang">`` in a paragraph calls."""
    text = canvas._curr_tx_info["tx"]
    switch = getattr(text, "switch_language", None)
    if switch:
        switch(label or "")
