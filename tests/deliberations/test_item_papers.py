"""RULES S4: papers of an item, known by their content, read only by who may see the item, marked when late."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.filetypes import KINDS, kind_of
from deliberations.models import ItemPaper
from tests.deliberations.factories import closed, convened, found, planned

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PDF = b"%PDF-1.7\nun document"


@pytest.fixture
def world():
    return found()


@pytest.fixture
def now(at):
    with time_machine.travel(at, tick=False):
        yield at


def archive(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in entries.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


TYPES = {"[Content_Types].xml": ""}
FILES = [
    (PDF, "PDF"),
    (b"\x89PNG\r\n\x1a\n....", "PNG"),
    (b"\xff\xd8\xff\xe0....", "JPEG"),
    (archive(**TYPES, word__document_dot_xml=""), "DOCX"),
    (archive(**TYPES, xl__workbook_dot_xml=""), "XLSX"),
    (archive(**TYPES, ppt__presentation_dot_xml=""), "PPTX"),
    (archive(mimetype="application/vnd.oasis.opendocument.text"), "ODT"),
    (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ODS"),
    (archive(**TYPES, word__document_dot_xml="", word__vbaProject_dot_bin=""), None),  # macros
    (archive(mimetype="application/epub+zip"), None),
    (archive(quelconque=""), None),
    (b"PK\x03\x04 tronqu\xc3\xa9", None),
    (b"<html><script>alert(1)</script>", None),
    (b"MZ\x90\x00", None),
    (b"", None),
]


@pytest.mark.parametrize(("content", "name"), FILES)
def test_S4_a_file_is_what_is_in_it(content, name):
    assert kind_of(content) == (KINDS[name] if name else None)


def add(world, item, at, **facts):
    facts = {"title": "Budget 2026", "content": PDF, "by": world.users["clerk"]} | facts
    return services.add_paper(item, at=at, **facts)


def test_S4_a_paper_keeps_its_digest_and_a_place_nobody_can_guess(world, at):
    item = planned(world, at).items.get()
    paper = add(world, item, at - 20 * DAY)
    assert (paper.kind, paper.size, paper.sha256) == ("PDF", len(PDF), hashlib.sha256(PDF).hexdigest())
    assert "budget" not in paper.file.name.lower()
    assert len(paper.file.name.rpartition("/")[2]) >= 32
    with pytest.raises(AlreadyRecorded):
        add(world, item, at - 19 * DAY)


def test_S4_another_kind_of_file_and_a_larger_one_are_refused(world, at, settings):
    item = planned(world, at).items.get()
    with pytest.raises(Refused, match="pas d’un format reconnu"):
        add(world, item, at, content=b"<html>")
    settings.PAPER_MAX_BYTES = len(PDF) - 1
    with pytest.raises(Refused, match="trop lourd : 0 Mo au plus"):
        add(world, item, at)
    assert not ItemPaper.objects.exists()


@pytest.mark.parametrize("role", ["author", "liaison", "outsider"])
def test_S4_only_who_prepares_joins_and_withdraws(role, world, at):
    item = planned(world, at).items.get()
    paper = add(world, item, at)
    for act in (
        lambda: add(world, item, at, content=PDF + b"2", by=world.users[role]),
        lambda: services.withdraw_paper(paper, by=world.users[role], at=at),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_S4_after_the_notice_a_paper_is_late_until_the_sitting_is_convened_anew(world, at):
    sitting = planned(world, at)
    item = sitting.items.get()
    early = add(world, item, at - 20 * DAY)
    sitting = services.convene(sitting, by=world.users["clerk"], at=at - 10 * DAY)
    late = add(world, item, at - 9 * DAY, content=PDF + b"2")
    assert [paper.is_late(sitting) for paper in (early, late)] == [False, True]


def test_S3_a_paper_added_after_the_notice_is_a_change_to_send(world, at):
    sitting = planned(world, at)
    add(world, sitting.items.get(), at - 20 * DAY)
    sitting = services.convene(sitting, by=world.users["clerk"], at=at - 10 * DAY)
    [frozen] = sitting.agenda_versions.get().content["items"]
    assert frozen["papers"] == [
        {"title": "Budget 2026", "visibility": "public", "sha256": hashlib.sha256(PDF).hexdigest()}
    ]
    assert not services.has_unsent_changes(sitting)
    add(world, sitting.items.get(), at - 9 * DAY, content=PDF + b"2")
    assert services.has_unsent_changes(sitting)


def test_S4_withdrawn_from_a_draft_it_never_was_and_later_it_is_kept_unread(world, at):
    draft = planned(world, at + 60 * DAY, title="Suivante")
    paper = add(world, draft.items.get(), at)
    services.withdraw_paper(paper, by=world.users["clerk"], at=at)
    assert not ItemPaper.objects.exists()
    announced = add(world, convened(world, at).items.get(), at - 9 * DAY)
    services.withdraw_paper(announced, by=world.users["clerk"], at=at - 8 * DAY)
    assert ItemPaper.objects.get().withdrawn_at == at - 8 * DAY
    assert not ItemPaper.objects.standing().exists()
    with pytest.raises(AlreadyRecorded):
        services.withdraw_paper(announced, by=world.users["clerk"], at=at)


def test_S4_an_item_leaves_with_its_papers(world, at):
    item = planned(world, at).items.get()
    add(world, item, at)
    services.remove_item(item, by=world.users["clerk"], at=at)
    assert not ItemPaper.objects.exists()


def test_S4_the_papers_of_a_sitting_that_was_held_do_not_change(world, at):
    item = closed(world, at).items.get()
    with pytest.raises(OutOfTurn, match="séance levée"):
        add(world, item, at + DAY)


READERS = ("anonymous", "outsider", "liaison", "author", "co_chair", "clerk")
EVERYBODY, INSIDE = set(READERS), {"author", "co_chair", "clerk"}
READ = [  # the item, the paper, who reads it once convened
    ("public", "public", EVERYBODY),
    ("public", "members", INSIDE),
    ("members", "public", INSIDE),
    ("members", "members", INSIDE),
]


@pytest.mark.parametrize(("of_item", "of_paper", "readers"), READ)
def test_E4_a_paper_is_found_by_who_may_see_its_item(of_item, of_paper, readers, world, client, now):
    sitting = planned(world, now + 10 * DAY)
    item = sitting.items.get()
    services.change_item(item, visibility=of_item, by=world.users["clerk"], at=now)
    paper = add(world, item, now, visibility=of_paper)
    path = reverse("deliberations:paper", args=[sitting.slug, paper.pk])

    def found_by(path):
        found = set()
        for role in READERS:
            client.logout()
            if role != "anonymous":
                client.force_login(world.users[role])
            if client.get(path).status_code == 200:
                found.add(role)
        return found

    assert found_by(path) == {"co_chair", "clerk"}  # a draft
    services.convene(sitting, by=world.users["clerk"], at=now)
    assert found_by(path) == readers
    other = convened(world, now + 40 * DAY, title="Autre")
    assert found_by(reverse("deliberations:paper", args=[other.slug, paper.pk])) == set()
    services.withdraw_paper(paper, by=world.users["clerk"], at=now)
    assert found_by(path) == set()


def test_S4_a_paper_is_handed_out_as_a_file_to_save(world, client, now):
    sitting = convened(world, now + 5 * DAY)
    paper = add(world, sitting.items.get(), now, title="Coûts & délais")
    answer = client.get(reverse("deliberations:paper", args=[sitting.slug, paper.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="couts-delais.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert client.get(f"/media/{paper.file.name}", follow=True).status_code == 404
    page = client.get(sitting.get_absolute_url()).content.decode()
    assert "Coûts &amp; délais" in page
    assert "ajouté après la convocation" in page


def test_S4_the_clerk_joins_a_file_and_takes_it_away(world, client, now):
    sitting = planned(world, now + 20 * DAY)
    item = sitting.items.get()
    client.force_login(world.users["clerk"])
    path = reverse("deliberations:add_paper", args=[sitting.slug, item.pk])
    wrong = SimpleUploadedFile("budget.pdf", b"<html>", content_type="application/pdf")
    page = client.post(path, {"file": wrong, "title": "Budget", "visibility": "public"}).content.decode()
    assert "pas d’un format reconnu" in page
    assert 'value="Budget"' in page
    right = SimpleUploadedFile("Note de cadrage.exe", PDF, content_type="text/html")
    assert client.post(path, {"file": right, "title": "", "visibility": "members"}).status_code == 302
    paper = ItemPaper.objects.get()
    assert (paper.title, paper.kind, paper.visibility) == ("Note de cadrage", "PDF", "members")
    client.post(reverse("deliberations:withdraw_paper", args=[sitting.slug, paper.pk]))
    assert not ItemPaper.objects.exists()
