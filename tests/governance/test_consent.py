"""RULES V14, V2, V10, V13, V15, R5: deciding by consent, round after round."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from governance import services
from governance.ballot_file import parse
from governance.enums import BallotState, ConsentChoice, ObjectionState, State
from governance.export import ballot_file_of
from governance.models import Ballot, Objection, Position, Recommendation
from governance.papers.votes import vote_of
from governance.presenters.ballots import ballot_page, card
from tests.governance.world import electorate, found, open_ballot, reach
from tests.racing import race

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def text(world, at):
    return reach(world, State.SCHEDULED, at)


@pytest.fixture
def ballot(world, text, at):
    return opened(world, text, at)


def opened(world, text, at, **changes):
    return open_ballot(world, text, at, method="consent", **changes)


def say(world, ballot, role, choice, at, *, reason="", by=None):
    seat = world.person(role).terms.get().seat
    return services.answer_consent(
        ballot=ballot, seat=seat, choice=choice, reason=reason, by=world.users[by or role], at=at
    )


def everybody_consents(world, ballot, at, *, but=()):
    for role in ("author", "rapporteur", "co_chair", "member0", "member1", "member2"):
        if role not in but:
            say(world, ballot, role, "consent", at)


def close(world, ballot, at):
    return services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)


def proclaim(world, ballot, at):
    return services.proclaim(ballot=ballot, by=world.users["clerk"], at=at)


def failed(world, text, at, reason="Le coût n’est pas chiffré."):
    """A first round that member0's objection ended, proclaimed."""
    ballot = opened(world, text, at)
    everybody_consents(world, ballot, at, but=("member0",))
    say(world, ballot, "member0", "objection", at, reason=reason)
    close(world, ballot, at)
    return proclaim(world, ballot, at)


def reworked(world, text, at, body="1. Autre chose."):
    """The text sent back, changed, ready and scheduled again: another frozen version."""
    text = Recommendation.objects.get(pk=text.pk)
    text = services.send_back(text, by=world.users["clerk"], at=at, note="Une objection subsiste.")
    text = services.edit(text, by=world.users["rapporteur"], at=at, body=body)
    text = services.mark_ready(text, by=world.users["rapporteur"], at=at)
    return services.schedule(text, by=world.users["co_chair"], at=at, occasion="Plénière")


def state_of(text):
    return Recommendation.objects.get(pk=text.pk).state


def test_V14_adopted_when_no_reasoned_objection_stands(world, ballot, text, at):
    everybody_consents(world, ballot, at, but=("member1", "member2"))
    say(world, ballot, "member1", "aside", at)
    ballot = close(world, ballot, at)
    assert (ballot.outcome, ballot.result["decided_by"]) == ("adopted", "consent")
    assert ballot.counts == {"A": {"consent": 4, "aside": 1}}
    proclaim(world, ballot, at)
    assert state_of(text) == State.ADOPTED


def test_V14_one_reasoned_objection_ends_the_round_and_not_the_text(world, text, at):
    ballot = failed(world, text, at)
    assert (ballot.outcome, ballot.result["decided_by"]) == ("rejected", "objection")
    assert ballot.state == BallotState.PROCLAIMED
    assert state_of(text) == State.SCHEDULED


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_V14_an_objection_without_a_reason_does_not_stand_and_is_told_so(world, ballot, reason, at):
    with pytest.raises(Refused, match="sans motif, elle ne tient pas"):
        say(world, ballot, "member0", "objection", at, reason=reason)
    assert not Objection.objects.exists()
    assert not Position.objects.exists()


@pytest.mark.parametrize("after", ["consent", "aside"])
def test_V14_answering_otherwise_withdraws_the_objection(world, ballot, after, at):
    say(world, ballot, "member0", "objection", at, reason="Trop cher.")
    say(world, ballot, "member0", after, at + MINUTE)
    objection = Objection.objects.get()
    assert (objection.state, objection.settled_at) == (ObjectionState.WITHDRAWN, at + MINUTE)
    assert close(world, ballot, at + MINUTE).outcome == "adopted"


def test_V14_another_wording_takes_the_place_of_the_first_which_stays_on_record(world, ballot, at):
    say(world, ballot, "member0", "objection", at, reason="Trop cher.")
    say(world, ballot, "member0", "objection", at + MINUTE, reason="Le coût n’est pas chiffré.")
    assert list(Objection.objects.values_list("reason", "state")) == [
        ("Trop cher.", "withdrawn"), ("Le coût n’est pas chiffré.", "standing"),
    ]  # fmt: skip


