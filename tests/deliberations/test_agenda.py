"""The agenda on the preparation desk: nothing overwritten, time that adds up (RULES S5, S7, S10)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from common.lifecycle import NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.models import AgendaItem, Sitting
from deliberations.presenters.plan import length_of, minutes_words
from deliberations.services import OrderConflict, WordsConflict, last_edit, merge_order
from tests.deliberations.factories import closed, found, opened, planned, ready

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def world():
    return found()


@pytest.fixture
def now(at):
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def clerk(client, world):
    client.force_login(world.users["clerk"])
    return client


def agenda(world, at, titles="ABCD", **facts):
    """A sitting in preparation with these items, and its items by title."""
    sitting = planned(world, at, items=False, **facts)
    for title in titles:
        services.add_item(sitting, kind="discussion", title=title, by=world.users["clerk"], at=at)
    return sitting, {item.title: item.pk for item in sitting.items.all()}


def titles(sitting):
    return "".join(sitting.items.order_by("position").values_list("title", flat=True))


def address(name, sitting, *args):
    return reverse(f"deliberations:{name}", args=[sitting.slug, *args])


MERGES = [  # wanted, recorded, merged
    ([3, 2, 1], [1, 2, 3], [3, 2, 1]),
    ([3, 1], [1, 2, 3], [3, 1, 2]),  # what is not named stays behind what it stood behind
    ([2], [1, 2, 3], [1, 2, 3]),
    ([9, 3, 3, 1, 2], [1, 2, 3], [3, 1, 2]),  # what is gone, or named twice
    ([], [1, 2], [1, 2]),
]


@pytest.mark.parametrize(("wanted", "recorded", "merged"), MERGES)
def test_S10_an_order_is_completed_with_what_it_does_not_name(wanted, recorded, merged):
    assert merge_order(wanted, recorded) == merged


def test_S5_the_whole_order_is_saved_in_one_act(world, at):
    sitting, keys = agenda(world, at)
    seen, wanted = [keys[t] for t in "ABCD"], [keys[t] for t in "DBAC"]
    services.order_items(sitting, order=wanted, seen=seen, by=world.users["clerk"], at=at)
    assert titles(sitting) == "DBAC"
    assert list(sitting.items.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4]
    services.order_items(sitting, order=wanted, seen=seen, by=world.users["clerk"], at=at)  # E3: again changes nothing
    assert titles(sitting) == "DBAC"


def test_S10_the_later_of_two_orders_is_refused_with_both(world, at):
    sitting, keys = agenda(world, at)
    seen, by = [keys[t] for t in "ABCD"], {"by": world.users["clerk"], "at": at}
    services.order_items(sitting, order=[keys[t] for t in "BACD"], seen=seen, **by)
    with pytest.raises(OrderConflict) as conflict:
        services.order_items(sitting, order=[keys[t] for t in "DABC"], seen=seen, **by)
    assert "".join(item.title for item in conflict.value.stored) == "BACD"
    assert "".join(item.title for item in conflict.value.typed) == "DABC"
    assert titles(sitting) == "BACD"


def test_S10_an_item_added_meanwhile_is_a_change_too(world, at):
    sitting, keys = agenda(world, at, "AB")
    services.add_item(sitting, kind="discussion", title="C", by=world.users["co_chair"], at=at)
    with pytest.raises(OrderConflict) as conflict:
        services.order_items(
            sitting, order=[keys["B"], keys["A"]], seen=[keys["A"], keys["B"]], by=world.users["clerk"], at=at
        )
    assert "".join(item.title for item in conflict.value.typed) == "BCA"


def test_S7_the_minutes_to_approve_stay_first(world, at):
    closed(world, at - 30 * DAY, title="Tenue")
    sitting = planned(world, at)
    minutes, other = sitting.items.order_by("position")
    by = {"by": world.users["clerk"], "at": at - 20 * DAY}
    for act in (
        lambda: services.order_items(sitting, order=[other.pk, minutes.pk], seen=[minutes.pk, other.pk], **by),
        lambda: services.move_item(other, to="up", **by),
        lambda: services.move_item(minutes, to="down", **by),
    ):
        with pytest.raises(Refused, match="reste le premier point"):
            act()
    services.add_item(sitting, kind="information", title="Devant ?", position=1, **by)
    assert list(sitting.items.order_by("position").values_list("kind", flat=True)) == [
        "minutes", "information", "information",
    ]  # fmt: skip


@pytest.mark.parametrize("role", ["author", "liaison", "outsider"])
def test_S5_only_who_prepares_orders(world, at, role):
    sitting, keys = agenda(world, at)
    with pytest.raises(NotAllowed):
        services.order_items(sitting, order=list(keys.values()), seen=[], by=world.users[role], at=at)


def test_S5_the_order_stands_once_the_sitting_is_open(world, at):
    sitting = opened(world, at)
    with pytest.raises(OutOfTurn, match="une fois la séance ouverte"):
        services.order_items(sitting, order=[], seen=[], by=world.users["clerk"], at=at)


def test_S10_the_later_words_of_an_item_are_refused_with_both(world, at):
    item = planned(world, at).items.get()
    by, seen = {"by": world.users["clerk"], "at": at}, last_edit(item)
    services.change_item(
        item, title="Nouvelles du bureau", duration=10, expected=seen, by=world.users["co_chair"], at=at
    )
    with pytest.raises(WordsConflict) as conflict:
        services.change_item(item, title="Actualités du conseil", duration=10, expected=seen, **by)
    assert conflict.value.stored == {"title": "Nouvelles du bureau", "duration": 10}
    assert conflict.value.typed == {"title": "Actualités du conseil", "duration": 10}
    assert conflict.value.by == world.users["co_chair"]
    assert AgendaItem.objects.get().title == "Nouvelles du bureau"
    services.change_item(item, title="Actualités du conseil", expected=conflict.value.latest, **by)
    assert AgendaItem.objects.get().title == "Actualités du conseil"


def test_S10_the_later_place_of_a_sitting_is_refused_with_both(world, at):
    sitting = planned(world, at)
    by, seen = {"by": world.users["clerk"], "at": at}, last_edit(sitting)
    services.change_sitting(sitting, place="Hôtel de ville", expected=seen, **by)
    with pytest.raises(WordsConflict):
        services.change_sitting(sitting, place="Gymnase", expected=seen, **by)
    assert Sitting.objects.get().place == "Hôtel de ville"


def test_S10_the_form_of_an_item_shows_both_versions_and_insists_the_second_time(world, clerk, now):
    item = planned(world, now + 20 * DAY).items.get()
    path = address("change_item", item.sitting, item.pk)
    seen = clerk.get(path).context["form"]["expected"].value()
    services.change_item(item, title="Autre titre", by=world.users["co_chair"], at=now)
    typed = {"title": "Mon titre", "duration": 15, "visibility": "members", "note": "", "expected": seen}
    page = clerk.post(path, typed)
    shown = page.content.decode()
    assert page.context["conflict"]["lines"] == [
        ("intitulé", "Autre titre", "Mon titre"), ("visibilité", "publique", "réservée aux membres"),
    ]  # fmt: skip
    assert "Autre titre" in shown
    assert 'value="Mon titre"' in shown
    again = typed | {"expected": page.context["form"]["expected"].value()}
    assert clerk.post(path, again).status_code == 302
    item.refresh_from_db()
    assert item.title == "Mon titre"


def test_S10_the_form_of_date_and_place_shows_both_versions(world, clerk, now):
    sitting = planned(world, now + 20 * DAY)
    path = address("facts", sitting)
    form = clerk.get(path).context["form"]
    services.change_sitting(sitting, place="Hôtel de ville", by=world.users["co_chair"], at=now)
    typed = {name: form[name].value() for name in ("title", "day", "starts", "ends", "expected")}
    page = clerk.post(path, typed | {"place": "Gymnase", "is_public": "on"})
    assert page.context["conflict"]["lines"] == [("lieu", "Hôtel de ville", "Gymnase")]
    sitting.refresh_from_db()
    assert sitting.place == "Hôtel de ville"


def test_S10_two_orders_are_shown_side_by_side_and_one_is_chosen(world, clerk, now):
    sitting, keys = agenda(world, now + 20 * DAY)
    path, seen = address("order", sitting), ",".join(str(keys[t]) for t in "ABCD")
    services.move_item(sitting.items.get(title="B"), to="up", by=world.users["co_chair"], at=now)
    typed = {"order": ",".join(str(keys[t]) for t in "DABC"), "seen": seen}
    assert clerk.post(path, typed, headers=FETCH).status_code == 409
    page = clerk.post(path, typed).content.decode()
    assert "Rien n’est écrasé" in page
    assert titles(sitting) == "BACD"
    clerk.post(path, typed | {"seen": ",".join(str(keys[t]) for t in "BACD")})
    assert titles(sitting) == "DABC"


def test_S5_a_script_that_saves_the_order_gets_the_agenda_with_its_times(world, clerk, now):
    sitting, keys = agenda(world, now + 20 * DAY, "AB")
    services.change_item(sitting.items.get(title="B"), duration=40, by=world.users["clerk"], at=now)
    wanted, seen = f"{keys['B']},{keys['A']}", f"{keys['A']},{keys['B']}"
    answer = clerk.post(address("order", sitting), {"order": wanted, "seen": seen}, headers=FETCH)
    assert [(line.item.title, line.start - sitting.starts_at) for line in answer.context["agenda"]] == [
        ("B", 0 * MINUTE), ("A", 40 * MINUTE),
    ]  # fmt: skip
    assert f'name="seen" value="{wanted}"' in answer.content.decode()


@pytest.mark.parametrize("typed", [{}, {"order": "x,y", "seen": "'"}, {"order": "", "seen": ""}, {"order": "99999999"}])
def test_E1_a_broken_order_changes_nothing(world, clerk, now, typed):
    sitting, _keys = agenda(world, now + 20 * DAY)
    assert clerk.post(address("order", sitting), typed).status_code == 302
    assert titles(sitting) == "ABCD"


LENGTHS = [  # minutes spare before the announced end, sentence
    (20, "L’ordre du jour finit à 18\u202fh\u202f30 : il reste 20 min avant la fin annoncée, à 18\u202fh\u202f50."),
    (0, "L’ordre du jour finit à 18\u202fh\u202f30, comme annoncé."),
    (-75, "L’ordre du jour finit à 18\u202fh\u202f30 : 1 h 15 de trop, la fin est annoncée à 17\u202fh\u202f15."),
]


@pytest.mark.parametrize(("spare", "sentence"), LENGTHS)
def test_S5_the_agenda_says_whether_it_holds_in_the_evening(spare, sentence, at):
    assert length_of(Sitting(ends_at=at + spare * MINUTE), at)["text"] == sentence


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 min"), (59, "59 min"), (60, "1 h"), (125, "2 h 05")])
def test_minutes_are_said_as_people_say_them(minutes, words):
    assert minutes_words(minutes) == words


def test_S5_a_break_is_a_line_of_its_own_and_takes_its_time(world, clerk, now):
    sitting, _keys = agenda(world, now + 20 * DAY, "AB")
    clerk.post(address("add_break", sitting), {"duration": 20, "after": 1})
    page = clerk.get(address("preparation", sitting))
    assert [(line.item.title, line.is_break) for line in page.context["agenda"]] == [
        ("A", False), ("Pause", True), ("B", False),
    ]  # fmt: skip
    assert page.context["agenda"][2].start == sitting.starts_at + 35 * MINUTE
    assert page.context["kinds"] == "2 points"
    clerk.post(address("add_break", sitting), {"duration": 7, "after": 1})
    assert sitting.items.count() == 3


def test_R2_a_ready_text_is_dropped_at_a_place(world, clerk, now):
    sitting, _keys = agenda(world, now + 20 * DAY, "AB")
    text = ready(world, now)
    clerk.post(address("place", sitting), {"recommendation": [text.pk], "position": "2"})
    assert sitting.items.get(recommendation=text).position == 2
    clerk.post(address("place", sitting), {"recommendation": ["x"], "position": "haut"})
    assert sitting.items.count() == 3


def test_S5_public_and_internal_items_are_told_apart(world, clerk, now):
    sitting, _keys = agenda(world, now + 20 * DAY, "A")
    services.add_item(
        sitting, kind="discussion", title="B", visibility="members", by=world.users["clerk"], at=now
    )  # fmt: skip
    page = clerk.get(address("preparation", sitting))
    assert [line.internal for line in page.context["agenda"]] == [False, True]
    assert page.context["kinds"] == "2 points, dont 1 réservé aux membres"
