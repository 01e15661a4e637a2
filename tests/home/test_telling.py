"""RULES R8, G1, A3: who is told of what, how often, once; subscriptions by double consent, stopped in one click."""

import re
from datetime import timedelta
from io import StringIO
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance import services
from governance.enums import State
from governance.models import Recommendation
from home.models import Notice, Preference, Subscription
from home.telling.services import deliver_waiting, note
from register.services import current_head
from tests.governance.factories import (
    AnswerFactory,
    FollowUpStepFactory,
    RecommendationFactory,
    ThemeFactory,
    TransmissionFactory,
)
from tests.governance.world import found, reach
from tests.racing import race

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
READER = "lectrice@exemple.fr"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def no_limit_left_over():
    cache.clear()


@pytest.fixture
def world():
    return found()


@pytest.fixture
def now(at):
    """The acts of these tests are fresh: the clock stands at them."""
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def told(django_capture_on_commit_callbacks, mailoutbox):
    """Do something, let what waits for the end of the transaction happen, return the messages it sent."""

    def do(act):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return mailoutbox[before:]

    return do


def mail_of(world, role):
    return world.users[role].email


def addresses(messages):
    return sorted(address for message in messages for address in message.to)


def follow(at, *, address=READER, confirmed=True, **scope):
    return Subscription.objects.create(address=address, asked_at=at, confirmed_at=at if confirmed else None, **scope)


def digests(day, *options):
    with time_machine.travel(day, tick=False):
        call_command("send_digests", *options, stdout=StringIO())


def test_R8_author_and_rapporteur_are_told_of_each_move_of_their_text(world, now, told):
    text = reach(world, State.SUBMITTED, now)
    (message,) = told(lambda: services.admit(text, by=world.users["co_chair"], at=now))
    assert message.to == [mail_of(world, "author")]
    assert message.subject == f"{text.number} · Déclarée recevable : {text.title}"
    assert text.get_absolute_url() in message.body
    assign = told(
        lambda: services.assign(text, by=world.users["co_chair"], at=now, rapporteur=world.person("rapporteur"))
    )
    assert addresses(assign) == sorted([mail_of(world, "author"), mail_of(world, "rapporteur")])


def test_R8_they_are_told_of_each_step_of_the_follow_up(world, now, told):
    text = reach(world, State.ANSWERED, now)
    sent = told(lambda: FollowUpStepFactory(world=world, recommendation=text, at=now))
    assert addresses(sent) == sorted([mail_of(world, "author"), mail_of(world, "rapporteur")])
    assert "Étape de suite ajoutée" in sent[0].subject


def test_A3_a_message_holds_both_forms_the_head_of_the_register_and_no_picture(world, now, told):
    (message,) = told(lambda: reach(world, State.SUBMITTED, now))
    head = current_head()
    (html, kind), = message.alternatives  # fmt: skip
    for form in (message.body, html):
        assert head.digest in form
        assert "/espace/avis/" in form
    assert kind == "text/html"
    assert "<img" not in html
    assert 'lang="fr"' in html
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(("language", "word"), [("fr", "Déposée"), ("en", "Submitted"), ("de", "Eingereicht")])
def test_each_person_is_written_to_in_their_language(language, word, world, now, told):
    author = world.users["author"]
    author.language = language
    author.save()
    (message,) = told(lambda: reach(world, State.SUBMITTED, now))
    assert f'lang="{language}"' in message.alternatives[0][0]
    assert language != "fr" or word in message.subject


def test_R3_what_is_not_public_is_told_to_nobody_else(world, now, told):
    follow(now)
    text = reach(world, State.SUBMITTED, now)
    for act in (
        lambda: services.refuse(text, by=world.users["co_chair"], at=now, note="Hors champ."),
        lambda: services.withdraw(text, by=world.users["author"], at=now, note="Dépassée."),
    ):
        assert addresses(told(act)) == [mail_of(world, "author")]


def test_R8_a_message_that_fails_never_undoes_the_act_and_is_tried_again(world, now, told, settings, mailoutbox):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.governance.test_liaison.Broken"
    told(lambda: reach(world, State.SUBMITTED, now))
    assert Recommendation.objects.get().state == State.SUBMITTED
    assert Notice.objects.get().told_at is None
    with pytest.raises(CommandError, match="1 messages failed"):
        digests(now + DAY)
    settings.EMAIL_BACKEND = working
    digests(now + DAY)
    assert len(mailoutbox) == 1
    digests(now + DAY)
    assert len(mailoutbox) == 1


