"""RULES R4 as a literal table: every step of an amendment from every state, by every role."""

import pytest
from django.db import IntegrityError, transaction

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from governance import services
from governance.amendment_procedure import LIFE
from governance.enums import AmendmentState
from governance.models import Amendment, AmendmentMove, AmendmentWording
from register.models import Entry
from tests.governance.drafting import fresh, in_drafting, last, propose, states, step
from tests.governance.test_amendments import decided, to_the_sitting
from tests.governance.world import found
from tests.racing import race

# step → (states it starts from, state it leads to, who)
TABLE = {
    "submit": ("draft", "submitted", "proposer"),
    "accept": ("submitted", "accepted", "rapporteur"),
    "put_to_vote": ("submitted", "to_vote", "rapporteur"),
    "reject": ("submitted", "rejected", "rapporteur"),
    "reopen": ("accepted to_vote", "submitted", "rapporteur"),
    "lapse": ("submitted to_vote", "lapsed", "rapporteur co_chair clerk"),
    "adopt": ("to_vote", "adopted", "co_chair clerk"),
    "defeat": ("to_vote", "rejected", "co_chair clerk"),
    "integrate": ("accepted adopted", "integrated", "rapporteur"),
    "carry": ("adopted", "integrated", "co_chair clerk"),
    "withdraw": ("submitted accepted to_vote", "withdrawn", "proposer"),
}
ROLES = {"proposer": "member0", "rapporteur": "rapporteur", "co_chair": "co_chair", "clerk": "clerk",
         "author": "author", "member": "member1", "liaison": "liaison", "outsider": "outsider"}  # fmt: skip


def reach(world, state, at):
    """An amendment in that state, brought there through the services."""
    text = in_drafting(world, at)
    amendment = propose(world, text, "10 %", "20 %", at)
    return ROAD[state](world, text, amendment, at)


def at_the_vote(world, text, amendment, at):
    """Put to the vote with another one, so that the adopted one waits."""
    for one in (amendment, propose(world, text, "deux", "trois", at)):
        step(world, "put_to_vote", one, at)
    to_the_sitting(world, text, at)
    return amendment


def adopted(world, text, amendment, at):
    at_the_vote(world, text, amendment, at)
    ballot = decided(world, amendment, at, "adopted")
    return services.settle_by_vote(amendment, ballot=ballot, by=world.users["clerk"], at=at)


def lapsed(world, text, amendment, at):
    services.edit(text, by=world.users["rapporteur"], at=at, body="1. Autre chose.")
    services.publish(text, by=world.users["rapporteur"], at=at)
    return step(world, "lapse", amendment, at, note="Le passage a disparu.")


def integrated(world, text, amendment, at):
    step(world, "accept", amendment, at)
    services.integrate(text, by=world.users["rapporteur"], at=at)
    return fresh(amendment)


def beginning(world, text, amendment, at):
    Amendment.objects.filter(pk=amendment.pk).update(state="draft")  # it never rests there
    return fresh(amendment)


ROAD = {
    "draft": beginning,
    "submitted": lambda world, text, amendment, at: amendment,
    "accepted": lambda world, text, amendment, at: step(world, "accept", amendment, at),
    "to_vote": lambda world, text, amendment, at: step(world, "put_to_vote", amendment, at),
    "adopted": adopted,
    "integrated": integrated,
    "rejected": lambda world, text, amendment, at: step(world, "reject", amendment, at, note="Trop cher."),
    "withdrawn": lambda world, text, amendment, at: step(world, "withdraw", amendment, at, role="member0"),
    "lapsed": lapsed,
}


@pytest.fixture
def world():
    return found()


def test_R4_the_procedure_is_the_table_of_the_rules():
    written = {
        name: (" ".join(step.sources), step.target, {role.name for role in step.allowed})
        for name, step in LIFE.steps.items()
    }
    assert written == {name: (sources, target, set(who.split())) for name, (sources, target, who) in TABLE.items()}
    assert set(ROAD) == set(AmendmentState.values)


@pytest.mark.django_db
@pytest.mark.parametrize("state", AmendmentState.values)
def test_R4_each_step_out_of_turn_or_by_another_is_refused_and_changes_nothing(state, world, at):
    amendment = reach(world, state, at)
    before = (amendment.state, amendment.moves.count(), Entry.objects.count())
    for name, (sources, _target, who) in TABLE.items():
        for role, user in ROLES.items():
            if state not in sources.split():
                with pytest.raises((OutOfTurn, AlreadyRecorded)):
                    LIFE.take(name, amendment, by=world.users[user], at=at, note="Parce que.")
            elif role not in who.split():
                with pytest.raises(NotAllowed):
                    LIFE.take(name, amendment, by=world.users[user], at=at, note="Parce que.")
    amendment = fresh(amendment)
    assert (amendment.state, amendment.moves.count(), Entry.objects.count()) == before == (state, *before[1:])


