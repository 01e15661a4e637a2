"""Pages kept in memory: always what the site would say, for nobody but anonymous readers (docs/caching.md)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client

from council.models import Person
from deliberations import services as deliberations
from governance import services
from governance.enums import State
from governance.models import Theme
from home.keeping.models import Change
from home.keeping.watched import SETTLED, WATCHED, removal, statements, watch_again, watched_here
from home.models import HomePage, ProsePage
from tests.deliberations.factories import closed, convened, found, planned
from tests.governance.factories import RecommendationFactory, ThemeFactory
from tests.governance.world import open_ballot, reach
from tests.home.kept import Process, same_connection

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Council:
    """A council with something on every kind of page, and the acts that change them."""

    def __init__(self, at):
        self.at, self.world = at, found(members=4)
        self.theme = ThemeFactory(name="Logement", slug="logement")
        self.sent = reach(self.world, State.TRANSMITTED, at - 30 * DAY)
        self.sent.themes.add(self.theme)
        self.other = reach(self.world, State.ANSWERED, at - 40 * DAY)
        self.drafting = reach(self.world, State.DRAFTING, at - 20 * DAY)
        self.draft = reach(self.world, State.DRAFT, at - 10 * DAY)
        self.held = closed(self.world, at - 60 * DAY, title="Plénière passée")
        self.coming = convened(self.world, at + 5 * DAY, title="Plénière à venir")
        self.prose = HomePage.objects.get().get_children().type(ProsePage).live().first().specific

    def pages(self):
        """Every address of the tables below, by the name it has there."""
        return {
            "front": "/", "english": "/en/", "list": "/recommandations/",
            "theme": "/recommandations/?theme=logement", "board": "/suites/",
            "sent": self.sent.get_absolute_url(), "sent text": self.sent.get_absolute_url() + "texte/",
            "sent history": self.sent.get_absolute_url() + "historique/",
            "other": self.other.get_absolute_url(), "other documents": self.other.get_absolute_url() + "documents/",
            "drafting": self.drafting.get_absolute_url(),
            "amendments": self.drafting.get_absolute_url() + "amendements/",
            "contributions": self.drafting.get_absolute_url() + "contributions/",
            "feed": "/recommandations/flux.atom", "sittings": "/seances/", "calendar": "/seances/agenda.ics",
            "held": self.held.get_absolute_url(), "coming": self.coming.get_absolute_url(),
            "referrals": "/saisines/", "parity": "/conseil/parite/",
            "member": self.world.person("member0").get_absolute_url(),
            "prose": self.prose.url, "register": "/registre/", "data": "/donnees/",
        }  # fmt: skip

    def answer(self):
        by = self.world.users["liaison"]
        services.answer(self.sent, by=by, at=self.at, outcome="accepted", reason="Oui, dès cette année.")

    def propose_an_amendment(self):
        by, version = self.world.users["member0"], self.drafting.versions.get()
        words = {"body": "1. Autre chose.", "rationale": "Parce que.", "reason": "Mieux."}
        services.propose(self.drafting, version=version, by=by, at=self.at, **words)

    def contribute(self):
        by = self.world.users["member0"]
        services.contribute(self.drafting, stance="for", text="Il est temps.", by=by, at=self.at)

    def postpone(self):
        day = self.coming.starts_at + 3 * DAY
        deliberations.postpone(
            self.coming, starts_at=day, ends_at=day + timedelta(hours=3), by=self.world.users["clerk"], at=self.at,
            note="La salle est fermée.",
        )  # fmt: skip

    def add_an_item(self):
        by = self.world.users["clerk"]
        deliberations.add_item(self.coming, kind="information", title="Un point de plus", by=by, at=self.at)

    def convene_another(self):
        convened(self.world, self.at + 30 * DAY, title="Plénière suivante")

    def admit_a_new_text(self):
        reach(self.world, State.ADMISSIBLE, self.at)

    def follow_a_step(self):
        by = self.world.users["liaison"]
        services.add_step(self.other, title="Clause sociale", owner="Achats", by=by, at=self.at)

    def publish_a_page(self):
        self.prose.introduction = "<p>Un mot des éditeurs.</p>"
        self.prose.save_revision().publish()

    def draft_a_page(self):
        self.prose.introduction = "<p>Pas encore.</p>"
        self.prose.save_revision()

    def rename_a_theme(self):
        Theme.objects.filter(pk=self.theme.pk).update(name="Habitat")

    def rename_a_member(self):
        Person.objects.filter(pk=self.world.person("member0").pk).update(last_name="Zimmermann")

    def write_a_draft(self):
        services.edit(self.draft, title="Un brouillon", by=self.world.users["author"], at=self.at, reason="")

    def plan_in_private(self):
        planned(self.world, self.at + 60 * DAY, title="Pas encore annoncée")

    def sign_in(self):
        Client().force_login(self.world.users["member0"])


# act: (the pages it shows at once, the pages that stay in memory); others may be made anew, to say the same.
ACTS = {
    "answer": (
        "front english list board sent|sent history|feed|register",
        "other|other documents|drafting|amendments|contributions|sittings|calendar|held|coming|parity|member|prose",
    ),
    "propose_an_amendment": (
        "drafting amendments",
        "front|list|theme|board|sent|sent text|sent history|other|feed|sittings|held|coming|parity|member|prose",
    ),
    "contribute": (
        "drafting contributions",
        "front|list|board|sent|other|amendment board|feed|sittings|held|coming|parity|member|prose|register|data",
    ),
    "postpone": (
        "front english sittings calendar coming register",
        "list|theme|board|sent|other|other documents|drafting|feed|held|parity|member|prose|referrals",
    ),
    "add_an_item": ("coming", "front|list|board|sent|other|drafting|held|parity|member|prose|calendar|feed"),
    "convene_another": ("sittings calendar", "list|board|sent|other|drafting|parity|member"),
    "admit_a_new_text": ("front list register", "sent|sent text|sent history|other|drafting|held|coming|prose|parity"),
    "follow_a_step": ("other", "front|list|sent|sent history|drafting|sittings|held|coming|prose|parity|member"),
    "publish_a_page": ("prose", "list|theme|board|sent|other|drafting|feed|calendar|parity|member|register|data"),
    "draft_a_page": ("", "front|english|prose|sittings|coming|list|sent"),
    "rename_a_theme": ("theme sent", "front|held|coming|prose|parity|register|sent text|other documents"),
    "rename_a_member": ("member", "list|theme|board|prose|register|feed|calendar|data|referrals"),
    "write_a_draft": ("", "front|english|list|theme|board|sent|other|drafting|feed|referrals|held|coming|data|prose"),
    "plan_in_private": ("", "list|sent|held|coming|prose|parity|member|board"),
    "sign_in": ("", "*"),
}  # fmt: skip


def names(said, pages):
    """The names in a cell of the table: separated by spaces, or by bars where a name has a space."""
    if said == "*":
        return set(pages)
    parts = [part for part in said.split("|")] if "|" in said else said.split()
    found = {name for part in parts for name in ([part] if part in pages else part.split())}
    return found & set(pages)


@pytest.fixture
def council(at):
    with time_machine.travel(at, tick=False), same_connection():
        yield Council(at)


@pytest.fixture
def begun(at):
    """A site on its first day: pages with nothing to show are pages."""
    with time_machine.travel(at, tick=False), same_connection():
        yield at


def test_a_change_is_visible_at_once_and_what_it_does_not_touch_stays(council):
    """The oracle is the site itself: whatever comes from memory is what the site says at that moment."""
    process, pages, wrong = Process(), council.pages(), []
    for path in pages.values():
        process.ask(path)
    for act, cells in ACTS.items():
        before = {name: process.ask(path) for name, path in pages.items()}
        wrong += [(act, "was not kept", name) for name, page in before.items() if not page.kept]
        getattr(council, act)()
        after = {name: process.ask(path) for name, path in pages.items()}
        changed, stay = (names(said, pages) for said in cells)
        fresh = {name: Client().get(path).content for name, path in pages.items()}
        wrong += [(act, "is stale", name) for name in pages if after[name].body != fresh[name]]
        wrong += [(act, "does not show", name) for name in changed if after[name].body == before[name].body]
        wrong += [(act, "was dropped", name) for name in stay if not after[name].kept]
    assert not wrong, "\n".join(map(str, wrong))


def test_two_processes_learn_of_a_change_that_a_third_made(council):
    processes = Process(), Process()
    for process in processes:
        process.ask("/recommandations/")
    council.admit_a_new_text()
    bodies = {process.ask("/recommandations/").body for process in processes}
    assert bodies == {Client().get("/recommandations/").content}


def test_a_page_made_while_something_changes_is_not_kept(council):
    """The reader gets it, as they would have; the next one reads the change."""
    process = Process()

    def slow(environ, start):
        response = WSGI(environ, start)
        council.admit_a_new_text()  # committed when the page was read, before it is kept
        other = process.ask("/suites/")  # in the meantime another reader makes the process learn of it
        assert other.status == "200 OK"
        return response

    WSGI = process.memory.application
    process.ask("/accessibilite/")
    process.memory.application = lambda environ, start: (
        slow(environ, start) if environ["PATH_INFO"] == "/recommandations/" else WSGI(environ, start)
    )
    assert not process.ask("/recommandations/").kept
    process.memory.application = WSGI
    again = process.ask("/recommandations/")
    assert not again.kept
    assert again.body == Client().get("/recommandations/").content


def test_a_page_made_just_before_a_change_is_forgotten_at_the_next_request(council):
    process = Process()
    site = process.memory.application

    def slow(environ, start):
        response = site(environ, start)
        council.admit_a_new_text()
        return response

    process.memory.application = slow
    process.ask("/recommandations/")
    process.memory.application = site
    assert not process.ask("/recommandations/").kept


SESSION = {"HTTP_COOKIE": "sessionid=abc"}
PRIVATE = {
    "signed in": SESSION,
    "with a form open": {"HTTP_COOKIE": "theme=dark; csrftoken=abc"},
    "with a message": {"HTTP_COOKIE": "messages=abc"},
    "with a key": {"HTTP_AUTHORIZATION": "Bearer abc"},
    "a part of a page": {"HTTP_HX_REQUEST": "true"},
}


def test_G4_who_is_known_is_never_answered_from_memory_and_never_remembered(begun):
    for headers in PRIVATE.values():
        process = Process()
        assert not process.ask("/suites/", **headers).kept
        assert not process.keeps("/suites/"), "what they were shown was not kept"
        assert not process.ask("/suites/", **headers).kept
        assert process.ask("/suites/", HTTP_COOKIE="_pk_id=elsewhere").kept, "a cookie that is none of ours"


def test_a_member_sees_their_own_page_and_the_public_its_own(council):
    process, client = Process(), Client()
    client.force_login(council.world.users["clerk"])
    mine = {"HTTP_COOKIE": f"sessionid={client.cookies['sessionid'].value}"}
    path = council.coming.get_absolute_url()
    assert b"Se connecter" in process.ask(path).body
    assert b"Se connecter" not in process.ask(path, **mine).body
    assert b"Se connecter" in process.ask(path).body


NOT_KEPT = (
    "/abonnements/",  # its form sets a cookie
    "/verifier/", "/healthz",  # never to be cached
    "/nulle-part/", "/espace/", "/accessibilite",  # 404, 302, 301
    "/recommandations/?q=marches", "/recommandations/?x=1", "/recommandations/?page=1", "/?x=1",
    "/recommandations/?theme=nulle-part", "/recommandations/?etat=", "/recommandations/?tri=titre&etat=adoptees",
    "/recommandations.csv", "/api/v1/recommendations",
)  # fmt: skip


def test_what_is_not_a_page_in_its_one_form_is_not_kept(council):
    process = Process()
    assert [path for path in NOT_KEPT * 2 if process.keeps(path)] == []
    assert process.memory.pages == {}


def test_a_file_is_the_servers_own_to_send(begun):
    process = Process()
    for _time in range(2):
        answer = process.ask("/static/js/app.js")
        assert (answer.status, answer.kept) == ("200 OK", False)
        assert b"import" in answer.body


def test_the_ways_a_list_is_narrowed_are_kept_in_their_one_form(council):
    process = Process()
    for path in ("/recommandations/?etat=transmises", "/recommandations/?theme=logement&tri=titre"):
        assert not process.keeps(path)
        assert process.keeps(path)


def test_V10_an_open_ballot_is_shown_as_it_is_this_second(council):
    process, world = Process(), council.world
    ballot = open_ballot(world, reach(world, State.SCHEDULED, council.at), council.at)
    path = f"/scrutins/{ballot.pk}/"
    assert not process.keeps(path)
    assert not process.keeps(path)
    voice = ballot.electors.first()
    services.cast_vote(ballot=ballot, seat=voice.seat, choice="for", by=voice.caster.user, at=council.at)
    assert "1 voix exprimée" in process.ask(path).body.decode()
    services.close_ballot(ballot=ballot, by=world.users["clerk"], at=council.at)
    services.proclaim(ballot=ballot, by=world.users["clerk"], at=council.at)
    process.ask(path)
    assert process.keeps(path), "closed, it changes no more"


def test_a_reader_who_has_the_page_is_told_so(begun):
    process = Process()
    first = process.ask("/suites/")
    tag = first.headers["ETag"]
    again = process.ask("/suites/", HTTP_IF_NONE_MATCH=tag)
    assert (again.status, again.body, again.kept) == ("304 Not Modified", b"", True)
    assert again.headers["ETag"] == tag
    assert "Content-Length" not in again.headers
    assert first.headers["Cache-Control"] == "no-cache", "kept by the browser, asked for each time"
    assert Process().ask("/suites/").headers["ETag"] == tag, "the same in every process"
    reach(found(), State.TRANSMITTED, begun)
    changed = process.ask("/suites/", HTTP_IF_NONE_MATCH=tag)
    assert changed.status == "200 OK"
    assert changed.headers["ETag"] != tag


def test_HEAD_says_what_GET_would(begun):
    process = Process()
    assert not process.ask("/suites/", method="HEAD").kept
    whole = process.ask("/suites/")
    head = process.ask("/suites/", method="HEAD")
    assert (head.kept, head.body, head.headers) == (True, b"", whole.headers)
    assert not process.ask("/suites/", method="POST").kept


def test_a_language_is_an_address_whatever_the_browser_prefers(begun):
    process = Process()
    assert 'lang="fr"' in process.ask("/suites/", HTTP_ACCEPT_LANGUAGE="de").body.decode()
    kept = process.ask("/suites/", HTTP_ACCEPT_LANGUAGE="en")
    assert kept.kept
    assert '<html lang="fr"' in kept.body.decode()
    assert '<html lang="de"' in process.ask("/de/suites/").body.decode()


def test_compressed_or_not_over_http_or_https_for_each_name_of_the_site(begun):
    process = Process()
    process.ask("/suites/")
    zipped = process.ask("/suites/", HTTP_ACCEPT_ENCODING="gzip, br")
    assert (zipped.kept, zipped.headers["Content-Encoding"]) == (False, "gzip")
    assert process.ask("/suites/", HTTP_ACCEPT_ENCODING="gzip").kept
    assert zipped.headers["ETag"] == process.ask("/suites/").headers["ETag"]
    assert not process.ask("/suites/", **{"wsgi.url_scheme": "https"}).kept
    assert not process.ask("/suites/", HTTP_HOST="127.0.0.1").kept
    assert process.ask("/suites/", HTTP_HOST="ailleurs.example").status.startswith("400")


def test_R8_what_is_late_from_tomorrow_on_is_late_tomorrow(council):
    process = Process()
    due = council.sent.transmission.due_on
    with time_machine.travel(council.at.replace(year=due.year, month=due.month, day=due.day), tick=False) as clock:
        process.ask("/suites/")
        assert process.keeps("/suites/")
        clock.shift(timedelta(hours=6))
        assert not process.keeps("/suites/")
        assert not process.keeps("/recommandations/?etat=en-retard")


def test_the_front_page_turns_to_the_next_sitting_when_one_begins(council):
    process = Process()
    with time_machine.travel(council.coming.starts_at - timedelta(minutes=1), tick=False) as clock:
        assert "Plénière à venir" in process.ask("/").body.decode()
        assert process.keeps("/")
        clock.shift(timedelta(minutes=2))
        assert "Plénière à venir" not in process.ask("/").body.decode()


def test_memory_is_bounded(council):
    process, pages = Process(room=400_000), council.pages()
    for path in pages.values():
        process.ask(path)
    kept = process.memory.pages
    assert 0 < process.memory.taken == sum(len(page.body) for page in kept.values()) <= 400_000
    assert Process(room=1000).ask("/suites/").status == "200 OK"
    for path in [f"/recommandations/?x={n}" for n in range(20)]:
        process.ask(path)
    assert process.memory.pages == kept


def test_every_table_is_watched_in_the_database_itself(db):
    """A migration that makes a table anew loses its triggers on SQLite: `watch()` again in one that comes after it."""
    assert set(WATCHED) - watched_here() == set()


def test_a_table_whose_triggers_are_lost_is_not_trusted_until_they_are_back(begun):
    with connection.cursor() as cursor:
        for sql in removal(connection.vendor):
            if "governance_transmission_noted" in sql:
                cursor.execute(sql)
    process = Process()
    process.ask("/suites/")
    assert not process.keeps("/suites/")
    watch_again()
    assert watched_here() == set(WATCHED)


def test_V12_nothing_is_noted_beside_a_voice():
    assert not set(WATCHED) & SETTLED
    assert not [sql for vendor in ("sqlite", "postgresql") for sql in statements(vendor) for t in SETTLED if t in sql]


def test_the_log_of_changes_forgets(begun):
    process = Process()
    process.ask("/suites/")
    ThemeFactory()
    assert Change.objects.exists()
    with time_machine.travel(begun + 4 * DAY, tick=False):
        Change.objects.update(at=begun)
        process.ask("/suites/")
    assert Change.objects.count() == 0


def test_a_database_that_does_not_answer_is_the_sites_own_to_say(begun, monkeypatch):
    process = Process()
    process.ask("/suites/")

    def gone(self):
        raise OperationalError

    monkeypatch.setattr("home.keeping.pages.connection.close", lambda: None)
    monkeypatch.setattr("home.keeping.changes.Follower.is_behind", gone)
    assert not process.ask("/suites/").kept


def test_R3_what_the_public_may_not_read_drops_no_page(council):
    process = Process()
    process.ask("/suites/")
    RecommendationFactory(world=council.world, at=council.at)
    assert Change.objects.filter(table="governance_recommendation").exists()
    assert not {change for change in process.memory.follower.catch_up() if change.kind == "text"}