def test_acts_of_the_past_are_news_to_nobody(world, at, told):
    assert told(lambda: reach(world, State.ANSWERED, at)) == []
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("cadence", "at_once", "daily", "weekly"),
    [("immediate", 1, 1, 1), ("daily", 0, 1, 1), ("weekly", 0, 0, 1), ("off", 0, 0, 0)],
)
def test_each_member_chooses_the_rhythm_of_each_kind(cadence, at_once, daily, weekly, world, now, told, mailoutbox):
    Preference.objects.create(person=world.person("author"), kind="own", cadence=cadence)
    Preference.objects.create(person=world.person("member0"), kind="texts", cadence=cadence)

    def count():
        mine = {mail_of(world, "author"), mail_of(world, "member0")}
        return len([message for message in mailoutbox if mine & set(message.to)])

    text = RecommendationFactory(world=world, at=now - 9 * DAY, submitted=True)
    told(lambda: services.admit(text, by=world.users["co_chair"], at=now))
    assert count() == 2 * at_once
    digests(now + DAY)
    assert count() == 2 * daily
    digests(now + 2 * DAY, "--weekly")
    assert count() == 2 * weekly
    digests(now + 3 * DAY, "--weekly")
    assert count() == 2 * weekly


def test_members_are_told_of_answers_in_a_weekly_digest_unless_they_choose_otherwise(world, now, told, mailoutbox):
    sent = [TransmissionFactory(world=world, at=now - 9 * DAY, due_on=now.date() + 90 * DAY) for _ in range(2)]
    Preference.objects.create(person=world.person("member1"), kind="answers", cadence="off")
    at_once = told(lambda: [AnswerFactory(world=world, transmission=one, at=now) for one in sent])
    assert set(addresses(at_once)) == {mail_of(world, "author"), mail_of(world, "rapporteur")}
    before = len(mailoutbox)
    digests(now + DAY, "--weekly")
    digest = {message.to[0]: message for message in mailoutbox[before:]}
    assert mail_of(world, "member0") in digest
    assert mail_of(world, "member1") not in digest
    assert digest[mail_of(world, "member0")].subject == "2 nouvelles du conseil"


def test_a_member_sets_it_on_a_page_of_their_own(client, world):
    client.force_login(world.users["author"])
    page = client.get(reverse("home:news")).content.decode()
    assert mail_of(world, "author") in page
    client.post(reverse("home:news"), {"own": "daily", "answers": "off", "texts": "weekly"})
    chosen = dict(Preference.objects.values_list("kind", "cadence"))
    assert chosen == {"own": "daily", "answers": "off", "texts": "weekly"}
    assert client.post(reverse("home:news"), {"own": "never"}).status_code == 200


# subscriptions without an account


def ask(client, address=READER, query="", **typed):
    return client.post(reverse("home:subscribe") + query, {"address": address, "cadence": "immediate"} | typed)


def link_in(message, what):
    return re.search(rf"(/abonnements/{what}/\S+/)", message.body).group(1)


def test_a_subscription_counts_once_its_address_has_said_so_itself(client, world, now, told):
    text = reach(world, State.ADMISSIBLE, now)
    (message,) = told(lambda: ask(client, query=f"?texte={text.number}"))
    assert text.number in message.body
    assert Subscription.objects.confirmed().count() == 0
    door = link_in(message, "confirmer")
    assert client.get(door).status_code == 200
    assert Subscription.objects.confirmed().count() == 0, "a program that opens links consents to nothing"
    client.post(door)
    assert Subscription.objects.confirmed().get().recommendation == text
    assert client.post(door).status_code == 200
    sent = told(
        lambda: services.assign(text, by=world.users["co_chair"], at=now, rapporteur=world.person("rapporteur"))
    )
    assert READER in addresses(sent)


@pytest.mark.parametrize(("scope", "hears"), [("text", "every"), ("theme", "main"), ("all", "main"), ("other", "none")])
def test_who_follows_a_text_hears_everything_of_it_and_of_a_theme_the_main_steps(scope, hears, world, now, told):
    theme, other = ThemeFactory(), ThemeFactory()
    text = RecommendationFactory(world=world, at=now, submitted=True, themes=[theme])
    chosen = {"text": {"recommendation": text}, "theme": {"theme": theme}, "all": {}, "other": {"theme": other}}
    follow(now, **chosen[scope])
    admitted = told(lambda: services.admit(text, by=world.users["co_chair"], at=now))
    assert (READER in addresses(admitted)) == (hears != "none")
    assigned = told(
        lambda: services.assign(text, by=world.users["co_chair"], at=now, rapporteur=world.person("rapporteur"))
    )
    assert (READER in addresses(assigned)) == (hears == "every")


