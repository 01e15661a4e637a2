"""A conformance check without Java: walks a PDF and lists what PDF/UA-1 or PDF/A-2a would refuse.

It covers what this kit could get wrong (structure, marks, annotations, metadata, fonts), not the whole of the
standards. Run on a file: ``python -m tests.reports.pdfua_check FILE.pdf …``; exit 1 when something is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf

PAINTING = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI"}
SHOWING = {"Tj", "TJ", "'", '"'}
CHILDREN = {
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"THead", "TBody", "TFoot", "TR", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}
KNOWN = {
    "Document",
    "Sect",
    "Div",
    "P",
    "H1",
    "H2",
    "H3",
    "H4",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "THead",
    "TBody",
    "TR",
    "TH",
    "TD",
    "Caption",
    "BlockQuote",
    "Span",
    "Link",
    "Figure",
    "Code",
}
XMP_MARKS = ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "<dc:title>", "<dc:language>")


@dataclass(repr=False)
class Node:
    """A structure element as read: tag, children, marks (page, MCID), annotations. ``reader`` keeps the file open."""

    reader: Reader
    element: pikepdf.Object
    tag: str
    parent: Node | None
    kids: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    annotations: list[tuple[int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def attribute(self, name: str) -> Any:
        return self.element.get("/A", pikepdf.Dictionary()).get(name)


class Reader:
    """A PDF with its structure tree and the problems found."""

    def __init__(self, content: bytes):
        self.pdf = pikepdf.open(BytesIO(content))
        self.problems: list[str] = []
        self.pages = {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}
        self.root = self.pdf.Root
        self.parents: dict[int, Any] = {}
        self.tree: Node | None = None
        if "/StructTreeRoot" in self.root:
            nums = self.root.StructTreeRoot.ParentTree.Nums
            self.parents = {int(nums[index]): nums[index + 1] for index in range(0, len(nums), 2)}
            self.tree = self._read(self.root.StructTreeRoot.K, None, self.root.StructTreeRoot)

    def expect(self, condition: object, problem: str) -> None:
        if not condition:
            self.problems.append(problem)

    def nodes(self) -> list[Node]:
        return list(self.tree.walk()) if self.tree else []

    def _read(self, element: pikepdf.Object, parent: Node | None, above: pikepdf.Object) -> Node:
        node = Node(self, element, str(element.S)[1:], parent)
        self.expect(element.P.objgen == above.objgen, f"{node.tag}: /P does not name its parent")
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                node.marks.append((self.pages[element.Pg.objgen], int(kid)))
            elif kid.get("/Type") == "/MCR":
                node.marks.append((self.pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                node.annotations.append(kid.Obj.objgen)
            else:
                node.kids.append(self._read(kid, node, element))
        return node


def check(content: bytes) -> list[str]:
    """Everything that is wrong with the file, in words; empty when it complies."""
    reader = Reader(content)
    check_catalog(reader)
    if reader.tree is None:
        return [*reader.problems, "no structure tree"]
    check_tree(reader)
    check_headings(reader)
    check_tables(reader)
    check_content(reader)
    check_annotations(reader)
    check_fonts(reader)
    return reader.problems


def check_catalog(reader: Reader) -> None:
    root = reader.root
    reader.expect(root.get("/MarkInfo", {}).get("/Marked"), "not marked as tagged")
    reader.expect(str(root.get("/Lang", "")), "no language")
    reader.expect(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"), "the title is not shown")
    reader.expect(str(reader.pdf.docinfo.get("/Title", "")), "no title")
    packet = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
    for mark in XMP_MARKS:
        reader.expect(mark in packet, f"XMP lacks {mark}")
    intents = root.get("/OutputIntents", [])
    reader.expect(
        any(intent.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in intent for intent in intents),
        "no output intent",
    )
    reader.expect("/ID" in reader.pdf.trailer, "no file identifier")


def check_tree(reader: Reader) -> None:
    for node in reader.nodes():
        reader.expect(node.tag in KNOWN, f"{node.tag}: unknown kind of element")
        for kid in node.kids:
            reader.expect(kid.tag in CHILDREN.get(node.tag, {kid.tag}), f"{kid.tag} inside {node.tag}")
        if node.tag == "LI":
            reader.expect(node.parent and node.parent.tag == "L", "LI outside a list")
        if node.tag == "Figure":
            reader.expect(str(node.element.get("/Alt", "")).strip(), "a figure without alternative")
        if node.tag == "Link":
            reader.expect(node.annotations and (node.marks or node.kids), "a link without annotation or text")
        reader.expect(node.kids or node.marks or node.tag in ("TD", "TH"), f"{node.tag}: empty element")


def check_headings(reader: Reader) -> None:
    levels = [int(node.tag[1]) for node in reader.nodes() if node.tag[0] == "H" and node.tag[1:].isdigit()]
    reader.expect(not levels or levels[0] == 1, "the first heading is not H1")
    for before, after in pairwise(levels):
        reader.expect(after <= before + 1, f"H{before} is followed by H{after}")


def check_tables(reader: Reader) -> None:
    for table in (node for node in reader.nodes() if node.tag == "Table"):
        rows = [node for node in table.walk() if node.tag == "TR"]
        reader.expect(rows, "a table without rows")
        for node in table.walk():
            if node.tag == "TH":
                reader.expect(str(node.attribute("/Scope")) in ("/Row", "/Column", "/Both"), "TH without scope")
        widths = row_widths(rows)
        reader.expect(len(set(widths)) == 1, f"rows of different widths: {sorted(set(widths))}")


def row_widths(rows: list[Node]) -> list[int]:
    """Columns covered in each row, cells that reach down from above included."""
    widths = [0] * len(rows)
    for index, row in enumerate(rows):
        for cell in row.kids:
            down = int(cell.attribute("/RowSpan") or 1)
            for below in range(index, min(index + down, len(rows))):
                widths[below] += int(cell.attribute("/ColSpan") or 1)
    return widths


def check_content(reader: Reader) -> None:
    """Every painted thing is marked; marks and tree agree in both directions."""
    expected = {mark: node for node in reader.nodes() for mark in node.marks}
    seen: set[tuple[int, int]] = set()
    for index, page in enumerate(reader.pdf.pages):
        reader.expect(page.obj.get("/Tabs") == "/S", f"page {index + 1}: tab order is not that of the structure")
        owners = reader.parents.get(int(page.obj.get("/StructParents", -1)), [])
        for mcid in _marks(reader, index, page):
            reader.expect((index, mcid) not in seen, f"page {index + 1}: MCID {mcid} twice")
            seen.add((index, mcid))
            node = expected.get((index, mcid))
            reader.expect(node, f"page {index + 1}: MCID {mcid} is not in the tree")
            if node:
                reader.expect(
                    mcid < len(owners) and owners[mcid].objgen == node.element.objgen,
                    f"page {index + 1}: the parent tree is wrong for MCID {mcid}",
                )
    reader.expect(
        seen == set(expected), f"marks of the tree not found on the pages: {sorted(set(expected) - seen)[:5]}"
    )


def _marks(reader: Reader, index: int, page: pikepdf.Page) -> Iterator[int]:
    open_marks: list[str] = []
    in_text = False
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            properties = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
            reader.expect(not open_marks, f"page {index + 1}: a mark inside a mark")
            open_marks.append("text" if in_text else "page")
            if "/MCID" in properties:
                yield int(properties["/MCID"])
            else:
                reader.expect(operands[0] == "/Artifact", f"page {index + 1}: {operands[0]} without MCID")
        elif name == "EMC":
            reader.expect(
                open_marks and open_marks.pop() == ("text" if in_text else "page"),
                f"page {index + 1}: a mark crosses a text object",
            )
        elif name in ("BT", "ET"):
            in_text = name == "BT"
        elif name in PAINTING:
            reader.expect(open_marks, f"page {index + 1}: {name} is neither content nor artifact")
        if name in SHOWING:
            reader.expect(
                b"\x00" not in bytes(operands[-1] if not isinstance(operands[-1], pikepdf.Array) else b""),
                f"page {index + 1}: a missing glyph is shown",
            )
    reader.expect(not open_marks, f"page {index + 1}: a mark stays open")


def check_annotations(reader: Reader) -> None:
    owned = {annotation: node for node in reader.nodes() for annotation in node.annotations}
    for index, page in enumerate(reader.pdf.pages):
        for annotation in page.obj.get("/Annots", []):
            where = f"page {index + 1}: an annotation"
            node = owned.get(annotation.objgen)
            owner = reader.parents.get(int(annotation.get("/StructParent", -1)))
            reader.expect(node and node.tag == "Link", f"{where} belongs to no link")
            reader.expect(
                node and owner is not None and owner.objgen == node.element.objgen,
                f"{where} is wrong in the parent tree",
            )
            reader.expect(str(annotation.get("/Contents", "")).strip(), f"{where} has no description")
            reader.expect(int(annotation.get("/F", 0)) & 4, f"{where} is not printed")


def check_fonts(reader: Reader) -> None:
    fonts = {str(name): font for page in reader.pdf.pages for name, font in page.obj.Resources.get("/Font", {}).items()}
    reader.expect(fonts, "no font")
    for name, font in fonts.items():
        reader.expect("/FontFile2" in font.get("/FontDescriptor", {}), f"{name}: not embedded")
        reader.expect("/ToUnicode" in font, f"{name}: no way back to characters")


if __name__ == "__main__":
    found = [f"{name}: {problem}" for name in sys.argv[1:] for problem in check(Path(name).read_bytes())]
    print("\n".join(found) or "nothing found")
    sys.exit(bool(found))
