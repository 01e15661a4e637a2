"""Rows → files that people open in a spreadsheet program, and empty templates for them to fill in.

A text that such a program would take for a formula gets an apostrophe before it; reading takes it off again.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from common.spreadsheets.columns import Column
from common.spreadsheets.reading import NEUTRALISED

__all__ = ["cell", "template_csv", "template_xlsx", "write_csv"]


def write_csv(rows: Iterable[Sequence], *, delimiter: str = ";", bom: bool = True) -> bytes:
    """A CSV in UTF-8. As it stands for a French spreadsheet program; `delimiter=","`, `bom=False` for open data."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
        [cell(value) for value in row] for row in rows
    )
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def template_csv(columns: Sequence[Column]) -> bytes:
    """The headings alone, ready to be filled in."""
    return write_csv([[column.heading for column in columns]])


def template_xlsx(columns: Sequence[Column]) -> bytes:
    """A workbook with the headings (cells kept as text, so that no nought is lost) and a page that explains them."""
    workbook = Workbook()
    page = workbook.active
    page.title = _("À remplir")
    page.append([column.heading for column in columns])
    page.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        page.cell(1, place).font = Font(bold=True)
        dimension = page.column_dimensions[get_column_letter(place)]
        dimension.width, dimension.number_format = max(14, len(column.heading) + 4), "@"
    _explain(workbook.create_sheet(_("Mode d’emploi")), columns)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _explain(page, columns: Sequence[Column]):
    page.append(
        [_("Colonne"), _("Obligatoire"), _("Ce qu’il faut y mettre"), _("Exemple"), _("Autres intitulés reconnus")]
    )
    for column in columns:
        needed = _("oui") if column.required else _("non")
        others = ", ".join(column.headings[1:])
        page.append([cell(value) for value in (column.heading, needed, str(column.help), column.example, others)])
    for letter, width in zip("ABCDE", (24, 14, 60, 30, 50), strict=True):
        page.column_dimensions[letter].width = width
        page[f"{letter}1"].font = Font(bold=True)
    for row in page.iter_rows(min_row=2):
        for written in row:
            written.alignment = Alignment(wrap_text=True, vertical="top")


def cell(value):
    """A value as a cell of a CSV says it, harmless to the program that opens it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, int | float):
        return value
    shown = value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value)
    return f"'{shown}" if shown[:1] in tuple(NEUTRALISED) and not isinstance(value, date) else shown
