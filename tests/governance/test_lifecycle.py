"""RULES R2 as a literal table: every step from every state, by every role."""

import pytest

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from governance import services
from governance.enums import State
from governance.models import Recommendation, RecommendationMove, Version
from governance.procedure import LIFE
from governance.rules import visible_to_user
from register.models import Entry
from tests.governance.world import draft, found, open_ballot, reach

# The table of the rules, written out again by hand: step → (states it starts from, state it leads to, who).
TABLE = {
    "submit": ("draft inadmissible", "submitted", "author"),
    "admit": ("submitted", "admissible", "co_chair"),
    "refuse": ("submitted", "inadmissible", "co_chair"),
    "assign": ("admissible", "drafting", "co_chair"),
    "ready": ("drafting", "ready", "rapporteur"),
    "schedule": ("ready", "scheduled", "co_chair clerk"),
    "unschedule": ("scheduled", "ready", "co_chair clerk"),
    "adopt": ("scheduled", "adopted", "co_chair clerk"),
    "reject": ("scheduled", "rejected", "co_chair clerk"),
    "defer": ("scheduled", "ready", "co_chair clerk"),
    "send_back": ("scheduled", "drafting", "co_chair clerk"),
    "transmit": ("adopted", "transmitted", "co_chair clerk"),
    "acknowledge": ("transmitted", "acknowledged", "liaison clerk"),
    "answer": ("transmitted acknowledged", "answered", "liaison clerk"),
    "implement": ("answered", "in_implementation", "liaison clerk"),
    "complete": ("in_implementation", "implemented", "liaison clerk"),
    "abandon": ("in_implementation", "abandoned", "liaison clerk"),
    "evaluate": ("implemented abandoned", "evaluated", "liaison clerk"),
    "withdraw": ("draft submitted inadmissible", "withdrawn", "author"),
    "withdraw_agreed": ("admissible drafting ready scheduled", "withdrawn", "co_chair"),
    "merge": ("admissible drafting", "merged", "co_chair"),
}
ROLES = ("author", "rapporteur", "co_chair", "clerk", "liaison", "member0", "outsider")


