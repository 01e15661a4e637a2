"""RULES S10, M2: the notes that become the minutes, written by several people at once, from forms and by script."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from deliberations import services
from deliberations.services import EditConflict
from tests.deliberations.factories import found, opened, ready

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def world():
    return found()


@pytest.fixture
def item(world, at):
    with time_machine.travel(at, tick=False):
        sitting = opened(world, at, recommendations=[ready(world, at)])
        yield sitting.items.get(kind="vote")


@pytest.fixture
def as_(client, world):
    def sign_in(role):
        client.force_login(world.users[role])
        return client

    return sign_in


def path(item):
    return reverse("deliberations:discussion", args=[item.sitting.slug, item.pk])


def write(world, item, role, text, at, **start):
    return services.write_discussion(item, text=text, by=world.users[role], at=at, **start)


def test_S10_what_two_people_wrote_in_different_places_is_put_together(world, item, at):
    write(world, item, "clerk", "Un.\n\nDeux.", at)
    start = services.last_edit(item)
    write(world, item, "co_chair", "Un.\n\nDeux, dit B.", at, expected=start)
    written = write(world, item, "clerk", "Un, dit A.\n\nDeux.", at, expected=start)
    item.refresh_from_db()
    assert item.discussion == "Un, dit A.\n\nDeux, dit B."
    assert written.merged_with == str(world.users["co_chair"])


def test_S10_where_both_wrote_at_the_same_place_nothing_is_overwritten(world, item, at):
    write(world, item, "clerk", "Un.", at)
    start = services.last_edit(item)
    write(world, item, "co_chair", "Un, dit B.", at, expected=start)
    with pytest.raises(EditConflict) as refusal:
        write(world, item, "clerk", "Un, dit A.", at, expected=start)
    assert (refusal.value.stored, refusal.value.typed) == ("Un, dit B.", "Un, dit A.")
    assert refusal.value.both == "Un, dit B.\n\nUn, dit A."
    item.refresh_from_db()
    assert item.discussion == "Un, dit B."


def test_S10_typing_that_went_on_is_compared_with_the_text_it_went_on_from(world, item, at):
    """The writer's « Un. » was merged with somebody's « Deux. » while they typed on: that is not their deletion."""
    write(world, item, "co_chair", "Un.\n\nDeux, dit B.", at)
    write(world, item, "clerk", "Un, et encore.", at, expected=services.last_edit(item), base="Un.")
    item.refresh_from_db()
    assert item.discussion == "Un, et encore.\n\nDeux, dit B."


def test_S10_the_same_text_twice_leaves_one_line_of_history(world, item, at):
    for _ in range(2):
        write(world, item, "clerk", "Un.", at)
    assert item.history.filter(discussion="Un.").count() == 1


def test_S10_without_a_script_the_form_comes_back_with_both_texts(world, item, at, as_):
    write(world, item, "clerk", "Début.", at)
    desk = reverse("deliberations:conduct", args=[item.sitting.slug]) + f"?point={item.pk}"
    seen = BeautifulSoup(as_("clerk").get(desk).content, "html.parser").find("input", {"name": "expected"})["value"]
    write(world, item, "co_chair", "Le texte des autres.", at)
    answer = as_("clerk").post(path(item), {"text": "Le mien.", "expected": seen})
    both = BeautifulSoup(answer.content, "html.parser")
    assert "Le texte des autres." in both.select_one("[data-stored]").get_text()
    assert both.find("textarea", {"name": "text"}).get_text().strip() == "Le mien."
    item.refresh_from_db()
    assert item.discussion == "Le texte des autres."
    again = both.find("input", {"name": "expected"})["value"]
    as_("clerk").post(path(item), {"text": "Les deux.", "expected": again})
    item.refresh_from_db()
    assert item.discussion == "Les deux."


def test_S10_the_script_that_saves_is_told_what_the_record_holds(world, item, at, as_):
    start = services.last_edit(item)
    first = as_("clerk").post(path(item), {"text": "Un.\r\n\r\nDeux.", "expected": start}, **SCRIPT).json()
    assert (first["saved"], first["text"]) == ("enregistré à 18\u202fh\u202f30", "Un.\n\nDeux.")
    other = {"text": "Un, dit B.\n\nDeux.", "expected": first["expected"]}
    as_("co_chair").post(path(item), other, **SCRIPT)
    typed = {"text": "Un.\n\nDeux.\n\nTrois.", "expected": first["expected"]}
    merged = as_("clerk").post(path(item), typed, **SCRIPT).json()
    assert merged["text"] == "Un, dit B.\n\nDeux.\n\nTrois."
    assert merged["saved"].startswith("réuni avec ce qu’a écrit")
    late = as_("co_chair").post(path(item), {"text": "Tout autre.", "expected": first["expected"]}, **SCRIPT)
    assert late.status_code == 409
    assert late.json()["stored"] == merged["text"]
    assert "Garder les deux" in late.json()["panel"]


def test_M2_after_the_closing_the_script_may_still_write_and_is_refused_in_words_once_approved(world, item, at, as_):
    services.defer_item(item, reason="Chiffrage.", by=world.users["clerk"], at=at)
    services.close_sitting(item.sitting, by=world.users["clerk"], at=at)
    assert as_("clerk").post(path(item), {"text": "Après."}, **SCRIPT).status_code == 200
    type(item.sitting).objects.filter(pk=item.sitting_id).update(state="approved")
    refused = as_("clerk").post(path(item), {"text": "Trop tard."}, **SCRIPT)
    assert refused.status_code == 422
    assert "jusqu’à l’approbation" in refused.json()["message"]
