"""The desk: what each function sees, literally; what awaits a member."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.deliberations.factories import convened, opened, planned, ready
from tests.governance.factories import BallotFactory, RecommendationFactory

pytestmark = pytest.mark.django_db
MINE, NEXT, SITTINGS = "Mes propositions", "Prochaine séance", "Séances"
ASKED, NEWS, REFERRALS = "Points que j’ai demandés", "Avis par courriel", "Saisines"
SEEN = {  # role: the headings of its desk when something waits in every state
    "author": [MINE, ASKED, NEXT, NEWS],
    "member0": [MINE, ASKED, NEXT, NEWS],
    "rapporteur": ["Textes dont la rédaction vous est confiée", MINE, ASKED, NEXT, NEWS],
    "co_chair": [
        "Recevabilité à examiner", "Rédaction à confier", "Prêtes pour une séance", "Adoptées, à transmettre",
        MINE, ASKED, NEXT, SITTINGS, NEWS, REFERRALS,
    ],
    "clerk": [
        "Prêtes pour une séance", "Adoptées, à transmettre", "En attente de réponse", "Mises en œuvre à suivre",
        NEXT, SITTINGS, REFERRALS,
    ],
    "liaison": ["En attente de réponse", "Mises en œuvre à suivre", NEXT, REFERRALS],
    "outsider": [NEXT, NEWS],
}  # fmt: skip


def desk_of(client, user):
    client.force_login(user)
    response = client.get("/espace/")
    assert response.status_code == 200
    return response.content.decode()


def headings(page):
    return [re.sub(r"<[^>]+>", "", heading).strip() for heading in re.findall(r"<h2[^>]*>(.+?)</h2>", page)]


@pytest.fixture
def texts(world, now):
    for state in ("submitted", "admissible", "drafting", "ready", "adopted", "transmitted", "answered"):
        RecommendationFactory(world=world, at=now, title=f"Texte {state}", **{state: True})
    convened(world, now, starts_at=now.replace(month=5))


@pytest.mark.parametrize("role", SEEN)
def test_each_function_sees_what_waits_for_it_and_nothing_else(client, world, texts, role):
    assert headings(desk_of(client, world.users[role])) == SEEN[role]


def test_what_waits_for_a_co_chair_is_a_link_away(client, world, texts):
    page = desk_of(client, world.users["co_chair"])
    assert [state for state in ("submitted", "admissible", "ready", "adopted") if f"Texte {state}" not in page] == []
    assert "Texte answered" not in page


def test_R3_a_draft_is_on_the_desk_of_who_writes_it_alone(client, world, now):
    RecommendationFactory(world=world, at=now, title="Mon brouillon")
    shown = {role: "Mon brouillon" in desk_of(client, user) for role, user in world.users.items()}
    assert [role for role, seen in shown.items() if seen] == ["author"]


def test_V8_an_open_ballot_stands_first_on_the_desk_of_who_has_a_voice(client, world, now):
    ballot = BallotFactory(
        world=world, at=now, recommendation=RecommendationFactory(world=world, at=now, scheduled=True)
    )
    page = desk_of(client, world.users["member0"])
    assert "Un scrutin vous attend" in page
    assert f"/scrutins/{ballot.pk}/voter/" in page
    assert "Un scrutin vous attend" not in desk_of(client, world.users["clerk"])


def test_sittings_under_way_lead_to_the_screen_for_their_state(client, world, now):
    draft = planned(world, now, starts_at=now.replace(month=6), title="À préparer")
    held = opened(world, now)
    page = desk_of(client, world.users["clerk"])
    assert f"/seances/{draft.slug}/preparation/" in page
    assert f"/seances/{held.slug}/conduite/" in page
    assert "/preparation/" not in desk_of(client, world.users["member0"])


def test_the_desk_is_never_kept_by_a_cache_and_asks_an_account(client, world):
    client.force_login(world.users["author"])
    assert "no-store" in client.get("/espace/")["Cache-Control"]
    client.logout()
    assert client.get("/espace/").url == "/compte/login/?next=/espace/"


def test_the_desk_asks_as_much_for_thirty_texts_as_for_three(client, world, now):

    def asked(number):
        for n in range(number):
            RecommendationFactory(world=world, at=now, **{("ready", "adopted", "submitted")[n % 3]: True})
        desk_of(client, world.users["co_chair"])
        with CaptureQueriesContext(connection) as queries:
            desk_of(client, world.users["co_chair"])
        return len(queries)

    assert asked(3) == asked(27)


def test_a_text_that_is_ready_waits_for_a_sitting(client, world, now):
    ready(world, now)
    assert "Ouvrir les marchés" in desk_of(client, world.users["clerk"])
