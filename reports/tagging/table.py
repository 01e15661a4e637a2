"""Tables with header cells, spans and repeated headers, marked through reportlab's own render hook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.platypus import Table

from .canvas import TaggedCanvas
from .paragraph import TaggedParagraph
from .structure import Element

Position = tuple[int, int]
WIDEST_GAP = 80.0  # points


class Grid:
    """Structure of one table, shared by the parts it is split into.

    ``spans`` maps (row, column) of a merged cell to (columns, rows) it covers; ``header_cells`` are further header
    cells outside the first ``header_rows`` rows and ``header_columns`` columns, such as the title of a group of rows.
    """

    def __init__(
        self,
        element: Element,
        *,
        header_rows: int = 1,
        header_columns: int = 0,
        spans: Mapping[Position, Position] | None = None,
        header_cells: Sequence[Position] = (),
    ):
        self.element, self.header_rows, self.header_columns = element, header_rows, header_columns
        self.spans, self.header_cells = dict(spans or {}), set(header_cells)
        self._sections: dict[str, Element] = {}
        self._rows: dict[int, Element] = {}
        self._cells: dict[Position, Element] = {}

    def row(self, number: int) -> Element:
        if number not in self._rows:
            tag = "THead" if number < self.header_rows else "TBody"
            if tag not in self._sections:
                self._sections[tag] = self.element.add(tag)
            self._rows[number] = self._sections[tag].add("TR")
        return self._rows[number]

    def cell(self, row: int, column: int) -> Element:
        place = row, column
        if place not in self._cells:
            scope = self._scope(row, column)
            attributes = "/O/Table" if scope or place in self.spans else ""
            if scope:
                attributes += f"/Scope/{scope}"
            columns, rows = self.spans.get(place, (1, 1))
            attributes += f"/ColSpan {columns}" * (columns > 1) + f"/RowSpan {rows}" * (rows > 1)
            self._cells[place] = self.row(row).add("TH" if scope else "TD", attributes=attributes)
        return self._cells[place]

    def _scope(self, row: int, column: int) -> str:
        if row < self.header_rows:
            return "Column"
        return "Row" if column < self.header_columns or (row, column) in self.header_cells else ""


class TaggedTable(Table):
    """reportlab's table, content of ``grid.element``. Headers repeated on later pages are artifacts."""

    canv: TaggedCanvas
    grid: Grid
    first_row = 0
    continued = False

    def __init__(self, data: Sequence[Sequence[Any]], grid: Grid | None = None, **kwargs: Any):
        kwargs["renderCB"] = _render
        super().__init__(data, **kwargs)
        if grid is not None:
            self.grid = grid

    def split(self, availWidth: float, availHeight: float) -> list[Any]:
        """Between two rows; inside a row only where that would leave a wide gap at the foot of the page."""
        self.splitInRow = 0
        parts = super().split(availWidth, availHeight)
        self.splitInRow = 1
        if parts and availHeight - sum(self._rowHeights[: parts[0]._nrows]) < WIDEST_GAP:
            return parts
        return super().split(availWidth, availHeight) or parts

    def _splitRows(self, availHeight: float, doInRowSplit: int = 0) -> list[Any]:
        parts = super()._splitRows(availHeight, doInRowSplit)
        if len(parts) == 2:
            before, after = parts
            for part in parts:
                part.grid, part.splitInRow = self.grid, 1
            before.first_row, before.continued = self.first_row, self.continued
            repeated = self.repeatRows
            in_row = before._nrows + after._nrows - repeated > self._nrows  # a row goes on on the next page
            after.continued = True
            after.first_row = self.first_row + before._nrows - repeated - in_row
        return parts

    def _drawCell(self, cellval: Any, *how: Any) -> None:
        if cellval != "":  # reportlab would show an empty string, which is content of nothing
            super()._drawCell(cellval, *how)

    def row_number(self, row: int) -> int | None:
        """Row of the whole table that is row ``row`` of this part; ``None`` for a repeated header."""
        if self.continued and row < self.repeatRows:
            return None
        return self.first_row + row


def _render(table: TaggedTable, what: str, *details: Any) -> None:
    """reportlab calls this around grounds, rows, cells and lines."""
    canvas = table.canv
    if what in ("startBG", "startLines"):
        canvas.begin_artifact()
    elif what in ("endBG", "endLines"):
        canvas.end_artifact()
    elif what == "startRow":
        _start_row(table, details[0])
    elif what == "startCell" and table.row_now is not None:
        _start_cell(table, details[1], details[2])
    elif what == "endCell" and table.cell_open:
        canvas._code.append("EMC")
        table.cell_open = False
    elif what == "endRow" and table.row_now is None:
        canvas.end_artifact()


def _start_row(table: TaggedTable, row: int) -> None:
    canvas = table.canv
    table.cell_open = False
    table.row_now = None if canvas.is_artifact else table.row_number(row)
    if table.row_now is None:
        canvas.begin_artifact()


def _start_cell(table: TaggedTable, column: int, value: Any) -> None:
    element = table.grid.cell(table.row_now, column)
    if not isinstance(value, (str, list, tuple)):
        value = (value,)
    if isinstance(value, str):
        if value:
            table.canv._code.append(table.canv.mark(element))
            table.cell_open = True
        return
    for part in value:  # one paragraph is the cell's own content, several are its paragraphs
        if isinstance(part, TaggedParagraph) and part.inline.element is None:
            part.inline.element = element if len(value) == 1 else element.add("P")
