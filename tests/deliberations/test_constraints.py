"""One test per constraint of the floor, matched by its name: what the database itself refuses, whoever writes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import CheckConstraint, UniqueConstraint

from deliberations.models import (
    AgendaItem,
    AgendaVersion,
    Attendance,
    Dispatch,
    MethodRequest,
    Minutes,
    Proxy,
    QuorumCheck,
    Recusal,
    Reply,
    Sitting,
    SittingMove,
)
from tests.deliberations.factories import closed, convened, found, opened, planned, ready, seat_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world():
    return found()


def refused(name, write):
    """Run the write and see the named constraint refuse it."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    model, constraint = CONSTRAINTS[name]
    columns = [f"{model._meta.db_table}.{model._meta.get_field(f).column}" for f in getattr(constraint, "fields", ())]
    said = str(error.value)  # SQLite names the columns of a unique constraint, PostgreSQL its name
    assert name in said or (columns and all(column in said for column in columns))


CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in (
        AgendaItem,
        AgendaVersion,
        Attendance,
        Dispatch,
        MethodRequest,
        Minutes,
        Proxy,
        Recusal,
        Reply,
        Sitting,
    )
    for constraint in model._meta.constraints
}


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_every_constraint_has_a_human_sentence(name):
    _model, constraint = CONSTRAINTS[name]
    assert isinstance(constraint, (CheckConstraint, UniqueConstraint))
    assert str(constraint.violation_error_message).endswith(".")
    assert constraint.violation_error_message != constraint.default_violation_error_message


def test_sitting_ends_after_it_starts(world, at):
    sitting = planned(world, at)
    refused("sitting_ends_after_it_starts", lambda: Sitting.objects.filter(pk=sitting.pk).update(ends_at=at))


def test_open_sitting_has_a_chair(world, at):
    sitting = planned(world, at)
    refused("open_sitting_has_a_chair", lambda: Sitting.objects.filter(pk=sitting.pk).update(state="open"))


def test_closed_sitting_says_when(world, at):
    sitting = opened(world, at)
    refused("closed_sitting_says_when", lambda: Sitting.objects.filter(pk=sitting.pk).update(state="closed"))


def test_sitting_closed_after_opening(world, at):
    sitting = opened(world, at)
    refused(
        "sitting_closed_after_opening",
        lambda: Sitting.objects.filter(pk=sitting.pk).update(closed_at=at - MINUTE),
    )


def test_minutes_item_names_its_sitting(world, at):
    item = planned(world, at).items.get()
    refused("minutes_item_names_its_sitting", lambda: AgendaItem.objects.filter(pk=item.pk).update(kind="minutes"))


def test_item_ends_after_it_starts(world, at):
    items = AgendaItem.objects.filter(sitting=planned(world, at))
    refused("item_ends_after_it_starts", lambda: items.update(started_at=at, ended_at=at - MINUTE))


def test_one_item_per_recommendation_and_sitting(world, at):
    sitting = convened(world, at, recommendations=[ready(world, at)])
    taken = sitting.items.get(kind="vote").recommendation
    refused(
        "one_item_per_recommendation_and_sitting",
        lambda: sitting.items.filter(kind="information").update(recommendation=taken),
    )


def stay(world, sitting, at, **facts):
    role = facts.pop("role", "author")
    return Attendance.objects.create(
        sitting=sitting, seat=seat_of(world, role), person=world.person(role), arrived_at=at, **facts
    )


def test_leaves_after_arriving(world, at):
    sitting = convened(world, at)
    refused("leaves_after_arriving", lambda: stay(world, sitting, at, left_at=at - MINUTE))


def test_one_open_stay_per_seat_and_role(world, at):
    sitting = convened(world, at)
    stay(world, sitting, at)
    refused("one_open_stay_per_seat_and_role", lambda: stay(world, sitting, at))


def give(world, sitting, giver, holder, at, **facts):
    return Proxy.objects.create(
        sitting=sitting, giver=seat_of(world, giver), holder=seat_of(world, holder), given_at=at,
        given_by=world.users["clerk"], **facts,
    )  # fmt: skip


