"""Recommendations in the back office: every record opens for the secretariat; nobody writes one there (RULES R2)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.groups import prepare_groups
from governance import services
from governance.enums import State
from governance.models import Recommendation, Theme
from tests.accounts.factories import UserFactory
from tests.governance.factories import (
    AnswerFactory,
    BallotFactory,
    FollowUpStepFactory,
    RecommendationFactory,
    ThemeFactory,
    TransmissionFactory,
    cast,
)
from tests.governance.world import found, open_ballot, reach

pytestmark = pytest.mark.django_db
NAMES = (
    "recommendation", "ballot", "transmission", "answer", "followupstep", "version", "recommendationmove", "theme",
)  # fmt: skip
READ_ONLY = NAMES[:-1]


@pytest.fixture
def world():
    return found()


@pytest.fixture
def made(world, at):
    """One record of each kind, by the name of its screens."""
    transmission = TransmissionFactory(world=world, at=at, due_on=at.date().replace(year=at.year + 1))
    answer = AnswerFactory(world=world, transmission=transmission, at=at)
    recommendation = Recommendation.objects.get()
    return {
        "recommendation": recommendation,
        "ballot": transmission.version.ballots.get(),
        "transmission": transmission,
        "answer": answer,
        "followupstep": FollowUpStepFactory(world=world, recommendation=recommendation, at=at),
        "version": transmission.version,
        "recommendationmove": recommendation.moves.first(),
        "theme": ThemeFactory(),
    }


@pytest.fixture
def clerk(world, client):
    prepare_groups(kept=["governance"], seen=[])
    client.force_login(world.users["clerk"])
    return client


@pytest.fixture
def superuser(client):
    client.force_login(UserFactory(superuser=True))
    return client


@pytest.mark.parametrize("name", NAMES)
def test_every_list_and_record_opens_for_the_secretariat(name, made, clerk):
    assert clerk.get(reverse(f"{name}:inspect", args=[made[name].pk])).status_code == 200
    index = reverse(f"{name}:index")
    for asked in ({}, {"q": "a"}, {"export": "csv"}, {"export": "xlsx"}):
        assert clerk.get(index, asked).status_code == 200, asked


@pytest.mark.parametrize("door", ["add", "edit", "delete"])
@pytest.mark.parametrize("name", READ_ONLY)
def test_R2_nobody_writes_a_record_there_not_even_a_superuser(name, door, made, superuser):
    address = reverse(f"{name}:{door}", args=[] if door == "add" else [made[name].pk])
    for response in (superuser.get(address), superuser.post(address, {})):
        assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    assert type(made[name]).objects.filter(pk=made[name].pk).exists()


def test_a_theme_is_kept_up_to_date_and_never_deleted(clerk):
    clerk.post(reverse("theme:add"), {"name": "Énergie", "slug": "energie"})
    theme = Theme.objects.get()
    clerk.post(reverse("theme:edit", args=[theme.pk]), {"name": "Énergies", "slug": "energie"})
    theme.refresh_from_db()
    assert theme.name == "Énergies"
    assert clerk.post(reverse("theme:delete", args=[theme.pk])).status_code == 302
    assert Theme.objects.exists()


def test_the_list_narrows_by_state_theme_and_year(world, at, clerk):
    theme = ThemeFactory()
    adopted = RecommendationFactory(world=world, at=at, adopted=True, themes=[theme], title="Texte adopté")
    RecommendationFactory(world=world, at=at.replace(year=2025), submitted=True, title="Texte déposé")
    for asked in ({"state": "adopted"}, {"themes": theme.pk}, {"year": 2026}, {"q": adopted.number}):
        page = clerk.get(reverse("recommendation:index"), asked).content.decode()
        assert ("Texte adopté" in page, "Texte déposé" in page) == (True, False), asked


def test_a_recommendation_shows_its_public_page_its_history_and_the_steps_open_to_who_looks(world, at, clerk):
    adopted = reach(world, State.ADOPTED, at)
    page = clerk.get(reverse("recommendation:inspect", args=[adopted.pk])).content.decode()
    assert f'href="{adopted.get_absolute_url()}"' in page
    assert reverse("governance:step", args=[adopted.number, "transmit"]) in page
    assert "Confiée pour rédaction" in page


def test_R3_E4_nobody_finds_the_draft_of_another_there_either(world, at, clerk):
    drafted = reach(world, State.DRAFT, at)
    assert drafted.title not in clerk.get(reverse("recommendation:index")).content.decode()
    assert clerk.get(reverse("recommendation:inspect", args=[drafted.pk])).status_code == 404
    assert drafted.title not in clerk.get(reverse("recommendation:index"), {"export": "csv"}).getvalue().decode()


def test_V10_votes_are_hidden_while_the_ballot_is_open(world, at, clerk):
    ballot = open_ballot(world, reach(world, State.SCHEDULED, at), at)
    cast(world, ballot, {"member0": "against", "member1": "abstain"}, at)
    page = clerk.get(reverse("ballot:inspect", args=[ballot.pk]))
    assert {vote for _elector, vote in page.context["voices"]} == {""}
    assert not {"contre", "abstention"} & set(page.content.decode().split("</h2>")[-1].lower().split())
    services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    shown = clerk.get(reverse("ballot:inspect", args=[ballot.pk])).context["voices"]
    assert sorted(str(vote) for _elector, vote in shown if vote) == ["abstention", "contre"]


@pytest.mark.parametrize("name", ["recommendation", "ballot", "version", "recommendationmove"])
def test_lists_ask_as_many_questions_for_ten_as_for_two(name, world, at, clerk):
    def grow(number):
        for _ in range(number):
            scheduled = RecommendationFactory(world=world, at=at, scheduled=True)
            BallotFactory(world=world, recommendation=scheduled, at=at, votes={"member0": "for"})

    grow(2)
    clerk.get(reverse(f"{name}:index"))
    with CaptureQueriesContext(connection) as few:
        clerk.get(reverse(f"{name}:index"))
    grow(8)
    with CaptureQueriesContext(connection) as many:
        clerk.get(reverse(f"{name}:index"))
    assert len(many) == len(few)
