"""RULES M1, M3 and CRPA R133-13: corrections asked in a draft and answered, disagreement recorded and printed."""

from datetime import timedelta

import pytest

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.minutes import assemble
from deliberations.models import AgendaItem, Dissent
from deliberations.services import EditConflict
from tests.council.factories import TermFactory
from tests.deliberations.evening import hold
from tests.deliberations.factories import found, opened

pytestmark = pytest.mark.django_db
A_MONTH = timedelta(days=30)


@pytest.fixture
def world():
    return found(members=7)


@pytest.fixture
def held(world, at):
    return hold(world, at)


@pytest.fixture
def read(world, held, at):
    """The evening's draft, sent round."""
    services.circulate(held, by=world.users["clerk"], at=at)
    return held


def ask(world, sitting, at, role="author", **words):
    item = sitting.items.get(kind="vote")
    asked = {"item": item, "stands": "débat", "wanted": "discute", "reason": "Plus juste."} | words
    return services.ask_correction(sitting, person=world.person(role), by=world.users[role], at=at, **asked)


def discussion_of(sitting):
    return AgendaItem.objects.get(sitting=sitting, kind="vote").discussion


def test_M3_a_correction_accepted_in_one_gesture_changes_the_discussion(world, read, at):
    correction = services.accept_correction(ask(world, read, at), by=world.users["clerk"], at=at, write=True)
    assert correction.state == "accepted"
    assert discussion_of(read) == "Le conseil discute de l’**allotissement**."


def test_M3_a_correction_accepted_by_hand_leaves_the_text_to_the_secretariat(world, read, at):
    services.accept_correction(ask(world, read, at), answer="C’est fait.", by=world.users["clerk"], at=at)
    assert discussion_of(read) == "Le conseil débat de l’**allotissement**."


@pytest.mark.parametrize("stands", ["", "jamais écrit", "l"])
def test_M3_one_gesture_needs_the_passage_exactly_once(world, read, at, stands):
    correction = ask(world, read, at, stands=stands)
    with pytest.raises(Refused, match="à la main"):
        services.accept_correction(correction, by=world.users["clerk"], at=at, write=True)
    correction.refresh_from_db()
    assert correction.state == "asked"


def test_M3_a_correction_is_declined_with_a_reason_once(world, read, at):
    correction = ask(world, read, at)
    services.decline_correction(correction, answer="Le mot a été dit.", by=world.users["clerk"], at=at)
    for act in (services.accept_correction, lambda c, **how: services.decline_correction(c, answer="x", **how)):
        with pytest.raises(AlreadyRecorded):
            act(correction, by=world.users["clerk"], at=at)
    correction.refresh_from_db()
    assert (correction.state, correction.answer) == ("declined", "Le mot a été dit.")


def test_E3_the_same_request_twice_is_one(world, read, at):
    ask(world, read, at)
    with pytest.raises(AlreadyRecorded):
        ask(world, read, at)
    assert read.minutes.corrections.count() == 1


def test_M3_corrections_are_asked_while_the_draft_is_read(world, held, at):
    with pytest.raises(Refused, match="pendant la relecture"):
        ask(world, held, at)


def test_M3_members_ask_in_their_own_name_and_who_keeps_the_minutes_answers(world, read, at):
    item = read.items.get(kind="vote")
    for role in ("liaison", "outsider", "clerk"):
        with pytest.raises(NotAllowed):
            services.ask_correction(
                read, item=item, person=world.person("author"), wanted="x", reason="y", by=world.users[role], at=at
            )
    correction = ask(world, read, at)
    for role in ("author", "liaison"):
        with pytest.raises(NotAllowed):
            services.accept_correction(correction, by=world.users[role], at=at)
        with pytest.raises(NotAllowed):
            services.decline_correction(correction, answer="x", by=world.users[role], at=at)


def test_M3_every_correction_has_its_answer_before_approval(world, read, at):
    correction = ask(world, read, at)
    following = opened(world, at + A_MONTH, title="Plénière d’avril")
    approve = {"in_sitting": following, "by": world.users["clerk"], "at": at + A_MONTH}
    with pytest.raises(Refused, match="attend une réponse"):
        services.approve_minutes(read, **approve)
    services.decline_correction(correction, answer="Non.", by=world.users["clerk"], at=at)
    assert services.approve_minutes(read, **approve).frozen


def test_R133_13_a_dissent_is_printed_under_its_author_s_name(world, held, at):
    vote = held.items.get(kind="vote")
    ballot = vote.item_ballots.get().ballot
    services.record_dissent(
        vote, person=world.person("member0"), text="Trop cher.", ballot=ballot, by=world.users["member0"], at=at
    )
    [said] = assemble(held).items[1].dissents
    assert (said.name, said.about, said.text) == (str(world.person("member0")), "sur le scrutin", "Trop cher.")


def test_R133_13_one_dissent_per_item_and_member_the_later_words_stand(world, held, at):
    vote, mine = (
        held.items.get(kind="vote"),
        {"person": world.person("member0"), "by": world.users["member0"], "at": at},
    )
    services.record_dissent(vote, text="Trop cher.", **mine)
    with pytest.raises(AlreadyRecorded):
        services.record_dissent(vote, text="Trop cher.", **mine)
    dissent = services.record_dissent(vote, text="Trop grand.", **mine)
    assert Dissent.objects.get().text == "Trop grand."
    services.withdraw_dissent(dissent, by=world.users["member0"], at=at)
    assert not Dissent.objects.exists()


def test_R133_13_recorded_by_oneself_or_by_who_keeps_the_minutes_for_who_sat_that_day(world, held, at):
    vote, late = held.items.get(kind="vote"), TermFactory(with_account=True, starts_on=(at + A_MONTH).date())
    said = {"text": "Non.", "at": at}
    services.record_dissent(vote, person=world.person("member1"), by=world.users["clerk"], **said)
    for person, by in ((world.person("member0"), world.users["author"]), (late.person, late.person.user)):
        with pytest.raises(NotAllowed):
            services.record_dissent(vote, person=person, by=by, **said)


def test_M2_no_dissent_after_approval(world, held, at):
    vote = held.items.get(kind="vote")
    following = opened(world, at + A_MONTH, title="Plénière d’avril")
    services.approve_minutes(held, in_sitting=following, by=world.users["clerk"], at=at + A_MONTH)
    with pytest.raises((Refused, OutOfTurn)):
        services.record_dissent(vote, person=world.person("author"), text="x", by=world.users["author"], at=at)


def test_S10_two_who_write_the_words_around_are_shown_both(world, held, at):
    by = {"by": world.users["clerk"], "at": at}
    first = services.last_edit(services.write_words(held, opening_words="Un.", **by))
    services.write_words(held, opening_words="Deux.", expected=first, **by)
    with pytest.raises(EditConflict) as conflict:
        services.write_words(held, opening_words="Trois.", expected=first, **by)
    assert "Deux." in conflict.value.stored
    assert services.minutes_of(held).opening_words == "Deux."
