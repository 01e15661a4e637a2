"""RULES E2: members come in from the spreadsheet a clerk keeps, as it is, or not at all."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from council.columns import COLUMNS, proper_case
from council.imports import import_members
from council.models import Body, Office, Person, Seat, Term, composition
from council.services import end_term
from register.models import Entry
from territory.models import Organisation

pytestmark = pytest.mark.django_db

FILE = Path(__file__).parent / "data" / "tableur-secretariat.csv"
HEADINGS = "Collège;Siège n°;Organisme;SIRET;Prénom;NOM;Courriel;Titulaire / suppléant;Début de mandat;Fin de mandat"
LINE = "Réseaux;B-01;CRESS;;Thierry;N’DIAYE;t@exemple.fr;titulaire;11/03/2023;"


def bring(*lines, at, headings=HEADINGS, **options):
    return import_members("\r\n".join([headings, *lines]).encode(), by=None, at=at, **options)


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in (Person, Seat, Term, Office, Organisation)}


def test_E2_the_secretariat_s_file_goes_in_as_it_is(at):
    report = import_members(FILE, by=None, at=at)
    assert (report.created, report.problems, report.ignored) == (30, [], [])
    read = composition(Body.objects.plenary().get(), date(2026, 11, 23))
    assert [len(college.seats) for college in read.colleges] == [5, 4, 6, 2]
    assert [college.college.letter for college in read.colleges] == ["A", "B", "C", "D"]
    assert {office.side for office in read.co_chairs} == {
        "Ville de Strasbourg",
        "Eurométropole de Strasbourg",
        "CRESS Grand Est",
    }
    assert Organisation.objects.get(name="Stadt Kehl").siret is None
    assert Organisation.objects.get(name="Ville de Strasbourg").siret == "34167211068405"
    assert Person.objects.filter(email="").count() == 6
    assert Term.objects.get(person__last_name="Sutter").starts_on == date(2024, 9, 1)


def test_E2_a_second_run_of_the_same_file_changes_nothing(at):
    import_members(FILE, by=None, at=at)
    before, entries = everything(), Entry.objects.count()
    report = import_members(FILE, by=None, at=at)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 30)
    assert (everything(), Entry.objects.count()) == (before, entries)


def test_E2_checking_reports_and_writes_nothing(at):
    report = import_members(FILE, by=None, at=at, check=True)
    assert (report.created, report.ok) == (30, True)
    assert not Person.objects.exists()
    assert not Entry.objects.exists()


def test_E2_one_bad_line_and_nothing_is_written_and_every_bad_line_is_told(at):
    report = bring(
        LINE,
        "Réseaux;B-02;URSIEA;123;Marc;Roth;m@exemple.fr;titulaire;31/02/2023;",
        "Réseaux;B-03;URSIEA;;;Roth;pas une adresse;remplaçant;11/03/2023;",
        "Réseaux;B-01;CRESS;;Anne;Roth;;titulaire;01/01/2024;",
        "Autres;B-04;URSIEA;;Luc;Klein;;titulaire;01/01/2024;",
        "Réseaux;B-05;URSIEA;;Paul;Leroy;t@exemple.fr;titulaire;01/01/2024;",
        "Réseaux;B-06;URSIEA;;Léa;Fuchs;;titulaire;01/01/2024;01/01/2023",
        at=at,
    )
    assert [(p.row, p.column, p.value) for p in sorted(report.problems, key=lambda p: p.row)] == [
        (3, "SIRET", "123"),
        (3, "Début de mandat", "31/02/2023"),
        (4, "Prénom", ""),
        (4, "Courriel", "pas une adresse"),
        (4, "Titulaire / suppléant", "remplaçant"),
        (5, "Siège n°", "B-01"),
        (6, "Collège", "Autres"),
        (7, "Courriel", "t@exemple.fr"),
        (8, "Siège n°", "B-06"),
    ]
    assert "Thierry N’Diaye" in report.as_text()
    assert not Person.objects.exists()
    assert not Body.objects.exists()


def test_columns_in_any_order_without_accents_and_unknown_ones_left(at):
    report = bring(
        "Roth;marc;15/01/2024;B-01;Reseaux;n’importe;URSIEA",
        headings="nom;PRENOM;debut;siege;college;Couleur;structure",
        at=at,
    )
    assert (report.created, report.ignored) == (1, ["Couleur"])
    assert Term.objects.get().seat.organisation.name == "URSIEA"


def test_a_missing_column_is_told_once_and_no_line_is_tried(at):
    report = bring("Réseaux;B-01", "Réseaux;B-02", headings="Collège;Siège n°", at=at)
    assert [p.column for p in report.problems] == ["Prénom", "Nom", "Début de mandat"]


def test_an_xlsx_with_real_dates_goes_in(at, tmp_path):
    workbook = Workbook()
    workbook.active.append(["Collège", "Siège n°", "Prénom", "NOM", "Début de mandat", "Coprésidence"])
    workbook.active.append(["Réseaux", "B-01", "Thierry", "NDIAYE", date(2023, 3, 11), True])
    workbook.save(tmp_path / "membres.xlsx")
    assert import_members(tmp_path / "membres.xlsx", by=None, at=at).created == 1
    assert Term.objects.get().starts_on == date(2023, 3, 11)
    assert Office.objects.get().side == "Réseaux"


def test_D3_what_a_person_corrected_stays(at):
    bring(LINE, at=at)
    person = Person.objects.get()
    person.first_name, person.civility = "Thiéry", "M"
    person.save()
    cress = Organisation.objects.get()
    cress.siret = "34993152470056"
    cress.save()
    report = bring(LINE.replace("CRESS;;", "CRESS;590 507 255 49179;"), at=at)
    assert [p.column for p in report.problems] == ["Organisme"]  # another establishment of the same name
    assert bring(LINE, at=at).unchanged == 1
    person.refresh_from_db()
    assert (person.first_name, person.civility) == ("Thiéry", "M")


def test_a_later_file_fills_in_what_was_not_known_and_leaves_ended_terms(at):
    bring(LINE.replace("t@exemple.fr", ""), at=at)
    assert bring(LINE + "10/03/2029", at=at).updated == 1
    term = Term.objects.get()
    assert (term.ends_on, term.person.email) == (date(2029, 3, 10), "t@exemple.fr")
    end_term(term=term, on=date(2024, 1, 1), reason="Démission", by=None, at=at)
    assert bring(LINE + "10/03/2029", at=at).unchanged == 1


def test_A4_every_act_of_an_import_is_registered(at):
    import_members(FILE, by=None, at=at)
    acts = Counter(Entry.objects.values_list("act", flat=True))
    assert acts == {"term.started": 30, "office.started": 3, "profile.adopted": 1}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("N’DIAYE", "N’Diaye"),
        ("PETIT-JEAN", "Petit-Jean"),
        ("D’ANGELO", "D’Angelo"),
        ("ÇELIK", "Çelik"),
        ("OBERLÉ", "Oberlé"),
        ("VON DER MÜHLL", "Von Der Mühll"),
        ("MARTIN DE LA TOUR", "Martin de La Tour"),
        ("McAllister", "McAllister"),
        ("de Gaulle", "de Gaulle"),
        ("李", "李"),
    ],
)
def test_names_in_capitals_get_their_case(typed, meant):
    assert proper_case(typed) == meant


def test_the_command_answers_in_one_line_on_failure(tmp_path, capsys):
    bad = tmp_path / "membres.csv"
    bad.write_text(f"{HEADINGS}\n{LINE.replace('11/03/2023', 'hier')}", encoding="utf-8")
    with pytest.raises(CommandError, match="1 point à corriger"):
        call_command("import_members", bad)
    assert "« hier »" in capsys.readouterr().out.replace("\u202f", " ")
    with pytest.raises(CommandError, match=r"absent\.csv"):
        call_command("import_members", tmp_path / "absent.csv")
    call_command("import_members", FILE, "--check")
    assert "rien n’a été écrit" in capsys.readouterr().out


def test_every_column_is_documented_for_the_clerk():
    page = Path("docs/import.md").read_text(encoding="utf-8")
    assert [column.heading for column in COLUMNS if f"| {column.heading} |" not in page] == []
