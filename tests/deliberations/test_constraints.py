"""One test per constraint of the floor, matched by its name: what the database itself refuses, whoever writes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import CheckConstraint, UniqueConstraint

from deliberations import services
from deliberations.models import (
    AgendaItem,
    AgendaTemplate,
    AgendaVersion,
    Attendance,
    Dispatch,
    ItemPaper,
    ItemRequest,
    MethodRequest,
    Minutes,
    Motion,
    Proxy,
    QuorumCheck,
    Recusal,
    Reply,
    Sitting,
    SittingMove,
    SpeakerTurn,
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


MODELS = (
    AgendaItem, AgendaTemplate, AgendaVersion, Attendance, Dispatch, ItemPaper, ItemRequest, MethodRequest, Minutes,
    Motion, Proxy, Recusal, Reply, Sitting, SpeakerTurn,
)  # fmt: skip
CONSTRAINTS = {constraint.name: (model, constraint) for model in MODELS for constraint in model._meta.constraints}


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


def message(world, at, **facts):
    """Write down one message to one person, decided at that moment."""
    version = AgendaVersion.objects.first() or convened(world, at).agenda_versions.get()
    whole = {"agenda_version": version, "person": world.person("author"), "purpose": "reminder", "status": "waiting"}
    return Dispatch.objects.create(**whole | {"queued_at": at, "day": at.date()} | facts)


def test_nobody_is_convened_twice(world, at):
    convened(world, at)
    refused("nobody_is_convened_twice", lambda: message(world, at, purpose="agenda"))


def test_nobody_is_reminded_twice_a_day(world, at):
    message(world, at)
    message(world, at + timedelta(days=1))
    refused("nobody_is_reminded_twice_a_day", lambda: message(world, at))


def test_sent_message_says_when(world, at):
    refused("sent_message_says_when", lambda: message(world, at, status="sent"))


def test_message_on_its_way_says_since_when(world, at):
    refused("message_on_its_way_says_since_when", lambda: message(world, at, status="sending"))


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


@pytest.fixture
def item(world, at):
    return planned(world, at).items.first()


def turn(item, at, **facts):
    """Write a turn of a guest on an item, unless the facts say otherwise."""
    facts = {"item": item, "guest": "Awa Diallo", "rank": 1, "asked_at": at} | facts
    return lambda: SpeakerTurn.objects.create(**facts)


def test_speaker_is_a_member_or_a_guest(world, item, at):
    seat, person = seat_of(world, "author"), world.person("author")
    refused("speaker_is_a_member_or_a_guest", turn(item, at, seat=seat, person=person))
    refused("speaker_is_a_member_or_a_guest", turn(item, at, guest=""))


def test_floor_is_given_back_after_it_was_taken(item, at):
    refused("floor_is_given_back_after_it_was_taken", turn(item, at, started_at=at, ended_at=at - MINUTE))
    refused("floor_is_given_back_after_it_was_taken", turn(item, at, ended_at=at))


def test_one_speaker_at_a_time(item, at):
    write = turn(item, at, started_at=at)
    write()
    refused("one_speaker_at_a_time", write)


def test_one_request_per_item_and_person(world, item, at):
    write = turn(item, at, guest="", seat=seat_of(world, "author"), person=world.person("author"))
    write()
    refused("one_request_per_item_and_person", write)


def motion(world, item, at, **facts):
    """Write a suspension asked for on an item, unless the facts say otherwise."""
    facts = {"item": item, "kind": "suspension", "person": world.person("author"), "at": at} | facts
    return lambda: Motion.objects.create(**facts)


def test_settled_motion_says_when(world, item, at):
    refused("settled_motion_says_when", motion(world, item, at, outcome="accepted"))
    refused("settled_motion_says_when", motion(world, item, at, settled_at=at))
    refused("settled_motion_says_when", motion(world, item, at, outcome="rejected", settled_at=at - MINUTE))


def test_only_a_suspension_is_resumed(world, item, at):
    times = {"settled_at": at, "resumed_at": at}
    refused("only_a_suspension_is_resumed", motion(world, item, at, outcome="rejected", **times))
    refused("only_a_suspension_is_resumed", motion(world, item, at, outcome="accepted", kind="order", **times))


def test_one_suspension_at_a_time(world, item, at):
    write = motion(world, item, at, outcome="accepted", settled_at=at)
    write()
    refused("one_suspension_at_a_time", write)


def test_one_item_per_action_and_sitting(world, at):
    point = services.add_action_point(
        opened(world, at).items.get(), what="Écrire", who="Secrétariat", by=world.users["clerk"], at=at
    )
    sitting = planned(world, at + 30 * 1440 * MINUTE, title="Suivante")
    services.resume_action_point(sitting, point=point, by=world.users["clerk"], at=at)
    refused("one_item_per_action_and_sitting", lambda: sitting.items.update(follows_up=point))


def asked(world, at, **facts):
    facts = {"title": "Un point", "person": world.person("author"), "asked_at": at} | facts
    sitting = facts.pop("sitting", None) or planned(world, at)
    return ItemRequest.objects.create(sitting=sitting, why="Parce que.", **facts)


def decided(world, at, state, **facts):
    return {"state": state, "decided_at": at, "decided_by": world.users["co_chair"]} | facts


def test_item_request_decided_by_somebody(world, at):
    refused("item_request_decided_by_somebody", lambda: asked(world, at, state="accepted"))
    refused("item_request_decided_by_somebody", lambda: asked(world, at, **decided(world, at, "pending")))


def test_refused_item_request_says_why(world, at):
    refused("refused_item_request_says_why", lambda: asked(world, at, **decided(world, at, "refused")))


def test_only_accepted_request_has_an_item(world, at):
    item = planned(world, at).items.get()
    refused("only_accepted_request_has_an_item", lambda: asked(world, at, sitting=item.sitting, item=item))


def test_one_item_request_per_title(world, at):
    sitting = planned(world, at)
    asked(world, at, sitting=sitting)
    refused("one_item_request_per_title", lambda: asked(world, at, sitting=sitting))


def joined(world, at):
    item = planned(world, at).items.get()
    return services.add_paper(item, title="Note", content=b"%PDF-1", by=world.users["clerk"], at=at)


def test_one_paper_per_content_and_item(world, at):
    paper = joined(world, at)
    paper.pk = None
    refused("one_paper_per_content_and_item", paper.save)


def test_paper_withdrawn_after_added(world, at):
    paper = joined(world, at)
    same = ItemPaper.objects.filter(pk=paper.pk)
    refused("paper_withdrawn_after_added", lambda: same.update(withdrawn_at=at - MINUTE))


def test_one_agenda_template_per_name(world, at):
    facts = {"name": "Ordinaire", "lines": [], "saved_at": at, "saved_by": world.users["clerk"]}
    AgendaTemplate.objects.create(**facts)
    refused("one_agenda_template_per_name", lambda: AgendaTemplate.objects.create(**facts))
