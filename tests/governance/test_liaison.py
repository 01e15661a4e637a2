"""RULES T2, T3, T4: the assembly's link, the messages that carry it, the reminders."""

import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn
from governance import services
from governance.enums import Occasion, State
from governance.models import Answer, LiaisonLink, LinkUse, Recommendation
from governance.reminders import stage_of
from governance.services.liaison import LinkClosed, open_link, post
from register.models import Entry
from tests.governance.factories import AnswerFactory, TransmissionFactory
from tests.governance.world import found, reach
from tests.racing import race

pytestmark = pytest.mark.django_db
ADDRESS = "courrier@assemblee.exemple.fr"
DAY = timedelta(days=1)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture
def world():
    return found()


@pytest.fixture
def sent(world, at):
    return TransmissionFactory(world=world, at=at, due_on=at.date() + 120 * DAY)


@pytest.fixture
def post_office(django_capture_on_commit_callbacks):
    """Let what waits for the end of a transaction happen."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def token_in(message):
    return re.search(r"/transmissions/([\w-]+)/", message.body).group(1)


@pytest.fixture
def token(world, sent, at, mailoutbox, post_office):
    with post_office():
        services.send_link(sent, address=ADDRESS, by=world.users["clerk"], at=at)
    return token_in(mailoutbox[-1])


def address(name, *args):
    return reverse(f"governance:{name}", args=args)


def answer_posted(**changed):
    """What the form of the answer sends for the two demands of the text."""
    return {
        "outcome": "in_part", "reason": "Un lot sur deux.", "on": "2026-05-02", "deliberation_number": "12",
        "points-TOTAL_FORMS": "2", "points-INITIAL_FORMS": "2", "points-0-asked": "Réserver deux lots.",
        "points-0-outcome": "accepted", "points-1-asked": "Verser une avance.", "points-1-outcome": "declined",
        "points-1-text": "Le code l’interdit.",
    } | changed  # fmt: skip


def test_T2_the_message_carries_the_document_and_a_link_that_is_stored_nowhere(token, sent, mailoutbox):
    message = mailoutbox[-1]
    assert message.to == [ADDRESS]
    name, content, kind = message.attachments[0]
    assert (name, kind) == (f"{sent.recommendation.number}.pdf", "application/pdf")
    assert content == sent.document.open().read()
    html, media_type = message.alternatives[0]
    assert media_type == "text/html"
    assert token in html
    assert "<img" not in html
    link = sent.links.get()
    assert link.status == "sent"
    assert token not in str(LiaisonLink.objects.values())
    assert link.token_digest == LiaisonLink.digest_of(token)


def test_T2_the_page_opens_without_an_account_and_every_use_is_kept(client, token, sent, at):
    with time_machine.travel(at + DAY, tick=False):
        page = client.get(address("liaison", token))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"
    assert sent.recommendation.title in page.content.decode()
    assert list(LinkUse.objects.values_list("act", "at")) == [("shown", at + DAY)]


def test_T2_the_assembly_acknowledges_and_answers_point_by_point_through_its_link(client, token, sent, at):
    with time_machine.travel(at + 40 * DAY, tick=False):
        got = client.post(address("link_act", token, "acknowledge"), {"on": "2026-04-01", "reference": "EMS-7"})
        assert got["Location"] == address("liaison", token)
        upload = SimpleUploadedFile("../../delib.exe", PDF)
        got = client.post(address("link_act", token, "answer"), answer_posted(attachment=upload))
        assert got.status_code == 302
    answer = Answer.objects.get()
    moves = list(answer.transmission.recommendation.moves.values_list("step", "by_function", "by__email"))[-2:]
    assert moves == [("acknowledge", "liaison", ADDRESS), ("answer", "liaison", ADDRESS)]
    assert list(answer.points.values_list("outcome", "text")) == [("accepted", ""), ("declined", "Le code l’interdit.")]
    assert answer.attachment.name.startswith("reponses/2026-001-deliberation")
    assert len(answer.attachment_digest) == 64
    assert set(LinkUse.objects.values_list("act", flat=True)) == {"acknowledge", "answer"}
    got = client.get(address("deliberation", "2026-001"))
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got.content == PDF


def test_T2_then_it_says_what_follows(client, token, world, sent, at):
    AnswerFactory(world=world, transmission=sent, at=at)
    with time_machine.travel(at + 2 * DAY, tick=False):
        assert client.post(address("link_act", token, "implement"), {"note": ""}).status_code == 302
        step = {"title": "Clause", "owner": "Achats", "weight": 1, "progress": 40}
        assert client.post(address("link_follow", token), step).status_code == 302
        made = sent.recommendation.followup.get()
        assert client.post(address("link_follow", token, made.pk), {"progress": 100}).status_code == 302
        assert "Noter l’avancement" in client.get(address("liaison", token)).content.decode()
    made.refresh_from_db()
    assert made.progress == 100


@pytest.mark.parametrize(
    ("content", "why"), [(b"MZ\x90\x00", "PDF entier"), (b"%PDF-1.7 cut", "PDF entier"), (b"<svg/>%%EOF", "PDF entier")]
)
def test_E1_what_is_no_pdf_is_refused_by_its_content_and_what_was_typed_stays(content, why, client, token, at):
    upload = SimpleUploadedFile("deliberation.pdf", content, content_type="application/pdf")
    with time_machine.travel(at + DAY, tick=False):
        page = client.post(address("link_act", token, "answer"), answer_posted(attachment=upload)).content.decode()
    assert why in page
    assert "Le code l’interdit." in page
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"outcome": "declined", "reason": ""}, {"outcome": "postponed"}, {"points-1-text": ""}]
)
def test_R2_a_refusal_says_why_and_a_postponement_until_when(typed, client, token, at):
    with time_machine.travel(at + DAY, tick=False):
        page = client.post(address("link_act", token, "answer"), answer_posted(**typed))
    assert page.status_code == 200
    assert not Answer.objects.exists()


def test_E3_a_second_click_and_a_second_tab_are_one_answer(client, token, at):
    with time_machine.travel(at + DAY, tick=False):
        client.post(address("link_act", token, "answer"), answer_posted())
        again = client.post(address("link_act", token, "answer"), answer_posted(reason="Autre"), follow=True)
    assert "Déjà enregistré" in again.content.decode()
    assert Answer.objects.get().reason == "Un lot sur deux."


@pytest.mark.parametrize(
    ("closing", "status"), [("revoked", 410), ("expired", 410), ("finished", 410), ("unknown", 404), ("replaced", 410)]
)
def test_T2_a_link_that_opens_nothing_says_whom_to_write_to(closing, status, client, token, world, sent, at):
    by, later = world.users["clerk"], at + DAY
    if closing == "revoked":
        services.revoke_links(sent, by=by, at=at)
    elif closing == "replaced":
        services.send_link(sent, address="autre@exemple.fr", by=by, at=at)
    elif closing == "expired":
        later = at + 181 * DAY
    elif closing == "finished":
        Recommendation.objects.update(state=State.EVALUATED)
    elif closing == "unknown":
        token = "x" * 43
    with time_machine.travel(later, tick=False):
        for page in (client.get(address("liaison", token)), client.post(address("link_act", token, "answer"), {})):
            assert page.status_code == status
            assert "secretariat@exemple.fr" in page.content.decode()
    assert not Answer.objects.exists()
    assert not LinkUse.objects.exists()


def test_T2_a_link_opens_its_own_text_and_no_other(client, token, world, at):
    other = reach(world, State.TRANSMITTED, at)
    link = open_link(token, at=at)
    bearer = User.objects.get(email=ADDRESS)
    bearer.link = link
    with pytest.raises(NotAllowed):
        services.acknowledge(other, by=bearer, at=at)
    step = services.add_step(reach(world, State.ANSWERED, at), title="A", owner="B", by=world.users["clerk"], at=at)
    with time_machine.travel(at + DAY, tick=False):
        assert client.get(address("link_follow", token, step.pk)).status_code == 404
        assert client.get(address("link_act", token, "admit")).status_code == 404


def test_T2_the_account_of_a_link_cannot_be_entered(client, token):
    account = User.objects.get(email=ADDRESS)
    assert not account.is_active
    assert not account.has_usable_password()


def test_T2_a_renewed_link_opens_again_and_a_revoked_one_does_not(token, world, sent, at):
    by, late = world.users["clerk"], at + 200 * DAY
    link = sent.links.get()
    with pytest.raises(LinkClosed):
        open_link(token, at=late)
    services.renew_link(link, by=by, at=late)
    assert open_link(token, at=late) == link
    services.revoke_links(sent, by=by, at=late)
    with pytest.raises(OutOfTurn, match="révoqué"):
        services.renew_link(link, by=by, at=late)


@pytest.mark.parametrize("role", ["author", "rapporteur", "member0", "liaison", "outsider"])
def test_T2_only_the_secretariat_and_the_co_chairs_send_and_revoke(role, world, sent, at):
    for act in (
        lambda by: services.send_link(sent, address=ADDRESS, by=by, at=at),
        lambda by: services.revoke_links(sent, by=by, at=at),
    ):
        with pytest.raises(NotAllowed):
            act(world.users[role])


def test_T4_a_second_click_sends_nothing_and_a_later_sending_does(token, world, sent, at, mailoutbox, post_office):
    by = world.users["clerk"]
    with post_office(), pytest.raises(AlreadyRecorded):
        services.send_link(sent, address=ADDRESS, by=by, at=at + timedelta(minutes=2))
    assert len(mailoutbox) == 1
    with post_office():
        services.send_link(sent, address=ADDRESS, by=by, at=at + DAY)
    assert len(mailoutbox) == 2


def test_T4_a_message_that_failed_is_shown_and_tried_again_and_never_leaves_twice(
    client, world, sent, at, mailoutbox, post_office, settings
):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.governance.test_liaison.Broken"
    with post_office():
        link = services.send_link(sent, address=ADDRESS, by=world.users["clerk"], at=at)
    link.refresh_from_db()
    assert (link.status, link.token_digest, mailoutbox) == ("failed", "", [])
    client.force_login(world.users["clerk"])
    page = client.get(address("exchanges", sent.recommendation.number)).content.decode()
    assert "Échec de l’envoi" in page or "échec de l’envoi" in page
    settings.EMAIL_BACKEND = working
    with time_machine.travel(at + DAY, tick=False):
        client.post(address("exchanges", sent.recommendation.number), {"act": "retry", "link": link.pk})
    assert len(mailoutbox) == 1
    assert not post(link.pk, at=at + DAY)
    assert len(mailoutbox) == 1


class Broken:
    """A post office that takes nothing."""

    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        raise OSError("closed")


def test_T2_transmitting_to_an_address_sends_the_link_at_once(world, at, mailoutbox, post_office):
    adopted = reach(world, State.ADOPTED, at)
    with post_office():
        services.transmit(
            adopted, by=world.users["clerk"], at=at, letter="Bonjour.", due_on=at.date() + 90 * DAY, address=ADDRESS
        )
    assert [message.to for message in mailoutbox] == [[ADDRESS]]


def test_T2_A1_what_is_done_with_links_is_in_the_register_without_address_or_token(token, world, sent, at):
    services.revoke_links(sent, by=world.users["clerk"], at=at)
    acts = Entry.objects.filter(act__startswith="link.").values_list("act", "subject", "actor_function")
    assert [*acts] == [(a, sent.recommendation.subject, "clerk") for a in ("link.sent", "link.revoked")]


def test_the_secretariat_sends_revokes_and_sees_every_use(client, token, world, sent, at):
    page = address("exchanges", sent.recommendation.number)
    with time_machine.travel(at + DAY, tick=False):
        client.get(address("liaison", token))
        client.force_login(world.users["clerk"])
        assert "page ouverte" in client.get(page).content.decode()
        typed = client.post(page, {"act": "send", "address": "pas une adresse"}).content.decode()
        assert "pas une adresse" in typed
        assert client.post(page, {"act": "send", "address": "neuve@exemple.fr"}).status_code == 302
        assert client.post(page, {"act": "revoke"}).status_code == 302
        assert not LiaisonLink.objects.live(at).exists()
        assert client.post(page, {"act": "renew", "link": "²"}).status_code == 404
        assert client.post(page, {"act": "x", "link": sent.links.first().pk}).status_code == 404


def test_the_page_of_exchanges_asks_as_much_for_thirty_messages_as_for_three(client, world, sent, at):
    client.force_login(world.users["clerk"])
    page, counts = address("exchanges", sent.recommendation.number), []
    for number in (3, 30):
        for n in range(number):
            services.send_link(sent, address=f"a{n}@exemple.fr", by=world.users["clerk"], at=at)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            assert client.get(page).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (-31, None), (-30, Occasion.MONTH_BEFORE), (-8, Occasion.MONTH_BEFORE), (-7, Occasion.WEEK_BEFORE),
        (0, Occasion.WEEK_BEFORE), (1, Occasion.DAY_AFTER), (29, Occasion.DAY_AFTER), (30, Occasion.MONTH_AFTER),
        (400, Occasion.MONTH_AFTER),
    ],
)  # fmt: skip
def test_T3_the_stage_of_a_reminder_follows_the_date(days, stage, at):
    due = at.date() + 120 * DAY
    assert stage_of(at.date(), due, due + days * DAY) == stage


def test_T3_nothing_is_recalled_within_a_week_of_sending(at):
    sent_on, due = at.date(), at.date() + 10 * DAY
    assert stage_of(sent_on, due, sent_on + 3 * DAY) is None
    assert stage_of(sent_on, due, due + DAY) == Occasion.DAY_AFTER


def remind(day):
    with time_machine.travel(day, tick=False):
        call_command("remind_assembly", verbosity=0, stdout=StringIO())


def test_T3_each_stage_is_recalled_once_and_stops_at_the_answer(token, world, sent, at, mailoutbox, post_office):
    due = at + 120 * DAY
    for day in (due - 30 * DAY, due - 30 * DAY, due - 20 * DAY, due - 6 * DAY, due + DAY, due + DAY):
        with post_office():
            remind(day)
    subjects = [message.subject.partition(" :")[0] for message in mailoutbox[1:]]
    assert subjects == ["Réponse attendue", "Réponse attendue", "Réponse en retard"]
    assert all(message.to == [ADDRESS] for message in mailoutbox)
    assert open_link(token, at=due), "a reminder leaves the earlier links open"
    assert open_link(token_in(mailoutbox[-1]), at=due)
    AnswerFactory(world=world, transmission=sent, at=due + 2 * DAY)
    with post_office():
        remind(due + 40 * DAY)
    assert len(mailoutbox) == 4


def test_T3_without_an_address_the_reminder_is_kept_as_one_for_the_post(sent, world, at, client):
    remind(at + 121 * DAY)
    assert sent.links.get().status == "no_address"
    client.force_login(world.users["clerk"])
    assert "relancez par la poste" in client.get(address("exchanges", sent.recommendation.number)).content.decode()


def test_T4_the_command_tries_failed_messages_again_and_says_what_has_not_left(world, sent, at, settings, mailoutbox):
    link = services.send_link(sent, address=ADDRESS, by=world.users["clerk"], at=at)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.governance.test_liaison.Broken"
    with pytest.raises(CommandError, match="1 messages"):
        remind(at + DAY)
    settings.EMAIL_BACKEND = working
    remind(at + DAY)
    link.refresh_from_db()
    assert (link.status, len(mailoutbox)) == ("sent", 1)


@pytest.mark.parametrize("field", ["act", "at"])
def test_T2_the_uses_of_a_link_stay_as_they_are(field, client, token, at):
    with time_machine.travel(at + DAY, tick=False):
        client.get(address("liaison", token))
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        LinkUse.objects.update(**{field: at if field == "at" else "answer"})


def answering(link_token, at):
    """One answer through a link, on a connection of its own."""

    def act():
        link = open_link(link_token, at=at)
        bearer = User.objects.get(email=ADDRESS)
        bearer.link = link
        text = link.transmission.recommendation
        return services.answer(text, by=bearer, at=at, outcome="accepted", reason="Oui.")

    return act


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_E3_two_answers_at_once_are_one(at, mailoutbox):
    world = found()
    sent = TransmissionFactory(world=world, at=at, due_on=at.date() + 120 * DAY)
    services.send_link(sent, address=ADDRESS, by=world.users["clerk"], at=at)
    outcomes = race(*[answering(token_in(mailoutbox[-1]), at)] * 4)
    assert sum(isinstance(outcome, Answer) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AlreadyRecorded) for outcome in outcomes) == 3
    assert Answer.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_T4_two_workers_at_once_send_one_message(at, mailoutbox, settings):
    world = found()
    sent = TransmissionFactory(world=world, at=at, due_on=at.date() + 120 * DAY)
    settings.EMAIL_BACKEND, working = "tests.governance.test_liaison.Broken", settings.EMAIL_BACKEND
    link = services.send_link(sent, address=ADDRESS, by=world.users["clerk"], at=at)
    settings.EMAIL_BACKEND = working
    assert sorted(race(*[lambda: post(link.pk, at=at)] * 4)) == [False, False, False, True]
    assert len(mailoutbox) == 1
