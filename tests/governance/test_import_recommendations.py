"""RULES E2: what a council recommended before comes in from its spreadsheet, as it was, or not at all."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from accounts.groups import prepare_groups
from common.lifecycle import NotAllowed
from common.spreadsheets import template_csv
from governance import services
from governance.columns import COLUMNS
from governance.enums import State
from governance.imports import import_recommendations
from governance.models import Answer, Ballot, Recommendation, RecommendationMove, Theme, Transmission, Version
from governance.papers import draw_leaflet, leaflet_of
from register.models import Entry
from register.services import verify
from tests.accounts.factories import UserFactory
from tests.council.factories import PersonFactory
from tests.governance.test_papers import flat
from tests.governance.world import draft, found
from tests.territory.factories import OrganisationFactory, PlaceFactory

pytestmark = pytest.mark.django_db

HEADINGS = [column.heading for column in COLUMNS]
ADMISSIBLE = {
    "Numéro": "2024-001", "Titre": "Des ateliers ouverts", "Texte": "1. Ouvrir.", "Auteur": "Odile Weiss",
    "Date de dépôt": "11/03/2024", "État": "recevable",
}  # fmt: skip
REJECTED = ADMISSIBLE | {"Numéro": "2024/2", "État": "Rejetée", "Date du vote": "24 mai 2024"}
ADOPTED = REJECTED | {"Numéro": "2024-3", "État": "adoptée", "Pour": "29", "Contre": "6", "Abstention": "5"}
SENT = ADOPTED | {"Numéro": "2024-004", "État": "transmise", "Date de transmission": "31/05/2024"}
ANSWERED = SENT | {
    "Numéro": "2024-005", "Nature": "Avis", "Résumé": "En bref.", "Exposé des motifs": "Parce que.",
    "Thèmes": "Insertion, Énergie", "Communes": "schiltigheim", "Organisation": "cress grand est",
    "État": "répondue", "Réponse attendue le": "30/09/2024", "Réponse": "non retenue", "Date de réponse": "12/09/2024",
    "Délibération": "2024-112", "Réponse motivée": "Trop cher.",
}  # fmt: skip
UNDER_WAY = ANSWERED | {"Numéro": "2024-006", "État": "en cours de mise en œuvre", "Réponse": "acceptée en partie"}
DONE = UNDER_WAY | {"Numéro": "2024-007", "État": "mise en œuvre", "Réponse": "acceptée"}
GOOD = [ADMISSIBLE, REJECTED, ADOPTED, SENT, ANSWERED, UNDER_WAY, DONE]


@pytest.fixture
def clerk():
    PersonFactory(first_name="Odile", last_name="Weiss", slug="odile-weiss", email="odile@exemple.fr")
    PlaceFactory(name="Schiltigheim")
    OrganisationFactory(name="CRESS Grand Est")
    return UserFactory(clerk=True)


def file_of(*rows):
    """A CSV with these rows ({heading: cell}), as the template begins it."""
    lines = [";".join(f'"{row.get(heading, "")}"' for heading in HEADINGS) for row in rows]
    return template_csv(COLUMNS) + "\r\n".join(lines).encode()


def everything():
    models = (Recommendation, Version, RecommendationMove, Transmission, Answer, Theme, Entry)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


def test_E2_every_state_of_the_past_comes_in(clerk, at):
    report = import_recommendations(file_of(*GOOD), by=clerk, at=at)
    assert (report.created, report.problems, report.ignored) == (7, [], [])
    assert list(Recommendation.objects.order_by("number").values_list("number", "state")) == [
        ("2024-001", "admissible"), ("2024-002", "rejected"), ("2024-003", "adopted"), ("2024-004", "transmitted"),
        ("2024-005", "answered"), ("2024-006", "in_implementation"), ("2024-007", "implemented"),
    ]  # fmt: skip
    assert verify() is None


def test_R2_known_steps_are_moves_at_their_own_dates_and_say_that_they_were_taken_over(clerk, at):
    import_recommendations(file_of(DONE), by=clerk, at=at)
    moves = list(RecommendationMove.objects.all())
    assert [(move.step, move.source, move.target, move.at.date().isoformat()) for move in moves] == [
        ("submit", "draft", "submitted", "2024-03-11"),
        ("adopt", "submitted", "adopted", "2024-05-24"),
        ("transmit", "adopted", "transmitted", "2024-05-31"),
        ("answer", "transmitted", "answered", "2024-09-12"),
        ("implement", "answered", "in_implementation", "2024-09-12"),
        ("complete", "in_implementation", "implemented", "2024-09-12"),
    ]
    assert {(move.by, move.by_function) for move in moves} == {(clerk, "clerk")}
    assert all(move.note.startswith("Repris du registre antérieur") for move in moves)
    assert all("n’en donne pas la date" in move.note for move in moves[-2:])


def test_V1_no_ballot_is_made_up_and_the_totals_are_told(clerk, at):
    import_recommendations(file_of(ADOPTED, REJECTED), by=clerk, at=at)
    assert not Ballot.objects.exists()
    notes = [flat_note(step) for step in ("adopt", "reject")]
    assert notes == [
        "Repris du registre antérieur : 29 pour, 6 contre, 5 abstentions.",
        "Repris du registre antérieur, qui ne donne pas le décompte du vote.",
    ]


def flat_note(step):
    return RecommendationMove.objects.get(step=step).note.replace("\u202f", " ")


def test_every_cell_arrives(clerk, at):
    import_recommendations(file_of(ANSWERED), by=clerk, at=at)
    text = Recommendation.objects.get()
    answer = text.transmission.answer
    assert (text.kind, text.summary, text.rationale) == ("opinion", "En bref.", "Parce que.")
    assert {theme.slug for theme in text.themes.all()} == {"energie", "insertion"}
    assert [place.name for place in text.places.all()] == ["Schiltigheim"]
    assert (text.author.email, text.on_behalf_of.name) == ("odile@exemple.fr", "CRESS Grand Est")
    assert (text.transmission.sent_on, text.transmission.due_on) == (date(2024, 5, 31), date(2024, 9, 30))
    assert (answer.outcome, answer.answered_on, answer.deliberation_number, answer.reason) == (
        "declined", date(2024, 9, 12), "2024-112", "Trop cher.",
    )  # fmt: skip
    assert text.versions.get().digest == text.transmission.text_digest
    assert not text.transmission.document


def test_R2_without_a_date_asked_for_the_answer_is_due_when_the_rules_say(clerk, at):
    import_recommendations(file_of(SENT), by=clerk, at=at)
    assert Transmission.objects.get().due_on == date(2024, 9, 30)


def test_A1_taking_over_is_one_act_at_the_moment_it_is_done(clerk, at):
    import_recommendations(file_of(DONE), by=clerk, at=at)
    entry = Entry.objects.get()
    assert (entry.act, entry.subject, entry.actor_function, entry.at) == (
        "recommendation.taken_over", "recommendation 2024-007", "clerk", at,
    )  # fmt: skip


def test_E2_a_second_run_of_the_same_file_changes_nothing(clerk, at):
    import_recommendations(file_of(*GOOD), by=clerk, at=at)
    before = everything()
    report = import_recommendations(file_of(*GOOD), by=clerk, at=at)
    assert (report.created, report.updated, report.unchanged, report.ok) == (0, 0, 7, True)
    assert everything() == before


def test_E2_checking_reports_and_writes_nothing(clerk, at):
    report = import_recommendations(file_of(*GOOD), by=clerk, at=at, check=True)
    assert (report.created, report.ok) == (7, True)
    assert not any(everything().values())


BAD = [
    (ADMISSIBLE | {"Numéro": "14"}, "Numéro", "2024-007"),
    (ADMISSIBLE | {"Numéro": "2024-000"}, "Numéro", "2024-007"),
    (ADMISSIBLE | {"Numéro": "2027-001"}, "Numéro", "pas encore venue"),
    (ADMISSIBLE | {"Nature": "vœu"}, "Nature", "l’un de ces mots"),
    (ADMISSIBLE | {"Titre": ""}, "Titre", "vide"),
    (ADMISSIBLE | {"Titre": "x" * 201}, "Titre", "200"),
    (ADMISSIBLE | {"Résumé": "x" * 601}, "Résumé", "600"),
    (ADMISSIBLE | {"Texte": ""}, "Texte", "vide"),
    (ADMISSIBLE | {"Communes": "Brest"}, "Communes", "commune du territoire"),
    (ADMISSIBLE | {"Auteur": "Personne d’Autre"}, "Auteur", "connu"),
    (ADMISSIBLE | {"Auteur": "inconnue@exemple.fr"}, "Auteur", "connu"),
    (ADMISSIBLE | {"Organisation": "Inconnue"}, "Organisation", "Aucune organisation"),
    (ADMISSIBLE | {"Date de dépôt": "31/02/2024"}, "Date de dépôt", "n’existe pas"),
    (ADMISSIBLE | {"Date de dépôt": "01/01/2030"}, "Date de dépôt", "à venir"),
    (ADMISSIBLE | {"État": "brouillon"}, "État", "l’un de ces mots"),
    (ADMISSIBLE | {"Date du vote": "24/05/2024"}, "Date du vote", "jusque-là"),
    (ADMISSIBLE | {"Pour": "3"}, "Pour", "jusque-là"),
    (ADOPTED | {"Date du vote": ""}, "Date du vote", "suppose"),
    (ADOPTED | {"Date du vote": "01/01/2024"}, "Date du vote", "précède"),
    (ADOPTED | {"Contre": ""}, "Contre", "les trois"),
    (ADOPTED | {"Pour": "beaucoup"}, "Pour", "chiffres"),
    (ADOPTED | {"Abstention": "-2"}, "Abstention", "chiffres"),
    (ADOPTED | {"Date de transmission": "31/05/2024"}, "Date de transmission", "jusque-là"),
    (SENT | {"Date de transmission": ""}, "Date de transmission", "suppose"),
    (SENT | {"Réponse attendue le": "30/05/2024"}, "Réponse attendue le", "après l’envoi"),
    (SENT | {"Réponse": "acceptée"}, "Réponse", "jusque-là"),
    (ANSWERED | {"Réponse": ""}, "Réponse", "suppose"),
    (ANSWERED | {"Réponse": "peut-être"}, "Réponse", "l’un de ces mots"),
    (ANSWERED | {"Date de réponse": ""}, "Date de réponse", "suppose"),
    (ANSWERED | {"Date de réponse": "01/04/2024"}, "Date de réponse", "précède"),
    (ANSWERED | {"Réponse motivée": ""}, "Réponse motivée", "motivée"),
    (ANSWERED | {"Réponse": "reportée"}, "Reportée au", "jusqu’à quelle date"),
    (DONE | {"Réponse": "non retenue"}, "État", "rien à mettre en œuvre"),
]


@pytest.mark.parametrize(("row", "column", "why"), BAD, ids=[f"{n} {column}" for n, (_r, column, _w) in enumerate(BAD)])
def test_E2_a_bad_cell_is_told_and_nothing_is_written(clerk, at, row, column, why):
    good = ADMISSIBLE | {"Numéro": "2023-009"}
    report = import_recommendations(file_of(good, row), by=clerk, at=at)
    assert [(problem.row, problem.column, problem.value) for problem in report.problems] == [
        (3, column, row.get(column, ""))
    ]
    assert why in str(report.problems[0].why)
    assert not any(everything().values())


def test_E2_every_bad_line_is_told_at_once(clerk, at):
    rows = [row for row, _column, _why in BAD]
    report = import_recommendations(file_of(*rows), by=clerk, at=at)
    assert sorted({problem.row for problem in report.problems}) == list(range(2, len(rows) + 2))


def test_E2_a_number_that_is_another_text_s_is_refused(clerk, at):
    report = import_recommendations(file_of(ADMISSIBLE, ADMISSIBLE | {"Texte": "Autre chose."}), by=clerk, at=at)
    assert [(problem.row, problem.column) for problem in report.problems] == [(3, "Numéro")]
    assert "ne se remplace pas" in report.as_text()


def test_two_people_of_one_name_are_told_apart_by_their_address(clerk, at):
    PersonFactory(first_name="Odile", last_name="Weiss", slug="odile-weiss-2", email="autre@exemple.fr")
    report = import_recommendations(file_of(ADMISSIBLE), by=clerk, at=at)
    assert "courriel" in str(report.problems[0].why)
    assert import_recommendations(file_of(ADMISSIBLE | {"Auteur": "autre@exemple.fr"}), by=clerk, at=at).ok
    assert Recommendation.objects.get().author.slug == "odile-weiss-2"


def test_R2_new_texts_are_numbered_after_the_highest_taken_over(at):
    world = found()
    row = ADMISSIBLE | {"Numéro": f"{at.year}-041", "Auteur": str(world.person("author"))}
    assert import_recommendations(file_of(row), by=world.users["clerk"], at=at).ok
    submitted = services.submit(draft(world, at), by=world.users["author"], at=at)
    assert submitted.number == f"{at.year}-042"


def test_R5_an_adopted_text_taken_over_is_sent_as_it_was_adopted(clerk, at):
    import_recommendations(file_of(ADOPTED), by=clerk, at=at)
    adopted = Recommendation.objects.get()
    sent = services.transmit(adopted, by=clerk, at=at, letter="Voici.", due_on=date(2026, 9, 1))
    assert sent.version == adopted.versions.get()
    with sent.document.open() as document:
        assert "Repris du registre antérieur : 29 pour" in flat(document.read())


def test_the_public_page_and_the_leaflet_tell_the_past(clerk, at, client):
    import_recommendations(file_of(DONE), by=clerk, at=at)
    text = Recommendation.objects.get()
    assert "29 pour" in client.get(text.get_absolute_url()).content.decode()
    assert "5 abstentions" in flat(draw_leaflet(leaflet_of(text, version=text.versions.get())))


def test_only_the_secretariat_takes_over(clerk, at):
    for stranger in (UserFactory(), UserFactory(liaison=True)):
        with pytest.raises(NotAllowed):
            import_recommendations(file_of(ADMISSIBLE), by=stranger, at=at)
    assert State.DRAFT not in Recommendation.objects.values_list("state", flat=True)


def test_an_xlsx_with_real_dates_and_numbers_goes_in(clerk, at, tmp_path):
    workbook = Workbook()
    workbook.active.append(["N°", "titre", "TEXTE", "auteur", "Déposée le", "Statut", "Votée le", "Pour", "Contre",
                            "Abstentions", "Couleur"])  # fmt: skip
    workbook.active.append(["2024-1", "Des ateliers", "Ouvrir.", "weiss odile", date(2024, 3, 11), "adopté",
                            date(2024, 5, 24), 29, 6, 5, "bleu"])  # fmt: skip
    workbook.save(tmp_path / "recommandations.xlsx")
    report = import_recommendations(tmp_path / "recommandations.xlsx", by=clerk, at=at)
    assert (report.created, report.ignored, report.problems) == (1, ["Couleur"], [])
    assert "29 pour" in flat_note("adopt")


def test_the_command_signs_with_the_secretariat_and_answers_in_one_line_on_failure(tmp_path, capsys):
    path = tmp_path / "recommandations.csv"
    path.write_bytes(file_of(ADMISSIBLE | {"État": "oubliée"}))
    with pytest.raises(CommandError, match="secretariat"):
        call_command("import_recommendations", path)
    PersonFactory(first_name="Odile", last_name="Weiss", slug="odile-weiss")
    UserFactory(clerk=True, email="greffe@exemple.fr")
    with pytest.raises(CommandError, match="1 point à corriger"):
        call_command("import_recommendations", path)
    assert "oubliée" in capsys.readouterr().out
    path.write_bytes(file_of(ADMISSIBLE))
    call_command("import_recommendations", path, "--check")
    assert "rien n’a été écrit" in capsys.readouterr().out
    assert not Recommendation.objects.exists()
    call_command("import_recommendations", path, "--by", "Greffe@exemple.fr")
    assert Recommendation.objects.get().moves.first().by.email == "greffe@exemple.fr"
    with pytest.raises(CommandError, match=r"absent\.csv"):
        call_command("import_recommendations", tmp_path / "absent.csv")


def test_E2_the_back_office_checks_first_then_asks_then_writes(clerk, client):
    prepare_groups(kept=["governance"], seen=[])
    client.force_login(clerk)
    address = reverse("import_recommendations:index")
    assert client.get(address).status_code == 200
    page = client.post(address, {"file": SimpleUploadedFile("recommandations.csv", file_of(*GOOD))})
    assert page.context["report"].created == 7
    assert not Recommendation.objects.exists()
    answer = client.post(address, {"content": page.context["content"]})
    assert answer.url == reverse("recommendation:index")
    assert Recommendation.objects.count() == 7


def test_only_the_secretariat_finds_the_import(client):
    client.force_login(UserFactory(superuser=True))
    assert client.get(reverse("import_recommendations:index")).status_code == 302


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_templates_to_fill_in_carry_every_heading(clerk, client, extension, tmp_path):
    prepare_groups(kept=["governance"], seen=[])
    client.force_login(clerk)
    content = client.get(reverse("import_recommendations:template", args=[extension])).content
    if extension == "csv":
        headings = content.decode("utf-8-sig").strip().split(";")
    else:
        (tmp_path / "modele.xlsx").write_bytes(content)
        headings = [cell.value for cell in load_workbook(tmp_path / "modele.xlsx").worksheets[0][1]]
    assert headings == HEADINGS


def test_every_column_is_documented_for_the_clerk():
    page = Path("docs/import.md").read_text(encoding="utf-8")
    assert [heading for heading in HEADINGS if f"| {heading} |" not in page] == []
