"""Tables of the house: hairlines, a header that comes again on each page, columns that fit what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import TableStyle

from .tagging import Element, TaggedParagraph, TaggedTable
from .tagging.fonts import house_font
from .tagging.table import Grid
from .text import Rich, bare, lines
from .theme import INK, LINE, SANS, SANS_STRONG, SERIF_STRONG, SOFT, styles

Align = Literal["left", "center", "right"]
PADDING = 5.0
TIGHT = 0.5
SHORT = 600  # characters: a row whose cells are shorter stays below the title of its group


@dataclass(frozen=True)
class Group:
    """A row that names the rows below it, over the whole width: a college, a day."""

    title: str


@dataclass(frozen=True)
class Total:
    """A last row set apart: sums."""

    cells: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class TableSpec:
    """What a table looks like. ``widths`` are shares of the width (any unit); none means: as wide as the contents ask.

    ``header_columns`` first columns name their row. ``row_height`` (points) leaves room to write by hand;
    ``strong_heads`` sets the names of rows in semibold.
    """

    header: Sequence[str] = ()
    align: Sequence[Align] = ()
    widths: Sequence[float] = ()
    header_columns: int = 1
    row_height: float | None = None
    size: float = 9.3
    strong_heads: bool = False
    rows: Sequence[Sequence[str] | Group | Total] = field(default=())

    @cached_property
    def columns(self) -> int:
        return max([len(self.header), *(len(_cells(row)) for row in self.rows)])

    def alignment(self, column: int) -> Align:
        return self.align[column] if column < len(self.align) else "left"


def _cells(row: Sequence[str] | Group | Total) -> Sequence[str]:
    if isinstance(row, Group):
        return (row.title,)
    return row.cells if isinstance(row, Total) else row


def build_table(spec: TableSpec, width: float, element: Element) -> TaggedTable:
    """The flowable. Raises ``ValueError`` for a table without rows."""
    head = 1 if spec.header else 0
    if not spec.rows:
        raise ValueError("A table needs at least one row.")
    rows = [*([spec.header] if head else []), *spec.rows]
    widths = _widths(spec, rows, width)
    groups = [index for index, row in enumerate(rows) if isinstance(row, Group)]
    grid = Grid(
        element,
        header_rows=head,
        header_columns=spec.header_columns,
        spans={(index, 0): (spec.columns, 1) for index in groups if spec.columns > 1},
        header_cells=[(index, 0) for index in groups],
    )
    heights: Any = None
    if spec.row_height:
        heights = [
            None if index < head or isinstance(row, Group) else spec.row_height for index, row in enumerate(rows)
        ]
    data = [_row(spec, row, index < head, widths, width) for index, row in enumerate(rows)]
    table = TaggedTable(
        data,
        grid,
        colWidths=widths,
        rowHeights=heights,
        repeatRows=head,
        style=_table_style(spec, rows, head),
        hAlign="LEFT",
    )
    table.spaceBefore, table.spaceAfter = 3, 10
    return table


def _row(spec: TableSpec, row: Any, is_head: bool, widths: list[float], width: float) -> list[Any]:
    if isinstance(row, Group):
        return [_cell(row.title, styles()["group"], width)] + [""] * (spec.columns - 1)
    strong = isinstance(row, Total)
    cells = []
    for column, value in enumerate(_cells(row)):
        named = spec.strong_heads and column < spec.header_columns
        kind = "head" if is_head else "row-head" if strong or named else "cell"
        cells.append(_cell(value, _face(spec, kind, spec.alignment(column)), widths[column]))
    return cells + [""] * (spec.columns - len(cells))


def _face(spec: TableSpec, kind: str, align: Align) -> ParagraphStyle:
    style = styles()[kind]
    if align == "left" and spec.size == style.fontSize:
        return style
    size = spec.size - 0.5 if kind == "head" else spec.size
    return _faces(kind, align, size)


_FACES: dict[tuple[str, str, float], ParagraphStyle] = {}


def _faces(kind: str, align: str, size: float) -> ParagraphStyle:
    key = kind, align, size
    if key not in _FACES:
        alignment = {"left": 0, "center": 1, "right": 2}[align]
        _FACES[key] = ParagraphStyle(
            "-".join(map(str, key)), styles()[kind], alignment=alignment, fontSize=size, leading=round(size * 1.32, 1)
        )
    return _FACES[key]


def _cell(value: str, style: ParagraphStyle, width: float) -> Any:
    """A plain string when it fits on one line (drawn four times faster), else a paragraph."""
    if not isinstance(value, Rich) or "<" not in value:
        font, parts = house_font(style.fontName), bare(value).splitlines() or [""]
        line = font.legible(parts[0])
        if len(parts) == 1 and font.stringWidth(line, style.fontSize) <= width - 2 * PADDING:
            return line.strip()
        value = lines(*parts)
    return TaggedParagraph(value, style) if value else ""


def _widths(spec: TableSpec, rows: list[Any], width: float) -> list[float]:
    if spec.widths:
        return [share * width / sum(spec.widths) for share in spec.widths]
    natural = _naturals(spec, rows)
    if sum(natural) <= width:  # room is left: shared out by what the columns hold
        return [width * column / sum(natural) for column in natural]
    widths, room = [0.0] * spec.columns, width
    for rank, column in enumerate(sorted(range(spec.columns), key=natural.__getitem__)):  # the narrow ones first
        widths[column] = min(natural[column], room / (spec.columns - rank))
        room -= widths[column]
    return widths


def _naturals(spec: TableSpec, rows: list[Any]) -> list[float]:
    """Width of each column with nothing broken."""
    font = house_font(SANS_STRONG)
    natural = [0.0] * spec.columns
    for row in rows:
        for column, value in enumerate(() if isinstance(row, Group) else _cells(row)):
            natural[column] = max(natural[column], font.stringWidth(bare(value), spec.size))
    return [value + 2 * PADDING + TIGHT for value in natural]


def _table_style(spec: TableSpec, rows: list[Any], head: int) -> TableStyle:
    size, leading = spec.size, round(spec.size * 1.32, 1)
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), SANS, size, leading),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("VALIGN", (0, 0), (-1, -1), "TOP" if not spec.row_height else "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.2),
    ]
    commands.append(("LINEBELOW", (0, head), (-1, -1), 0.4, LINE))
    if spec.strong_heads and spec.header_columns:
        commands.append(("FONT", (0, head), (spec.header_columns - 1, -1), SANS_STRONG, size, leading))
    if head:
        commands += [("FONT", (0, 0), (-1, 0), SANS_STRONG, size - 0.5, leading), ("TEXTCOLOR", (0, 0), (-1, 0), SOFT)]
        commands += [("LINEBELOW", (0, 0), (-1, 0), 0.8, INK), ("VALIGN", (0, 0), (-1, 0), "BOTTOM")]
    for column in range(spec.columns):
        if spec.alignment(column) != "left":
            commands.append(("ALIGN", (column, 0), (column, -1), spec.alignment(column).upper()))
    for index, row in enumerate(rows):
        commands += _row_style(spec, rows, index, row)
    return TableStyle(commands)


def _row_style(spec: TableSpec, rows: list[Any], index: int, row: Any) -> list[tuple[Any, ...]]:
    """How a group's title or a total differs from other rows."""
    first, last = (0, index), (-1, index)
    if isinstance(row, Total):
        face = ("FONT", first, last, SANS_STRONG, spec.size, round(spec.size * 1.32, 1))
        return [face, ("LINEABOVE", first, last, 0.8, INK)]
    if not isinstance(row, Group):
        return []
    below = rows[index + 1] if index + 1 < len(rows) else ()
    kept = index + (bool(below) and max(map(len, _cells(below)), default=0) < SHORT)
    return [
        ("SPAN", first, last),
        ("NOSPLIT", first, (-1, kept)),
        ("ALIGN", first, last, "LEFT"),
        ("FONT", first, last, SERIF_STRONG, 10.5, 14.3),
        ("TOPPADDING", first, last, 8),
        ("LINEBELOW", first, last, 0.5, SOFT),
    ]
