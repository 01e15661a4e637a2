"""RULES S9: who has not answered is reminded, nobody twice on one day, with the proof of convening."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.models import Dispatch
from deliberations.models.room import read_room
from register.models import Entry
from tests.deliberations.factories import alternate_of, cancelled, convened, found, proxy, seat_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    def run(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    return run


def says(world, sitting, role, answer, at):
    person = world.person(role)
    services.reply(sitting, seat=seat_of(world, role), person=person, answer=answer, by=person.user, at=at)


def test_S9_the_silent_are_reminded_and_the_others_left_in_peace(world, at, sent):
    alternate = alternate_of(world, "member1")
    sitting = sent(convened, world, at)
    mail.outbox.clear()
    says(world, sitting, "author", "coming", at - 3 * DAY)
    says(world, sitting, "member1", "excused", at - 3 * DAY)
    proxy(world, sitting, "member2", "author", at - 3 * DAY)
    people = sent(services.remind, sitting, by=world.users["clerk"], at=at - 2 * DAY)
    assert alternate in people  # whose titular will not come
    assert not {world.person(role) for role in ("author", "member1", "member2")} & set(people)
    assert sorted(message.to[0] for message in mail.outbox) == sorted(person.email for person in people)
    assert all("Vous n’avez pas encore répondu" in message.body for message in mail.outbox)
    proof = Dispatch.objects.reminders()
    assert all(row.status == "sent" and row.files["convocation.pdf"] for row in proof)
    assert proof.first().attempts.get().outcome == "sent"
    assert Entry.objects.get(act="sitting.reminded").actor_function == "clerk"


def test_S9_nobody_is_written_to_twice_on_one_day(world, at, sent):
    sitting = sent(convened, world, at)
    services.remind(sitting, by=world.users["clerk"], at=at - 2 * DAY)
    with pytest.raises(AlreadyRecorded):
        services.remind(sitting, by=world.users["clerk"], at=at - 2 * DAY + timedelta(hours=3))
    assert services.remind(sitting, by=world.users["clerk"], at=at - DAY)
    assert Dispatch.objects.reminders().count() == 12
    with pytest.raises(AlreadyRecorded):  # the notice itself left that day
        services.remind(sitting, by=world.users["clerk"], at=sitting.convened_at + timedelta(hours=1))


def test_S9_nobody_is_reminded_when_everybody_answered_or_it_is_too_late(world, at):
    sitting = convened(world, at)
    with pytest.raises(Refused, match="L’heure de la séance est passée"):
        services.remind(sitting, by=world.users["clerk"], at=at)
    for line in read_room(sitting).composition.lines:
        person = line.titular.person
        services.reply(sitting, seat=line.seat, person=person, answer="coming", by=world.users["clerk"], at=at - DAY)
    with pytest.raises(Refused, match="Personne n’est à relancer"):
        services.remind(sitting, by=world.users["clerk"], at=at - DAY)


def test_S9_only_who_oversees_reminds_and_only_for_a_convened_sitting(world, at):
    sitting = convened(world, at)
    for role in ("author", "liaison", "outsider"):
        with pytest.raises(NotAllowed):
            services.remind(sitting, by=world.users[role], at=at - DAY)
    with pytest.raises(OutOfTurn):
        services.remind(cancelled(world, at + DAY, title="Autre"), by=world.users["clerk"], at=at - DAY)


def test_S9_the_timetable_reminds_so_many_days_before_and_once(world, at, sent):
    sitting = sent(convened, world, at)
    mail.outbox.clear()

    def run(day, *days):
        out = StringIO()
        with time_machine.travel(day, tick=False):
            sent(call_command, "remind", *days, stdout=out)
        return out.getvalue().strip()

    assert run(at - 4 * DAY) == ""
    assert run(at - 3 * DAY) == f"{sitting.slug}: 6 reminded"
    assert run(at - 3 * DAY + timedelta(hours=2)) == f"{sitting.slug}: already done today"
    assert run(at - DAY, "--days", "1", "5") == f"{sitting.slug}: 6 reminded"
    assert len(mail.outbox) == 12
    assert Entry.objects.filter(act="sitting.reminded", actor_function="system").count() == 2
