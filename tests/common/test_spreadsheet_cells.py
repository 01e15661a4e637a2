"""One cell, one value; and files that nobody’s computer will run."""

import csv
import io
from datetime import date
from time import process_time

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from openpyxl import load_workbook

from common.spreadsheets import (
    Problem,
    Report,
    choice,
    day,
    email,
    line,
    load,
    siret,
    template_csv,
    template_xlsx,
    text,
    whole_number,
    write_csv,
    yes_no,
)
from tests.common.sheets import FEW, SEATS


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


# Cells


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("2026-11-24 18:30", date(2026, 11, 24)),
        ("2026-11-24T18:30:00", date(2026, 11, 24)),
        ("24/11/2026", date(2026, 11, 24)),
        ("4/3/2026", date(2026, 3, 4)),
        ("24.11.2026", date(2026, 11, 24)),
        ("24-11-2026", date(2026, 11, 24)),
        ("24/11/26", date(2026, 11, 24)),
        ("1er sept. 2024", date(2024, 9, 1)),
        ("1er\u202fseptembre\u00a02024", date(2024, 9, 1)),
        ("11 mars 2023", date(2023, 3, 11)),
        ("mardi 24 novembre 2026", date(2026, 11, 24)),
        ("5 févr. 2024", date(2024, 2, 5)),
        ("15 AOUT 2024", date(2024, 8, 15)),
        ("3 juil. 2024", date(2024, 7, 3)),
        ("24. November 2026", date(2026, 11, 24)),
        ("1. März 2026", date(2026, 3, 1)),
        ("3 Dezember 2025", date(2025, 12, 3)),
        ("24 May 2026", date(2026, 5, 24)),
        ("45536", date(2024, 9, 1)),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(cell, value):
    assert day(cell) == value


@pytest.mark.parametrize(
    "cell", ["hier", "3 jui 2024", "13 xembre 2024", "2024", "11/2023", "1er ma 2024", "24/11/026"]
)
def test_what_is_no_date_is_refused_with_examples(cell):
    with pytest.raises(ValidationError, match="Écrivez la date comme 24/11/2026"):
        day(cell)


@pytest.mark.parametrize("cell", ["31/02/2023", "2023-13-01", "30 février 2024", "00/01/2024", "1/1/0000"])
def test_a_date_that_no_calendar_has_is_refused(cell):
    with pytest.raises(ValidationError, match="Cette date n’existe pas"):
        day(cell)


def test_the_leading_nought_a_program_ate_is_put_back_when_the_key_proves_it():
    assert siret("5452691493744") == siret("05452691493744") == siret("054 526 914 93744") == "05452691493744"
    assert siret("") == ""
    with pytest.raises(ValidationError, match="compte 14 chiffres"):
        siret("5452691493745")
    with pytest.raises(ValidationError, match="abrégé ce SIRET"):
        siret("3,41673E+13")


def test_yes_and_no_are_said_in_many_ways():
    assert [yes_no(cell) for cell in ("oui", "X", "Vrai", "1", "Ja")] == [True] * 5
    assert [yes_no(cell) for cell in ("", "non", "FAUX", "0", "nein")] == [False] * 5
    with pytest.raises(ValidationError, match="oui"):
        yes_no("peut-être")


def test_a_choice_understands_its_synonyms_and_names_its_words_when_it_does_not():
    voice = choice({"titular": ("titulaire",), "alternate": ("suppléant", "remplaçant")})
    assert [voice(cell) for cell in ("Titulaires", "remplaçante", "suppléant·e", "alternate", "")] == [
        *("titular", "alternate", "alternate", "alternate", "")
    ]
    with pytest.raises(ValidationError, match="titulaire, suppléant"):
        voice("invité")


def test_addresses_numbers_and_lines():
    assert email(" mailto:Anne.Weiss@Exemple.FR ") == "anne.weiss@exemple.fr"
    assert email("") == ""
    with pytest.raises(ValidationError, match="nom@domaine"):
        email("anne.weiss")
    assert [whole_number(cell) for cell in ("1\u202f250", "-3", "")] == [1250, -3, None]
    with pytest.raises(ValidationError, match="nombre entier"):
        whole_number("3,5")
    assert line("  Vélo \n &  Cie ") == "Vélo & Cie"
    assert text("e\u0301te\u0301\r\nfini ") == "été\nfini"


# Writing


@pytest.mark.parametrize("harmful", ["=1+1", "+33 3 88", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_exported_cell_is_taken_for_a_formula(harmful):
    content = write_csv([["Nom"], [harmful]])
    cells = [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")]
    assert cells == ["Nom", f"'{harmful}"]


def test_an_export_is_read_back_as_it_was():
    rows = [
        ["Nom", "Depuis", "SIRET"],
        ["=Klein", date(2024, 9, 1), "24670048800017"],
        ['L\'Étincelle; "x"', None, None],
    ]
    sheet = load(write_csv(rows), FEW)
    assert [row.cells for row in sheet.rows] == [
        {"name": "=Klein", "born": "2024-09-01", "number": "24670048800017"},
        {"name": 'L\'Étincelle; "x"', "born": "", "number": ""},
    ]


def test_numbers_stay_numbers_and_answers_are_words():
    assert write_csv([[-3, 2.5, True, False, None]], bom=False) == b"-3;2.5;oui;non;\r\n"
    assert write_csv([["a", "b"]], delimiter=",", bom=False) == b"a,b\r\n"
    assert write_csv([["é"]]).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("template", [template_csv, template_xlsx])
def test_a_template_has_just_the_headings_that_are_understood(template):
    sheet = load(template(SEATS), SEATS)
    assert (sheet.rows, sheet.problems, sheet.ignored) == ([], [], [])
    assert set(sheet.headings) == {column.name for column in SEATS}


def test_the_workbook_template_explains_its_columns_and_keeps_noughts():
    book = load_workbook(io.BytesIO(template_xlsx(SEATS)))
    fill, explained = book.worksheets
    assert fill.column_dimensions["D"].number_format == "@"
    assert [cell.value for cell in explained[5]] == ["SIRET", "non", "14 chiffres", "341 672 110 68405", None]
    assert explained["B2"].value == "oui"


# The report


def test_E2_a_report_of_what_was_done():
    report = Report(created=30, updated=1, unchanged=0, ignored=["Qualité"])
    assert report.ok
    assert report.as_text() == (
        "30 lignes créées\u202f; 1 mise à jour\u202f; 0 déjà à jour\n"
        "Colonnes laissées de côté\u202f: «\u202fQualité\u202f»."
    )
    assert "Simple vérification" in Report(checked_only=True).as_text()


def test_E2_a_report_of_what_was_refused_tells_every_line_in_order():
    problems = [Problem(9, "SIRET", "123", "trop court."), Problem(2, "Nom", "x" * 200, "trop long.")]
    report = Report(created=3, problems=problems, checked_only=True)
    assert not report.ok
    assert report.as_text().split("\n") == [
        "2 points à corriger\u202f: rien n’a été écrit.",
        f"Ligne 2, colonne «\u202fNom\u202f», valeur «\u202f{'x' * 80}…\u202f»\u202f: trop long.",
        "Ligne 9, colonne «\u202fSIRET\u202f», valeur «\u202f123\u202f»\u202f: trop court.",
    ]


def test_a_list_of_five_thousand_is_read_in_a_few_seconds_at_most():
    rows = [[f"Nom {n}", "1er mars 2024", "24670048800017"] for n in range(5000)]
    start = process_time()
    assert len(load(write_csv([["Nom", "Depuis", "SIRET"], *rows]), FEW).rows) == 5000
    assert process_time() - start < 5
