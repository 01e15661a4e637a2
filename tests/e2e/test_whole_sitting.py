"""A sitting of forty, whole: from an empty agenda to minutes approved and published, and nothing is typed twice."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from deliberations.models import Proxy, Reply, Sitting
from governance.enums import State
from governance.models import Ballot, Vote
from register.services import verify
from tests.council.factories import TermFactory
from tests.governance.world import TEXT, draft, found, road

SEATS, COLLEGES = 40, "ABCD"
NOTES = "La présidence rappelle le calendrier."
OFFICES, REMOTE, AWAY, ENTRUSTING = 3, 4, 2, 2  # the first seats have an office; of the others, how many answer so
A_MONTH = timedelta(days=30)
PHONE = {"width": 390, "height": 844}
SECOND = "Ouvrir une maison des associations"


@pytest.fixture
def council(transactional_db):
    """Forty seats in four colleges, each held by somebody with an account, and two texts that are ready."""
    world = found(members=0, remote_counts=True)
    for n in range(SEATS - len(world.seats)):
        term = TermFactory(with_account=True, seat__college__letter=COLLEGES[n % len(COLLEGES)])
        world.users[f"member{n}"] = term.person.user
        world.seats.append(term.seat)
    long_ago = timezone.now() - timedelta(days=1)
    for title in (TEXT["title"], SECOND):
        made_ready(world, draft(world, long_ago, title=title), long_ago)
    return world


def made_ready(world, text, at):
    for state in (State.SUBMITTED, State.ADMISSIBLE, State.DRAFTING, State.READY):
        road(world, at)[state][1](text)
        text.refresh_from_db()


@pytest.fixture
def enter(visit):
    """Return a function that opens the site for somebody who signed in a while ago."""

    def known(user):
        client, visitor = Client(), visit()
        client.force_login(user)
        cookie = client.cookies["sessionid"]
        visitor.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": visitor.base}])
        return visitor

    return known


def test_a_sitting_of_forty_from_an_empty_agenda_to_published_minutes(visit, enter, council):
    evening = (timezone.localtime() + timedelta(days=14)).replace(hour=18, minute=30, second=0, microsecond=0)
    clerk = enter(council.users["clerk"])
    slug = prepare(clerk, evening)
    answer_by_link(visit(), council)
    clerk.go(f"/seances/{slug}/preparation/").sees("Quorum prévu").look()
    with time_machine.travel(evening, tick=True):
        hold(enter, clerk, council, slug)
        circulate(clerk, enter(council.users["author"]), slug)
        following = plan_the_next(clerk, evening + A_MONTH)
    with time_machine.travel(evening + A_MONTH, tick=True):
        approve_and_publish(enter(council.users["clerk"]), council, slug, following)
    read_as_anybody(visit(), slug)
    assert verify() is None


def prepare(clerk, evening):
    """Begin with an empty agenda, place what is ready in one gesture, convene."""
    clerk.go("/espace/").click("Préparer une séance", role="link")
    clerk.fill(title="Plénière", day=evening.date().isoformat(), starts="18:30", ends="21:00",
               place="Salle des conseils", remote_link="https://visio.exemple.fr/pleniere")  # fmt: skip
    clerk.page.locator("form.form button[type=submit]").first.click()
    clerk.page.wait_for_url("**/preparation/")
    clerk.look()
    for box in clerk.page.locator("input[name=recommendation]").all():
        box.check()
    clerk.click("Inscrire les textes cochés").sees(TEXT["title"], SECOND).look()
    convene(clerk)
    return Sitting.objects.get().slug


def convene(clerk):
    clerk.click("Convoquer", role="link").look().click("Convoquer").sees("Convoquée")


def answer_by_link(reader, council):
    """Everybody answers from the message, without an account: most come, some remotely, a few not, two by proxy."""
    said = dict.fromkeys(council.seats[OFFICES:], "coming")
    said |= dict.fromkeys(council.seats[-REMOTE:], "remote")
    said |= dict.fromkeys(council.seats[OFFICES:][:AWAY], "excused")
    said |= dict.fromkeys(council.seats[OFFICES + AWAY :][:ENTRUSTING], "represented")
    answers = {seat.terms.get().person.email: answer for seat, answer in said.items()}
    for told in mail.outbox:
        link = re.search(r"/reponses/\S+", told.body)
        if link:
            reader.go(link[0]).page.locator(f"input[value={answers.get(told.to[0], 'coming')}]").check()
            if answers.get(told.to[0]) == "represented":
                entrust(reader, council.seats[Proxy.objects.count()].code)
            reader.click("Enregistrer ma réponse")
    assert Reply.objects.count() == len(council.seats)
    assert Proxy.objects.count() == ENTRUSTING
    reader.look()


def entrust(reader, holder):
    option = reader.page.locator("select option", has_text=holder).first
    reader.page.locator("select").first.select_option(option.get_attribute("value"))


def hold(enter, clerk, council, slug):
    """Open with those who said they would come, debate, vote on phones and by hands, say what is to do, close."""
    desk = f"/seances/{slug}/conduite/"
    clerk.go(desk).click("Noter les présences annoncées")
    clerk.fill(presiding=str(council.person("co_chair")), secretary=str(council.person("rapporteur")))
    clerk.click("Ouvrir la séance").sees("quorum atteint").look()
    chair = enter(council.users["co_chair"]).go(desk)
    wall = enter(council.users["clerk"]).go(f"/seances/{slug}/ecran/")
    roll_call(enter, clerk, chair, wall, council)
    show_of_hands(clerk, chair, council)
    clerk.click("Lever la séance", role="link").look().click("Lever la séance")
    assert Sitting.objects.get(slug=slug).state == "closed"


def roll_call(enter, clerk, chair, wall, council):
    """Everybody votes from a phone of their own, also for whom they represent; the chair's screens follow."""
    clerk.page.locator("#point").get_by_role("button", name="Aborder ce point").click()
    clerk.page.wait_for_selector("body:not([aria-busy])")
    expect(wall.page.locator("body")).to_contain_text(TEXT["title"])
    clerk.click("Ouvrir le scrutin").sees("scrutin public ouvert").look()
    expect(chair.page.locator("#ouvert")).to_be_visible()
    ballot = Ballot.objects.get()
    for person in ballot.electors.values_list("caster__user", flat=True).distinct():
        vote_for_all(enter(get_user_model().objects.get(pk=person)))
    assert Vote.objects.count() == ballot.electors.count() == len(council.seats) - AWAY
    expect(wall.page.locator("body")).to_contain_text(f"{len(council.seats) - AWAY}")
    clerk.click("Clore le scrutin").sees("Adoptée à l’unanimité").look()
    clerk.click("Proclamer", role="link").look().click("Proclamer")
    expect(wall.page.locator("body")).to_contain_text("adoptée", ignore_case=True)


