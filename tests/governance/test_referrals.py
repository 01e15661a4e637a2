"""RULES R7: who asks for an opinion, by when, who gives it, what is late; own initiative by a decision of its own."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from governance import services
from governance.enums import Kind, ReferralState, State
from governance.models import Recommendation, Referral
from register.models import Entry
from tests.governance.factories import RecommendationFactory, ReferralFactory
from tests.governance.world import TEXT, found

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LIST = "/saisines/"


@pytest.fixture
def world():
    return found()


@pytest.fixture
def asked(world, at):
    return ReferralFactory(world=world, at=at)


def begun(world, asked, at, role="author"):
    return services.begin_opinion(asked, by=world.users[role], at=at)


@pytest.mark.parametrize(
    ("asker", "role", "may"),
    [
        ("assembly", "liaison", True), ("assembly", "clerk", True), ("assembly", "co_chair", False),
        ("assembly", "author", False), ("co_chairs", "co_chair", True), ("co_chairs", "clerk", False),
        ("co_chairs", "liaison", False), ("co_chairs", "outsider", False), ("nobody", "clerk", False),
    ],
)  # fmt: skip
def test_R7_the_assembly_and_the_co_chairs_ask_each_in_their_own_voice(asker, role, may, world, at):
    def ask():
        return services.ask_opinion(
            question="Q", asked_by=asker, due_on=at.date() + 30 * DAY, by=world.users[role], at=at
        )

    if may:
        assert ask().number == "S2026-01"
        assert Entry.objects.filter(act="referral.asked", subject="referral S2026-01", actor_function=role).exists()
    else:
        with pytest.raises(NotAllowed):
            ask()


def test_E3_the_same_question_of_the_same_day_is_one_referral(world, asked, at):
    with pytest.raises(AlreadyRecorded):
        ReferralFactory(world=world, at=at)
    assert Referral.objects.count() == 1


def test_R7_a_referral_is_open_then_overdue_from_the_day_after_and_answered_by_an_adopted_opinion(world, asked, at):
    assert asked.state(asked.due_on) == ReferralState.OPEN
    assert asked.state(asked.due_on + DAY) == ReferralState.OVERDUE
    assert list(Referral.objects.overdue(asked.due_on)) == []
    assert list(Referral.objects.overdue(asked.due_on + DAY)) == [asked]
    opinion = begun(world, asked, at)
    asked.refresh_from_db()
    assert asked.state(asked.due_on + DAY) == ReferralState.OVERDUE
    Recommendation.objects.filter(pk=opinion.pk).update(state=State.ADOPTED, public_since=at, number="2026-9", year=1,
                                                        sequence=9)  # fmt: skip
    asked.refresh_from_db()
    assert asked.state(asked.due_on + DAY) == ReferralState.ANSWERED
    assert list(Referral.objects.answered()) == [asked]
    assert not Referral.objects.unanswered().exists()


def test_R7_the_opinion_is_of_its_own_kind_and_links_back(client, world, asked, at):
    client.force_login(world.users["author"])
    with time_machine.travel(at, tick=False):
        got = client.post(reverse("governance:begin_opinion", args=[asked.number]))
    opinion = Recommendation.objects.get()
    assert (opinion.kind, opinion.title, opinion.referral) == (Kind.OPINION, asked.question, asked)
    assert got["Location"] == opinion.get_absolute_url()
    with time_machine.travel(at, tick=False):
        form = client.get(got["Location"]).content.decode()
    assert 'value="opinion"' in form
    assert 'value="recommendation"' not in form


def test_R3_an_opinion_that_is_not_public_is_not_on_the_page(client, world, asked, at):
    begun(world, asked, at, role="rapporteur")
    opinion = Recommendation.objects.get()
    services.edit(opinion, by=world.users["rapporteur"], at=at, **(TEXT | {"title": "Avis secret"}))
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "Avis secret" not in page
    services.submit(opinion, by=world.users["rapporteur"], at=at)
    services.admit(opinion, by=world.users["co_chair"], at=at)
    assert "Avis secret" in client.get(asked.get_absolute_url()).content.decode()
    assert asked.number in client.get(Recommendation.objects.get().get_absolute_url()).content.decode()


def test_R7_one_opinion_at_a_time_and_another_once_it_was_withdrawn(world, asked, at):
    opinion = begun(world, asked, at)
    with pytest.raises(AlreadyRecorded):
        begun(world, asked, at)
    with pytest.raises(OutOfTurn, match="déjà en cours"):
        begun(world, asked, at, role="rapporteur")
    services.withdraw(opinion, by=world.users["author"], at=at, note="Trop tôt.")
    assert begun(world, asked, at, role="rapporteur").pk != opinion.pk


@pytest.mark.parametrize("role", ["clerk", "liaison", "outsider"])
def test_R7_who_does_not_sit_writes_no_opinion(role, world, asked, at):
    with pytest.raises(NotAllowed):
        begun(world, asked, at, role=role)


def test_an_ordinary_proposal_is_no_opinion(client, world, at):
    client.force_login(world.users["author"])
    with time_machine.travel(at, tick=False):
        assert 'value="opinion"' not in client.get(reverse("governance:new")).content.decode()


def test_R7_late_referrals_are_flagged_to_everybody(client, asked, at):
    with time_machine.travel(at + 91 * DAY, tick=False):
        for page in (LIST, asked.get_absolute_url()):
            assert "Avis en retard" in client.get(page).content.decode()


def test_an_empty_list_says_what_will_appear(client):
    assert "Aucune saisine" in client.get(LIST).content.decode()


def test_the_list_asks_as_much_for_thirty_referrals_as_for_three(client, world, at):
    counts = []
    for number in (3, 30):
        for n in range(number):
            if not Referral.objects.filter(question=f"Question {n}").exists():
                ReferralFactory(world=world, at=at, question=f"Question {n}")
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_E1_a_bad_date_is_said_in_words_and_the_question_stays(client, world, at):
    client.force_login(world.users["co_chair"])
    typed = {"asked_by": "co_chairs", "question": "Que faire ?", "asked_on": "2026-03-24", "due_on": "2026-03-24"}
    with time_machine.travel(at, tick=False):
        page = client.post(reverse("governance:ask"), typed).content.decode()
    assert "L’avis est attendu après la date de la saisine." in page
    assert "Que faire ?" in page


def test_R7_an_own_initiative_report_is_admitted_by_a_decision_that_is_an_act_of_its_own(world, at):
    chair = world.users["co_chair"]
    report = RecommendationFactory(world=world, at=at, submitted=True, kind=Kind.OWN_INITIATIVE)
    with pytest.raises(Refused, match="autosaisine"):
        services.admit(report, by=chair, at=at)
    admitted = services.admit(report, by=chair, at=at, decision="Personne ne s’en occupe.")
    assert admitted.moves.last().note == "Personne ne s’en occupe."
    acts = Entry.objects.filter(subject=report.subject).values_list("act", flat=True)
    assert list(acts)[-2:] == ["own_initiative.decided", "recommendation.admit"]


def test_R7_the_form_of_admissibility_asks_for_the_decision(client, world, at):
    report = RecommendationFactory(world=world, at=at, submitted=True, kind=Kind.OWN_INITIATIVE)
    client.force_login(world.users["co_chair"])
    door = reverse("governance:step", args=[report.number, "admit"])
    with time_machine.travel(at, tick=False):
        assert "Décision d’autosaisine" in client.get(door).content.decode()
        assert "suppose une décision" in client.post(door, {"decision": ""} | {"x": "1"}).content.decode()
        client.post(door, {"decision": "Il le faut."})
    report.refresh_from_db()
    assert report.state == State.ADMISSIBLE
