"""The file: reportlab's document with the structure tree, XMP metadata, an output intent and object streams.

Everything is written in one pass. Small objects (a minutes of twenty pages has thousands of table cells) go
compressed into object streams, as PDF 1.5 allows; that is both smaller and faster than one object each.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFPage,
    PDFStream,
    PDFString,
)

from .metadata import Metadata, xmp_packet
from .structure import AnnotationMark, Element, Mark, StructureTree

OBJECTS_PER_STREAM = 500
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
SRGB = Path(__file__).parent.parent / "color" / "sRGB.icc"


class Raw(PDFObject):
    """An indirect object given as PDF source."""

    def __init__(self, source: bytes):
        self.source = source

    def format(self, document: PDFDocument) -> bytes:
        return self.source


class StructureRoot(PDFObject):
    """``StructTreeRoot`` with its parent tree; needs the numbers that ``TaggedPDF.format`` gives to the elements."""

    __RefOnly__ = 1

    def __init__(self, tree: StructureTree):
        self.tree = tree

    def format(self, document: PDFDocument) -> bytes:
        parents = self.tree.parents
        nums = " ".join(f"{key} {_references(owner)}" for key, owner in enumerate(parents))
        tree = f"/ParentTree<</Nums[{nums}]>>/ParentTreeNextKey {len(parents)}"
        return f"<</Type/StructTreeRoot/K {self.tree.root.number} 0 R{tree}>>".encode()


def _references(owner: list[Element] | Element) -> str:
    if isinstance(owner, Element):
        return f"{owner.number} 0 R"
    return "[" + " ".join(f"{element.number} 0 R" for element in owner) + "]"


class TaggedPDF(PDFDocument):
    """A PDF/UA-1 and PDF/A-2a file. Same content and same ``metadata`` give the same bytes."""

    def __init__(self, metadata: Metadata):
        super().__init__(compression=1, invariant=True, pdfVersion=(1, 7), lang=metadata.language)
        self.metadata = metadata
        self.structure = StructureTree()
        self._timeStamp = _moment(metadata.created)

    def prepare(self) -> None:
        """Fill the catalog and the information dictionary; called once, when all pages are drawn."""
        catalog, info, about = self.Catalog, self.info, self.metadata
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        catalog.StructTreeRoot = StructureRoot(self.structure)
        catalog.Metadata = PDFStream(
            PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), xmp_packet(about)
        )
        catalog.OutputIntents = PDFArray([_output_intent(self)])
        info.title, info.author, info.subject = about.title, about.author, about.subject
        info.keywords, info.creator, info.producer = about.keywords, about.creator, about.producer

    def add_code(self, page_index: int, before: Sequence[str], after: Sequence[str]) -> None:
        """Draw under and over a finished page, for what is only known at the end (the number of pages)."""
        page = self.page(page_index)
        page.stream = "\n".join([*before, page.stream, *after])

    def page(self, page_index: int) -> PDFPage:
        """The page object, counted from 0."""
        return self.idToObject[f"Page{page_index + 1}"]

    def format(self) -> bytes:
        """The whole file. Replaces reportlab's writer, which knows neither object streams nor bulk objects."""
        self.Reference(self.Catalog), self.Reference(self.info)
        for index in range(len(self.structure.page_keys)):
            page = self.page(index)
            page.Contents = PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
        packed = self._structure_objects()
        body, offsets = bytearray(HEADER), {}
        number = 0
        while number < self.objectcounter:  # formatting an object may register further ones
            number += 1
            name = self.numberToId.get(number)
            if name is None:
                continue
            source = pdfdoc.format(self.idToObject[name], self, toplevel=1)
            if source.endswith(b"endstream\n"):
                offsets[number] = _append(body, number, source[: -len(b"endstream\n")] + b"\nendstream")
            else:
                packed.append((number, source))
        return self._finish(body, offsets, packed)

    def _structure_objects(self) -> list[tuple[int, bytes]]:
        elements = list(self.structure.root.descendants())
        for element in elements:
            self.objectcounter += 1
            element.number = self.objectcounter
        numbers = self.idToObjectNumberAndVersion
        pages = [numbers[f"Page{index + 1}"][0] for index in range(len(self.structure.page_keys))]
        root = self.Reference(self.Catalog.StructTreeRoot)
        parent = numbers[root.name][0]
        return [(element.number, _element(element, pages, numbers, parent)) for element in elements]

    def _finish(self, body: bytearray, offsets: dict[int, int], packed: list[tuple[int, bytes]]) -> bytes:
        places: dict[int, tuple[int, int, int]] = {number: (1, offset, 0) for number, offset in offsets.items()}
        number = self.objectcounter
        for start in range(0, len(packed), OBJECTS_PER_STREAM):
            part = packed[start : start + OBJECTS_PER_STREAM]
            number += 1
            places.update({member: (2, number, index) for index, (member, _) in enumerate(part)})
            places[number] = (1, _append(body, number, _object_stream(part)), 0)
        number += 1
        places[number] = (1, len(body), 0)
        identity = hashlib.sha256(body).hexdigest()[:32].upper()
        rows = b"".join(_xref_row(*places.get(index, (0, 0, 0))) for index in range(number + 1))
        root, info = (
            self.idToObjectNumberAndVersion[self.Reference(thing).name][0] for thing in (self.Catalog, self.info)
        )
        start_xref = _append(
            body,
            number,
            _stream(
                f"/Type/XRef/Size {number + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{identity}><{identity}>]",
                rows,
            ),
        )
        return bytes(body) + f"startxref\n{start_xref}\n%%EOF\n".encode()


