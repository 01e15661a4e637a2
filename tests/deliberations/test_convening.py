"""RULES S2, S3: what convening needs, what it freezes, what it sends, and that nobody gets it twice."""

import hashlib
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from icalendar import Calendar
from pdfminer.high_level import extract_text

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.enums import DispatchStatus, SittingState
from deliberations.models import AgendaVersion, Dispatch, SittingPage
from deliberations.papers.invitation import invitation
from deliberations.services.dispatching import deliver
from register.models import Entry
from tests.deliberations.factories import (
    alternate_of,
    cancelled,
    closed,
    convened,
    found,
    planned,
    postponed,
    ready,
    seat_of,
    vacate,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Run an act with what follows its commit; return what it gave."""

    def run(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    return run


def convene(world, sitting, when):
    return services.convene(sitting, by=world.users["clerk"], at=when)


def test_S2_an_empty_draft_lists_everything_that_is_missing(world, at):
    sitting = planned(world, at, place="", items=False)
    missing = services.missing_to_convene(sitting, at - 20 * DAY)
    assert [sentence.split(":")[0].strip() for sentence in missing] == [
        "Il manque un lieu ou un lien de visioconférence.",
        "L’ordre du jour est vide",
    ]
    with pytest.raises(Refused) as refusal:
        convene(world, sitting, at - 20 * DAY)
    assert refusal.value.messages == missing
    assert not AgendaVersion.objects.exists()


def test_S2_a_link_does_for_a_place(world, at):
    sitting = planned(world, at, place="", remote_link="https://visio.exemple.fr/ess")
    assert services.missing_to_convene(sitting, at - 20 * DAY) == []


@pytest.mark.parametrize(
    ("family", "days", "lawful"),
    [("commission", 5, True), ("commission", 4, False), ("assembly", 6, True), ("assembly", 5, False)],
)
def test_S2_plain_and_clear_days_of_notice(at, family, days, lawful):
    sitting = planned(found(family=family), at)
    missing = services.missing_to_convene(sitting, at - days * DAY)
    assert (missing == []) is lawful
    assert lawful or "motif d’urgence" in missing[0]


def test_S2_the_countdown_runs_to_the_end_of_the_last_lawful_day(world, at):
    last = services.last_lawful_sending(planned(world, at))
    assert last == at.replace(day=20, hour=0, minute=0)  # the 19th is the last day, for a meeting on the 24th


def test_S2_a_stated_urgency_shortens_the_notice_but_not_below_its_own_limit(at):
    world = found(family="assembly")
    sitting = planned(world, at)
    sitting = services.change_sitting(
        sitting, by=world.users["clerk"], at=at - 20 * DAY, urgency_reason="Un appel à projets clôt."
    )
    assert services.missing_to_convene(sitting, at - 2 * DAY) == []
    assert "délai d’urgence" in services.missing_to_convene(sitting, at - DAY)[0]


def test_S2_a_date_gone_by_is_not_convened(world, at):
    assert "date de la séance est passée" in services.missing_to_convene(planned(world, at), at + DAY)[0]


def test_C5_every_co_chair_signs_where_the_profile_says_so(at):
    world = found(convening="all")
    sitting = planned(world, at)
    [missing] = services.missing_to_convene(sitting, at - 20 * DAY)
    assert str(world.person("co_chair")) in missing
    services.sign_convening(sitting, by=world.users["co_chair"], at=at - 20 * DAY)
    assert services.missing_to_convene(sitting, at - 20 * DAY) == []
    with pytest.raises(AlreadyRecorded):
        services.sign_convening(sitting, by=world.users["co_chair"], at=at - 20 * DAY)
    with pytest.raises(NotAllowed):
        services.sign_convening(sitting, by=world.users["clerk"], at=at - 20 * DAY)


def test_S3_titulars_and_alternates_of_seats_in_exercise_get_one_message_each(world, at, sent):
    alternate = alternate_of(world, "member0")
    vacate(seat_of(world, "member2"), (at - 40 * DAY).date())
    sitting = sent(convened, world, at)
    persons = {dispatch.person for dispatch in Dispatch.objects.all()}
    assert alternate in persons
    assert world.person("member2") not in persons
    assert len(mail.outbox) == len(persons) == 6  # five titulars left, one alternate
    assert set(sitting.agenda_versions.get().dispatches.values_list("status", flat=True)) == {DispatchStatus.SENT}


def test_S3_a_message_carries_text_notice_and_calendar_entry_and_keeps_their_digests(world, at, sent):
    sitting = sent(convened, world, at, recommendations=[ready(world, at)])
    message = mail.outbox[0]
    (name, notice, _), (_, calendar, kind) = message.attachments
    assert name == "convocation.pdf"
    assert kind.startswith("text/calendar; method=REQUEST")
    assert "Ouvrir les marchés aux ateliers d’insertion" in message.body
    assert sitting.slug in message.body
    dispatch = Dispatch.objects.get(address=message.to[0])
    assert dispatch.files["convocation.pdf"] == hashlib.sha256(notice).hexdigest()
    calendar = calendar if isinstance(calendar, bytes) else calendar.encode()
    assert dispatch.files["seance.ics"] == hashlib.sha256(calendar).hexdigest()


def test_S3_the_notice_says_when_where_what_and_annexes_the_texts(world, at, sent, tmp_path):
    sent(convened, world, at, recommendations=[ready(world, at)])
    notice = tmp_path / "notice.pdf"
    notice.write_bytes(mail.outbox[0].attachments[0][1])
    text = extract_text(notice)
    facts = ("mardi 24 mars 2026", "Salle des mariages", "Actualités", "2026-001", "Réserver deux lots", "Page 1 sur")
    for fact in facts:
        assert fact in text.replace("\xa0", " ")


def test_S3_the_calendar_entry_keeps_its_uid_and_raises_its_sequence(world, at, sent):
    sitting = sent(convened, world, at)
    sitting = services.change_sitting(sitting, by=world.users["clerk"], at=at - 9 * DAY, place="Hôtel de ville")
    assert services.has_unsent_changes(sitting)
    changed = sent(services.send_changes, sitting, by=world.users["clerk"], at=at - 9 * DAY)
    first, second = (
        Calendar.from_ical(invitation(version, person="X", address="x@exemple.fr", url="https://exemple.fr"))
        for version in sitting.agenda_versions.order_by("number")
    )
    events = [calendar.walk("VEVENT")[0] for calendar in (first, second)]
    assert events[0]["uid"] == events[1]["uid"]
    assert [event["sequence"] for event in events] == [0, 1]
    assert events[1]["location"] == "Hôtel de ville"
    assert changed.number == 2
    assert len(mail.outbox) == 12
    with pytest.raises(AlreadyRecorded):
        services.send_changes(sitting, by=world.users["clerk"], at=at - 9 * DAY)


def test_S3_a_cancelled_sitting_leaves_calendars(world, at, sent):
    sitting = sent(cancelled, world, at)
    last = mail.outbox[-1]
    event = Calendar.from_ical(last.attachments[1][1]).walk("VEVENT")[0]
    assert "annulée" in last.body
    assert event["status"] == "CANCELLED"
    assert event["sequence"] == 1
    assert sitting.state == SittingState.CANCELLED


def test_S1_a_postponed_sitting_tells_everybody_its_new_date_and_is_convened_anew(world, at, sent):
    sitting = sent(postponed, world, at)
    assert "reportée" in mail.outbox[-1].body
    assert "jeudi 23 avril 2026" in mail.outbox[-1].body
    sent(convene, world, sitting, at)
    assert [version.content["act"] for version in sitting.agenda_versions.all()] == [
        "convening",
        "postponement",
        "convening",
    ]
    assert len(mail.outbox) == 18


def test_E3_convening_twice_is_one_act_and_one_message_each(world, at, sent):
    sitting = sent(convened, world, at)
    with pytest.raises(AlreadyRecorded):
        sent(convene, world, sitting, at - 9 * DAY)
    assert len(mail.outbox) == 6
    assert sitting.agenda_versions.count() == 1
    assert Entry.objects.filter(act="sitting.convene").count() == 1


def test_T4_delivering_the_same_version_again_sends_nothing(world, at, sent):
    version = sent(convened, world, at).agenda_versions.get()
    deliver.enqueue(version.pk, at.isoformat())
    assert len(mail.outbox) == 6


def test_S3_who_has_no_address_is_listed_and_gets_it_once_they_have_one(world, at, sent):
    person = world.person("member0")
    type(person).objects.filter(pk=person.pk).update(email="")
    version = sent(convened, world, at).agenda_versions.get()
    assert version.dispatches.get(person=person).status == DispatchStatus.NO_ADDRESS
    assert sent(services.retry_failed, version, by=world.users["clerk"], at=at) == 0
    type(person).objects.filter(pk=person.pk).update(email="nouvelle@exemple.fr")
    assert sent(services.retry_failed, version, by=world.users["clerk"], at=at) == 1
    assert mail.outbox[-1].to == ["nouvelle@exemple.fr"]
    assert sent(services.retry_failed, version, by=world.users["clerk"], at=at) == 0


def test_T4_a_failed_address_stops_nobody_else_and_is_retried(world, at, sent, monkeypatch):
    bad = world.person("member1").email
    send = mail.EmailMessage.send

    def refuse_one(message):
        if bad in message.to:
            raise smtplib.SMTPRecipientsRefused({bad: (550, b"no such user")})
        send(message)

    monkeypatch.setattr(mail.EmailMessage, "send", refuse_one)
    version = sent(convened, world, at).agenda_versions.get()
    assert [dispatch.address for dispatch in version.dispatches.filter(status=DispatchStatus.FAILED)] == [bad]
    assert len(mail.outbox) == 5
    monkeypatch.setattr(mail.EmailMessage, "send", send)
    [failed] = version.dispatches.filter(status=DispatchStatus.FAILED)
    other = version.dispatches.exclude(pk=failed.pk).first()
    assert sent(services.retry_failed, version, by=world.users["clerk"], at=at, only=other.pk) == 0
    assert sent(services.retry_failed, version, by=world.users["clerk"], at=at, only=failed.pk) == 1
    assert mail.outbox[-1].to == [bad]
    assert [(line.outcome, "550" in line.detail) for line in failed.attempts.all()] == [
        ("failed", True),
        ("sent", False),
    ]


def test_S3_the_frozen_agenda_is_numbered_digested_and_published_at_the_sittings_own_address(world, at, sent):
    sitting = sent(convened, world, at)
    version = sitting.agenda_versions.get()
    assert version.content["items"][0]["title"] == "Actualités"
    assert len(version.digest) == 64
    page = SittingPage.objects.get(sitting=sitting)
    assert page.live
    assert page.slug == sitting.slug == "2026-03-24-pleniere-de-printemps"


def test_S7_minutes_awaiting_approval_come_first(world, at):
    held = closed(world, at - 60 * DAY, title="Plénière d’hiver")
    sitting = planned(world, at)
    first = sitting.items.order_by("position").first()
    assert first.minutes_of == held
    assert first.title == "Procès-verbal de la séance du vendredi 23 janvier 2026"
    assert [item.position for item in sitting.items.order_by("position")] == [1, 2]


def test_S2_only_co_chairs_and_secretariat_convene(world, at):
    sitting = planned(world, at)
    for role in ("author", "member0", "liaison", "outsider"):
        with pytest.raises(NotAllowed):
            services.convene(sitting, by=world.users[role], at=at - 20 * DAY)


def test_S1_a_cancelled_sitting_makes_its_texts_ready_again(world, at):
    recommendation = ready(world, at)
    cancelled(world, at, recommendations=[recommendation])
    recommendation.refresh_from_db()
    assert recommendation.state == "ready"


def test_S3_a_closed_sitting_is_not_convened(world, at):
    sitting = cancelled(world, at)
    with pytest.raises(OutOfTurn, match="Convoquer"):
        convene(world, sitting, at - 20 * DAY)


def test_T4_whoever_a_broken_delivery_never_reached_is_reached_by_the_retry(world, at, sent):
    version = convened(world, at).agenda_versions.get()  # nothing ran after the commit
    assert set(version.dispatches.values_list("status", flat=True)) == {DispatchStatus.WAITING}
    assert sent(services.retry_failed, version, by=world.users["clerk"], at=at) == 6
    assert len(mail.outbox) == 6