def test_whether_an_address_is_known_shows_in_no_answer(client, world, now, told):
    follow(now - DAY, address="connue@exemple.fr")
    follow(now - DAY, address="attend@exemple.fr", confirmed=False)
    pages = []
    for address in ("connue@exemple.fr", "attend@exemple.fr", "neuve@exemple.fr"):
        held = {}
        messages = told(lambda a=address, h=held: h.update(page=ask(client, a)))
        assert addresses(messages) == [address]
        pages.append((held["page"].status_code, held["page"].content))
    assert pages[0] == pages[1] == pages[2]


def test_the_same_address_is_written_to_once_an_hour(client, now, told):
    assert len(told(lambda: [ask(client) for _ in range(3)])) == 1
    assert len(told(lambda: ask(client, "LECTRICE@exemple.fr"))) == 0
    with time_machine.travel(now + timedelta(minutes=61), tick=False):
        assert len(told(lambda: ask(client))) == 1
    assert Subscription.objects.count() == 1


def test_one_place_of_the_network_asks_sixty_times_an_hour_at_most(client, now, told):
    told(lambda: [ask(client, f"a{n}@exemple.fr") for n in range(60)])
    refused = ask(client, "a61@exemple.fr", HTTP_X_FORWARDED_FOR="9.9.9.9")
    assert refused.status_code == 429
    assert "réessayez dans une heure" in refused.content.decode()
    assert "a61@exemple.fr" in refused.content.decode()
    assert Subscription.objects.count() == 60


def test_G1_one_click_stops_without_a_session_and_the_address_is_gone(world, now, told):
    text = RecommendationFactory(world=world, at=now, submitted=True)
    follow(now)
    sent = told(lambda: services.admit(text, by=world.users["co_chair"], at=now))
    message = next(message for message in sent if message.to == [READER])
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https?://[^/]+(/.+)>", message.extra_headers["List-Unsubscribe"]).group(1)
    program = Client(enforce_csrf_checks=True)
    assert program.get(address).status_code == 200
    assert Subscription.objects.exists(), "opening the address stops nothing"
    got = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert got.status_code == 200
    assert not Subscription.objects.exists()
    assert not Notice.objects.filter(person=None).exists()
    assert program.post(address).status_code == 200


@pytest.mark.parametrize("name", ["confirm_subscription", "stop_subscription"])
def test_a_token_that_is_not_ours_is_not_found(name, client, now):
    one = follow(now, confirmed=False)
    for token in ("1", str(one.pk), f"{one.pk}:forged", "x" * 200):
        for method in (client.get, client.post):
            assert method(reverse(f"home:{name}", args=[token])).status_code == 404
    assert Subscription.objects.filter(confirmed_at=None).exists()


def test_a_confirmation_waits_three_days_and_its_request_a_week(client, now, told):
    (message,) = told(lambda: ask(client))
    with time_machine.travel(now + 4 * DAY, tick=False):
        assert client.post(link_in(message, "confirmer")).status_code == 404
    digests(now + 6 * DAY)
    assert Subscription.objects.count() == 1
    digests(now + 8 * DAY)
    assert Subscription.objects.count() == 0


def test_an_address_that_nothing_reaches_is_forgotten(world, now, told, settings):
    follow(now)
    settings.EMAIL_BACKEND = "tests.governance.test_liaison.Broken"
    text = RecommendationFactory(world=world, at=now, submitted=True)
    told(lambda: services.admit(text, by=world.users["co_chair"], at=now))
    for day in range(1, 5):
        assert Subscription.objects.count() == 1
        with pytest.raises(CommandError):
            digests(now + day * DAY)
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize("query", ["?texte=2026-999", "?theme=rien", "?texte=%00", "?texte=brouillon"])
def test_E4_what_is_not_public_cannot_be_followed(query, client, world, now):
    RecommendationFactory(world=world, at=now, submitted=True)
    assert client.get(reverse("home:subscribe") + query).status_code in (404, 200)
    text = RecommendationFactory(world=world, at=now, submitted=True)
    assert client.get(reverse("home:subscribe") + f"?texte={text.number}").status_code == 404


