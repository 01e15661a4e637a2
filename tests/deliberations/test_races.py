"""RULES E3, S3, S8: two clerks at the same moment leave one act and one message; proven on both databases."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.core import mail

from common.lifecycle import AlreadyRecorded, Refused
from deliberations import services
from deliberations.models import AgendaVersion, Attempt, Attendance, Dispatch, ItemBallot
from deliberations.services import dispatching
from deliberations.services.dispatching import deliver
from deliberations.services.letters import Letter
from register.models import Entry
from tests.deliberations.factories import convened, found, opened, planned, ready, seat_of
from tests.racing import race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


def test_E3_two_clerks_convene_at_once_and_everybody_gets_one_message(at):
    world = found()
    sitting = planned(world, at)

    def convene(user):
        return lambda: services.convene(sitting, by=user, at=at - timedelta(days=10))

    results = race(*[convene(world.users[role]) for role in ("clerk", "clerk", "co_chair")])
    assert sum(not isinstance(result, Exception) for result in results) == 1
    assert AgendaVersion.objects.count() == 1
    assert len(mail.outbox) == Dispatch.objects.count() == 6


@pytest.fixture
def waiting(at, monkeypatch):
    """An agenda whose messages wait: no worker was there when it was convened."""
    world = found()
    with monkeypatch.context() as absent:
        absent.setattr(type(deliver), "enqueue", lambda *args: None)
        version = convened(world, at).agenda_versions.get()
    assert mail.outbox == []
    return world, version


def addresses():
    return sorted(message.to[0] for message in mail.outbox)


def test_T4_two_workers_deliver_the_same_version_and_nobody_gets_it_twice(at, waiting):
    _world, version = waiting
    race(*[lambda: deliver.enqueue(version.pk, at.isoformat())] * 2)
    assert addresses() == sorted(Dispatch.objects.values_list("address", flat=True))
    assert len(addresses()) == len(set(addresses())) == 6
    assert Attempt.objects.filter(outcome="sent").count() == 6


def test_T4_without_the_claim_both_workers_would_send_everything(at, waiting, monkeypatch):
    """The positive control: the race is there, and the claim alone keeps the second worker quiet."""
    _world, version = waiting
    monkeypatch.setattr(dispatching, "_claim", lambda dispatch, moment: True)
    both = Barrier(2)
    to = Letter.to

    def together(letter, dispatch):
        with suppress(BrokenBarrierError):
            both.wait(timeout=5)
        return to(letter, dispatch)

    monkeypatch.setattr(Letter, "to", together)
    race(*[lambda: deliver.enqueue(version.pk, at.isoformat())] * 2)
    assert len(addresses()) == 12


class Killed(BaseException):
    """What no handler of ours catches, as no handler catches a kill."""


def test_T4_a_killed_delivery_leaves_one_message_in_doubt_and_the_rest_to_be_resumed(at, waiting, monkeypatch):
    world, version = waiting
    send = mail.EmailMessage.send

    def die_at_the_third(message):
        if len(mail.outbox) == 2:
            raise Killed
        return send(message)

    with monkeypatch.context() as deadly:
        deadly.setattr(mail.EmailMessage, "send", die_at_the_third)
        deliver.enqueue(version.pk, at.isoformat())
    states = Dispatch.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == ["sent", "sent", "sending", "waiting", "waiting", "waiting"]
    race(*[lambda: deliver.enqueue(version.pk, at.isoformat())] * 2)
    assert len(addresses()) == len(set(addresses())) == 5
    assert list(states.all()) == ["sent", "sent", "sending", "sent", "sent", "sent"]
    later = at + timedelta(minutes=6)
    [doubtful] = Dispatch.objects.in_doubt(later)
    resend = lambda: services.resend_uncertain(doubtful, by=world.users["clerk"], at=later)  # noqa: E731
    assert outcomes(race(resend, resend)) == [Dispatch.__name__, Refused.__name__]
    assert len(addresses()) == len(set(addresses())) == 6
    assert list(doubtful.attempts.values_list("outcome", flat=True)) == ["uncertain", "sent"]
    assert Entry.objects.filter(act="sitting.resent").count() == 1


def test_S9_two_clerks_remind_at_once_and_nobody_is_written_to_twice(at):
    world = found()
    sitting = convened(world, at)
    mail.outbox.clear()
    remind = lambda: services.remind(sitting, by=world.users["clerk"], at=at - timedelta(days=2))  # noqa: E731
    assert outcomes(race(remind, remind)) == [AlreadyRecorded.__name__, list.__name__]
    assert len(addresses()) == len(set(addresses())) == 6


def test_E3_two_clerks_note_the_same_arrival(at):
    world = found()
    sitting, seat, person = convened(world, at), seat_of(world, "author"), world.person("author")
    arrival = lambda: services.arrive(sitting, seat=seat, person=person, by=world.users["clerk"], at=at)  # noqa: E731
    assert outcomes(race(arrival, arrival)) == [AlreadyRecorded.__name__, Attendance.__name__]
    assert Attendance.objects.count() == 1


def test_V1_two_clerks_open_one_ballot(at):
    world = found()
    item = opened(world, at, recommendations=[ready(world, at)]).items.get(kind="vote")
    opening = lambda: services.open_item_ballot(item, method="roll_call", by=world.users["clerk"], at=at)  # noqa: E731
    results = race(opening, opening)
    assert sum(isinstance(result, ItemBallot) for result in results) == ItemBallot.objects.count() == 1


def noting(world, item, at):
    """Two people who save what they typed from the same start."""
    start = services.last_edit(item)

    def write(role, text):
        return lambda: services.write_discussion(item, text=text, by=world.users[role], at=at, expected=start)

    return write


def test_S10_two_clerks_on_one_note_at_different_places_lose_nothing(at):
    world = found()
    item = opened(world, at).items.first()
    services.write_discussion(item, text="Un.\n\nDeux.", by=world.users["clerk"], at=at)
    write = noting(world, item, at)
    results = race(write("clerk", "Un, dit A.\n\nDeux."), write("co_chair", "Un.\n\nDeux, dit B."))
    item.refresh_from_db()
    assert not any(isinstance(result, Exception) for result in results)
    assert item.discussion == "Un, dit A.\n\nDeux, dit B."


def test_S10_two_clerks_on_one_note_at_the_same_place_one_is_shown_both(at):
    world = found()
    item = opened(world, at).items.first()
    services.write_discussion(item, text="Un.", by=world.users["clerk"], at=at)
    write = noting(world, item, at)
    assert outcomes(race(write("clerk", "Un, A."), write("co_chair", "Un, B."))) == ["EditConflict", "Written"]


def test_S10_without_a_start_the_last_one_would_win_which_is_why_forms_always_carry_it(at):
    """The positive control of the two races above."""
    world = found()
    item = opened(world, at).items.first()
    write = lambda text: lambda: services.write_discussion(item, text=text, by=world.users["clerk"], at=at)  # noqa: E731
    race(write("A."), write("B."))
    item.refresh_from_db()
    assert item.discussion in ("A.", "B.")


def test_S11_two_screens_give_the_floor_and_one_person_speaks(at):
    world = found()
    item = services.start_item(opened(world, at).items.first(), by=world.users["clerk"], at=at)
    turns = [
        services.ask_floor(item, seat=seat_of(world, role), person=world.person(role), by=world.users["clerk"], at=at)
        for role in ("author", "member0")
    ]
    give = lambda turn: lambda: services.give_floor(turn, by=world.users["clerk"], at=at)  # noqa: E731
    race(*[give(turn) for turn in turns])
    assert item.turns.speaking().count() == 1
    assert item.turns.waiting().count() == 0


def test_E3_a_member_who_presses_twice_is_on_the_list_once(at):
    world = found()
    item = services.start_item(opened(world, at).items.first(), by=world.users["clerk"], at=at)
    facts = {"seat": seat_of(world, "author"), "person": world.person("author"), "by": world.users["author"], "at": at}
    ask = lambda: services.ask_floor(item, **facts)  # noqa: E731
    assert outcomes(race(ask, ask)) == ["AlreadyRecorded", "SpeakerTurn"]
