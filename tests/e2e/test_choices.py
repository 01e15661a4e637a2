"""A choice among options and an election, in a browser: from the desk to the public page (RULES V2, V10, V12)."""

import pytest
from django.utils import timezone

from deliberations import services
from governance.models import Ballot
from tests.deliberations.factories import found
from tests.deliberations.questions import ask, chosen, elect, graded, questioned

PAPERS = ((1, 3, 6), (1, 3, 6), (2, 3, 6), (2, 3, 6), (2, 4, 1), (1, 4, 1))


@pytest.fixture
def world(transactional_db):
    return found()


@pytest.fixture
def item(world):
    return questioned(world, timezone.now())


def desk_of(visit, world, item):
    return visit(world.users["clerk"]).go(f"/seances/{item.sitting.slug}/conduite/")


def test_V2_a_choice_is_opened_graded_closed_and_shown(visit, world, item):
    desk = desk_of(visit, world, item).look()
    desk.page.get_by_text("Choisir entre plusieurs options").first.click()
    desk.page.fill("#preference_question", "Où siéger cet été ?")
    desk.page.fill("#preference_options", "La gare\nLe marché\nLe parc")
    desk.page.locator("form[action$='preference/'] button[type=submit]").click()
    desk.page.wait_for_selector("text=Choix entre plusieurs options, ouvert")
    desk.look()
    ballot = Ballot.objects.get()
    member = visit(world.users["member0"]).go(f"/scrutins/{ballot.pk}/voter/").look()
    member.page.locator("input[name=grade_1][value='2']").check()
    member.click("Continuer").sees("Le marché : À rejeter, faute de mention").look()
    member.click("Confirmer mes mentions").sees("Votre reçu", "La gare : Bien").look()
    graded_by_others = [elector for elector in ballot.electors.all() if elector.caster != world.person("member0")]
    assert len(graded_by_others) == 5


def test_V15_what_was_chosen_and_who_was_elected_is_read_by_anybody(visit, world, item):
    now = timezone.now()
    choice = graded(world, ask(world, item, now), now, *PAPERS)
    first = chosen(world, elect(world, item, now), now, "112233")
    desk = desk_of(visit, world, item).sees("Tour suivant").look()
    last = services.open_next_round(first, by=world.users["clerk"], at=now).ballot
    visit(world.users["member1"]).go(f"/scrutins/{last.pk}/voter/").look()
    chosen(world, last, now, "111122")
    desk.go(f"/seances/{item.sitting.slug}/conduite/").sees("Personne élue").look()
    reader = visit().go(f"/scrutins/{choice.pk}/").sees("Les mentions", "mention majoritaire").look()
    reader.go(f"/scrutins/{last.pk}/").sees("Premier tour", "Deuxième tour", "personne élue").look()