def vote_for_all(member):
    """Express every voice that somebody carries, on a telephone."""
    member.page.set_viewport_size(PHONE)
    member.go(Ballot.objects.get().get_absolute_url() + "voter/")
    for voice in range(member.page.locator("form.card").count()):
        member.page.locator("form.card").nth(voice).locator("input[value=for]").check()
        member.page.locator("form.card").nth(voice).get_by_role("button").click()
        member.sees("Enregistré à")
    member.context.close()


def show_of_hands(clerk, chair, council):
    """The chair goes on to the second text; the clerk writes the debate; hands are counted."""
    chair.click("Point suivant")
    expect(clerk.page.locator("#titre-point")).to_have_text(SECOND)
    clerk.fill(text=NOTES)
    expect(clerk.page.locator("[data-saved]")).to_contain_text("enregistré à")
    clerk.page.locator("[name=method][value=show_of_hands]").check()
    clerk.click("Ouvrir le scrutin").sees("main levée")
    count_hands(clerk, len(council.seats) - AWAY)
    clerk.click("Proclamer", role="link").click("Proclamer")
    clerk.page.locator("summary", has_text="Action à suivre").click()
    clerk.fill(what="Chercher un local", who="Secrétariat").click("Noter l’action").sees("Chercher un local")


def count_hands(clerk, voices):
    """One hand too many is refused in words; what was entered stays, and is put right."""
    clerk.fill(_for=str(voices - 3), _against="2", _abstain="2").click("Enregistrer et clore").sees("Recomptez").look()
    clerk.fill(_abstain="1").click("Enregistrer et clore").sees(f"{voices - 3} pour, 2 contre")


def circulate(clerk, member, slug):
    """The minutes are there already: only the debate that nobody wrote is missing; a member asks for a correction."""
    minutes = f"/seances/{slug}/proces-verbal/"
    clerk.go(minutes).sees(NOTES, "Chercher un local").look().click("Publier la liste")
    first = clerk.page.locator("form:has(textarea[name=text])").first
    first.locator("textarea").fill("Le rapporteur présente le texte.")
    first.get_by_role("button", name="Enregistrer").click()
    clerk.page.wait_for_load_state()
    clerk.go(minutes).click("Soumettre à relecture")
    member.go(minutes).page.locator("#vos-corrections a", has_text="Demander une correction").click()
    member.look()
    member.fill(item=f"2. {SECOND}", stands="le calendrier", wanted="le calendrier des travaux", reason="Plus exact.")
    member.click("Envoyer la demande").sees("le calendrier des travaux")
    clerk.go(minutes).click("Accepter", role="link").look().click("Accepter").sees("Acceptée").look()


def plan_the_next(clerk, evening):
    """The next sitting has the minutes as its first item without anybody writing it."""
    clerk.go("/espace/").click("Préparer une séance", role="link")
    clerk.fill(title="Plénière suivante", day=evening.date().isoformat(), starts="18:30", ends="21:00", place="Salle")
    clerk.page.locator("form.form button[type=submit]").first.click()
    clerk.page.wait_for_url("**/preparation/")
    clerk.sees("procès-verbal", "Chercher un local").look()
    convene(clerk)
    return Sitting.objects.latest("starts_at").slug


def approve_and_publish(clerk, council, slug, following):
    clerk.go(f"/seances/{following}/conduite/")
    for seat in council.seats[: len(council.seats) // 2 + 1]:
        clerk.page.locator(f"#seat-{seat.code} button").first.click()
        clerk.page.wait_for_selector("body:not([aria-busy])")
    clerk.fill(presiding=str(council.person("co_chair")), secretary=str(council.person("rapporteur")))
    clerk.click("Ouvrir la séance").sees("quorum atteint")
    clerk.page.locator("#point").get_by_role("button", name="Aborder ce point").click()
    clerk.go(f"/seances/{slug}/proces-verbal/").click("Approuver", role="link").look().click("Approuver")
    clerk.sees("Approuvé").look().click("Publier", role="link").look().click("Publier").sees("Publié").look()


def read_as_anybody(reader, slug):
    """The public reads what was decided, who voted how, and what was corrected; the file is a PDF."""
    reader.go(f"/seances/{slug}/proces-verbal/").sees(
        TEXT["title"], SECOND, "à l’unanimité", "le calendrier des travaux", "Chercher un local"
    ).look()
    document = reader.context.request.get(f"{reader.base}/seances/{slug}/proces-verbal.pdf")
    assert (document.status, document.body()[:5]) == (200, b"%PDF-")
