"""RULES R3 at the door: everything that happened to a text, for each reader what they may see, at one cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance import services
from governance.enums import State
from governance.models import Recommendation, Version
from governance.presenters.diagram import PLACES, diagram_of
from governance.presenters.road import moves_of
from governance.procedure import LIFE
from tests.governance.drafting import BODY, in_drafting, propose, step
from tests.governance.factories import RecommendationFactory
from tests.governance.world import found

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def text(world, at):
    """In drafting, reworked twice and frozen once, with one amendment taken in."""
    text = in_drafting(world, at)
    by = world.users["rapporteur"]
    services.edit(text, by=by, at=at + DAY, body=BODY + "\n4. d’évaluer.", reason="réunion du groupe")
    services.edit(text, by=by, at=at + 2 * DAY, body=BODY + "\n4. d’évaluer chaque année.", reason="relecture")
    services.publish(text, by=by, at=at + 3 * DAY)
    step(world, "accept", propose(world, text, "10 %", "20 %", at + 4 * DAY), at + 4 * DAY)
    services.integrate(text, by=by, at=at + 5 * DAY)
    return Recommendation.objects.get(pk=text.pk)


def read(client, text, **query):
    return client.get(reverse("governance:history", args=[text.number]), query).content.decode()


def test_R3_the_public_reads_every_step_and_version_with_who_when_and_why(client, text):
    page = read(client, text)
    told = ("Version 3 figée", "amendement A1 intégré", "Version 2 figée", "Confiée pour rédaction", "coprésidence")
    assert [page.index(words) for words in told[:4]] == sorted(page.index(words) for words in told[:4])
    assert "coprésidence" in page
    assert reverse("governance:compared", args=[text.number, 2, 3]) in page
    assert "relecture" not in page


def test_R3_working_edits_are_told_to_who_works_on_the_text_and_each_thing_once(client, world, text):
    client.force_login(world.users["rapporteur"])
    page = read(client, text)
    assert page.count("Texte de travail modifié") == 2  # what a step or a version saved is that step, that version
    assert "relecture" in page
    assert page.count("Version 3 figée") == 2  # the line, and the words of its link to what changed


def test_R3_what_came_before_admissibility_is_not_told_to_the_public(client, world, at):
    text = RecommendationFactory(world=world, at=at, inadmissible=True)
    services.edit(text, by=world.users["author"], at=at + DAY, body="1. Corrigé.")
    text = services.submit(Recommendation.objects.get(pk=text.pk), by=world.users["author"], at=at + 2 * DAY)
    text = services.admit(text, by=world.users["co_chair"], at=at + 3 * DAY)
    page = read(client, text)
    assert "Hors champ." not in page
    assert "Version 1 figée" not in page
    assert page.count('timeline__what">Déposée') == 1
    client.force_login(world.users["author"])
    assert "Hors champ." in read(client, text)


def many(text, by, at, count):
    """So many more versions and working edits, as years of work would leave them."""
    last = text.versions.latest("number").number
    Version.objects.bulk_create(
        Version(recommendation=text, number=last + n, digest=f"{n:064}", reason="relecture", frozen_by=by,
                frozen_at=at + timedelta(hours=n), **(text.words() | {"body": f"{BODY} {n}" * 20}))
        for n in range(1, count + 1)
    )  # fmt: skip
    history = text.history.model
    history.objects.bulk_create(
        history(
            id=text.pk, title=text.title, body=BODY * 20, kind=text.kind, state=text.state, author_id=text.author_id,
            created_at=at, changed_at=at, history_date=at + timedelta(hours=n, minutes=5), history_type="~",
            history_user=by, history_change_reason="relecture",
        )
        for n in range(1, count + 1)
    )  # fmt: skip


@pytest.mark.parametrize("role", ["", "rapporteur"])
def test_R3_a_text_with_a_thousand_revisions_asks_no_query_more(client, world, text, at, role):
    if role:
        client.force_login(world.users[role])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = read(client, text)
        assert page.count("timeline__event") <= 25
        return len(queries)

    asked()
    many(text, world.users["rapporteur"], at + 10 * DAY, 10)
    few = asked()
    many(text, world.users["rapporteur"], at + 99 * DAY, 990)
    assert asked() == few <= (16 if role else 12)  # three more say who signed in
    assert "Version 1003 figée" in read(client, text)
    assert "Version 1003 figée" not in read(client, text, page=2)


@pytest.mark.parametrize("page", ["0", "x", "9999"])
def test_a_page_that_does_not_exist_is_one_that_does(client, text, page):
    assert "timeline__event" in read(client, text, page=page)


def test_R2_the_drawing_has_every_state_and_every_step_of_the_table():
    assert set(PLACES) == set(State)
    diagram = diagram_of(Recommendation(state=State.DRAFT), [])
    pairs = {(source, step.target) for step in LIFE.steps.values() for source in step.sources}
    assert len(diagram.arrows) == len(pairs)
    assert len(diagram.ways) == sum(len(step.sources) for step in LIFE.steps.values())
    assert [box.status for box in diagram.boxes if box.status] == ["current"]


def test_R2_the_road_taken_is_drawn_and_said(client, text):
    diagram = diagram_of(text, moves_of(text, insider=True))
    passed = {box.label for box in diagram.boxes if box.status == "passed"}
    assert passed == {"Brouillon", "Déposée", "Recevable"}
    assert sum(arrow.taken for arrow in diagram.arrows) == 3
    assert [way.step for way in diagram.ways if way.taken] == [
        "Déposer", "Déclarer recevable", "Confier à un rapporteur ou une rapporteuse",
    ]  # fmt: skip
