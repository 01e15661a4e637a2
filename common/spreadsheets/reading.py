"""A file → its rows as text, whatever a spreadsheet program made of it: CSV of any French kind, or XLSX."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

__all__ = ["NEUTRALISED", "Unreadable", "read_rows"]

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024  # an XLSX is a ZIP: what it may become, whatever it weighs
MAX_PARTS = 500
MAX_ROWS = 20_000
MAX_COLUMNS = 200
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UTF_16 = b"\xff\xfe", b"\xfe\xff"
DELIMITERS = ";,\t"
# What makes a spreadsheet program take a text for a formula; exports put an apostrophe before it.
NEUTRALISED = "=+-@\t\r"

Rows = list[tuple[int, list[str]]]


class Unreadable(ValidationError):
    """The file as a whole cannot be read; the sentence says what to do about it."""

    def __str__(self):
        return " ".join(self.messages)


def read_rows(source) -> Rows:
    """The rows of a path, an open file or bytes that hold anything, each with its number in the spreadsheet.

    Raises Unreadable when the file is too large, or is not a CSV or XLSX spreadsheet.
    """
    content = _content(source)
    if len(content) > MAX_BYTES:
        raise Unreadable(_("Ce fichier dépasse 5\u202fMo. Répartissez ses lignes en plusieurs fichiers."))
    cells = _workbook_rows(content) if content.startswith(ZIP) else _text_rows(content)
    rows = []
    for number, row in enumerate(cells, 1):
        if any(row):
            rows.append((number, row))
        if len(rows) > MAX_ROWS or len(row) > MAX_COLUMNS:
            raise Unreadable(_("Ce tableau dépasse 20\u202f000 lignes ou 200 colonnes. Gardez la partie à importer."))
    if not rows:
        raise Unreadable(_("Ce fichier est vide\u202f: il faut au moins une ligne d’intitulés."))
    return rows


def _content(source) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str | Path):
        with open(source, "rb") as file:
            return file.read(MAX_BYTES + 1)
    return source.read(MAX_BYTES + 1)


# CSV


def _text_rows(content: bytes) -> Iterator[list[str]]:
    lines = _decoded(content).lstrip("\ufeff")
    if lines[:4].lower() == "sep=":  # what some programs write to tell the delimiter
        lines = "\n" + lines.partition("\n")[2]
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=_delimiter(lines), strict=True)
    try:
        for row in reader:
            yield [_clean(cell) for cell in row]
    except csv.Error as error:
        raise Unreadable(
            _("Ligne %(line)s du fichier\u202f: guillemets mal fermés. Un guillemet dans un texte s’écrit deux fois.")
            % {"line": reader.line_num}
        ) from error


def _decoded(content: bytes) -> str:
    if content.startswith(OLD_EXCEL):
        raise Unreadable(
            _("Ancien format .xls, ou classeur protégé\u202f: enregistrez-le en .xlsx, sans mot de passe.")
        )
    for encoding in ("utf-16",) if content.startswith(UTF_16) else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(_("Ce n’est pas un tableau lisible. Enregistrez-le en CSV ou en XLSX."))


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first rows into as many cells as the first; « ; » when none does."""
    return max(DELIMITERS, key=lambda sign: _regularity(text, sign))


def _regularity(text: str, sign: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=sign)
    widths = [len(row) for row, _n in zip(reader, range(30), strict=False) if any(row)]
    return (widths.count(widths[0]), widths[0]) if widths and widths[0] > 1 else (0, 0)


# XLSX


def _workbook_rows(content: bytes) -> Iterator[list[str]]:
    _check_package(content)
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        page = workbook.worksheets[0]
        page.reset_dimensions()  # what the file says of its own size is not to be trusted
        for row in page.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True):
            yield [_clean(_as_text(cell)) for cell in row]
    except Exception as error:  # openpyxl lets every error of its parsers through
        raise Unreadable(_("Ce classeur est abîmé. Ouvrez-le, puis enregistrez-le de nouveau en .xlsx.")) from error


def _check_package(content: bytes):
    """Refuse what is not an XLSX, and what would unpack to more than any list of people."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable(_("Ce classeur est incomplet. Envoyez-le de nouveau.")) from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Unreadable(_("Ce n’est pas un classeur .xlsx. Ouvrez-le dans un tableur et enregistrez-le en .xlsx."))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable(_("Ce classeur contient bien plus qu’un tableau. Copiez ses lignes dans un classeur neuf."))


def _as_text(cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _clean(cell: str) -> str:
    """Without the white space around it, nor the apostrophe our own exports put before a would-be formula."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in NEUTRALISED else cell
