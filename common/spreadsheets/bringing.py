"""Bringing the rows of a file in: all or nothing, every bad line told (RULES E2)."""

from collections.abc import Callable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from common.spreadsheets.columns import Column, Row, Sheet, load
from common.spreadsheets.report import Report

__all__ = ["BadCell", "bring_in"]


class BadCell(ValidationError):
    """What a row says cannot be, because of one of its cells."""

    def __init__(self, column, why):
        super().__init__({column: [why]})


def bring_in(
    source, columns: Sequence[Column], write: Callable[[Row], str], *, blame: str, check: bool = False,
    cell_of: Mapping[str, str] | None = None,
) -> Report:  # fmt: skip
    """Read a spreadsheet (path, open file or bytes) and write it row by row; return the Report.

    `write` brings one row in and returns "created", "updated" or "unchanged". What it refuses (ValidationError)
    stands in the cell of the field it names (`cell_of`: fields whose column has another name), else in `blame`.
    With `check`, or when a single cell is wrong, nothing is written. Raises Unreadable for what is no spreadsheet.
    """
    sheet = load(source, columns)
    report = Report(checked_only=check, ignored=sheet.ignored, problems=sheet.problems)
    if any(column.required and column.name not in sheet.headings for column in columns):
        return report
    with transaction.atomic():
        for row in (row for row in sheet.rows if len(row.values) == len(columns)):
            try:
                with transaction.atomic():
                    outcome = write(row)
            except ValidationError as refusal:
                _tell(sheet, row, refusal, cell_of or {}, blame)
            else:
                setattr(report, outcome, getattr(report, outcome) + 1)
        if check or sheet.problems:
            transaction.set_rollback(True)
    return report


def _tell(sheet: Sheet, row: Row, refusal: ValidationError, cell_of: Mapping[str, str], blame: str):
    """Note each reason for which a row was refused, at its cell."""
    reasons = refusal.message_dict if hasattr(refusal, "error_dict") else {blame: refusal.messages}
    for name, sentences in reasons.items():
        known = cell_of.get(name, name)
        sheet.problem(row, known if known in row.cells else blame, " ".join(sentences))
