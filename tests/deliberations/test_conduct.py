"""RULES S5, S7, S9, S10, S12, C5: the agenda before, the items during, the words, the chair."""

from datetime import timedelta

import pytest

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from council.models import Body, RulesProfile
from deliberations import services
from deliberations.models import Sitting
from register.models import Entry
from register.services import verify
from tests.council.factories import ProfileFactory
from tests.deliberations.factories import (
    arrive,
    closed,
    convened,
    found,
    opened,
    planned,
    ready,
    seat_of,
    voted,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return found()


def plan(world, at, title="Plénière"):
    return services.plan_sitting(
        body=Body.objects.plenary().get(), title=title, starts_at=at, ends_at=at + 2 * 60 * MINUTE,
        by=world.users["clerk"], at=at - 30 * DAY,
    )  # fmt: skip


def add(world, sitting, title, at, **facts):
    return services.add_item(
        sitting, **({"kind": "discussion"} | facts), title=title, by=world.users["clerk"], at=at - 20 * DAY
    )


def titles(sitting):
    return list(sitting.items.order_by("position").values_list("title", flat=True))


def test_S1_a_sitting_keeps_the_rules_in_force_on_its_date_and_an_address_with_it(world, at):
    later = ProfileFactory(family="assembly", in_force_from=(at + 10 * DAY).date())
    before, after = plan(world, at), plan(world, at + 20 * DAY)
    assert (before.profile, after.profile) == (world.profile, later)
    assert before.slug == "2026-03-24-pleniere"
    moved = services.change_sitting(
        before, starts_at=at + 20 * DAY, ends_at=at + 21 * DAY, by=world.users["clerk"], at=at - 20 * DAY
    )
    assert (moved.profile, moved.slug) == (later, "2026-04-13-pleniere-2")


def test_S1_without_rules_in_force_no_sitting(world, at):
    RulesProfile.objects.update(in_force_from=(at + DAY).date())
    with pytest.raises(Refused, match="profil de règles"):
        plan(world, at)


def test_E3_planning_the_same_sitting_twice_is_one(world, at):
    first = plan(world, at)
    with pytest.raises(AlreadyRecorded) as recorded:
        plan(world, at)
    assert recorded.value.record == first


def test_S2_once_convened_the_date_moves_by_postponing_only(world, at):
    sitting = convened(world, at)
    with pytest.raises(Refused, match="reportez la séance"):
        services.change_sitting(sitting, starts_at=at + DAY, by=world.users["clerk"], at=at - DAY)
    changed = services.change_sitting(sitting, place="Hôtel de ville", by=world.users["clerk"], at=at - DAY)
    assert changed.place == "Hôtel de ville"
    with pytest.raises(TypeError):
        services.change_sitting(sitting, state="open", by=world.users["clerk"], at=at)


def test_S5_items_have_an_order_that_closes_ranks(world, at):
    sitting = planned(world, at, items=False)
    items = [add(world, sitting, title, at) for title in "ABCD"]
    clerk = {"by": world.users["clerk"], "at": at}
    services.move_item(items[3], to=1, **clerk)
    assert titles(sitting) == ["D", "A", "B", "C"]
    services.move_item(items[0], to="down", **clerk)
    services.move_item(items[3], to="up", **clerk)
    assert titles(sitting) == ["D", "B", "A", "C"]
    services.remove_item(items[1], **clerk)
    assert list(sitting.items.order_by("position").values_list("position", "title")) == [(1, "D"), (2, "A"), (3, "C")]
    services.add_item(sitting, kind="break", title="Pause", position=2, **clerk)
    assert titles(sitting) == ["D", "Pause", "A", "C"]


def test_R2_a_recommendation_goes_on_the_agenda_and_off_again(world, at):
    recommendation, sitting = ready(world, at), planned(world, at)
    clerk = {"by": world.users["clerk"], "at": at - 20 * DAY}
    item = services.place_recommendation(sitting, recommendation=recommendation, **clerk)
    recommendation.refresh_from_db()
    assert (recommendation.state, item.kind, item.presenter) == ("scheduled", "vote", world.person("rapporteur"))
    with pytest.raises(AlreadyRecorded):
        services.place_recommendation(sitting, recommendation=recommendation, **clerk)
    services.withdraw_recommendation_from_agenda(item, **clerk)
    recommendation.refresh_from_db()
    assert (recommendation.state, titles(sitting)) == ("ready", ["Actualités"])
    with pytest.raises(Refused, match="ne porte pas de recommandation"):
        services.withdraw_recommendation_from_agenda(sitting.items.get(), **clerk)


def test_S5_a_vote_comes_with_its_recommendation(world, at):
    with pytest.raises(Refused, match="porte une recommandation"):
        add(world, planned(world, at), "Vote sur quoi ?", at, kind="vote")


def test_S5_words_change_until_the_sitting_opens(world, at):
    sitting = opened(world, at)
    with pytest.raises(OutOfTurn, match="une fois la séance ouverte"):
        services.change_item(sitting.items.get(), title="Autre", by=world.users["clerk"], at=at)
    draft = planned(world, at + 60 * DAY, title="Suivante")
    item = services.change_item(draft.items.get(), title="Nouvelles", duration=5, by=world.users["clerk"], at=at)
    assert (item.title, item.duration) == ("Nouvelles", 5)
    assert item.history.count() == 2
    with pytest.raises(TypeError):
        services.change_item(item, added_after_notice=False, by=world.users["clerk"], at=at)


@pytest.mark.parametrize("role", ["author", "liaison", "outsider"])
def test_S5_only_who_prepares_touches_the_agenda(world, at, role):
    sitting = planned(world, at)
    item, by = sitting.items.get(), {"by": world.users[role], "at": at}
    for act in (
        lambda: services.add_item(sitting, kind="discussion", title="x", **by),
        lambda: services.change_item(item, title="x", **by),
        lambda: services.move_item(item, to=1, **by),
        lambda: services.remove_item(item, **by),
        lambda: services.change_sitting(sitting, place="x", **by),
        lambda: services.place_recommendation(sitting, recommendation=None, **by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_S7_minutes_are_placed_once_and_not_on_two_agendas(world, at):
    held = closed(world, at - 60 * DAY, title="Plénière d’hiver")
    first, second = planned(world, at), planned(world, at + 30 * DAY, title="Suivante")
    assert first.items.filter(minutes_of=held).count() == 1
    assert not second.items.filter(minutes_of=held).exists()


def test_S7_minutes_that_came_to_wait_after_the_planning_are_added_at_the_convening(world, at):
    sitting = planned(world, at)
    held = closed(world, at - 20 * DAY, title="Extraordinaire")
    services.convene(sitting, by=world.users["clerk"], at=at - 10 * DAY)
    assert sitting.items.order_by("position").first().minutes_of == held


def test_S9_a_member_announces_and_changes_their_mind(world, at):
    sitting, seat, person = convened(world, at), seat_of(world, "author"), world.person("author")
    by = {"by": world.users["author"], "at": at - DAY}
    services.reply(sitting, seat=seat, person=person, answer="coming", **by)
    services.reply(sitting, seat=seat, person=person, answer="excused", **by)
    assert sitting.replies.get().answer == "excused"
    with pytest.raises(NotAllowed):
        services.reply(sitting, seat=seat, person=person, answer="coming", by=world.users["member0"], at=at)
    with pytest.raises(Refused, match="n’occupe pas ce siège"):
        services.reply(sitting, seat=seat_of(world, "member0"), person=person, answer="coming", **by)
    with pytest.raises(Refused, match="Dites si vous venez"):
        services.reply(sitting, seat=seat, person=person, answer="peut-être", **by)


def test_C5_a_sitting_opens_under_a_co_chair_with_a_secretary(world, at):
    sitting = convened(world, at)
    arrive(world, sitting, at, "author", "member0", "member1")
    with pytest.raises(Refused) as refusal:
        services.open_sitting(
            sitting, presiding=world.person("member2"), secretary=None, by=world.users["clerk"], at=at
        )
    assert len(refusal.value.messages) == 2
    sitting = services.open_sitting(
        sitting, presiding=world.person("author"), secretary=world.person("author"), by=world.users["clerk"], at=at
    )
    assert services.chair_at(sitting, at) == world.person("author")
    assert sitting.quorum_checks.get().met


def test_C5_the_chair_changes_hands_with_the_time(world, at):
    sitting = opened(world, at)
    clerk = world.users["clerk"]
    services.change_chair(sitting, person=world.person("author"), by=clerk, at=at + 10 * MINUTE)
    assert services.chair_at(sitting, at + 5 * MINUTE) == world.person("co_chair")
    assert services.chair_at(sitting, at + 10 * MINUTE) == world.person("author")
    with pytest.raises(AlreadyRecorded):
        services.change_chair(sitting, person=world.person("author"), by=clerk, at=at + 11 * MINUTE)
    with pytest.raises(Refused, match="présidée par une coprésidence"):
        services.change_chair(sitting, person=world.users["outsider"].person, by=clerk, at=at + 12 * MINUTE)


def test_S8_one_item_at_a_time(world, at):
    sitting = opened(world, at)
    first, clerk = sitting.items.get(), world.users["clerk"]
    second = services.add_item(sitting, kind="other", title="Divers", by=clerk, at=at)
    services.start_item(first, by=clerk, at=at)
    with pytest.raises(AlreadyRecorded):
        services.start_item(first, by=clerk, at=at)
    services.start_item(second, by=clerk, at=at + 10 * MINUTE)
    first.refresh_from_db()
    assert (first.started_at, first.ended_at) == (at, at + 10 * MINUTE)
    assert services.end_item(second, by=clerk, at=at + 15 * MINUTE).ended_at == at + 15 * MINUTE
    assert services.start_item(first, by=clerk, at=at + 20 * MINUTE).ended_at is None
    services.close_sitting(sitting, by=clerk, at=at + 30 * MINUTE)
    first.refresh_from_db()
    assert first.ended_at == at + 30 * MINUTE


def test_S8_an_item_not_taken_up_does_not_end(world, at):
    with pytest.raises(Refused, match="pas encore été abordé"):
        services.end_item(opened(world, at).items.get(), by=world.users["clerk"], at=at)


def test_S10_the_later_of_two_writers_is_shown_both_texts(world, at):
    item = opened(world, at).items.get()
    clerk, chair = world.users["clerk"], world.users["co_chair"]
    services.write_discussion(item, text="Le texte de départ.", by=clerk, at=at)
    seen = services.last_edit(item)
    services.write_discussion(item, text="Le premier texte.", by=clerk, at=at, expected=seen)
    with pytest.raises(services.EditConflict) as conflict:
        services.write_discussion(item, text="Le second texte.", by=chair, at=at + MINUTE, expected=seen)
    assert (conflict.value.stored, conflict.value.typed) == ("Le premier texte.", "Le second texte.")
    assert (conflict.value.by, conflict.value.at) == (clerk, at)
    again = services.last_edit(item)
    services.write_discussion(item, text="Les deux réunis.", by=chair, at=at + MINUTE, expected=again)
    item.refresh_from_db()
    assert item.discussion == "Les deux réunis."


def test_S10_what_else_happens_to_the_item_is_no_conflict(world, at):
    item = opened(world, at).items.get()
    seen = services.last_edit(item)
    services.start_item(item, by=world.users["clerk"], at=at)
    services.write_discussion(item, text="Le texte.", by=world.users["co_chair"], at=at, expected=seen)
    services.write_discussion(item, text="Le texte.", by=world.users["clerk"], at=at, expected=seen)
    item.refresh_from_db()
    assert item.discussion == "Le texte."


def test_S12_action_points_open_the_next_preparation_until_done(world, at):
    item = opened(world, at).items.get()
    clerk = world.users["clerk"]
    point = services.add_action_point(item, what="Écrire au maire", who="Bureau", by=clerk, at=at)
    assert services.add_action_point(item, what="Écrire au maire", who="Bureau", by=clerk, at=at) == point
    assert list(services.open_action_points(item.sitting.body)) == [point]
    services.complete_action_point(point, by=clerk, at=at, done_on=at.date())
    assert not services.open_action_points(item.sitting.body).exists()


def test_S8_nothing_is_conducted_in_a_sitting_that_is_not_open(world, at):
    sitting = convened(world, at)
    item, clerk = sitting.items.get(), {"by": world.users["clerk"], "at": at}
    for act in (
        lambda: services.start_item(item, **clerk),
        lambda: services.write_discussion(item, text="x", **clerk),
        lambda: services.change_chair(sitting, person=world.person("co_chair"), **clerk),
        lambda: services.add_action_point(item, what="x", who="y", **clerk),
    ):
        with pytest.raises(OutOfTurn):
            act()


def test_Q_a_council_that_decides_by_consent_opens_whoever_is_there(at):
    world = found(family="consent")
    sitting = opened(world, at, present=["author"])
    assert not sitting.quorum_checks.get().required


def test_the_whole_evening_leaves_one_line_of_register_for_each_official_act(world, at):
    sitting = opened(world, at, recommendations=[ready(world, at)])
    voted(world, sitting.items.get(kind="vote"), at, {})
    services.close_sitting(sitting, by=world.users["clerk"], at=at + 60 * MINUTE)
    acts = list(Entry.objects.filter(subject=Sitting.objects.get().subject).values_list("act", flat=True))
    assert acts == ["sitting.convene", "sitting.open", "sitting.close"]
    assert verify() is None