def _append(body: bytearray, number: int, source: bytes) -> int:
    offset = len(body)
    body += b"%d 0 obj\n%b\nendobj\n" % (number, source)
    return offset


def _stream(entries: str, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode() + packed + b"\nendstream"


def _object_stream(members: list[tuple[int, bytes]]) -> bytes:
    index, offset = [], 0
    for number, source in members:
        index.append(f"{number} {offset}")
        offset += len(source) + 1
    head = (" ".join(index) + "\n").encode()
    return _stream(
        f"/Type/ObjStm/N {len(members)}/First {len(head)}", head + b"\n".join(source for _, source in members) + b"\n"
    )


def _xref_row(kind: int, second: int, third: int) -> bytes:
    return bytes([kind]) + second.to_bytes(4, "big") + third.to_bytes(2, "big")


def _element(element: Element, pages: list[int], numbers: dict[str, tuple[int, int]], root: int) -> bytes:
    """PDF source of a structure element."""
    home = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
    kids = [source for kid in element.kids if (source := _kid(kid, home, pages, numbers))]
    source = f"<</S/{element.tag}/P {element.parent.number if element.parent else root} 0 R"
    if home is not None:
        source += f"/Pg {pages[home]} 0 R"
    if element.attributes:
        source += f"/A<<{element.attributes}>>"
    if kids:
        source += f"/K[{' '.join(kids)}]" if len(kids) > 1 else f"/K {kids[0]}"
    texts = ((b"Lang", element.lang), (b"Alt", element.alt))
    return source.encode() + b"".join(b"/%b %b" % (key, text_string(value)) for key, value in texts if value) + b">>"


def _kid(
    kid: Element | Mark | AnnotationMark, home: int | None, pages: list[int], numbers: dict[str, tuple[int, int]]
) -> str:
    """One entry of ``/K``; empty for an element that was never drawn."""
    if isinstance(kid, Element):
        return f"{kid.number} 0 R" if kid.number else ""
    if isinstance(kid, AnnotationMark):
        return f"<</Type/OBJR/Pg {pages[kid.page]} 0 R/Obj {numbers[f'Annot.{kid.name}'][0]} 0 R>>"
    return str(kid.mcid) if kid.page == home else f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.mcid}>>"


def text_string(value: str) -> bytes:
    """PDF source of a text string."""
    return PDFString(value).format(_PLAIN)


_PLAIN = pdfdoc.DummyDoc()


def _moment(created: datetime) -> SimpleNamespace:
    offset = created.utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = -1 if minutes < 0 else 1
    return SimpleNamespace(t=created.timestamp(), YMDhms=created.timetuple()[:6], dhh=sign * hours, dmm=rest)


@cache
def _profile() -> bytes:
    return SRGB.read_bytes()


def _output_intent(document: PDFDocument) -> PDFDictionary:
    profile = document.Reference(
        PDFStream(PDFDictionary({"N": 3}), _profile(), filters=[pdfdoc.PDFZCompress]), "OutputProfile"
    )
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
            "RegistryName": PDFString("http://www.color.org"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": profile,
        }
    )
