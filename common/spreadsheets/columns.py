"""Which column of a file is which, and what its rows hold; everything that is wrong is told at once (RULES E2)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.legible import legible
from common.spreadsheets.cells import key, text
from common.spreadsheets.reading import Rows, read_rows
from common.spreadsheets.report import Problem

__all__ = ["Column", "Row", "Sheet", "load"]

PREAMBLE = 10  # rows of titles and remarks that may stand above the headings


@dataclass(frozen=True)
class Column:
    """A column an import understands.

    `name` is what the import calls it; `headings` what people write above it, the first being the one shown.
    `required`: the column must be there and none of its cells empty. `parse` turns a cell (which may be empty)
    into a value or raises ValidationError.
    """

    name: str
    headings: tuple[str, ...]
    required: bool = False
    help: str | Promise = ""
    parse: Callable[[str], Any] = text
    example: str = ""

    @property
    def heading(self) -> str:
        return self.headings[0]

    @property
    def keys(self) -> set[str]:
        return {key(self.name), *map(key, self.headings)}


@dataclass(frozen=True)
class Row:
    """A row of the file: its number there, its cells as text and their values, both by column name."""

    number: int
    cells: dict[str, str]
    values: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass
class Sheet:
    """A file that was read: its rows, the headings nobody asked for, and all that is wrong with it.

    When `problems` is empty every row has a value for every declared column.
    """

    rows: list[Row] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)

    def problem(self, row: Row, name: str, why: str | Promise) -> Problem:
        """A further reason against a row, found by the import itself: why this cell cannot be."""
        found = Problem(row.number, self.headings.get(name, name), row.cells.get(name, ""), why)
        self.problems.append(found)
        return found


def load(source, columns: Sequence[Column]) -> Sheet:
    """Read a CSV or XLSX (path, open file or bytes) into the declared columns.

    Raises Unreadable when the file as a whole is no spreadsheet; anything less is a problem of the sheet.
    """
    rows = read_rows(source)
    start = _heading_row(rows, columns)
    number, headings = rows[start]
    sheet = Sheet()
    places = _places(sheet, number, headings, columns)
    for row_number, cells in rows[start + 1 :]:
        sheet.rows.append(_row(sheet, row_number, cells, places, columns))
        if any(cells[len(headings) :]):
            why = _(
                "Cette ligne a plus de cellules que d’intitulés\u202f: "
                "mettez entre guillemets un texte qui contient des «\u202f;\u202f»."
            )
            sheet.problems.append(Problem(row_number, "", " ".join(cells[len(headings) :]), why))
    return sheet


def _heading_row(rows: Rows, columns: Sequence[Column]) -> int:
    """The first row in which two columns are recognised (or all, when fewer are declared); else the very first."""
    known = set().union(*(column.keys for column in columns))
    enough = min(2, len(columns))
    candidates = (at for at, (_n, cells) in enumerate(rows[:PREAMBLE]) if _recognised(cells, known) >= enough)
    return next(candidates, 0)


def _recognised(cells: Iterable[str], known: set[str]) -> int:
    return len({key(cell) for cell in cells} & known)


def _places(sheet: Sheet, number: int, headings: list[str], columns: Sequence[Column]) -> dict[str, int]:
    """Where each declared column stands; unknown headings are listed, double and missing ones are problems."""
    by_key = {each: column for column in columns for each in column.keys}
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        column = by_key.get(key(heading))
        if column is None:
            sheet.ignored += [heading] if heading else []
        elif column.name in places:
            sheet.problems.append(
                Problem(number, heading, "", _("Deux colonnes disent la même chose\u202f: n’en gardez qu’une."))
            )
        else:
            places[column.name] = place
            sheet.headings[column.name] = heading
    for column in columns:
        if column.required and column.name not in places:
            why = _("Cette colonne manque. Intitulés reconnus\u202f: %(known)s.") % {
                "known": ", ".join(column.headings)
            }
            sheet.problems.append(Problem(number, column.heading, "", why))
    return places


def _row(sheet: Sheet, number: int, cells: list[str], places: dict[str, int], columns: Sequence[Column]) -> Row:
    row = Row(number, {}, {})
    for column in columns:
        place = places.get(column.name)
        cell = cells[place] if place is not None and place < len(cells) else ""
        row.cells[column.name] = cell
        try:
            row.values[column.name] = _value(column, cell, found=place is not None)
        except ValidationError as refusal:
            sheet.problem(row, column.name, refusal.messages[0])
    return row


def _value(column: Column, cell: str, *, found: bool):
    if column.required and found and not cell:
        raise ValidationError(_("Cette cellule ne peut pas rester vide."))
    legible(cell)
    return column.parse(cell)