def test_R2_the_procedure_is_the_table_of_the_rules():
    written = {
        name: (" ".join(step.sources), step.target, {role.name for role in step.allowed})
        for name, step in LIFE.steps.items()
    }
    assert written == {name: (sources, target, set(who.split())) for name, (sources, target, who) in TABLE.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
def test_R2_every_step_out_of_turn_is_refused_and_changes_nothing(state, at):
    world = found()
    recommendation = reach(world, state, at)
    moves, entries = recommendation.moves.count(), Entry.objects.count()
    tried = 0
    for name, (sources, _target, _who) in TABLE.items():
        if state in sources.split():
            continue
        for role in ROLES:
            with pytest.raises((OutOfTurn, AlreadyRecorded)):
                LIFE.take(name, recommendation, by=world.users[role], at=at, note="Parce que.")
            tried += 1
    recommendation.refresh_from_db()
    assert tried >= 7 * (len(TABLE) - 6)
    assert (recommendation.state, recommendation.moves.count(), Entry.objects.count()) == (state, moves, entries)


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
def test_R2_every_step_is_refused_to_who_does_not_hold_the_function(state, at):
    world = found()
    recommendation = reach(world, state, at)
    for name, (sources, _target, who) in TABLE.items():
        if state not in sources.split():
            continue
        for role in set(ROLES) - set(who.split()):
            with pytest.raises(NotAllowed):
                LIFE.take(name, recommendation, by=world.users[role], at=at, note="Parce que.")
    recommendation.refresh_from_db()
    assert recommendation.state == state


@pytest.mark.django_db
@pytest.mark.parametrize("state", State.values)
def test_R2_each_role_is_offered_exactly_the_steps_of_the_table(state, at):
    world = found()
    recommendation = reach(world, state, at)
    for role in ROLES:
        expected = {n for n, (sources, _, who) in TABLE.items() if state in sources.split() and role in who.split()}
        assert {step.name for step in LIFE.open_to(world.users[role], recommendation, at)} == expected


@pytest.mark.django_db
def test_R2_every_step_is_an_entry_of_the_register_without_a_name(at):
    world = found()
    recommendation = reach(world, State.EVALUATED, at)
    acts = list(Entry.objects.filter(subject=recommendation.subject).values_list("act", flat=True))
    assert acts == [f"recommendation.{move.step}" for move in recommendation.moves.all()]
    assert acts[0] == "recommendation.submit"
    functions = set(Entry.objects.values_list("actor_function", flat=True))
    assert functions <= {"author", "co_chair", "rapporteur", "clerk", "liaison", "system", "member"}


@pytest.mark.django_db
@pytest.mark.parametrize(("part", "sentence"), [("title", "titre"), ("body", "demande"), ("rationale", "motifs")])
def test_R2_an_incomplete_text_is_not_submitted_and_the_refusal_says_what_is_missing(part, sentence, at):
    world = found()
    recommendation = draft(world, at)
    Recommendation.objects.filter(pk=recommendation.pk).update(**{part: "  "})
    with pytest.raises(Refused, match=sentence):
        services.submit(recommendation, by=world.users["author"], at=at)
    assert Recommendation.objects.get(pk=recommendation.pk).number is None


@pytest.mark.django_db
def test_R2_numbers_run_without_gaps_from_each_new_year(at):
    world = found()
    numbers = [reach(world, State.SUBMITTED, moment).number for moment in (at, at, at.replace(year=2027))]
    assert numbers == ["2026-001", "2026-002", "2027-001"]


@pytest.mark.django_db
def test_R2_a_corrected_text_keeps_its_number_and_takes_a_new_version(at):
    world = found()
    recommendation = reach(world, State.INADMISSIBLE, at)
    services.edit(recommendation, by=world.users["author"], at=at, body="1. Autre chose.")
    again = services.submit(recommendation, by=world.users["author"], at=at)
    assert (again.number, again.versions.count()) == (recommendation.number, 2)


@pytest.mark.django_db
def test_R2_inadmissible_needs_a_reason(at):
    world = found()
    with pytest.raises(Refused, match="motif"):
        services.refuse(reach(world, State.SUBMITTED, at), by=world.users["co_chair"], at=at, note=" ")


@pytest.mark.django_db
def test_R2_a_declined_answer_needs_its_reason_and_a_postponed_one_its_date(at):
    world = found()
    recommendation = reach(world, State.TRANSMITTED, at)
    with pytest.raises(Refused, match="motivée"):
        services.answer(recommendation, by=world.users["liaison"], at=at, outcome="declined")
    with pytest.raises(Refused, match="date"):
        services.answer(recommendation, by=world.users["liaison"], at=at, outcome="postponed")


@pytest.mark.django_db
def test_R2_nothing_is_implemented_of_a_refusal(at):
    world = found()
    recommendation = reach(world, State.TRANSMITTED, at)
    services.answer(recommendation, by=world.users["liaison"], at=at, outcome="declined", reason="Hors compétence.")
    with pytest.raises(Refused, match="rien à mettre en œuvre"):
        services.implement(recommendation, by=world.users["liaison"], at=at)


@pytest.mark.django_db
def test_R2_withdrawing_after_admissibility_needs_the_author_and_a_co_chair(at):
    world = found()
    recommendation = reach(world, State.ADMISSIBLE, at)
    with pytest.raises(Refused, match="accord"):
        services.withdraw(recommendation, by=world.users["co_chair"], at=at, note="Dépassée.")
    withdrawn = services.withdraw(
        recommendation, by=world.users["co_chair"], at=at, note="Dépassée.", author_agrees=True
    )
    assert withdrawn.state == State.WITHDRAWN
    assert withdrawn in Recommendation.objects.public()  # an address once shown stays


@pytest.mark.django_db
def test_R2_a_recommendation_is_not_merged_into_itself(at):
    world = found()
    recommendation = reach(world, State.ADMISSIBLE, at)
    with pytest.raises(Refused, match="autre recommandation"):
        services.merge(recommendation, into=recommendation, by=world.users["co_chair"], at=at, note="Même objet.")


@pytest.mark.django_db
def test_R3_drafts_are_seen_by_their_author_alone(at):
    world = found()
    recommendation = draft(world, at)
    seen = {role for role in ROLES if recommendation in visible_to_user(world.users[role], at)}
    assert seen == {"author"}


@pytest.mark.django_db
def test_R3_submitted_texts_are_seen_by_author_co_chairs_and_secretariat(at):
    world = found()
    recommendation = reach(world, State.SUBMITTED, at)
    seen = {role for role in ROLES if recommendation in visible_to_user(world.users[role], at)}
    assert seen == {"author", "co_chair", "clerk"}


@pytest.mark.django_db
def test_R3_every_change_is_in_the_history_with_who_when_and_why(at):
    world = found()
    recommendation = reach(world, State.DRAFTING, at)
    services.edit(recommendation, by=world.users["rapporteur"], at=at, body="1. Mieux.", reason="Plus précis")
    last = recommendation.history.first()
    assert (last.history_user, last.history_date, last.history_change_reason) == (
        world.users["rapporteur"], at, "Plus précis",
    )  # fmt: skip


@pytest.mark.django_db
def test_R5_a_ready_text_is_changed_by_nobody(at):
    world = found()
    recommendation = reach(world, State.READY, at)
    for role in ROLES:
        with pytest.raises(Refused, match="ne se modifie plus"):
            services.edit(recommendation, by=world.users[role], at=at, body="Autre")


@pytest.mark.django_db
def test_R5_a_text_under_vote_is_neither_deferred_nor_taken_off_the_agenda(at):
    world = found()
    recommendation = reach(world, State.SCHEDULED, at)
    open_ballot(world, recommendation, at)
    for act in (services.unschedule, services.defer, services.send_back):
        with pytest.raises(Refused, match="scrutin est en cours"):
            act(recommendation, by=world.users["co_chair"], at=at, note="Plus tard.")


@pytest.mark.django_db
def test_R2_transmitted_text_is_the_text_voted(at):
    world = found()
    transmission = reach(world, State.TRANSMITTED, at).transmission
    assert transmission.text_digest == transmission.version.digest == transmission.version.ballots.get().text_digest


@pytest.mark.django_db
def test_T4_sending_twice_is_one_sending(at):
    world = found()
    recommendation = reach(world, State.TRANSMITTED, at)
    with pytest.raises(AlreadyRecorded) as again:
        services.transmit(recommendation, by=world.users["clerk"], at=at, letter="Encore.", due_on=at.date())
    assert again.value.at == at
    assert recommendation.moves.filter(step="transmit").count() == 1


@pytest.mark.django_db
def test_E3_a_repeated_step_is_recognised_and_a_late_other_hand_is_told_the_state(at):
    world = found()
    recommendation = reach(world, State.ADMISSIBLE, at)
    with pytest.raises(AlreadyRecorded):
        services.admit(recommendation, by=world.users["co_chair"], at=at)
    with pytest.raises(OutOfTurn, match="recevable"):
        services.admit(recommendation, by=world.users["clerk"], at=at)
    assert RecommendationMove.objects.filter(step="admit").count() == 1


@pytest.mark.django_db
def test_R3_versions_are_frozen_at_submission_and_when_ready(at):
    world = found()
    recommendation = reach(world, State.DRAFTING, at)
    services.edit(recommendation, by=world.users["rapporteur"], at=at, body="1. Mieux.")
    services.mark_ready(recommendation, by=world.users["rapporteur"], at=at)
    bodies = list(Version.objects.filter(recommendation=recommendation).values_list("number", "body"))
    assert bodies == [(1, "1. Réserver deux lots.\n2. Verser une avance."), (2, "1. Mieux.")]
