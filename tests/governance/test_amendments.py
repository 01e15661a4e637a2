"""RULES R4: amendments through the services, from ten of them to the right next version."""

from datetime import timedelta

import pytest

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from governance import services
from governance.amending import words_of
from governance.amendment_procedure import order_of_vote
from governance.models import Amendment, AmendmentWording, Ballot, Recommendation, parts_of
from governance.services.amendments import preview_of_integration
from register.models import Entry
from register.services import verify
from tests.governance.drafting import BODY, fresh, in_drafting, last, propose, states, step
from tests.governance.world import found, open_ballot

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return found(members=4)


@pytest.fixture
def text(world, at):
    return in_drafting(world, at)


def test_R4_ten_amendments_of_which_three_collide_give_the_right_next_version(world, text, at):
    said = [
        ("Le conseil demande", "Le conseil demande à la métropole", "body"),  # A1
        ("deux lots", "trois lots", "body"),  # A2 collides with A3 and A4
        ("réserver deux lots", "attribuer quatre petits lots", "body"),  # A3
        ("1. de réserver deux lots ;\n", "", "body"),  # A4
        ("10 %", "20 %", "body"),  # A5
        ("un bilan", "un bilan annuel", "body"),  # A6
        ("3. de publier un bilan.", "3. de publier un bilan.\n4. d’évaluer.", "body"),  # A7
        ("rarement", "peu", "rationale"),  # A8
        ("quarante", "quarante et un", "rationale"),  # A9
        ("Les ateliers", "Des ateliers", "rationale"),  # A10
    ]
    for old, new, part in said:
        propose(world, text, old, new, at, part=part)
    assert set(states(text)) == {f"A{n}" for n in range(1, 11)}
    for label in ("A1", "A2", "A5", "A6", "A7", "A8", "A9", "A10"):
        amendment = Amendment.objects.get(recommendation=text, sequence=int(label[1:]))
        step(world, "accept", amendment, at)
    for sequence in (3, 4):
        with pytest.raises(Refused, match="même passage que A2"):
            step(world, "accept", Amendment.objects.get(recommendation=text, sequence=sequence), at)
    version = services.integrate(text, by=world.users["rapporteur"], at=at)
    assert version.number == 2
    assert version.body == (
        "Le conseil demande à la métropole :\n\n1. de réserver trois lots ;\n2. de verser une avance de 20 % ;\n"
        "3. de publier un bilan annuel.\n4. d’évaluer."
    )
    assert version.rationale == "Des ateliers répondent peu seuls.\n\nIls attendent leur paiement quarante et un jours."
    assert [a.label for a in version.amendments.all()] == ["A1", "A2", "A5", "A6", "A7", "A8", "A9", "A10"]
    assert fresh(text).body == version.body
    # The two others stay open: their place was touched, and the page says so.
    assert [a.label for a in text.amendments.unsettled()] == ["A3", "A4"]
    assert not any(a.stands_on(version) for a in text.amendments.unsettled().shown())
    assert verify() is None


def test_R4_what_was_not_taken_in_is_carried_over_to_the_next_version(world, text, at):
    taken = propose(world, text, "deux lots", "trois lots", at)
    open_one = propose(world, text, "10 %", "20 %", at, role="member1")
    step(world, "accept", taken, at)
    version = services.integrate(text, by=world.users["rapporteur"], at=at)
    carried = fresh(open_one).wording
    assert (carried.version, carried.carried) == (version, True)
    assert carried.body == version.body.replace("10 %", "20 %")
    assert AmendmentWording.objects.filter(amendment=open_one).count() == 2
    step(world, "accept", fresh(open_one), at)
    assert services.integrate(text, by=world.users["rapporteur"], at=at).body == carried.body


def test_R4_a_version_frozen_by_the_rapporteur_carries_the_amendments_too(world, text, at):
    amendment = propose(world, text, "10 %", "20 %", at)
    touched = propose(world, text, "un bilan", "deux bilans", at)
    services.edit(text, by=world.users["rapporteur"], at=at, body=BODY.replace("un bilan", "le bilan"))
    version = services.publish(text, by=world.users["rapporteur"], at=at)
    assert fresh(amendment).stands_on(version)
    assert not fresh(touched).stands_on(version)
    with pytest.raises(Refused, match="doit d’abord être repris"):
        step(world, "accept", touched, at)
    with pytest.raises(AlreadyRecorded):
        services.publish(text, by=world.users["rapporteur"], at=at)