@pytest.mark.parametrize(("choice", "reason"), [("consent", ""), ("aside", ""), ("objection", "Trop cher.")])
def test_E3_the_same_answer_again_is_recorded_once(world, ballot, choice, reason, at):
    say(world, ballot, "member0", choice, at, reason=reason)
    with pytest.raises(AlreadyRecorded):
        say(world, ballot, "member0", choice, at + MINUTE, reason=f" {reason} ")
    assert Position.objects.get().cast_at == at


@pytest.mark.parametrize(("first", "second"), list(product(ConsentChoice.values, repeat=2)))
def test_V8_the_last_answer_of_a_voice_stands(world, ballot, first, second, at):
    say(world, ballot, "member0", first, at, reason="Premier motif.")
    say(world, ballot, "member0", second, at + MINUTE, reason="Second motif.") if first != second else None
    assert Position.objects.get().choice == second
    assert Objection.objects.standing().count() == (second == "objection")


@pytest.mark.parametrize(("by", "may"), [
    ("member0", True), ("clerk", True), ("co_chair", True), ("member1", False), ("liaison", False), ("outsider", False),
])  # fmt: skip
def test_V14_a_voice_answers_for_itself_or_aloud_to_who_conducts(world, ballot, by, may, at):
    if not may:
        with pytest.raises(NotAllowed):
            say(world, ballot, "member0", "aside", at, by=by)
        return
    position = say(world, ballot, "member0", "aside", at, by=by)
    assert position.entered_by == (None if by == "member0" else world.users[by])


def test_V14_the_author_withdraws_what_was_noted_for_them(world, ballot, at):
    say(world, ballot, "member0", "objection", at, reason="Trop cher.", by="clerk")
    assert Objection.objects.get().entered_by == world.users["clerk"]
    say(world, ballot, "member0", "consent", at + MINUTE)
    assert not Objection.objects.standing().exists()


def test_V10_a_closed_round_takes_no_answer(world, ballot, at):
    close(world, ballot, at)
    with pytest.raises(OutOfTurn, match="Le scrutin est clos"):
        say(world, ballot, "member0", "objection", at, reason="Trop tard.")
    with pytest.raises(OutOfTurn):
        services.cast_vote(ballot=ballot, seat=world.seats[0], choice="for", by=world.users["clerk"], at=at)


def test_V2_a_round_takes_no_vote_for_or_against_and_a_roll_call_no_objection(world, ballot, text, at):
    with pytest.raises(OutOfTurn, match="consentement"):
        services.cast_vote(ballot=ballot, seat=world.seats[0], choice="for", by=world.users["author"], at=at)
    roll = open_ballot(world, reach(world, State.SCHEDULED, at), at)
    with pytest.raises(OutOfTurn, match="scrutin public"):
        say(world, roll, "member0", "consent", at)
    with pytest.raises(Refused, match="On consent"):
        say(world, ballot, "member0", "for", at)


def test_V14_what_stood_is_carried_into_the_next_round_and_stands_until_it_is_settled(world, text, at):
    first = failed(world, text, at)
    second = opened(world, text, at + MINUTE)
    assert (first.terms["round"], second.terms["round"]) == (1, 2)
    carried = Objection.objects.get(elector__ballot=second)
    assert carried.carried_from == Objection.objects.get(elector__ballot=first)
    everybody_consents(world, second, at + MINUTE, but=("member0",))
    assert close(world, second, at + MINUTE).outcome == "rejected"


def test_V14_an_objection_of_who_is_no_longer_there_stays_in_its_own_round(world, text, at):
    failed(world, text, at)
    room = electorate(world)
    gone = world.person("member0")
    voices = tuple(voice for voice in room.voices if voice.person != gone)
    second = opened(world, text, at + MINUTE, electorate=services.Electorate(
        entitled=6, present=5, represented=0, voices=voices,
        colleges={"A": {"entitled": 6, "present": 5, "represented": 0}},
    ))  # fmt: skip
    assert not Objection.objects.filter(elector__ballot=second).exists()
    assert close(world, second, at + MINUTE).outcome == "adopted"


def test_R5_no_objection_is_met_while_its_text_is_the_same(world, text, ballot, at):
    say(world, ballot, "member0", "objection", at, reason="Trop cher.")
    meet = {"met_by": "On a expliqué.", "by": world.users["clerk"], "at": at}
    with pytest.raises(Refused, match="ce texte ne change pas pendant le tour"):
        services.meet_objection(objection=Objection.objects.get(), **meet)
    close(world, ballot, at)
    proclaim(world, ballot, at)
    second = opened(world, text, at + MINUTE)
    with pytest.raises(Refused, match="c’est à qui l’a soulevée de la retirer"):
        services.meet_objection(objection=Objection.objects.get(elector__ballot=second), **meet)