def test_proxy_goes_to_another_seat(world, at):
    sitting = convened(world, at)
    refused("proxy_goes_to_another_seat", lambda: give(world, sitting, "author", "author", at))


def test_one_standing_proxy_per_giver(world, at):
    sitting = convened(world, at)
    give(world, sitting, "author", "member0", at)
    refused("one_standing_proxy_per_giver", lambda: give(world, sitting, "author", "member1", at))


def test_proxy_revoked_after_given(world, at):
    sitting = convened(world, at)
    refused(
        "proxy_revoked_after_given",
        lambda: give(world, sitting, "author", "member0", at, revoked_at=at - MINUTE),
    )


def step_aside(world, item, at, **facts):
    return Recusal.objects.create(
        item=item, seat=seat_of(world, "author"), person=world.person("author"), category="x", left_at=at, **facts
    )


def test_one_recusal_per_item_and_seat(world, at):
    item = opened(world, at).items.get()
    step_aside(world, item, at)
    refused("one_recusal_per_item_and_seat", lambda: step_aside(world, item, at))


def test_returns_after_leaving(world, at):
    item = opened(world, at).items.get()
    refused("returns_after_leaving", lambda: step_aside(world, item, at, returned_at=at - MINUTE))


def test_one_agenda_version_per_number(world, at):
    sitting = convened(world, at)
    refused(
        "one_agenda_version_per_number",
        lambda: AgendaVersion.objects.create(sitting=sitting, number=1, content={}, digest="", frozen_at=at),
    )


def test_nobody_is_convened_twice(world, at):
    facts = {
        "agenda_version": convened(world, at).agenda_versions.get(),
        "person": world.person("author"),
        "status": "sent",
        "sent_at": at,
    }
    Dispatch.objects.create(**facts)
    refused("nobody_is_convened_twice", lambda: Dispatch.objects.create(**facts))


def test_one_reply_per_person_and_sitting(world, at):
    facts = {
        "sitting": convened(world, at),
        "seat": seat_of(world, "author"),
        "person": world.person("author"),
        "answer": "coming",
        "at": at,
    }
    Reply.objects.create(**facts)
    refused("one_reply_per_person_and_sitting", lambda: Reply.objects.create(**facts))


def test_approved_minutes_are_frozen(world, at):
    sitting = closed(world, at)
    refused("approved_minutes_are_frozen", lambda: Minutes.objects.create(sitting=sitting, state="approved"))


def test_published_minutes_say_when(world, at):
    sitting = closed(world, at)
    refused(
        "published_minutes_say_when",
        lambda: Minutes.objects.create(
            sitting=sitting, state="published", content={}, document_digest="x", approved_at=at, approved_in=sitting
        ),
    )


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("no_more_ask_than_are_present", {"number": 7}),
        ("no_more_ask_than_are_present", {"number": 0}),
        ("one_asks_for_a_known_method", {"asked": "show_of_hands"}),
    ],
)
def test_a_request_is_one_that_can_be_made(world, at, name, values):
    item = opened(world, at).items.first()
    facts = {"asked": "secret", "number": 2, "present": 6, "needed": 2, "share": "1/3", "at": at}
    refused(name, lambda: MethodRequest.objects.create(item=item, by=world.users["clerk"], **(facts | values)))


def test_the_sentence_is_what_a_form_shows(world, at):
    sitting = planned(world, at)
    sitting.ends_at = sitting.starts_at
    with pytest.raises(ValidationError, match="finit après avoir commencé"):
        sitting.full_clean()


@pytest.mark.parametrize("model", [SittingMove, QuorumCheck, AgendaVersion])
def test_A1_moves_quorum_checks_and_sent_agendas_are_never_changed(world, at, model):
    opened(world, at)
    row = model.objects.first()
    for act in (lambda: model.objects.filter(pk=row.pk).delete(), lambda: row.save()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert model.objects.filter(pk=row.pk).exists()
