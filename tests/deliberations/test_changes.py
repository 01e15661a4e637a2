"""RULES S3: what changed between two agendas is said in words, computed from both; nothing internal goes public."""

import smtplib
from copy import deepcopy
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from common.lifecycle import Refused
from deliberations import services
from deliberations.enums import DispatchStatus, SittingState
from deliberations.papers.changes import changes_between
from deliberations.services.dispatching import outcome_of
from tests.deliberations.factories import adjourned, arrive, cancelled, convened, found, postponed, ready

DAY = timedelta(days=1)


def item(pk, position, title, **facts):
    words = {"presenter": "", "duration": 15, "note": "", "visibility": "public", "recommendation": "", "version": None}
    return {"id": pk, "position": position, "title": title, "text_sha256": ""} | words | facts


BEFORE = {
    "starts_at": "2026-03-24T18:30:00+01:00",
    "ends_at": "2026-03-24T21:00:00+01:00",
    "place": "Salle A",
    "remote_link": "",
    "is_public": True,
    "urgency_reason": "",
    "items": [item(1, 1, "Un"), item(2, 2, "Deux"), item(3, 3, "Trois")],
}
CASES = [
    ({}, []),
    ({"place": "Salle B"}, ["Lieu : Salle B, au lieu de : Salle A."]),
    (
        {"starts_at": "2026-03-25T18:00:00+01:00"},
        ["La séance a lieu mercredi 25 mars 2026 à 18 h, et non mardi 24 mars 2026 à 18 h 30."],
    ),
    ({"ends_at": "2026-03-24T22:00:00+01:00"}, ["La fin est prévue mardi 24 mars 2026 à 22 h."]),
    ({"remote_link": "https://visio.exemple.fr"}, ["Lien pour suivre à distance : https://visio.exemple.fr"]),
    ({"is_public": False}, ["La séance se tient sans public."]),
    ({"items": [item(1, 1, "Un"), item(3, 2, "Trois")]}, ["Point retiré : « Deux »."]),
    ({"items": [*BEFORE["items"], item(4, 4, "Quatre")]}, ["Point ajouté : 4. « Quatre »."]),
    (
        {"items": [item(3, 1, "Trois"), item(1, 2, "Un"), item(2, 3, "Deux")]},
        ["« Trois » passe du point 3 au point 1."],
    ),
    (
        {"items": [item(1, 1, "Un, encore", duration=20), item(2, 2, "Deux"), item(3, 3, "Trois")]},
        ["« Un » s’intitule maintenant « Un, encore ».", "« Un, encore » : 20 min, au lieu de 15."],
    ),
]


@pytest.mark.parametrize(("change", "said"), CASES)
def test_S3_what_changed_is_said_in_words(change, said):
    told = changes_between(BEFORE, deepcopy(BEFORE) | change)
    assert [sentence.replace("\u202f", " ") for sentence in told] == said


def test_S5_the_public_is_told_neither_the_link_nor_internal_items():
    new = deepcopy(BEFORE) | {"remote_link": "https://visio.exemple.fr"}
    new["items"] = [*new["items"], item(9, 4, "Secret", visibility="members")]
    assert changes_between(BEFORE, new, public=True) == []
    assert len(changes_between(BEFORE, new)) == 2


def test_S3_agendas_frozen_before_items_had_keys_are_compared_by_text_and_title():
    old, new = deepcopy(BEFORE), deepcopy(BEFORE) | {"items": BEFORE["items"][:2]}
    for frozen in old["items"]:
        del frozen["id"]
    assert changes_between(old, new) == ["Point retiré : « Trois »."]


@pytest.mark.parametrize(
    ("error", "reached", "outcome"),
    [
        (ConnectionRefusedError(), False, DispatchStatus.FAILED),
        (smtplib.SMTPAuthenticationError(535, b"no"), False, DispatchStatus.FAILED),
        (TimeoutError(), False, DispatchStatus.FAILED),
        (smtplib.SMTPRecipientsRefused({}), True, DispatchStatus.FAILED),
        (smtplib.SMTPDataError(554, b"spam"), True, DispatchStatus.FAILED),
        (UnicodeError(), True, DispatchStatus.FAILED),
        (TimeoutError(), True, DispatchStatus.UNCERTAIN),
        (smtplib.SMTPServerDisconnected(), True, DispatchStatus.UNCERTAIN),
        (ConnectionResetError(), True, DispatchStatus.UNCERTAIN),
    ],
)
def test_T4_a_message_is_in_doubt_only_where_it_may_have_left(error, reached, outcome):
    assert outcome_of(error, reached=reached) == outcome