@pytest.mark.django_db
@pytest.mark.parametrize("state", AmendmentState.values)
def test_R4_each_role_is_offered_exactly_the_steps_of_the_table(state, world, at):
    amendment = reach(world, state, at)
    for role, user in ROLES.items():
        expected = {n for n, (sources, _, who) in TABLE.items() if state in sources.split() and role in who.split()}
        assert {step.name for step in LIFE.open_to(world.users[user], amendment, at)} == expected


REASONS = {"reject": "submitted", "reopen": "accepted"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", REASONS)
def test_R4_to_reject_and_to_go_back_on_a_decision_needs_a_reason(name, world, at):
    amendment = reach(world, REASONS[name], at)
    with pytest.raises(Refused, match="motif"):
        step(world, name, amendment, at, note="  ")
    assert step(world, name, amendment, at, note="Trop cher.").moves.last().note == "Trop cher."


OUT_OF_DRAFTING = ("accept", "put_to_vote", "reject", "reopen", "integrate")


@pytest.mark.django_db
@pytest.mark.parametrize("name", OUT_OF_DRAFTING)
def test_R4_the_rapporteur_deals_with_amendments_while_the_text_is_in_drafting(name, world, at):
    amendment = reach(world, "to_vote" if name == "reopen" else "submitted", at)
    type(amendment.recommendation).objects.update(state="ready")
    if name == "integrate":
        Amendment.objects.update(state="accepted")
    with pytest.raises(Refused, match="n’est plus en rédaction"):
        LIFE.take(
            name,
            amendment,
            by=world.users["rapporteur"],
            at=at,
            note="Motif.",
            version=last(fresh(amendment).recommendation),
        )


@pytest.mark.django_db
def test_R4_an_amendment_put_to_the_vote_is_withdrawn_until_the_text_is_voted(world, at):
    amendment = reach(world, "to_vote", at)
    text = to_the_sitting(world, amendment.recommendation, at)
    withdrawn = step(world, "withdraw", amendment, at, role="member0")
    assert withdrawn.state == "withdrawn"
    Amendment.objects.update(state="to_vote")
    type(text).objects.update(state="adopted")
    with pytest.raises(Refused, match="n’est plus en discussion"):
        step(world, "withdraw", amendment, at, role="member0")


@pytest.mark.django_db
@pytest.mark.parametrize("model", [AmendmentMove, AmendmentWording])
def test_A1_wordings_and_moves_are_never_changed_nor_removed(model, world, at):
    reach(world, "accepted", at)
    rows = model.objects.all()
    for breach in (lambda: rows.update(at=at), lambda: rows._raw_delete(rows.db)):
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
            breach()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_R4_two_rapporteurs_at_once_accept_one_of_two_that_collide(at):
    """Two windows of the rapporteur: one acceptance is kept, the other hand is told why not."""
    world = found()
    text = in_drafting(world, at)
    pair = [
        propose(world, text, "10 %", new, at, role=role) for new, role in (("20 %", "member0"), ("30 %", "member1"))
    ]
    outcomes = race(*(lambda a=a: step(world, "accept", a, at) for a in pair))
    assert sorted(states(text).values()) == ["accepted", "submitted"], outcomes
    assert sum(isinstance(outcome, Amendment) for outcome in outcomes) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_R4_two_members_at_once_get_two_numbers(at):
    """The positive control of the lock: without it both would count the same last number."""
    world = found()
    text = in_drafting(world, at)
    outcomes = race(
        *(lambda role=role: propose(world, text, "10 %", "20 %", at, role=role) for role in ("member0", "member1"))
    )
    assert sorted(a.sequence for a in outcomes) == [1, 2], outcomes


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_R4_integrating_twice_at_once_gives_one_version(at):
    world = found()
    text = in_drafting(world, at)
    step(world, "accept", propose(world, text, "10 %", "20 %", at), at)
    outcomes = race(*[lambda: services.integrate(text, by=world.users["rapporteur"], at=at)] * 2)
    assert last(text).number == 2
    assert sum(isinstance(outcome, AlreadyRecorded) for outcome in outcomes) == 1
