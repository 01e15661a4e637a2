"""After the answer: steps of the implementation, its end, its evaluation (RULES R2, R8)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.history import save_signed
from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from common.uploads import keep
from governance.announcing import announce
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
def add_step(recommendation, *, by, at, title, owner, due_on=None, parent=None, weight=1, **noted):
    """Add a step of the implementation, alone or as a part of another. Returns the FollowUpStep (RULES R8).

    `noted`: progress in percent, evidence (words), evidence_url, evidence_file. The same step again is the first one,
    with what is said of it now; AlreadyRecorded when that is the same too (E3). Raises Refused when `parent` belongs to
    another text.
    """
    recommendation = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    function = _function_of(by, recommendation, at)
    same = recommendation.followup.filter(title=title, owner=owner, due_on=due_on, parent=parent).first()
    if same:
        return update_step(same, by=by, at=at, **noted)
    if parent and parent.recommendation_id != recommendation.pk:
        raise Refused(_("Une étape est une partie d’une étape du même texte."))
    step = FollowUpStep(
        recommendation=recommendation, title=title, owner=owner, due_on=due_on, parent=parent, weight=weight
    )
    _note(step, by, at, **noted)
    _register(step, "followup.added", function, at)
    return step


@transaction.atomic
def update_step(step, *, by, at, **noted):
    """Note how far a step has come, and what shows it: words, an address, a PDF. Returns the FollowUpStep (RULES R8).

    Raises AlreadyRecorded when it says so already, Refused for the progress of a step that has parts: theirs says it.
    """
    step = FollowUpStep.objects.select_for_update(of=("self",)).select_related("recommendation").get(pk=step.pk)
    function = _function_of(by, step.recommendation, at)
    if noted.get("progress", step.progress) != step.progress and step.parts.exists():
        raise Refused(_("L’avancement de cette étape est celui de ses parties : notez-le sur chacune d’elles."))
    if _says_already(step, **noted):
        raise AlreadyRecorded(step, step.history.latest().history_date)
    _note(step, by, at, **noted)
    _register(step, "followup.updated", function, at)
    return step


def _says_already(step, *, evidence_file=None, **said):
    return not evidence_file and all(getattr(step, name) == value for name, value in said.items())


def _note(step, by, at, *, progress=None, evidence="", evidence_url="", evidence_file=None):
    on, progress = timezone.localdate(at), step.progress if progress is None else progress
    step.progress, step.evidence, step.evidence_url, step.recorded_on = progress, evidence, evidence_url, on
    step.done_on = (step.done_on or on) if progress == 100 else None
    step.full_clean()
    if evidence_file:
        name = f"{step.recommendation.number}-suite.pdf"
        step.evidence_digest = keep(step.evidence_file, evidence_file, name=name)
    save_signed(step, by=by, at=at)


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
        content={
            "step": step.pk,
            "part_of": step.parent_id,
            "weight": step.weight,
            "title": step.title,
            "progress": step.progress,
            "evidence": step.evidence,
            "address": step.evidence_url,
            "file": step.evidence_digest,
        },
        at=at,
    )
    announce(step.recommendation, act, at)
