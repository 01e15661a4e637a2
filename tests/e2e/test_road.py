"""The main job, end to end, by clicking: a proposal becomes a voted, transmitted, answered, followed recommendation."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from deliberations.models import Sitting
from governance.models import Ballot, Recommendation
from register.services import verify
from tests.governance.world import found

TITLE = "Ouvrir les marchés aux ateliers d’insertion"
NUMBER_OF_ELECTORS = 5  # six seats, one of them recused


@pytest.mark.django_db(transaction=True)
def test_a_proposal_becomes_a_followed_recommendation(visit, settings):
    settings.COUNCIL_ADDRESSEE = "Conseil de l’Eurométropole"
    world = found(members=3)
    who = world.users
    today = timezone.localtime()
    evening = (today + timedelta(days=10)).replace(hour=18, minute=30, second=0, microsecond=0)

    number = write_and_submit(visit(who["author"]))
    instruct(visit(who["co_chair"]), number, world)
    complete_and_declare_ready(visit(who["rapporteur"]), number)
    slug = prepare_and_convene(visit(who["clerk"]), number, evening)
    assert len([told for told in mail.outbox if told.attachments]) == len(world.seats)

    with time_machine.travel(evening, tick=True):
        hold_the_sitting(visit, world, slug)
        read_the_minutes(visit(who["clerk"]), slug)
        transmit_answer_follow(visit, who, number)

    read_as_anybody(visit(), number, slug)
    assert verify() is None


def write_and_submit(author):
    author.look().click("Écrire une proposition", role="link")
    author.fill(title=TITLE, summary="Réserver des lots.", body="1. Réserver **deux lots**.\n2. Verser une avance.")
    author.page.get_by_role("button", name="Aperçu").first.click()
    author.page.locator("strong", has_text="deux lots").wait_for()
    author.look()
    author.fill(rationale="Les ateliers répondent rarement seuls.").click("Déposer la proposition")
    author.sees("est déposée", TITLE).look()
    return Recommendation.objects.get().number


def instruct(chair, number, world):
    chair.sees(TITLE).click(TITLE, role="link")
    chair.look().click("Déclarer recevable", role="link")
    chair.look().click("Déclarer recevable")
    chair.sees("Recevable").click("Confier à un rapporteur", role="link")
    chair.look().click("Confier à un rapporteur").sees("Désignez un rapporteur")  # refused in words, nothing lost
    chair.fill(rapporteur=str(world.person("rapporteur"))).click("Confier à un rapporteur").sees("En rédaction")


def complete_and_declare_ready(rapporteur, number):
    rapporteur.sees(TITLE).go(f"/recommandations/{number}/modifier/")
    rapporteur.fill(body="1. Réserver au moins deux lots.\n2. Verser une avance.").click("Enregistrer")
    rapporteur.go(f"/recommandations/{number}/").click("Marquer prête", role="link").click("Marquer prête")
    rapporteur.sees("Prête")


def prepare_and_convene(clerk, number, evening):
    clerk.click("Préparer une séance", role="link").look()
    clerk.fill(
        title="Plénière", day=evening.date().isoformat(), starts="18:30", ends="21:00", place="Salle des conseils"
    )
    clerk.page.locator("form.form button[type=submit]").first.click()
    clerk.page.wait_for_url("**/preparation/")
    clerk.page.locator("[name=recommendation]").first.check()
    clerk.click("Inscrire les textes cochés").sees(TITLE).look()
    clerk.click("Convoquer", role="link").look().click("Convoquer").sees("Convoquée")
    return Sitting.objects.get().slug


def hold_the_sitting(visit, world, slug):
    clerk = visit(world.users["clerk"]).go(f"/seances/{slug}/conduite/").look()
    arrive(clerk, [seat.code for seat in world.seats[:5]])
    giver, holder = world.seats[5], world.seats[3]
    clerk.page.locator("summary", has_text="Noter un pouvoir").click()
    choose(clerk, "giver", giver.code)
    choose(clerk, "holder", holder.code)
    clerk.click("Noter ce pouvoir").sees(f"{giver.code} → {holder.code}")
    clerk.fill(presiding=str(world.person("co_chair")), secretary=str(world.person("member0")))
    clerk.click("Ouvrir la séance").sees("quorum atteint").look()
    open_the_ballot(clerk, world)
    vote_and_proclaim(visit, clerk, world)
    clerk.fill(text="Le rapporteur rappelle les deux demandes.").click("Enregistrer")
    clerk.click("Lever la séance", role="link").look().click("Lever la séance")


def arrive(clerk, codes):
    for code in codes:
        clerk.page.locator(f"#seat-{code} button").first.click()
        clerk.page.locator(f"#seat-{code} button[aria-pressed=true]").first.wait_for()


def choose(visitor, name, code):
    option = visitor.page.locator(f"select[name={name}] option", has_text=code).first
    visitor.page.locator(f"select[name={name}]").select_option(option.get_attribute("value"))


def open_the_ballot(clerk, world):
    clerk.click("Aborder ce point").look()
    clerk.page.locator("summary", has_text="Déport").first.click()
    choose(clerk, "seat", world.seats[4].code)
    clerk.click("Noter le déport")
    clerk.click("Ouvrir le scrutin").sees("scrutin public ouvert").look()


def vote_and_proclaim(visit, clerk, world):
    ballot = Ballot.objects.get()
    assert ballot.electors.count() == NUMBER_OF_ELECTORS
    for role in ("author", "rapporteur", "co_chair", "member0"):
        member = visit(world.users[role]).sees("Un scrutin vous attend").click("Voter maintenant", role="link").look()
        for form in range(member.page.locator("form.card").count()):
            member.page.locator("form.card").nth(form).locator("input[value=for]").check()
            member.page.locator("form.card").nth(form).get_by_role("button").click()
            member.sees("Enregistré à")
    clerk.go(f"/seances/{Sitting.objects.get().slug}/conduite/").click("Clore le scrutin")
    clerk.sees("Adoptée à l’unanimité", "5 pour, 0 contre").look().click("Proclamer", role="link").look().click(
        "Proclamer"
    )
    assert Ballot.objects.get().outcome == "adopted"


def read_the_minutes(clerk, slug):
    clerk.go(f"/seances/{slug}/proces-verbal/").sees(TITLE, "à l’unanimité", "Le rapporteur rappelle").look()
    document = clerk.context.request.get(f"{clerk.base}/seances/{slug}/proces-verbal.pdf")
    assert (document.status, document.body()[:5]) == (200, b"%PDF-")


def transmit_answer_follow(visit, who, number):
    clerk = visit(who["clerk"]).go(f"/recommandations/{number}/")
    clerk.click("Transmettre à l’assemblée", role="link").look()
    clerk.fill(letter="Veuillez trouver ci-joint le texte adopté.").click("Transmettre à l’assemblée").sees("Transmise")
    liaison = visit(who["liaison"]).sees(TITLE).go(f"/recommandations/{number}/")
    liaison.click("Enregistrer la réponse", role="link").look()
    liaison.page.locator("[name=outcome][value=in_part]").check()
    liaison.fill(reason="Deux lots dès l’an prochain.", deliberation_number="2026-118")
    liaison.page.locator("[name=points-0-outcome]").select_option("accepted")
    liaison.click("Enregistrer la réponse").sees("acceptée en partie", "2026-118")
    liaison.click("Commencer la mise en œuvre", role="link").click("Commencer la mise en œuvre")
    liaison.click("Ajouter une étape de suite", role="link").look()
    liaison.fill(title="Clause au cahier des charges", owner="Direction de la commande publique", progress="40")
    liaison.click("Enregistrer").sees("Clause au cahier des charges")


def read_as_anybody(reader, number, slug):
    reader.go(f"/recommandations/{number}/").look()
    reader.sees(TITLE, "En cours de mise en œuvre", "2026-118", "Clause au cahier des charges", "pour")
    reader.go(f"/recommandations/{number}/versions/1..2/").sees("au moins").look()
    for path in ("texte/", "versions/", "scrutins/", "documents/"):
        reader.go(f"/recommandations/{number}/{path}").look()
    for path in ("/", "/conseil/", "/seances/", f"/seances/{slug}/", "/recommandations/", "/suites/", "/registre/"):
        reader.go(path).look()
    reader.go(f"/en/recommandations/{number}/").look()
    reader.go(f"/de/recommandations/{number}/").look()
    assert reader.context.cookies() == []  # nothing is kept on an anonymous reader (RULES G4)


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_site_needs_a_script(browser, live_server):
    """The gallery shows every component; without JavaScript it is whole, in both themes."""
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    for theme in ("light", "dark"):
        response = page.goto(f"{live_server.url}/composants/?theme={theme}")
        assert response.status == 200
        assert page.locator("h1").count() == 1
    context.close()
