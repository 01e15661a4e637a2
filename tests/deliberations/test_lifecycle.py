"""RULES S1: the whole table of a sitting's life, as literals: every state × step, every role × step, who finds it."""

from datetime import timedelta

import pytest
from django.db import transaction

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn
from deliberations.enums import SittingState as S
from deliberations.models import Sitting, SittingMove
from deliberations.procedure import LIFE
from deliberations.quorum import QuorumRule
from deliberations.rules import items_visible_to, visible_to_user
from deliberations.services import add_item
from register.models import Entry
from tests.deliberations.factories import found, in_state, planned

pytestmark = pytest.mark.django_db

MOVES = {
    "sign": {S.DRAFT: S.DRAFT},
    "convene": {S.DRAFT: S.CONVENED, S.POSTPONED: S.CONVENED},
    "postpone": {S.CONVENED: S.POSTPONED, S.POSTPONED: S.POSTPONED},
    "open": {S.CONVENED: S.OPEN},
    "adjourn": {S.CONVENED: S.ADJOURNED},
    "close": {S.OPEN: S.CLOSED},
    "approve": {S.CLOSED: S.APPROVED},
    "cancel": {S.DRAFT: S.CANCELLED, S.CONVENED: S.CANCELLED, S.POSTPONED: S.CANCELLED},
}
BOTH = {"co_chair", "clerk"}
MAY = {
    "sign": {"co_chair"},
    "convene": BOTH,
    "postpone": BOTH,
    "open": BOTH,
    "adjourn": BOTH,
    "close": BOTH,
    "approve": BOTH,
    "cancel": BOTH,
}
START = {
    "sign": S.DRAFT,
    "convene": S.DRAFT,
    "postpone": S.CONVENED,
    "open": S.CONVENED,
    "adjourn": S.CONVENED,
    "close": S.OPEN,
    "approve": S.CLOSED,
    "cancel": S.DRAFT,
}
ROLES = ["author", "rapporteur", "co_chair", "member0", "clerk", "liaison", "outsider"]


@pytest.fixture
def world():
    return found()


def given(world, step, sitting, at):
    """What makes each step possible, so that only the state or the person stands in the way."""
    enough, too_few = (QuorumRule().of(entitled=6, present=n, represented=0) for n in (6, 0))
    late = sitting.starts_at + timedelta(days=40)
    return {
        "convene": {"when": sitting.starts_at - timedelta(days=8)},
        "postpone": {"when": at, "starts_at": late, "ends_at": late + timedelta(hours=2)},
        "open": {
            "when": at,
            "quorum": enough,
            "presiding": world.person("co_chair"),
            "secretary": world.person("rapporteur"),
        },
        "adjourn": {"quorum": too_few, "when": sitting.starts_at},
        "approve": {"gaps": []},
    }.get(step, {})


def take(world, step, sitting, by, at):
    return LIFE.take(step, sitting, by=world.users[by], at=at, note="Parce que.", **given(world, step, sitting, at))


def test_S1_the_table_is_the_one_of_the_rules():
    assert {step.name: dict.fromkeys(step.sources, step.target) for step in LIFE.steps.values()} == MOVES


@pytest.mark.parametrize("state", S.values)
def test_S1_every_step_from_every_state_moves_as_the_table_says_or_is_out_of_turn(world, at, state):
    sitting = in_state(world, state, at)
    for step, targets in MOVES.items():
        by = "co_chair" if step == "sign" else "clerk"
        with transaction.atomic():
            if state in targets:
                assert take(world, step, sitting, by, at).state == targets[state]
            else:
                refused(world, step, sitting, by, at)
            transaction.set_rollback(True)


def refused(world, step, sitting, by, at):
    """Out of turn: nothing moves, nothing is written."""
    moves = SittingMove.objects.count()
    with pytest.raises((OutOfTurn, AlreadyRecorded)):
        take(world, step, sitting, by, at)
    assert Sitting.objects.get(pk=sitting.pk).state == sitting.state
    assert SittingMove.objects.count() == moves


@pytest.mark.parametrize("step", MAY)
def test_S1_every_role_takes_the_steps_that_are_its_own_and_no_other(world, at, step):
    sitting = in_state(world, START[step], at)
    may = {role for role in ROLES if LIFE.steps[step].role_of(world.users[role], sitting, at)}
    assert may == MAY[step]
    for role in set(ROLES) - MAY[step]:
        with pytest.raises(NotAllowed):
            take(world, step, sitting, role, at)


def test_S1_a_step_writes_its_move_its_history_and_its_register_entry(world, at):
    sitting = take(world, "cancel", planned(world, at), "clerk", at)
    move = sitting.moves.get()
    assert (move.source, move.target, move.by_function) == (S.DRAFT, S.CANCELLED, "clerk")
    assert sitting.history.first().history_change_reason == "Parce que."
    assert Entry.objects.get(act="sitting.cancel").subject == sitting.subject


def test_E3_a_step_taken_twice_by_the_same_person_is_one_act(world, at):
    sitting = take(world, "cancel", planned(world, at), "clerk", at)
    with pytest.raises(AlreadyRecorded):
        take(world, "cancel", sitting, "clerk", at)
    assert sitting.moves.count() == 1


def test_E4_a_draft_is_found_by_who_prepares_it_only(world, at):
    sitting = planned(world, at)
    finders = {role for role in ROLES if visible_to_user(world.users[role], at).filter(pk=sitting.pk).exists()}
    assert finders == BOTH


def test_S5_an_internal_item_is_for_the_members(world, at):
    sitting = planned(world, at)
    add_item(
        sitting, kind="discussion", title="Situation du personnel", visibility="members", by=world.users["clerk"], at=at
    )
    seen = {role: items_visible_to(world.users[role], sitting, at).count() for role in ROLES}
    assert seen == {role: 1 if role in ("liaison", "outsider") else 2 for role in ROLES}