@pytest.fixture
def world(db):
    return found()


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    def run(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    return run


def test_S3_a_change_notice_says_what_changed_in_the_mail_and_on_the_page(world, at, sent, client):
    sitting = sent(convened, world, at, recommendations=[ready(world, at)])
    by = {"by": world.users["clerk"], "at": at - 9 * DAY}
    services.change_sitting(sitting, place="Hôtel de ville", **by)
    services.add_item(sitting, kind="discussion", title="À huis clos", visibility="members", **by)
    sent(services.send_changes, sitting, **by)
    message = mail.outbox[-1]
    for body in (message.body, message.alternatives[0][0]):
        assert "Lieu : Hôtel de ville, au lieu de : Salle des mariages." in body
        assert "À huis clos" in body
        assert "http://" in body
    with time_machine.travel(at - 8 * DAY, tick=False):
        page = client.get(sitting.get_absolute_url()).content.decode()
        client.force_login(world.users["author"])
        inside = client.get(sitting.get_absolute_url()).content.decode()
    assert "Lieu : Hôtel de ville, au lieu de : Salle des mariages." in page
    assert "À huis clos" not in page
    assert "Point ajouté : 3. « À huis clos »." in inside


def test_S3_the_public_agenda_holds_no_internal_item_nor_link(world, at, client):
    from io import BytesIO

    from pdfminer.high_level import extract_text

    sitting = convened(world, at, remote_link="https://visio.exemple.fr/secret")
    by = {"by": world.users["clerk"], "at": at - 9 * DAY}
    services.add_item(sitting, kind="discussion", title="À huis clos", visibility="members", **by)
    services.send_changes(sitting, **by)
    text = extract_text(BytesIO(client.get(reverse("deliberations:agenda_pdf", args=[sitting.slug])).content))
    assert "Actualités" in text
    assert "visio" not in text
    assert "huis clos" not in text


@pytest.mark.parametrize(
    ("made", "subject", "words", "status"),
    [
        (postponed, "Séance reportée", ("La salle est fermée.", "jeudi 23 avril 2026", "mardi 24 mars"), "TENTATIVE"),
        (cancelled, "Séance annulée", ("Grève des transports.",), "CANCELLED"),
        (adjourned, "Séance ajournée", ("il en faut 3", "une seconde convocation", "Aucun quorum n’y est exigé"), None),
    ],
)
def test_S1_everybody_is_told_what_became_of_a_sitting_and_why(made, subject, words, status, world, at, sent):
    sitting = sent(made, world, at)
    message = mail.outbox[-1]
    assert message.subject.startswith(subject)
    for word in words:
        assert word in message.body
        assert word in message.alternatives[0][0]
    assert "/reponses/" not in message.body
    calendars = [content for name, content, _kind in message.attachments if name == "seance.ics"]
    assert len(mail.outbox) == 12
    assert bool(calendars) is (status is not None)
    if status:
        [event] = Calendar.from_ical(calendars[0]).walk("VEVENT")
        assert (event["status"], event["sequence"]) == (status, sitting.agenda_versions.count() - 1)


def test_Q4_a_second_call_quotes_its_rule_and_keeps_the_items(world, at, sent, client):
    first = sent(adjourned, world, at)
    clerk = world.users["clerk"]
    second = services.plan_second_call(
        first, starts_at=at + 10 * DAY, ends_at=at + 10 * DAY + timedelta(hours=2), by=clerk, at=at
    )
    sent(services.convene, second, by=clerk, at=at + DAY)
    body = mail.outbox[-1].body
    assert "La séance du mardi 24 mars 2026 n’a pas atteint le quorum." in body
    assert "une seconde convocation porte sur le même ordre du jour" in body
    assert "Aucun quorum n’y est exigé, sauf pour un point nouveau." in body
    assert second.agenda_versions.get().content["second_call"]
    page = client.get(first.get_absolute_url()).content.decode()
    assert "il en faut 3" in page
    assert second.get_absolute_url() in page
    client.force_login(clerk)
    page = client.get(reverse("deliberations:preparation", args=[second.slug])).content.decode()
    assert "aucun quorum n’est exigé" in page
    assert "Quorum non atteint" not in page


def test_S3_each_calendar_entry_is_whole_and_its_sequence_only_rises(world, at, sent):
    sitting = sent(postponed, world, at)
    sent(services.convene, sitting, by=world.users["clerk"], at=at)
    sent(services.cancel_sitting, sitting, by=world.users["clerk"], at=at + DAY, note="Grève.")
    reader = world.person("author").email
    found_in = [content for message in mail.outbox if message.to == [reader] for content in calendars_of(message)]
    calendars = [Calendar.from_ical(content) for content in found_in]
    assert [str(calendar["method"]) for calendar in calendars] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    assert [event["sequence"] for event in events] == [0, 1, 2, 3]
    assert len({str(event["uid"]) for event in events}) == 1
    for component in [*calendars, *events]:
        assert component.errors == []
        assert all(name in component for name in component.required)
        assert not [name for name in component.exclusive if name in component and component.exclusive == ()]
        for name in ("organizer", "attendee", "dtstamp") if component.name == "VEVENT" else ():
            assert name in component


def calendars_of(message):
    return [content for name, content, _kind in message.attachments if name == "seance.ics"]


def test_S1_opening_hours_before_the_time_needs_a_word(world, at):
    sitting = convened(world, at)
    early = at - timedelta(hours=2, minutes=1)
    arrive(world, sitting, early, "author", "rapporteur", "co_chair", "member0")
    facts = {"presiding": world.person("co_chair"), "secretary": world.person("rapporteur")}
    facts |= {"by": world.users["clerk"]}
    with pytest.raises(Refused, match="plus de 2 heures avant, confirmez-le"):
        services.open_sitting(sitting, at=early, **facts)
    assert services.open_sitting(sitting, at=early, early=True, **facts).state == SittingState.OPEN


def test_S1_the_desk_asks_for_that_word_only_when_it_is_early(world, at, client):
    sitting = convened(world, at)
    client.force_login(world.users["clerk"])
    shown = {}
    for hours in (3, 1):
        with time_machine.travel(at - timedelta(hours=hours), tick=False):
            page = client.get(reverse("deliberations:conduct", args=[sitting.slug])).content.decode()
            shown[hours] = "bien avant l’heure de sa convocation" in page
    assert shown == {3: True, 1: False}


def test_Q4_the_want_of_a_quorum_is_not_found_before_the_hour(world, at):
    sitting = convened(world, at)
    with pytest.raises(Refused, match="à l’heure de la séance, pas avant"):
        services.adjourn(sitting, by=world.users["clerk"], at=at - timedelta(minutes=1))
