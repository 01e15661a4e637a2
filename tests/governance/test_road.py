"""The stepper of a recommendation: what is behind it, what is under way, where it stopped (RULES R2, R8)."""

from datetime import date, timedelta

import pytest

from governance.enums import State as S
from governance.models import Recommendation
from governance.presenters.road import TOLD, hints_of, history, milestones, moves_of
from governance.procedure import LIFE
from tests.governance.factories import AnswerFactory, RecommendationFactory, TransmissionFactory
from tests.governance.world import found


def road(recommendation, on=date(2026, 4, 1)):
    fresh = Recommendation.objects.get(pk=recommendation.pk)
    return milestones(fresh, moves_of(fresh, insider=True), on, hints=hints_of(fresh))


def statuses(line):
    return [(step.label, step.status) for step in line if step.status != "done"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "done", "then"),
    [
        (S.SUBMITTED, 1, ("Recevable", "current")),
        (S.INADMISSIBLE, 1, ("Irrecevable", "stopped")),
        (S.DRAFTING, 2, ("Rédigée", "current")),
        (S.SCHEDULED, 3, ("Votée", "current")),
        (S.REJECTED, 3, ("Rejetée", "stopped")),
        (S.ADOPTED, 4, ("Transmise", "current")),
        (S.IMPLEMENTED, 7, ("Évaluée", "current")),
        (S.ABANDONED, 6, ("Abandonnée", "stopped")),
        (S.MERGED, 2, ("Fusionnée", "stopped")),
        (S.WITHDRAWN, 1, ("Retirée", "stopped")),
    ],
)
def test_R2_each_state_has_its_place_on_the_road(at, state, done, then):
    line = road(RecommendationFactory(at=at, **{state: True}))
    assert [step.status for step in line[:done]] == ["done"] * done
    assert (line[done].label, line[done].status) == then


@pytest.mark.django_db
def test_an_evaluated_text_has_the_whole_road_behind_it(at):
    assert statuses(road(RecommendationFactory(at=at, evaluated=True))) == []


@pytest.mark.django_db
def test_R8_the_answer_is_late_from_the_day_after_it_was_due(at):
    sent = TransmissionFactory(world=found(), at=at, due_on=at.date() + timedelta(days=30))
    assert dict(statuses(road(sent.recommendation, sent.due_on)))["Réponse"] == "current"
    assert dict(statuses(road(sent.recommendation, sent.due_on + timedelta(days=1))))["Réponse"] == "late"


@pytest.mark.django_db
def test_nothing_is_to_come_after_a_refusal(at):
    world = found()
    sent = TransmissionFactory(world=world, at=at, due_on=at.date() + timedelta(days=30))
    AnswerFactory(world=world, transmission=sent, at=at, outcome="declined")
    assert statuses(road(sent.recommendation)) == []


@pytest.mark.django_db
def test_a_date_carries_its_year_only_when_it_changes(at):
    dates = [step.date for step in road(RecommendationFactory(at=at, ready=True)) if step.status == "done"]
    assert dates == ["24 mars 2026", "24 mars", "24 mars"]


@pytest.mark.django_db
def test_R3_the_history_says_who_by_function_and_why(at):
    text = RecommendationFactory(at=at, inadmissible=True)
    last = history(moves_of(text, insider=True))[0]
    assert (last.when, last.what, last.detail) == ("24 mars 2026", "Déclarée irrecevable", "coprésidence · Hors champ.")


def test_every_step_of_the_procedure_is_told_in_the_past():
    assert TOLD.keys() == LIFE.steps.keys()
