"""RULES R8: the steps of an implementation, their parts, what shows them; how they are shown."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from governance import services
from governance.enums import State
from governance.presenters.followup import FollowUp
from governance.presenters.record import Record
from register.models import Entry
from tests.governance.factories import FollowUpStepFactory
from tests.governance.test_liaison import PDF
from tests.governance.world import found, reach

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def text(world, at):
    return reach(world, State.ANSWERED, at)


@pytest.fixture
def add(world, text, at):
    return lambda title, **given: FollowUpStepFactory(
        world=world, recommendation=text, at=at, title=title, owner="Achats", **given
    )


def test_R8_parts_say_how_far_a_step_has_come_and_their_weights_count(add, text, at):
    whole = add("Marché", weight=3, due_on=at.date() + 10 * DAY)
    add("Cahier des charges", parent=whole, progress=100)
    add("Publication", parent=whole, weight=3)
    add("Bilan", progress=100)
    shown = FollowUp(list(text.followup.order_by("pk")), at.date() + 11 * DAY)
    assert [(step.what, step.depth, step.value, step.status) for step in shown.commitments] == [
        ("Marché", 0, 25.0, "late"), ("Cahier des charges", 1, 100.0, "done"), ("Publication", 1, 0.0, ""),
        ("Bilan", 0, 100.0, "done"),
    ]  # fmt: skip
    assert shown.hundredths == 43.75


def test_R8_the_progress_of_a_step_with_parts_is_not_typed(add, world, at):
    whole = add("Marché")
    add("Publication", parent=whole)
    with pytest.raises(Refused, match="parties"):
        services.update_step(whole, by=world.users["clerk"], at=at, progress=50)
    services.update_step(whole, by=world.users["clerk"], at=at, evidence="Réunion tenue.")


def test_R8_a_part_belongs_to_a_step_of_the_same_text(add, world, at):
    elsewhere = FollowUpStepFactory(world=world, recommendation=reach(world, State.ANSWERED, at), at=at)
    with pytest.raises(Refused, match="même texte"):
        add("Publication", parent=elsewhere)


@pytest.mark.parametrize("role", ["author", "rapporteur", "co_chair", "member0", "outsider"])
def test_R2_only_the_liaison_and_the_secretariat_note_steps(role, world, text, at):
    with pytest.raises(NotAllowed):
        services.add_step(text, by=world.users[role], at=at, title="A", owner="B")


def test_R2_steps_are_noted_once_there_is_an_answer(world, at):
    with pytest.raises(OutOfTurn):
        services.add_step(reach(world, State.TRANSMITTED, at), by=world.users["clerk"], at=at, title="A", owner="B")


def test_E3_the_same_step_twice_is_one(add, text):
    first = add("Marché")
    with pytest.raises(AlreadyRecorded) as again:
        add("Marché")
    assert again.value.record == first == text.followup.get()


def test_R8_words_an_address_and_a_file_show_it_and_stay_in_the_register(client, add, world, text, at):
    step, before = add("Marché"), Entry.objects.count()
    client.force_login(world.users["clerk"])
    note = reverse("governance:follow", args=[text.number, step.pk])
    typed = {"progress": "60", "evidence": "Avis publié.", "evidence_url": "https://exemple.fr/avis"}
    with time_machine.travel(at + DAY, tick=False):
        client.post(note, typed | {"evidence_file": SimpleUploadedFile("x.pdf", PDF)})
        client.post(note, typed | {"progress": "70"})
    step.refresh_from_db()
    assert (step.progress, step.evidence_url, len(step.evidence_digest)) == (70, "https://exemple.fr/avis", 64)
    assert Entry.objects.count() == before + 2
    client.logout()
    page = client.get(text.get_absolute_url()).content.decode()
    assert "https://exemple.fr/avis" in page
    got = client.get(reverse("governance:evidence", args=[text.number, step.pk]))
    assert got["Content-Disposition"].startswith("attachment")
    assert got.content == PDF


def test_E1_a_bad_step_keeps_what_was_typed(client, world, text, at):
    client.force_login(world.users["clerk"])
    with time_machine.travel(at, tick=False):
        page = client.post(reverse("governance:follow", args=[text.number]), {"title": "Étape typée", "weight": "0"})
    assert page.status_code == 200
    assert "Étape typée" in page.content.decode()
    assert not text.followup.exists()


def test_the_record_reads_thirty_steps_in_as_many_queries_as_three(add, text, at, django_assert_num_queries):
    for number in (3, 30):
        for n in range(text.followup.count(), number):
            add(f"Étape {n}")
        record = Record(text, False, at.date())
        with django_assert_num_queries(1):
            assert len(record.commitments) == number