def test_R4_the_author_states_anew_what_a_version_touched(world, text, at):
    touched = propose(world, text, "un bilan", "deux bilans", at)
    services.edit(text, by=world.users["rapporteur"], at=at, body=BODY.replace("un bilan", "le bilan"))
    version = services.publish(text, by=world.users["rapporteur"], at=at)
    again = parts_of(version) | {"body": version.body.replace("le bilan", "les bilans")}
    for role in ("rapporteur", "member1", "co_chair"):
        with pytest.raises(NotAllowed):
            services.restate(touched, version=version, **again, by=world.users[role], at=at)
    restated = services.restate(touched, version=version, **again, by=world.users["member0"], at=at)
    assert restated.stands_on(version)
    assert Entry.objects.filter(act="amendment.restated").count() == 1
    with pytest.raises(Refused, match="n’a pas changé"):
        services.restate(touched, version=version, **again, by=world.users["member0"], at=at)


def test_R4_an_amendment_is_against_the_last_version_only(world, text, at):
    old = last(text)
    services.edit(text, by=world.users["rapporteur"], at=at, body=BODY + "\n4. d’évaluer.")
    services.publish(text, by=world.users["rapporteur"], at=at)
    with pytest.raises(Refused, match="a changé entre-temps"):
        services.propose(text, version=old, body="1. Rien.", rationale="Rien.", reason="Trop cher.",
                         by=world.users["member0"], at=at)  # fmt: skip
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(
    "body", [BODY, BODY + "\n", BODY.replace("\n", "\r\n"), BODY.replace("deux lots", "deux  lots")]
)
def test_R4_an_amendment_changes_something_that_can_be_seen(world, text, at, body):
    with pytest.raises(Refused, match="changez ce que vous voulez"):
        services.propose(text, version=last(text), body=body, rationale=parts_of(last(text))["rationale"],
                         reason="Pour voir.", by=world.users["member0"], at=at)  # fmt: skip


def test_E3_the_same_amendment_sent_twice_is_one(world, text, at):
    propose(world, text, "10 %", "20 %", at)
    with pytest.raises(AlreadyRecorded):
        propose(world, text, "10 %", "20 %", at)
    propose(world, text, "10 %", "20 %", at, role="member1")
    assert states(text) == {"A1": "submitted", "A2": "submitted"}


def test_R4_integrating_needs_something_accepted_and_a_text_left_alone(world, text, at):
    rapporteur = world.users["rapporteur"]
    with pytest.raises(Refused, match="Aucun amendement accepté"):
        services.integrate(text, by=rapporteur, at=at)
    step(world, "accept", propose(world, text, "10 %", "20 %", at), at)
    services.edit(text, by=rapporteur, at=at, body=BODY + "\n4. d’évaluer.")
    with pytest.raises(Refused, match="figez-le d’abord"):
        services.integrate(text, by=rapporteur, at=at)
    services.publish(text, by=rapporteur, at=at)
    for role in ("member0", "co_chair", "clerk"):
        with pytest.raises(NotAllowed):
            services.integrate(text, by=world.users[role], at=at)
    assert services.integrate(text, by=rapporteur, at=at).number == 3
    with pytest.raises(AlreadyRecorded):
        services.integrate(text, by=rapporteur, at=at)


def test_R4_each_passage_of_the_next_version_keeps_its_author(world, text, at):
    for old, new in (("deux", "trois"), ("10 %", "20 %")):
        step(world, "accept", propose(world, text, old, new, at), at)
    _taken, merged = preview_of_integration(text)
    assert [(p.by.label, p.removed.strip(), p.text.strip()) for p in merged["body"] if p.by] == [
        ("A1", "deux", "trois"), ("A2", "10", "20"),
    ]  # fmt: skip
    assert services.integrate(text, by=world.users["rapporteur"], at=at).body == words_of(merged)["body"]


