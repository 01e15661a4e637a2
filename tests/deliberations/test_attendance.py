"""RULES S8, S9, M2, P3, Q3: hours put right, arrivals that were announced, a quorum that is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from common.lifecycle import Refused
from deliberations import services
from deliberations.minutes import assemble
from deliberations.models import QuorumCheck
from tests.deliberations.factories import arrive, convened, found, opened, proxy, ready, seat_of

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def world():
    return found()


def leave(world, sitting, at, *roles):
    for role in roles:
        services.depart(sitting, seat=seat_of(world, role), person=world.person(role), by=world.users["clerk"], at=at)


def stay_of(world, sitting, role):
    return sitting.attendances.filter(person=world.person(role)).order_by("arrived_at").last()


def correct(world, stay, at, arrived, left=None):
    return services.correct_stay(stay, arrived_at=arrived, left_at=left, mode="room", by=world.users["clerk"], at=at)


def test_S8_a_clock_put_back_never_makes_two_stays_of_one(world, at):
    sitting = convened(world, at)
    arrive(world, sitting, at, "author")
    leave(world, sitting, at + HOUR, "author")
    arrive(world, sitting, at + 10 * MINUTE, "author")
    assert stay_of(world, sitting, "author").arrived_at == at + HOUR
    leave(world, sitting, at, "author")
    assert stay_of(world, sitting, "author").left_at == at + HOUR


def test_M2_corrected_hours_neither_overlap_nor_lie_ahead(world, at):
    sitting = convened(world, at)
    arrive(world, sitting, at, "author")
    leave(world, sitting, at + 30 * MINUTE, "author")
    arrive(world, sitting, at + HOUR, "author")
    second, now = stay_of(world, sitting, "author"), at + 2 * HOUR
    with pytest.raises(Refused, match="déjà noté·e présent·e de 18"):
        correct(world, second, now, at + 20 * MINUTE)
    with pytest.raises(Refused, match="pas encore passée"):
        correct(world, second, now, now + MINUTE)
    first = sitting.attendances.order_by("arrived_at").first()
    with pytest.raises(Refused, match="maintenant"):
        correct(world, first, now, at, None)
    assert correct(world, second, now, at + 30 * MINUTE).arrived_at == at + 30 * MINUTE


def test_P3_striking_a_mistaken_arrival_gives_the_proxy_back(world, at):
    sitting = convened(world, at)
    given = proxy(world, sitting, "author", "member0", at)
    arrive(world, sitting, at + MINUTE, "author")
    services.strike_stay(stay_of(world, sitting, "author"), by=world.users["clerk"], at=at + 2 * MINUTE, reason="")
    given.refresh_from_db()
    assert given.revoked_at is None


def test_S9_those_who_announced_it_are_noted_in_one_gesture_and_nobody_else(world, at):
    sitting = convened(world, at)
    for role, answer in (("author", "coming"), ("member0", "remote"), ("member1", "excused"), ("member2", "coming")):
        person = world.person(role)
        services.reply(sitting, seat=seat_of(world, role), person=person, answer=answer, by=person.user, at=at - HOUR)
    arrive(world, sitting, at, "member2")
    came = services.arrive_announced(sitting, by=world.users["clerk"], at=at)
    assert {(stay.person, stay.mode) for stay in came} == {
        (world.person("author"), "room"), (world.person("member0"), "remote"),
    }  # fmt: skip
    assert services.arrive_announced(sitting, by=world.users["clerk"], at=at + MINUTE) == []


@pytest.fixture
def barely(world, at):
    """Open with three of six seats, just enough; one text to vote on."""
    return opened(world, at, present=["author", "rapporteur", "co_chair"], recommendations=[ready(world, at)])


def test_Q3_the_departure_that_loses_the_quorum_notes_it_and_no_ballot_opens(world, barely, at):
    leave(world, barely, at + 10 * MINUTE, "author")
    check = QuorumCheck.objects.last()
    assert (check.at, check.met, check.counted, check.needed) == (at + 10 * MINUTE, False, 2, 3)
    item = barely.items.get(kind="vote")
    with pytest.raises(Refused, match="Le quorum n’est pas atteint"):
        services.open_item_ballot(item, method="roll_call", by=world.users["clerk"], at=at + 11 * MINUTE)
    leave(world, barely, at + 12 * MINUTE, "rapporteur")
    assert QuorumCheck.objects.count() == 2, "what has not turned is not noted again"
    arrive(world, barely, at + 20 * MINUTE, "author", "rapporteur")
    assert list(QuorumCheck.objects.values_list("met", flat=True)) == [True, False, True]


def test_Q3_the_minutes_say_once_when_it_was_lost_and_when_it_was_back(world, barely, at):
    leave(world, barely, at + 10 * MINUTE, "author")
    arrive(world, barely, at + 20 * MINUTE, "author")
    said = [(finding.when, finding.occasion) for finding in assemble(barely).quorum]
    assert said == [
        ("18\u202fh\u202f30", "à l’ouverture"), ("18\u202fh\u202f40", "perdu"), ("18\u202fh\u202f50", "retrouvé"),
    ]  # fmt: skip


def test_Q3_a_correction_is_what_the_minutes_follow(world, barely, at):
    leave(world, barely, at + 10 * MINUTE, "author")
    arrive(world, barely, at + 20 * MINUTE, "author")
    first = barely.attendances.filter(person=world.person("author")).order_by("arrived_at").first()
    correct(world, first, at + HOUR, at, at + 15 * MINUTE)
    assert [finding.when for finding in assemble(barely).quorum][1:] == ["18\u202fh\u202f45", "18\u202fh\u202f50"]


def test_P3_a_revoked_proxy_may_lose_the_quorum_and_a_given_one_bring_it_back(world, at):
    sitting = convened(world, at)
    arrive(world, sitting, at, "author", "co_chair")
    given = proxy(world, sitting, "member2", "author", at)
    people = {"presiding": world.person("co_chair"), "secretary": world.person("author")}
    sitting = services.open_sitting(sitting, by=world.users["clerk"], at=at, **people)
    services.revoke_proxy(given, by=world.users["clerk"], at=at + MINUTE)
    proxy(world, sitting, "member1", "author", at + 2 * MINUTE)
    assert list(QuorumCheck.objects.values_list("met", flat=True)) == [True, False, True]


def test_Q3_the_desk_says_since_when_and_the_loss_is_not_told_before_it_happened(world, barely, at, client):
    desk = reverse("deliberations:conduct", args=[barely.slug])
    client.force_login(world.users["clerk"])
    with time_machine.travel(at + 11 * MINUTE, tick=False):
        assert "Quorum perdu" not in client.get(desk).content.decode()
        leave(world, barely, at + 10 * MINUTE, "author")
        page = client.get(desk).content.decode()
    assert "Quorum perdu à 18\u202fh\u202f40" in page
    assert "Aucun scrutin ne peut s’ouvrir" in page


def test_M2_hours_are_put_right_on_their_own_page(world, at, client):
    sitting = convened(world, at)
    arrive(world, sitting, at, "author")
    stay = stay_of(world, sitting, "author")
    address = lambda name, *args: reverse(f"deliberations:{name}", args=[sitting.slug, *args])  # noqa: E731
    with time_machine.travel(at + HOUR, tick=False):
        client.force_login(world.users["clerk"])
        assert "depuis 18\u202fh\u202f30" in client.get(address("stays")).content.decode()
        late = client.post(address("correct_stay", stay.pk), {"arrived": "23:59", "left": "", "mode": "room"})
        assert "pas encore passée" in late.content.decode()
        assert 'value="23:59"' in late.content.decode()
        hours = {"arrived": "18:35", "left": "19:05", "mode": "remote"}
        client.post(address("correct_stay", stay.pk), hours)
        stay.refresh_from_db()
        assert (stay.arrived_at, stay.left_at, stay.mode) == (at + 5 * MINUTE, at + 35 * MINUTE, "remote")
        client.post(address("strike_stay", stay.pk), {"reason": "Homonyme."})
    assert not sitting.attendances.exists()


def test_S8_an_hour_left_alone_keeps_its_seconds_and_one_past_midnight_is_the_next_day(world, at, client):
    sitting = convened(world, at)
    arrive(world, sitting, at + timedelta(seconds=17), "author")
    stay = stay_of(world, sitting, "author")
    path = reverse("deliberations:correct_stay", args=[sitting.slug, stay.pk])
    with time_machine.travel(at + 8 * HOUR, tick=False):
        client.force_login(world.users["clerk"])
        client.post(path, {"arrived": "18:30", "left": "00:20", "mode": "room"})
    stay.refresh_from_db()
    assert (stay.arrived_at, stay.left_at) == (at + timedelta(seconds=17), at + timedelta(hours=5, minutes=50))
