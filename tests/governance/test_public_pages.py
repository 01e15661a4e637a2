"""What the public reads of one recommendation and its ballots, and what it does not find."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance import services
from governance.models import Recommendation
from tests.governance.factories import (
    AnswerFactory,
    BallotFactory,
    FollowUpStepFactory,
    RecommendationFactory,
    TransmissionFactory,
    VersionFactory,
    cast,
)
from tests.governance.world import electorate, found

pytestmark = pytest.mark.django_db
TABS = ("recommendation", "text", "versions", "ballots", "documents")


@pytest.fixture
def world():
    return found()


def read(client, name, *args):
    return client.get(reverse(f"governance:{name}", args=args))


def shown(client, name, *args):
    response = read(client, name, *args)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def followed(world, at):
    """A recommendation with everything: two versions, a ballot, an answer by point, a commitment."""
    sent = TransmissionFactory(world=world, at=at, due_on=at.date() + timedelta(days=120))
    points = [("Réserver deux lots.", "accepted", "Dès 2027."), ("Verser une avance.", "declined", "Non prévu.")]
    AnswerFactory(world=world, transmission=sent, at=at, outcome="in_part", points=points)
    recommendation = services.implement(sent.recommendation, by=world.users["liaison"], at=at)
    FollowUpStepFactory(world=world, recommendation=recommendation, at=at, progress=60)
    return recommendation


@pytest.mark.parametrize("tab", TABS)
def test_G4_every_page_of_a_record_is_read_without_an_account_or_a_cookie(client, followed, tab):
    response = read(client, tab, followed.number)
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("tab", TABS)
def test_a_record_page_asks_at_most_twelve_queries(client, followed, tab, django_assert_max_num_queries):
    read(client, tab, followed.number)
    with django_assert_max_num_queries(12):
        read(client, tab, followed.number)


def test_the_page_shows_what_was_asked_beside_what_was_answered(client, followed):
    page = shown(client, "recommendation", followed.number)
    assert page.index("Réserver deux lots.") < page.index("Dès 2027.") < page.index("Verser une avance.")
    assert "Acceptée en partie" in page
    assert "60" in page
    assert "Clause inscrite au cahier des charges" in page


def test_E4_a_submitted_text_is_found_by_author_and_overseers_only(client, world, at):
    number = RecommendationFactory(world=world, at=at, submitted=True).number
    for role, status in [("author", 200), ("co_chair", 200), ("clerk", 200), ("member0", 404), ("outsider", 404)]:
        client.force_login(world.users[role])
        assert {read(client, tab, number).status_code for tab in TABS} == {status}, role
    client.logout()
    assert {read(client, tab, number).status_code for tab in TABS} == {404}


def test_E4_a_number_that_does_not_exist_is_not_found(client):
    assert read(client, "recommendation", "2026-999").status_code == 404
    assert client.get("/recommandations/brouillon/").status_code == 404


def test_R3_the_public_reads_the_last_frozen_text_not_the_one_being_worked_on(client, world, at):
    text = RecommendationFactory(world=world, at=at, drafting=True)
    services.edit(text, by=world.users["rapporteur"], at=at + timedelta(days=1), title="Essai de titre")
    pages = [shown(client, "recommendation", text.number), client.get("/recommandations/?q=Essai").content.decode()]
    pages.append(client.get("/recommandations/").content.decode())
    assert "Essai de titre" not in "".join(pages)
    VersionFactory(recommendation=text, by=world.users["rapporteur"], at=at + timedelta(days=2), title="Titre arrêté")
    assert "Titre arrêté" in shown(client, "recommendation", text.number)


@pytest.fixture
def resubmitted(world, at):
    """Refused once, corrected, then admitted."""
    text = RecommendationFactory(world=world, at=at, inadmissible=True)
    author, later = world.users["author"], at + timedelta(days=9)
    services.edit(text, by=author, at=at + timedelta(days=8), body="1. Demande corrigée.")
    text = services.submit(Recommendation.objects.get(pk=text.pk), by=author, at=later)
    return services.admit(text, by=world.users["co_chair"], at=later + timedelta(days=1))


def test_R3_what_came_before_admissibility_stays_with_author_and_overseers(client, world, resubmitted):
    assert "Hors champ." not in shown(client, "recommendation", resubmitted.number)
    assert read(client, "version", resubmitted.number, 1).status_code == 404
    assert read(client, "compared", resubmitted.number, 1, 2).status_code == 404
    client.force_login(world.users["author"])
    assert "Hors champ." in shown(client, "recommendation", resubmitted.number)
    assert "Demande corrigée" in shown(client, "compared", resubmitted.number, 1, 2)


def test_R2_a_merged_text_keeps_its_address_and_says_where_it_went(client, world, at):
    merged = RecommendationFactory(world=world, at=at, merged=True)
    page = shown(client, "recommendation", merged.number)
    assert "Fusionnée avec une autre recommandation" in page
    assert "Même objet." in page
    assert merged.merged_into.get_absolute_url() in page
    assert merged.number in shown(client, "recommendation", merged.merged_into.number)


def test_R2_a_text_withdrawn_after_admissibility_keeps_its_address_and_says_why(client, world, at):
    text = RecommendationFactory(world=world, at=at, admissible=True)
    services.withdraw(text, by=world.users["co_chair"], at=at, note="Déjà fait.", author_agrees=True)
    page = shown(client, "recommendation", text.number)
    assert "Retirée avant le vote" in page
    assert "Déjà fait." in page


@pytest.fixture
def compared(client, world, at):
    text = RecommendationFactory(world=world, at=at, drafting=True)
    VersionFactory(recommendation=text, by=world.users["rapporteur"], at=at + timedelta(days=1), body="1. Trois lots.")
    return text


@pytest.mark.parametrize("view", ["", "?vue=cote-a-cote"])
def test_R3_two_versions_compare_word_by_word_by_mark_and_in_words(client, compared, view):
    page = client.get(reverse("governance:compared", args=[compared.number, 1, 2]) + view).content.decode()
    assert "ajouté" in page
    assert "<ins" in page
    assert "<del" in page
    assert 'href="#modification-1"' in page
    assert 'id="modification-1"' in page


def test_the_form_leads_to_the_address_of_the_comparison(client, compared):
    choose = reverse("governance:choose_versions", args=[compared.number])
    assert client.get(choose, {"de": "1", "a": "2"}).url == reverse("governance:compared", args=[compared.number, 1, 2])
    assert client.get(choose, {"de": "un", "a": "2"}).status_code == 404
    assert read(client, "version", compared.number, 7).status_code == 404


def test_V10_an_open_ballot_shows_its_turnout_and_nothing_of_the_votes(client, world, at):
    text = RecommendationFactory(world=world, at=at, scheduled=True)
    ballot = BallotFactory(world=world, recommendation=text, at=at)
    cast(world, ballot, {"member0": "for", "member1": "against"}, at)
    for page in (shown(client, "ballot", ballot.pk), shown(client, "recommendation", text.number)):
        assert "2 voix exprimées sur 6" in page
        assert "Recompter" not in page
        assert str(world.person("member0")) not in page
        assert "hemicycle" not in page


def test_V15_a_closed_ballot_says_its_outcome_with_its_arithmetic(client, world, at):
    text = RecommendationFactory(world=world, at=at, scheduled=True)
    votes = {"author": "for", "rapporteur": "for", "co_chair": "for", "member0": "for", "member1": "against"}
    ballot = BallotFactory(world=world, recommendation=text, at=at, votes=votes)
    for page in (shown(client, "ballot", ballot.pk), shown(client, "recommendation", text.number)):
        assert "Adoptée." in page
        assert "Il fallait <strong>4</strong> voix, plus de la moitié des <strong>6</strong> membres" in page
        assert 'aria-label="Résultat du scrutin : 4 pour, 0 abstention, 1 contre."' in page
    assert "pas pris part au vote" in shown(client, "ballot", ballot.pk)
    assert f"/api/v1/ballots/{ballot.pk}/export" in shown(client, "ballot", ballot.pk)


def test_P5_the_roll_names_who_voted_for_whom(client, world, at):
    text = RecommendationFactory(world=world, at=at, scheduled=True)
    here = electorate(world)
    giver, holder = here.voices[-1], world.person("author")
    given = replace(here, voices=(*here.voices[:-1], replace(giver, caster=holder, by_proxy=True)))
    ballot = BallotFactory(world=world, recommendation=text, at=at, electorate=given)
    for elector in ballot.electors.all():
        services.cast_vote(ballot=ballot, seat=elector.seat, choice="for", by=world.users["clerk"], at=at)
    services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    page = shown(client, "ballot", ballot.pk)
    assert f"{holder}</a> <span>pour {giver.person} (pouvoir)" in page


def test_a_void_ballot_says_why_and_shows_no_figure(client, world, at):
    text = RecommendationFactory(world=world, at=at, scheduled=True)
    ballot = BallotFactory(world=world, recommendation=text, at=at)
    services.void_ballot(ballot=ballot, reason="Panne de réseau.", by=world.users["clerk"], at=at)
    page = shown(client, "ballot", ballot.pk)
    assert "Panne de réseau." in page
    assert "tally" not in page


def test_the_page_of_a_ballot_costs_the_same_for_three_voices_and_for_thirty(client, at):
    world = found(members=27)
    everybody, counts = electorate(world), []
    for voices in (everybody.voices[:3], everybody.voices):
        text = RecommendationFactory(world=world, at=at, scheduled=True)
        there = {"entitled": 30, "present": len(voices), "represented": 0}
        here = replace(everybody, voices=voices, present=len(voices), colleges={"A": there})
        ballot = BallotFactory(world=world, recommendation=text, at=at, votes={"author": "for"}, electorate=here)
        counts.append(queries_of(client, ballot))
    assert counts[0] == counts[1] <= 12


def queries_of(client, ballot):
    with CaptureQueriesContext(connection) as queries:
        read(client, "ballot", ballot.pk)
    return len(queries)


def test_who_may_act_finds_the_buttons_and_a_reader_does_not(client, world, at):
    text = RecommendationFactory(world=world, at=at, submitted=True)
    door = reverse("governance:step", args=[text.number, "admit"])
    client.force_login(world.users["co_chair"])
    assert door in shown(client, "recommendation", text.number)
    client.force_login(world.users["author"])
    assert door not in shown(client, "recommendation", text.number)


def test_the_citation_holds_the_number_and_the_address(client, followed):
    page = shown(client, "documents", followed.number)
    assert f"http://testserver/recommandations/{followed.number}/" in page
    assert "Veuillez trouver" in page


def test_P5_who_casts_a_voice_in_an_open_ballot_finds_where_to_vote(client, world, at):
    ballot = BallotFactory(world=world, recommendation=RecommendationFactory(world=world, at=at, scheduled=True), at=at)
    door = reverse("governance:vote", args=[ballot.pk])
    assert door not in shown(client, "ballot", ballot.pk)
    client.force_login(world.users["member0"])
    assert door in shown(client, "ballot", ballot.pk)
