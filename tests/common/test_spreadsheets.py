"""Reading what a clerk keeps, and telling all that is wrong with it."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from common.spreadsheets import (
    Column,
    Unreadable,
    load,
    write_csv,
    yes_no,
)
from common.spreadsheets.cells import key
from tests.common.sheets import FEW, SEATS

CLERK = Path(__file__).parents[1] / "council" / "data" / "tableur-secretariat.csv"


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def rows_of(sheet):
    assert sheet.problems == []
    return [row.values for row in sheet.rows]


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


# The clerk's own file


def test_the_clerks_file_goes_in_as_it_is():
    sheet = load(CLERK, SEATS)
    assert sheet.problems == []
    assert sheet.ignored == ["Qualité"]
    assert len(sheet.rows) == 30
    assert sheet.rows[0].number == 2
    assert sheet.rows[0].values == {
        "college": "Collectivités",
        "seat": "A-01",
        "organisation": "Ville de Strasbourg",
        "siret": "34167211068405",
        "title": "Mme",
        "given_name": "Yasmina",
        "family_name": "KIEFFER",
        "email": "yasmina.kieffer@exemple.fr",
        "kind": "titular",
        "starts_on": date(2023, 3, 11),
        "ends_on": date(2029, 3, 10),
        "co_chair": True,
    }


def test_the_clerks_file_keeps_its_apostrophes_umlauts_dates_and_empty_cells():
    rows = {(row["seat"], row["given_name"]): row for row in load(CLERK, SEATS).rows}
    assert rows["A-04", "Rémi"]["organisation"] == "Commune d’Illkirch-Graffenstaden"
    assert rows["A-04", "Rémi"]["email"] == ""
    assert rows["C-04", "Paul"]["family_name"] == "Hœlderlin"
    assert rows["C-04", "Jürgen"]["kind"] == "alternate"
    assert rows["A-02", "Marc"]["starts_on"] == date(2024, 9, 1)
    assert rows["A-05", "Léa"]["ends_on"] is None
    assert rows["D-01", "Élodie"]["siret"] == ""
    assert rows["A-01", "Zeynep"]["co_chair"] is False


# Files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_whatever_program_wrote_it(encoding, delimiter, end):
    lines = [
        delimiter.join(cells) for cells in (["Nom", "Depuis"], ["Lefèvre", "11/03/2023"], ["", ""], ["N’Diaye", ""])
    ]
    sheet = load((end.join(lines) + end + end).encode(encoding), FEW)
    assert [(row["name"], row["born"]) for row in sheet.rows] == [("Lefèvre", date(2023, 3, 11)), ("N’Diaye", None)]
    assert [row.number for row in sheet.rows] == [2, 4]


def test_commas_in_texts_do_not_pass_for_a_delimiter():
    content = b"Nom;Objet, motif, suite, date;SIRET\nUn, deux, trois;a, b;\nQuatre;c, d, e;\n"
    assert [row["name"] for row in load(content, FEW).rows] == ["Un, deux, trois", "Quatre"]


def test_quoted_cells_keep_their_lines_and_delimiters():
    columns = (Column("name", ("Nom",)), Column("body", ("Texte",)))
    content = b'Nom;Texte\n"Le ""Grenier""";"1. un ;\n2. deux"\n'
    assert rows_of(load(content, columns)) == [{"name": 'Le "Grenier"', "body": "1. un ;\n2. deux"}]


def test_an_open_file_a_path_and_bytes_are_read_alike(tmp_path):
    path = tmp_path / "noms.csv"
    path.write_bytes(b"Nom;Date\nKlein;\n")
    with path.open("rb") as file:
        assert rows_of(load(file, FEW)) == rows_of(load(path, FEW)) == rows_of(load(path.read_bytes(), FEW))


def test_titles_above_the_headings_are_passed_over():
    content = "Conseil de l’ESS;;\nListe au 1er mars;;\n;;\nNom;Depuis;SIRET\nKlein;;\n".encode()
    sheet = load(content, FEW)
    assert [row["name"] for row in sheet.rows] == ["Klein"]
    assert sheet.rows[0].number == 5


def test_the_line_by_which_a_program_tells_its_delimiter_is_no_heading():
    sheet = load(b"sep=;\r\nNom;Date\r\nKlein;\r\n", FEW)
    assert [(row.number, row["name"]) for row in sheet.rows] == [(3, "Klein")]


def test_a_workbook_gives_dates_numbers_and_answers_as_text():
    columns = (*FEW, Column("agreed", ("Accord",), parse=yes_no), Column("rate", ("Taux",)))
    content = workbook(
        ["Nom", "Depuis", "SIRET", "Accord", "Taux"],
        ["Klein", datetime(2024, 9, 1), 24670048800017, True, 3.5],
        [None, None, None, None, None],
        ["Weiss", date(2023, 3, 11), "246 700 488 00017", "non", 12.0],
    )
    sheet = load(content, columns)
    assert rows_of(sheet) == [
        {"name": "Klein", "born": date(2024, 9, 1), "number": "24670048800017", "agreed": True, "rate": "3.5"},
        {"name": "Weiss", "born": date(2023, 3, 11), "number": "24670048800017", "agreed": False, "rate": "12"},
    ]
    assert [row.number for row in sheet.rows] == [2, 4]


