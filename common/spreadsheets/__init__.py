"""Spreadsheets as councils keep them, read without asking anyone to tidy them first, and written safely.

    sheet = load(path_or_file, COLUMNS)     reading: the file → rows of text (raises Unreadable)
                                            columns: headings → declared columns; rows → values, or Problems
                                            cells: one cell → a date, a SIRET, a yes or no…
    Report(created=…).as_text()             report: what an import did, or why it did nothing (RULES E2)
    bring_in(source, COLUMNS, write_row)    bringing: the whole file through a service, or nothing of it
    write_csv(rows), template_xlsx(COLUMNS) writing: exports and templates, formulas neutralised

Imports go that way only: writing and columns use cells and reading, report knows none of them.
"""

from common.spreadsheets.bringing import BadCell, bring_in
from common.spreadsheets.cells import choice, day, email, line, siret, text, whole_number, yes_no
from common.spreadsheets.columns import Column, Row, Sheet, load
from common.spreadsheets.reading import Unreadable
from common.spreadsheets.report import Problem, Report
from common.spreadsheets.writing import template_csv, template_xlsx, write_csv

__all__ = [
    "BadCell",
    "Column",
    "Problem",
    "Report",
    "Row",
    "Sheet",
    "Unreadable",
    "bring_in",
    "choice",
    "day",
    "email",
    "line",
    "load",
    "siret",
    "template_csv",
    "template_xlsx",
    "text",
    "whole_number",
    "write_csv",
    "yes_no",
]