@pytest.fixture
def second(world, text, at):
    """The second round, on a text that was changed after the first."""
    failed(world, text, at)
    return opened(world, reworked(world, text, at), at + MINUTE)


def carried_into(ballot):
    return Objection.objects.get(elector__ballot=ballot)


def meet(world, ballot, at, met_by="L’article 1 réécrit", by="co_chair"):
    return services.meet_objection(objection=carried_into(ballot), met_by=met_by, by=world.users[by], at=at)


def test_V14_a_changed_text_meets_what_was_carried_and_says_by_what(world, text, second, at):
    with pytest.raises(Refused, match="Dites ce qui lève"):
        meet(world, second, at + MINUTE, met_by="  ")
    with pytest.raises(NotAllowed):
        meet(world, second, at + MINUTE, by="author")
    met = meet(world, second, at + MINUTE)
    assert (met.state, met.met_by) == (ObjectionState.MET, "L’article 1 réécrit")
    with pytest.raises(AlreadyRecorded):
        meet(world, second, at + MINUTE)
    ballot = close(world, second, at + MINUTE)
    assert ballot.result["objections"] == {"raised": 1, "standing": 0, "withdrawn": 0, "met": 1, "unreasoned": 0}
    proclaim(world, ballot, at + MINUTE)
    assert state_of(text) == State.ADOPTED


def test_V14_its_author_maintains_it_or_objects_again_and_nobody_else_settles_that(world, second, at):
    say(world, second, "member0", "objection", at + MINUTE, reason="Le coût n’est pas chiffré.")
    with pytest.raises(Refused, match="La personne qui l’a soulevée la maintient"):
        meet(world, second, at + 2 * MINUTE)
    say(world, second, "member0", "consent", at + 2 * MINUTE)
    with pytest.raises(OutOfTurn, match="retirée par qui l’avait soulevée"):
        meet(world, second, at + 3 * MINUTE)


def test_V14_an_objection_may_follow_the_one_that_was_met(world, second, at):
    meet(world, second, at + MINUTE)
    say(world, second, "member0", "objection", at + 2 * MINUTE, reason="Toujours pas chiffré.")
    assert close(world, second, at + 2 * MINUTE).outcome == "rejected"


def test_V14_a_round_that_was_annulled_is_no_round(world, text, ballot, at):
    services.void_ballot(ballot=ballot, reason="Question mal lue.", by=world.users["clerk"], at=at)
    assert opened(world, text, at + MINUTE).terms["round"] == 1


def test_R2_giving_up_rejects_the_text_on_its_last_round(world, text, at):
    ballot = failed(world, text, at)
    assert vote_of(text) is None
    services.give_up(ballot=ballot, by=world.users["co_chair"], at=at)
    assert state_of(text) == State.REJECTED
    assert list(Ballot.objects.deciding()) == [ballot]
    assert "1 objection soulevée" in vote_of(text).arithmetic
    with pytest.raises(AlreadyRecorded):
        services.give_up(ballot=ballot, by=world.users["co_chair"], at=at)


def test_R2_giving_up_is_for_who_conducts_after_the_last_round_only(world, text, at):
    first = failed(world, text, at)
    with pytest.raises(NotAllowed):
        services.give_up(ballot=first, by=world.users["author"], at=at)
    second = opened(world, text, at + MINUTE)
    with pytest.raises(OutOfTurn, match="dernier mot"):
        services.give_up(ballot=first, by=world.users["clerk"], at=at)
    with pytest.raises(OutOfTurn, match="une objection subsiste"):
        services.give_up(ballot=second, by=world.users["clerk"], at=at)
    close(world, second, at + MINUTE)
    services.give_up(ballot=second, by=world.users["clerk"], at=at + MINUTE)
    assert Ballot.objects.get(pk=second.pk).state == BallotState.PROCLAIMED
    assert list(Ballot.objects.deciding()) == [second]


def test_R2_a_text_that_changed_is_not_rejected_on_the_round_before(world, text, at):
    first = failed(world, text, at)
    reworked(world, text, at)
    with pytest.raises(OutOfTurn, match="dernier mot"):
        services.give_up(ballot=first, by=world.users["clerk"], at=at)