def test_a_workbook_that_lies_about_its_size_is_read_by_its_rows():
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(["Nom", "Date"])
    page.append(["Klein", ""])
    content = saved(book)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    assert len(load(zipped(**parts), FEW).rows) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"),
        (b"\n\n;;;\n", "vide"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, r"Ancien format \.xls"),
        (b"%PDF-1.7\0\0\x81\x8d", "pas un tableau lisible"),
        (b"PK\x03\x04 abc", "incomplet"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), r"pas un classeur \.xlsx"),
        (zipped(**{"xl/workbook.xml": "<oups", "[Content_Types].xml": "<x/>"}), "abîmé"),
        (b'Nom;Date\n"Klein;\nWeiss;\n', "guillemets mal fermés"),
        (b"Nom\n" + b"x\n" * 20_001, "dépasse 20\u202f000 lignes"),
        (b";" * 200 + b"Nom\n", "200 colonnes"),
        (b"Nom;Date\n" + b"x" * (5 * 1024 * 1024), "dépasse 5\u202fMo"),
        (zipped(**{"xl/workbook.xml": "", "xl/big.xml": b"0" * (61 * 1024 * 1024)}), "bien plus qu’un tableau"),
        (zipped(**{"xl/workbook.xml": "", **{f"xl/{n}": "" for n in range(500)}}), "bien plus qu’un tableau"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_what_to_do(content, why):
    with pytest.raises(Unreadable, match=why) as refusal:
        load(content, FEW)
    assert str(refusal.value) == refusal.value.messages[0]


def test_a_workbook_that_would_grow_in_memory_is_refused():
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + "a" * 1000 + '">'
    for before, name in zip("abcdefg", "bcdefgh", strict=True):
        bomb += f'<!ENTITY {name} "{f"&{before};" * 30}">'
    bomb += "]><workbook>&h;</workbook>"
    with zipfile.ZipFile(io.BytesIO(workbook(["Nom"], ["Klein"]))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with pytest.raises(Unreadable, match="abîmé"):
        load(zipped(**{**parts, "xl/workbook.xml": bomb}), FEW)


# Headings


@pytest.mark.parametrize("heading", ["nom", "NOM", " Nom ", "Noms", "« Nom »", "Le nom :", "name"])
def test_headings_are_matched_without_case_punctuation_plural_or_little_words(heading):
    content = write_csv([[heading, "Autre"], ["Klein", "x"]])
    sheet = load(content, (FEW[0],))
    assert rows_of(sheet) == [{"name": "Klein"}]
    assert sheet.ignored == ["Autre"]


def test_words_are_compared_without_accents_gender_or_plural():
    assert key("Suppléant·e") == key("suppléante") == key("SUPPLEANTS") == key("suppléant(e)")
    assert key("Début de mandat") == key("debut du mandat")
    assert key("Cœur") == key("coeur")
    assert key("Nom") != key("Prénom")


def test_two_columns_that_say_the_same_are_a_problem():
    sheet = load(b"Nom;Depuis;Date\nKlein;;\n", FEW)
    assert [(p.row, p.column) for p in sheet.problems] == [(1, "Date")]
    assert "n’en gardez qu’une" in str(sheet.problems[0])


def test_a_missing_column_is_told_once_with_the_headings_that_would_do():
    sheet = load(b"SIRET;Depuis\n;\n;01/01/2024\n", FEW)
    assert [str(problem) for problem in sheet.problems] == [
        "Ligne 1, colonne «\u202fNom\u202f»\u202f: Cette colonne manque. Intitulés reconnus\u202f: Nom."
    ]


# Problems


def test_E2_every_bad_cell_is_told_not_only_the_first():
    content = b"Nom;Depuis;SIRET\nKlein;31/02/2023;123\n;hier;\nWeiss;01/01/2024;24670048800017\n"
    sheet = load(content, FEW)
    assert [(problem.row, problem.column, problem.value) for problem in sheet.problems] == [
        (2, "Depuis", "31/02/2023"),
        (2, "SIRET", "123"),
        (3, "Nom", ""),
        (3, "Depuis", "hier"),
    ]
    assert "Cette date n’existe pas" in str(sheet.problems[0])
    assert "ne peut pas rester vide" in str(sheet.problems[2])
    assert "24 novembre 2026" in str(sheet.problems[3])


def test_a_row_with_more_cells_than_headings_is_told():
    sheet = load(b"Nom;Depuis;SIRET\nKlein;;;Weiss\nRoth;;;\n", FEW)
    assert [(problem.row, problem.value) for problem in sheet.problems] == [(2, "Weiss")]


def test_an_import_adds_its_own_reasons_with_the_heading_of_the_file():
    sheet = load(b"NOM;Depuis\nKlein;\n", FEW)
    sheet.problem(sheet.rows[0], "name", "Cette personne siège déjà.")
    assert str(sheet.problems[0]) == (
        "Ligne 2, colonne «\u202fNOM\u202f», valeur «\u202fKlein\u202f»\u202f: Cette personne siège déjà."
    )


def outcome(content):
    try:
        return load(content, FEW)
    except Unreadable as refusal:
        return str(refusal)


@given(st.binary(max_size=300))
def test_any_bytes_are_either_read_or_refused_in_words(content):
    found = outcome(content)
    assert found
    assert isinstance(found, str) or found.problems or all(row["name"] for row in found.rows)