def test_R2_a_text_is_ready_once_every_amendment_is_settled(world, text, at):
    rapporteur = world.users["rapporteur"]
    first, second = propose(world, text, "10 %", "20 %", at), propose(world, text, "deux", "trois", at)
    with pytest.raises(Refused, match="A1, A2"):
        services.mark_ready(text, by=rapporteur, at=at)
    step(world, "accept", first, at)
    step(world, "reject", second, at, note="Trop peu.")
    with pytest.raises(Refused, match="à intégrer : A1"):
        services.mark_ready(text, by=rapporteur, at=at)
    services.integrate(text, by=rapporteur, at=at)
    assert services.mark_ready(text, by=rapporteur, at=at).state == "ready"


def to_the_sitting(world, text, at):
    services.mark_ready(text, by=world.users["rapporteur"], at=at)
    return services.schedule(text, by=world.users["co_chair"], at=at, occasion="Plénière")


def decided(world, amendment, at, outcome):
    """A ballot on the text as the amendment would make it, proclaimed: what the ballots of sittings will store."""
    wording = fresh(amendment).wording
    return Ballot.objects.create(
        version=wording.version, amendment=amendment, text_digest=wording.voted_digest, question="Adoptez-vous ?",
        method="show_of_hands", rule={}, occasion="Plénière", occasion_date=at.date(), occasion_path="/seances/x/",
        entitled=6, present=6, represented=0, state="proclaimed", outcome=outcome, opened_at=at, closed_at=at,
        proclaimed_at=at, opened_by=world.users["clerk"],
    )  # fmt: skip


@pytest.fixture
def voted(world, text, at):
    """A1 and A2 collide, A3 stands alone, all put to the vote; the text is on the agenda."""
    said = [("deux lots", "trois lots"), ("réserver deux lots", "attribuer quatre petits lots"), ("10 %", "20 %")]
    amendments = [propose(world, text, old, new, at) for old, new in said]
    for amendment in amendments:
        step(world, "put_to_vote", amendment, at)
    return to_the_sitting(world, text, at), amendments


def test_R4_colliding_amendments_are_voted_furthest_first(world, voted, at):
    text, (near, far, alone) = voted
    groups = order_of_vote(Amendment.objects.filter(recommendation=text).shown())
    assert [[a.label for a in group] for group in groups] == [["A2", "A1"], ["A3"]]
    with pytest.raises(Refused, match="A2 est plus éloigné"):
        services.settle_by_vote(near, ballot=decided(world, near, at, "adopted"), by=world.users["clerk"], at=at)
    services.settle_by_vote(alone, ballot=decided(world, alone, at, "rejected"), by=world.users["clerk"], at=at)
    services.settle_by_vote(far, ballot=decided(world, far, at, "adopted"), by=world.users["clerk"], at=at)
    assert states(text) == {"A1": "lapsed", "A2": "integrated", "A3": "rejected"}
    assert last(text).body == BODY.replace("réserver deux lots", "attribuer quatre petits lots")
    assert fresh(text).body == last(text).body
    assert "A2, qui touche le même passage, a été adopté" in near.moves.last().note


def test_R4_when_the_furthest_is_rejected_the_next_is_voted(world, voted, at):
    text, (near, far, alone) = voted
    clerk = world.users["clerk"]
    services.settle_by_vote(far, ballot=decided(world, far, at, "rejected"), by=clerk, at=at)
    services.settle_by_vote(near, ballot=decided(world, near, at, "adopted"), by=clerk, at=at)
    assert last(text).number == 1, "A3 still waits: the next version is made once"
    services.settle_by_vote(alone, ballot=decided(world, alone, at, "adopted"), by=clerk, at=at)
    assert last(text).body == BODY.replace("deux", "trois").replace("10 %", "20 %")
    assert [a.label for a in last(text).amendments.all()] == ["A1", "A3"]


def test_V15_no_outcome_of_an_amendment_is_typed(world, voted, at):
    text, (_near, far, alone) = voted
    clerk = world.users["clerk"]
    wrong = [
        decided(world, alone, at, "adopted"),  # on another amendment
        Ballot(version=last(text), text_digest=last(text).digest, state="proclaimed", outcome="adopted"),  # on the text
        Ballot(version=last(text), text_digest=far.wording.digest, state="closed", outcome="adopted"),
        Ballot(version=last(text), text_digest=far.wording.digest, state="proclaimed", outcome="no_quorum"),
    ]
    for ballot in wrong:
        with pytest.raises(Refused, match="Seul le résultat proclamé"):
            services.settle_by_vote(far, ballot=ballot, by=clerk, at=at)
    with pytest.raises(NotAllowed):
        services.settle_by_vote(far, ballot=decided(world, far, at, "adopted"), by=world.users["rapporteur"], at=at)


