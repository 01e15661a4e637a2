"""After the answer: steps of the implementation, its end, its evaluation (RULES R2, R8)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn
from governance.enums import State
from governance.models import FollowUpStep, Recommendation
from governance.procedure import LIFE
from governance.rules import CLERK, LIAISON
from register.services import record

FOLLOWED_UP = (State.ANSWERED, State.IN_IMPLEMENTATION)


def implement(recommendation, *, by, at, note=""):
    """Say that the implementation has begun."""
    return LIFE.take("implement", recommendation, by=by, at=at, note=note)


def complete(recommendation, *, by, at, note=""):
    """Say that what was accepted has been done."""
    return LIFE.take("complete", recommendation, by=by, at=at, note=note)


def abandon(recommendation, *, by, at, note):
    """Say that it will not be done, and why."""
    return LIFE.take("abandon", recommendation, by=by, at=at, note=note)


def evaluate(recommendation, *, by, at, note):
    """Record what the implementation brought, in the note that the public reads."""
    return LIFE.take("evaluate", recommendation, by=by, at=at, note=note)


@transaction.atomic
def add_step(recommendation, *, by, at, title, owner, due_on=None, progress=0, evidence=""):
    """Add a step of the implementation. Returns the FollowUpStep.

    The same step again is the first one, with what is said of it now; AlreadyRecorded when that is the same too (E3).
    """
    recommendation = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    function = _function_of(by, recommendation, at)
    same = recommendation.followup.filter(title=title, owner=owner, due_on=due_on).first()
    if same:
        return update_step(same, by=by, at=at, progress=progress, evidence=evidence)
    step = FollowUpStep(recommendation=recommendation, title=title, owner=owner, due_on=due_on)
    _record_progress(step, progress, evidence, by, at)
    _register(step, "followup.added", function, at)
    return step


@transaction.atomic
def update_step(step, *, by, at, progress, evidence):
    """Note how far a step has come, and what shows it. Returns the FollowUpStep; AlreadyRecorded when it says so."""
    step = FollowUpStep.objects.select_for_update(of=("self",)).select_related("recommendation").get(pk=step.pk)
    function = _function_of(by, step.recommendation, at)
    if (step.progress, step.evidence) == (progress, evidence):
        raise AlreadyRecorded(step, step.history.latest().history_date)
    _record_progress(step, progress, evidence, by, at)
    _register(step, "followup.updated", function, at)
    return step


def _record_progress(step, progress, evidence, by, at):
    on = timezone.localdate(at)
    step.progress, step.evidence, step.recorded_on = progress, evidence, on
    step.done_on = (step.done_on or on) if progress == 100 else None
    step._history_user, step._history_date = by, at
    step.full_clean()
    step.save()


def _function_of(by, recommendation, at):
    """R2, follow: the liaison and the secretariat, once there is an answer to follow."""
    if recommendation.state not in FOLLOWED_UP:
        raise OutOfTurn(_("Les suites se notent après la réponse de l’assemblée et avant la fin de la mise en œuvre."))
    role = next((role for role in (LIAISON, CLERK) if role(by, recommendation, at)), None)
    if role is None:
        raise NotAllowed("followup")
    return role.name


def _register(step, act, function, at):
    record(
        act=act,
        subject=step.recommendation.subject,
        actor_function=function,
        content={"step": step.pk, "title": step.title, "progress": step.progress, "evidence": step.evidence},
        at=at,
    )