def test_V13_each_round_is_recounted_from_its_own_public_file(world, text, second, at):
    meet(world, second, at + MINUTE)
    say(world, second, "member1", "aside", at + MINUTE)
    assert ballot_file_of(second)["objections"] == [], "what is open shows nothing (RULES V10)"
    proclaim(world, close(world, second, at + MINUTE), at + MINUTE)
    for ballot in Ballot.objects.all():
        file = ballot_file_of(ballot)
        assert parse(file).outcome().as_dict() == ballot.result
        assert file["proclaimed"]["outcome"] == ballot.outcome
    first, last = map(ballot_file_of, Ballot.objects.order_by("pk"))
    assert [(o["reason"], o["withdrawn"], o["met"]) for o in first["objections"]] == [
        ("Le coût n’est pas chiffré.", False, False)
    ]
    assert last["objections"][0]["met"]
    assert (last["round"], last["answers"][0]["answer"]) == (2, "aside")


def test_V15_the_page_of_a_round_shows_its_arithmetic_its_objections_and_who_answered_what(world, text, at):
    ballot = failed(world, text, at)
    page = ballot_page(ballot)
    assert page.card.tally.outcome == "Pas de consentement"
    assert page.card.tally.arithmetic == "1 objection soulevée\u202f: 1 subsiste."
    assert [(group.count, group.label) for group in page.card.tally.groups] == [
        ("5", "consentent"), ("0", "en retrait"), ("1", "objection"),
    ]  # fmt: skip
    assert [(line.who, line.fate) for line in page.objections] == [(str(world.person("member0")), "subsiste")]
    assert [len(roll.voters) for roll in page.rolls] == [5, 1]
    assert page.card.title.endswith("tour 1")


def test_V10_an_open_round_shows_its_turnout_to_the_public_and_nothing_else(world, ballot, at):
    say(world, ballot, "member0", "objection", at, reason="canari")
    shown = card(ballot)
    assert shown.turnout == "1 voix exprimée sur 6"
    assert shown.tally is None
    assert ballot_page(ballot).objections == []


@pytest.mark.parametrize("members", [1, 46])
def test_a_round_page_asks_as_much_for_fifty_voices_as_for_four(members, at, django_assert_num_queries):
    world = found(members=members)
    ballot = opened(world, reach(world, State.SCHEDULED, at), at)
    for role in world.users:
        if role.startswith("member"):
            say(world, ballot, role, "objection", at, reason="Non.")
    ballot = close(world, ballot, at)
    with django_assert_num_queries(3):
        ballot_page(ballot)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V10_an_objection_at_the_moment_of_closing_counts_or_is_refused(at):
    world = found()
    ballot = opened(world, reach(world, State.SCHEDULED, at), at)
    outcomes = race(
        lambda: say(world, ballot, "member0", "objection", at, reason="Trop cher."),
        lambda: close(world, ballot, at),
        lambda: say(world, ballot, "member1", "objection", at, reason="Trop vite."),
    )
    ballot.refresh_from_db()
    counted = ballot.result["objections"]["raised"]
    assert counted == sum(isinstance(outcome, Position) for outcome in outcomes) == Objection.objects.count()
    assert ballot.outcome == ("rejected" if counted else "adopted")
    assert all(isinstance(outcome, Position | Ballot | OutOfTurn) for outcome in outcomes)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V8_two_answers_of_one_voice_at_once_leave_one(at):
    world = found()
    ballot = opened(world, reach(world, State.SCHEDULED, at), at)
    outcomes = race(
        lambda: say(world, ballot, "member0", "objection", at, reason="Trop cher."),
        lambda: say(world, ballot, "member0", "objection", at, reason="Trop vite.", by="clerk"),
        lambda: say(world, ballot, "member0", "consent", at),
    )
    assert all(isinstance(outcome, Position) for outcome in outcomes)
    position = Position.objects.get()
    assert Objection.objects.standing().count() == (position.choice == "objection")


# Each constraint, on an objection just raised
BROKEN = {
    "position_is_a_known_choice": lambda objection: Position.objects.filter(elector=objection.elector).update(
        choice="peut-être"
    ),
    "objection_has_a_reason": lambda objection: Objection.objects.filter(pk=objection.pk).update(reason=""),
    "one_standing_objection_per_voice": lambda objection: Objection.objects.create(
        elector=objection.elector, reason="Une autre.", raised_at=objection.raised_at
    ),
    "settled_objection_says_when": lambda objection: Objection.objects.filter(pk=objection.pk).update(
        state=ObjectionState.WITHDRAWN
    ),
    "met_objection_was_carried_and_says_by_what": lambda objection: Objection.objects.filter(pk=objection.pk).update(
        state=ObjectionState.MET, settled_at=objection.raised_at, met_by="L’article 2."
    ),
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_holds(constraint, world, ballot, at):
    say(world, ballot, "author", "objection", at, reason="Trop cher.")
    name = "UNIQUE" if connection.vendor == "sqlite" and constraint.startswith("one_") else constraint
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[constraint](Objection.objects.get())