def test_R4_the_text_is_voted_after_its_amendments(world, voted, at):
    text, amendments = voted
    with pytest.raises(Refused, match="avant le texte : A1, A2, A3"):
        open_ballot(world, text, at)
    for amendment in (amendments[1], amendments[0], amendments[2]):
        services.settle_by_vote(
            amendment, ballot=decided(world, amendment, at, "rejected"), by=world.users["clerk"], at=at
        )
    assert open_ballot(world, text, at).version == last(text)


def test_R4_a_text_reworked_under_amendments_put_to_the_vote_is_frozen_first(world, text, at):
    amendment = propose(world, text, "10 %", "20 %", at)
    step(world, "put_to_vote", amendment, at)
    rapporteur = world.users["rapporteur"]
    services.edit(text, by=rapporteur, at=at, body=BODY.replace("10 %", "15 %"))
    with pytest.raises(Refused, match="figez d’abord"):
        services.mark_ready(text, by=rapporteur, at=at)
    services.publish(text, by=rapporteur, at=at)
    with pytest.raises(Refused, match="A1 est mis aux voix, mais son passage a changé"):
        services.mark_ready(text, by=rapporteur, at=at)
    assert step(world, "lapse", amendment, at, note="Le passage a été récrit.").state == "lapsed"
    assert services.mark_ready(text, by=rapporteur, at=at).state == "ready"


def test_R4_what_keeps_its_object_does_not_lapse(world, text, at):
    amendment = propose(world, text, "10 %", "20 %", at)
    with pytest.raises(Refused, match="garde son objet"):
        step(world, "lapse", amendment, at, note="Pour aller vite.")


def test_R4_a_withdrawn_author_s_amendment_is_out_and_leaves_its_place_to_others(world, text, at):
    first, second = propose(world, text, "10 %", "20 %", at), propose(world, text, "10 %", "30 %", at, role="member1")
    step(world, "accept", first, at)
    step(world, "withdraw", first, at, role="member0")
    step(world, "accept", second, at)
    assert "30 %" in services.integrate(text, by=world.users["rapporteur"], at=at).body
    assert states(text) == {"A1": "withdrawn", "A2": "integrated"}


def test_E3_a_step_taken_twice_is_recognised_and_a_late_other_hand_is_told_the_state(world, text, at):
    amendment = propose(world, text, "10 %", "20 %", at)
    step(world, "accept", amendment, at)
    with pytest.raises(AlreadyRecorded):
        step(world, "accept", amendment, at + timedelta(minutes=1))
    with pytest.raises(OutOfTurn, match="accepté"):
        step(world, "reject", amendment, at, note="Finalement non.")


def test_A1_every_step_is_an_entry_of_the_register_without_a_name(world, text, at):
    amendment = propose(world, text, "10 %", "20 %", at)
    step(world, "accept", amendment, at)
    services.integrate(text, by=world.users["rapporteur"], at=at)
    entries = Entry.objects.filter(subject=amendment.subject).values_list("act", "actor_function")
    assert list(entries) == [
        ("amendment.submit", "proposer"), ("amendment.accept", "rapporteur"), ("amendment.integrate", "rapporteur"),
    ]  # fmt: skip
    assert Recommendation.objects.get(pk=text.pk).history.first().history_change_reason == "amendement A1 intégré"


def test_R4_out_of_drafting_nothing_is_proposed(world, at):
    text = in_drafting(world, at)
    services.mark_ready(text, by=world.users["rapporteur"], at=at)
    with pytest.raises(NotAllowed):
        propose(world, text, "10 %", "20 %", at)


@pytest.mark.parametrize("role", ["clerk", "liaison", "outsider"])
def test_R4_who_holds_no_seat_proposes_nothing(world, text, role, at):
    with pytest.raises(NotAllowed):
        propose(world, text, "10 %", "20 %", at, role=role)