def test_E1_a_bad_address_is_said_and_kept(client):
    page = ask(client, "pas une adresse")
    assert page.status_code == 200
    assert "pas une adresse" in page.content.decode()


def test_the_telling_asks_as_much_for_thirty_subscriptions_as_for_three(world, at):
    text, counts = reach(world, State.ADMISSIBLE, at), []
    for number in (3, 30):
        for n in range(number):
            Subscription.objects.get_or_create(
                address=f"a{n}@exemple.fr", defaults={"asked_at": at, "confirmed_at": at, "recommendation": text}
            )
        with CaptureQueriesContext(connection) as seen:
            note(text.pk, "admit", at + number * DAY)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_noting_the_same_act_twice_is_noting_it_once(world, at):
    text = reach(world, State.ADMISSIBLE, at)
    follow(at, recommendation=text)
    for _ in range(2):
        note(text.pk, "admit", at)
    assert Notice.objects.filter(person=None).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_T4_two_workers_at_once_tell_once(at, mailoutbox):
    text = reach(found(), State.ADMISSIBLE, at)
    follow(at, recommendation=text)
    note(text.pk, "admit", at)
    race(*[lambda: deliver_waiting(("immediate",), at=at)] * 4)
    assert addresses(mailoutbox).count(READER) == 1


BROKEN = {
    "one_preference_per_kind_of_news": lambda made: Preference.objects.create(
        person=made["preference"].person, kind="own", cadence="off"
    ),
    "subscription_has_one_scope": lambda made: follow(made["at"], recommendation=made["text"], theme=ThemeFactory()),
    "one_subscription_per_text": lambda made: follow(made["at"], address=READER.upper(), recommendation=made["text"]),
    "one_subscription_per_theme": lambda made: [follow(made["at"], theme=made["theme"]) for _ in range(2)],
    "one_subscription_to_everything": lambda made: [follow(made["at"]) for _ in range(2)],
    "notice_has_one_recipient": lambda made: Notice.objects.create(recommendation=made["text"], act="a", at=made["at"]),
    "a_person_is_told_once": lambda made: [
        Notice.objects.create(recommendation=made["text"], act="a", at=made["at"], person=made["preference"].person)
        for _ in range(2)
    ],
    "a_subscription_is_told_once": lambda made: [
        Notice.objects.create(recommendation=made["text"], act="a", at=made["at"], subscription=made["subscription"])
        for _ in range(2)
    ],
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_holds(constraint, world, at):
    text = reach(world, State.ADMISSIBLE, at)
    made = {
        "at": at,
        "text": text,
        "theme": ThemeFactory(),
        "subscription": follow(at, recommendation=text),
        "preference": Preference.objects.create(person=world.person("author"), kind="own", cadence="daily"),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        BROKEN[constraint](made)


def test_every_constraint_of_being_told_is_in_the_table():
    declared = {c.name for model in (Preference, Subscription, Notice) for c in model._meta.constraints}
    assert declared == set(BROKEN)


# feeds


@pytest.fixture
def published(world, at):
    theme = ThemeFactory(name="Logement", slug="logement")
    text = RecommendationFactory(world=world, at=at, answered=True, themes=[theme], title="Un texte & son <titre>")
    RecommendationFactory(world=world, at=at, drafting=True)
    return text


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("/recommandations/flux.atom", None), ("/suites/flux.atom", 1),
        ("/recommandations/themes/logement/flux.atom", 8), ("/recommandations/2026-001/flux.atom", 8),
    ],
)  # fmt: skip
def test_each_feed_is_a_whole_atom_document(path, steps, client, published):
    got = client.get(path)
    assert got["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(got.content)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert feed.findtext(ATOM + name), name
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith(path)
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        assert all(entry.findtext(ATOM + name) for name in ("id", "title", "updated"))
        assert entry.find(f"{ATOM}link").get("href").startswith("http")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries) > 0
    assert steps is None or len(entries) == steps


def test_the_page_of_a_text_leads_to_its_feed_and_to_following_it(client, published):
    page = client.get(published.get_absolute_url()).content.decode()
    assert f'href="/recommandations/{published.number}/flux.atom"' in page
    assert f'href="/abonnements/?texte={published.number}"' in page
