"""What the database itself refuses, whoever writes: one breach per constraint of governance, in a literal table."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F

from governance.enums import State
from governance.models import (
    Answer,
    AnswerPoint,
    FollowUpStep,
    LiaisonLink,
    Recommendation,
    RecommendationMove,
    Referral,
    Theme,
    Transmission,
    Version,
)
from tests.deliberations.test_amendment_votes import BROKEN as OF_AMENDMENT_VOTES
from tests.governance.factories import (
    AnswerFactory,
    FollowUpStepFactory,
    RecommendationFactory,
    ReferralFactory,
    ThemeFactory,
    TransmissionFactory,
)
from tests.governance.test_ballots import BROKEN as OF_BALLOTS
from tests.governance.test_coauthors import BROKEN as OF_CO_AUTHORS
from tests.governance.test_consent import BROKEN as OF_CONSENT
from tests.governance.test_drafting_constraints import BROKEN as OF_DRAFTING
from tests.governance.world import found, reach
from tests.record import APPEND_ONLY

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return found()


def changed(model, **values):
    """A breach by UPDATE on the one stored row of a model."""
    return lambda made: model.objects.filter(pk=made[model].pk).update(**values)


def added(model, **values):
    """A breach by INSERT of a copy of the stored row."""

    def breach(made):
        copy = model.objects.get(pk=made[model].pk)
        copy.pk = None
        for name, value in values.items():
            setattr(copy, name, value)
        models.Model.save_base(copy, raw=True, force_insert=True)

    return breach


BROKEN = {
    "one_number_per_recommendation": added(Recommendation, number="2026-999"),
    "numbered_from_submission_on": changed(Recommendation, number=None, year=None, sequence=None),
    "number_agrees_with_year_and_sequence": changed(Recommendation, year=None),
    "state_is_known": changed(Recommendation, state="perdue"),
    "merged_points_to_another": changed(Recommendation, state="merged"),
    "public_from_admissibility_on": changed(Recommendation, public_since=None),
    "one_version_per_number": added(Version),
    "answer_due_after_sending": changed(Transmission, due_on=date(2026, 3, 24)),
    "acknowledged_after_sending": changed(Transmission, acknowledged_on=date(2026, 3, 23)),
    "declined_says_why": changed(Answer, outcome="declined", reason=""),
    "postponed_says_until_when": changed(Answer, outcome="postponed", postponed_to=None),
    "one_answer_per_point": added(AnswerPoint),
    "step_weighs_something": changed(FollowUpStep, weight=0),
    "step_is_no_part_of_itself": lambda made: FollowUpStep.objects.update(parent=F("pk")),
    "one_link_per_token": added(LiaisonLink, occasion="sent"),
    "one_reminder_per_stage": added(LiaisonLink, token_digest=""),
    "link_expires_after_it_is_issued": lambda made: LiaisonLink.objects.update(expires_at=F("issued_at")),
    "one_number_per_referral": added(Referral, number="S2026-99"),
    "opinion_due_after_asking": lambda made: Referral.objects.update(due_on=F("asked_on")),
    "progress_is_a_percentage": changed(FollowUpStep, progress=101),
    "done_is_complete": changed(FollowUpStep, progress=100),
}
UNIQUE = {
    "one_number_per_recommendation": "governance_recommendation.year, governance_recommendation.sequence",
    "one_version_per_number": "governance_version.recommendation_id, governance_version.number",
    "one_link_per_token": "governance_liaisonlink.token_digest",
    "one_reminder_per_stage": "governance_liaisonlink.transmission_id, governance_liaisonlink.occasion",
    "one_number_per_referral": "governance_referral.year, governance_referral.sequence",
    "one_answer_per_point": "governance_answerpoint.answer_id, governance_answerpoint.position",
}


# More than a hundred breaks both constraints of a step: which one is told first is the database's choice.
NAMED = {"progress_is_a_percentage": "progress_is_a_percentage|done_is_complete"}


@pytest.fixture
def made(world, at):
    """One stored row of each model, by model."""
    transmission = TransmissionFactory(world=world, at=at, due_on=at.date() + timedelta(days=120))
    answer = AnswerFactory(world=world, transmission=transmission, at=at, points=[("Lots", "accepted", "")])
    recommendation = Recommendation.objects.get()
    return {
        Recommendation: recommendation,
        Version: transmission.version,
        Transmission: transmission,
        Answer: answer,
        AnswerPoint: answer.points.get(),
        FollowUpStep: FollowUpStepFactory(world=world, recommendation=recommendation, at=at),
        LiaisonLink: LiaisonLink.objects.create(
            transmission=transmission, occasion="day_after", address="a@exemple.fr", token_digest="a" * 64,
            issued_at=at, expires_at=at + timedelta(days=1),
        ),
        Referral: ReferralFactory(world=world, at=at),
    }  # fmt: skip


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_holds(constraint, made):
    """SQLite names the columns of a unique constraint, PostgreSQL its name."""
    name = NAMED.get(constraint, constraint)
    if connection.vendor == "sqlite":
        name = UNIQUE.get(constraint, name)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[constraint](made)


def test_every_constraint_of_governance_is_in_a_table():
    declared = {
        constraint.name
        for model in apps.get_app_config("governance").get_models()
        for constraint in model._meta.constraints
    }
    assert declared == {*BROKEN, *OF_BALLOTS, *OF_DRAFTING, *OF_AMENDMENT_VOTES, *OF_CO_AUTHORS, *OF_CONSENT}


def test_a_recommendation_is_not_merged_into_itself(made):
    own = made[Recommendation]
    with pytest.raises(IntegrityError, match="merged_points_to_another"), transaction.atomic():
        Recommendation.objects.filter(pk=own.pk).update(state=State.MERGED, merged_into=own)


@pytest.mark.parametrize("field", ["name", "slug"])
def test_a_theme_has_its_own_name_and_address(field):
    theme = ThemeFactory()
    other = {"name": "Autre", "slug": "autre"} | {field: getattr(theme, field)}
    with pytest.raises(IntegrityError, match=field), transaction.atomic():
        Theme.objects.create(**other)


def test_a_text_is_sent_once_and_answered_once(made):
    for model in (Transmission, Answer):
        with pytest.raises(IntegrityError), transaction.atomic():
            added(model)(made)


def test_E1_a_constraint_speaks_in_words_to_who_fills_a_form(made):
    step = made[FollowUpStep]
    step.progress = 100
    with pytest.raises(ValidationError, match=r"Une étape faite est à 100.%, et seulement elle\."):
        step.full_clean()


GROWING = {Version: {"title": "Autre chose"}, RecommendationMove: {"note": "Autre chose"}}


@pytest.mark.parametrize("model", GROWING)
def test_R3_versions_and_moves_are_never_changed_nor_removed(model, world, at):
    reach(world, State.SUBMITTED, at)
    rows = model.objects.filter(pk=model.objects.get().pk)
    before = list(rows.values())
    for breach in (lambda: rows.update(**GROWING[model]), rows.delete, lambda: rows._raw_delete(rows.db)):
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
            breach()
    assert list(rows.values()) == before


def test_the_tables_that_only_grow_are_listed():
    assert {model._meta.db_table for model in GROWING} <= set(APPEND_ONLY)


def test_what_is_recorded_is_protected_from_the_deletion_of_what_it_points_to(world, at):
    submitted = RecommendationFactory(world=world, at=at, submitted=True)
    for record in (submitted, submitted.author, submitted.moves.first().by):
        with pytest.raises((models.ProtectedError, IntegrityError)), transaction.atomic():
            record.delete()


def test_every_sentence_of_a_constraint_can_be_said():
    """Django fills constraints' messages with %: a lone percent sign would be an error in place of a refusal."""
    messages = [
        constraint.get_violation_error_message()
        for model in apps.get_app_config("governance").get_models()
        for constraint in model._meta.constraints
    ]
    assert all(message.endswith(".") for message in messages)
    assert not [message for message in messages if "%%" in message]
