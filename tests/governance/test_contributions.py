"""Contributions while a text is in drafting, and minority opinions until the minutes are approved (RULES R2, R6)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.lifecycle import AlreadyRecorded, NotAllowed, Refused
from governance import services
from governance.models import Contribution, MinorityOpinion, Recommendation
from governance.papers import draw_leaflet, leaflet_of
from governance.services.documents import redraw
from register.models import Entry
from tests.governance.drafting import in_drafting
from tests.governance.factories import BallotFactory, RecommendationFactory
from tests.governance.world import found, open_ballot

pytestmark = pytest.mark.django_db
VOTES = {"author": "for", "rapporteur": "for", "co_chair": "for", "member0": "for", "member1": "against"}


@pytest.fixture
def world():
    return found()


@pytest.fixture
def text(world, at):
    return in_drafting(world, at)


def say(world, text, at, role="member0", stance="for", words="Il est temps."):
    return services.contribute(text, stance=stance, text=words, by=world.users[role], at=at)


def test_R2_members_contribute_while_the_text_is_in_drafting(client, world, text, at):
    client.force_login(world.users["member0"])
    address = reverse("governance:contributions", args=[text.number])
    assert client.post(address, {"stance": "question", "text": "Qui paie ?"}).status_code == 302
    page = client.get(address).content.decode()
    assert "Qui paie" in page
    assert "Question : 1" in page
    assert client.post(address, {"stance": "rien", "text": "Qui paie ?"}).status_code == 200
    services.mark_ready(text, by=world.users["rapporteur"], at=at)
    assert client.post(address, {"stance": "for", "text": "Trop tard."}).status_code == 404
    assert "Qui paie" in client.get(address).content.decode()


def test_E3_the_same_words_twice_are_one_contribution(world, text, at):
    say(world, text, at)
    with pytest.raises(AlreadyRecorded):
        say(world, text, at)
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("role", ["clerk", "liaison", "outsider"])
def test_R2_who_holds_no_seat_does_not_contribute(world, text, role, at):
    with pytest.raises(NotAllowed):
        say(world, text, at, role=role)


def test_R2_a_contribution_is_taken_back_by_its_author_alone_and_leaves_a_trace(client, world, text, at):
    said = say(world, text, at)
    with pytest.raises(NotAllowed):
        services.withdraw_contribution(said, by=world.users["member1"], at=at)
    services.withdraw_contribution(said, by=world.users["member0"], at=at)
    with pytest.raises(AlreadyRecorded):
        services.withdraw_contribution(said, by=world.users["member0"], at=at)
    page = client.get(reverse("governance:contributions", args=[text.number])).content.decode()
    assert "Il est temps." not in page
    assert "retirée le" in page


def test_R2_what_is_hidden_says_why_in_its_place_and_in_the_register(client, world, text, at):
    said = say(world, text, at, words="Des injures.")
    with pytest.raises(Refused, match="pourquoi"):
        services.hide_contribution(said, reason=" ", by=world.users["clerk"], at=at)
    with pytest.raises(NotAllowed):
        services.hide_contribution(said, reason="Injures.", by=world.users["rapporteur"], at=at)
    services.hide_contribution(said, reason="Injures.", by=world.users["co_chair"], at=at)
    page = client.get(reverse("governance:contributions", args=[text.number])).content.decode()
    assert "Des injures" not in page
    assert "Injures." in page
    assert Entry.objects.filter(act="contribution.hidden", actor_function="co_chair").exists()


def test_the_list_asks_as_many_queries_for_3_as_for_30(client, world, text, at):
    def asked(count):
        while text.contributions.count() < count:
            say(world, text, at, words=f"Contribution {text.contributions.count()}.")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("governance:contributions", args=[text.number])).status_code == 200
        return len(queries)

    asked(3)
    assert asked(3) == asked(30) <= 12


@pytest.fixture
def voted(world, at):
    scheduled = RecommendationFactory(world=world, at=at, scheduled=True)
    return BallotFactory(world=world, recommendation=scheduled, at=at, votes=VOTES)


def attach(world, ballot, at, role="member1", text="Je demande un essai d’un an."):
    return services.attach_opinion(ballot, text=text, by=world.users[role], at=at)


def test_R6_any_voter_attaches_one_opinion_and_it_is_read_beside_the_text(client, world, voted, at):
    client.force_login(world.users["member1"])
    number = voted.version.recommendation.number
    page = client.get(reverse("governance:recommendation", args=[number])).content.decode()
    assert reverse("governance:attach_opinion", args=[voted.pk]) in page
    form = reverse("governance:attach_opinion", args=[voted.pk])
    assert "Ce qui sera publié" in client.post(form, {"text": "Un **essai**.", "preview": "1"}).content.decode()
    assert not MinorityOpinion.objects.exists()
    assert client.post(form, {"text": "Un **essai**."}).url == reverse("governance:ballot", args=[voted.pk])
    client.logout()
    for page in (reverse("governance:recommendation", args=[number]), reverse("governance:ballot", args=[voted.pk])):
        shown = client.get(page).content.decode()
        assert "<strong>essai</strong>" in shown
        assert "Joindre une position" not in shown
    with pytest.raises(AlreadyRecorded):
        attach(world, voted, at, text="Une autre.")


@pytest.mark.parametrize("role", ["clerk", "liaison", "outsider"])
def test_R6_who_had_no_voice_attaches_none(world, voted, role, at):
    with pytest.raises(NotAllowed):
        attach(world, voted, at, role=role)


def test_R6_nothing_is_attached_before_the_vote_is_proclaimed(world, at):
    ballot = open_ballot(world, RecommendationFactory(world=world, at=at, scheduled=True), at)
    with pytest.raises(NotAllowed):
        attach(world, ballot, at)


def test_R6_nothing_is_attached_once_the_minutes_are_approved(world, voted, at):
    services.close_opinions([voted], at=at)
    services.close_opinions([voted], at=at)
    with pytest.raises(Refused, match="procès-verbal est approuvé"):
        attach(world, voted, at)


def test_R6_T1_opinions_leave_with_the_text_and_the_sent_document_stays_what_it_was(world, voted, at):
    attach(world, voted, at)
    adopted = Recommendation.objects.get(pk=voted.version.recommendation_id)
    later = at + timedelta(days=7)
    sent = services.transmit(adopted, by=world.users["clerk"], at=later, letter="Madame, Monsieur,",
                             due_on=later.date() + timedelta(days=120))  # fmt: skip
    with sent.document.open("rb") as kept:
        before = kept.read()
    attach(world, voted, later + timedelta(hours=1), role="member0", text="Moi aussi.")
    assert redraw(sent) == before
    leaflet = leaflet_of(adopted, version=voted.version)
    assert [opinion.name for opinion in leaflet.opinions] == [
        str(world.person(role)) for role in ("member1", "member0")
    ]
    assert [opinion.words for opinion in leaflet.opinions][1:] == ["Moi aussi."]
    assert draw_leaflet(leaflet) == draw_leaflet(leaflet)
