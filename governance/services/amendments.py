"""The verbs of amending: propose, deal with, take into the next version (RULES R4)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.lifecycle import AlreadyRecorded, NotAllowed, Refused
from council.rules import person_of
from governance.amending import PARTS, Colliding, merge, tidy, words_of
from governance.amendment_procedure import LIFE, last_version
from governance.enums import TAKEN, State
from governance.enums import AmendmentState as A
from governance.models import Amendment, Recommendation, Version, parts_of
from governance.rules import PROPOSER, is_proposer, is_rapporteur, may_contribute
from register.services import hold, record

from .carrying import word
from .drafting import freeze, keep_text


@transaction.atomic
def propose(recommendation, *, version, body, rationale, reason, by, at, on_behalf_of=None):
    """Propose an amendment: the parts as they should read, against the last version (RULES R4). Returns it.

    Raises Refused when the version is no longer the last one or nothing is changed, AlreadyRecorded when the same
    member proposes the same text again, NotAllowed for who is no member or once the text is out of drafting.
    """
    recommendation = lock_text(recommendation)
    if not may_contribute(by, recommendation, at):
        raise NotAllowed("propose")
    text = _amended(recommendation, version, body, rationale)
    proposer = person_of(by)
    _refuse_twice(recommendation, proposer, version, text)
    hold()
    last = Amendment.objects.filter(recommendation=recommendation).order_by("-sequence").first()
    amendment = Amendment(
        recommendation=recommendation, sequence=last.sequence + 1 if last else 1, proposer=proposer,
        on_behalf_of=on_behalf_of, reason=reason.strip(),
    )  # fmt: skip
    amendment.full_clean()
    amendment.save()
    word(amendment, version, text, by=by, at=at)
    return LIFE.take("submit", amendment, by=by, at=at)


@transaction.atomic
def restate(amendment, *, version, body, rationale, by, at):
    """Word an amendment anew whose passage a later version changed (RULES R4). Returns the Amendment.

    Raises Refused where it still has its place, or against a version that is not the last one.
    """
    recommendation = lock_text(amendment.recommendation)
    amendment = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    if not (is_proposer(by, amendment) and may_contribute(by, recommendation, at)):
        raise NotAllowed("restate")
    if amendment.state not in (A.SUBMITTED, A.TO_VOTE):
        raise Refused(_("Cet amendement ne se reprend plus : il est déjà instruit."))
    if amendment.stands_on(last_version(recommendation)):
        raise Refused(_("Ce passage n’a pas changé depuis : retirez l’amendement et déposez-en un autre."))
    wording = word(amendment, version, _amended(recommendation, version, body, rationale), by=by, at=at)
    record(
        act="amendment.restated", subject=amendment.subject, actor_function=PROPOSER.name,
        content={"text": wording.digest, "version": wording.version_digest}, at=at,
    )  # fmt: skip
    return amendment


@transaction.atomic
def step_amendment(name, amendment, *, by, at, note=""):
    """Take one step with an amendment: accept, reject, put_to_vote, reopen, lapse, withdraw (RULES R4). Returns it.

    The text is locked first: of two hands at once, the second sees what the first did.
    """
    lock_text(amendment.recommendation)
    return LIFE.take(name, amendment, by=by, at=at, note=note)


@transaction.atomic
def integrate(recommendation, *, by, at):
    """Take every accepted amendment into the next version, in one gesture; the others stay open (RULES R4).

    Raises Refused when there is none, when one lost its place, or when the text was changed since its last version;
    AlreadyRecorded for a second click. Returns the Version.
    """
    recommendation = lock_text(recommendation)
    if not is_rapporteur(by, recommendation, at):
        raise NotAllowed("integrate")
    last, waiting = last_version(recommendation), recommendation.amendments.filter(state__in=TAKEN)
    if not waiting.exists() and last.frozen_by_id == by.pk and last.amendments.exists():
        raise AlreadyRecorded(last, last.frozen_at)
    return take_in("integrate", recommendation, by, at)


@transaction.atomic
def publish(recommendation, *, by, at, reason=""):
    """Freeze the text that the rapporteur reworked as the next version; amendments follow (RULES R3, R4).

    Raises AlreadyRecorded when the last version says the same. Returns the Version.
    """
    recommendation = lock_text(recommendation)
    if recommendation.state != State.DRAFTING or not is_rapporteur(by, recommendation, at):
        raise NotAllowed("publish")
    last = last_version(recommendation)
    if not has_unfrozen_work(recommendation, last):
        raise AlreadyRecorded(last, last.frozen_at)
    return freeze(recommendation, by=by, at=at, reason=reason or _("texte retravaillé"))


def has_unfrozen_work(recommendation, last):
    """Whether the text was changed since its last version."""
    return Version.digest_of(recommendation.words()) != last.digest


def preview_of_integration(recommendation):
    """Return (what would be taken in, passages of each part) as `integrate` would make it. Raises Refused likewise."""
    last = last_version(recommendation)
    taken = list(Amendment.objects.filter(recommendation=recommendation, state__in=TAKEN).shown())
    if not taken:
        raise Refused(_("Aucun amendement accepté n’attend d’être intégré."))
    if has_unfrozen_work(recommendation, last):
        raise Refused(_("Le texte a été retravaillé depuis sa dernière version : figez-le d’abord."))
    if lost := [amendment.label for amendment in taken if not amendment.stands_on(last)]:
        sentence = _("Le passage a changé depuis : %(labels)s doit être repris avant d’être intégré.")
        raise Refused(sentence % {"labels": ", ".join(lost)})
    try:
        return taken, merge(parts_of(last), {amendment: amendment.changes for amendment in taken})
    except Colliding as colliding:
        raise Refused(_("Deux amendements acceptés touchent le même passage.")) from colliding


def take_in(step, recommendation, by, at):
    """Take what was accepted or adopted into the next version, by the step that says who may. Returns the Version."""
    taken, merged = preview_of_integration(recommendation)
    labels = ", ".join(amendment.label for amendment in taken)
    reason = _("amendements intégrés : %(labels)s") % {"labels": labels}
    if len(taken) == 1:
        reason = _("amendement %(labels)s intégré") % {"labels": labels}
    made = [change for amendment in taken for change in amendment.changes]
    keep_text(recommendation, words_of(merged), by=by, at=at, reason=reason)
    version = freeze(recommendation, by=by, at=at, reason=str(reason)[:200], made=made)
    for amendment in taken:
        LIFE.take(step, amendment, by=by, at=at, version=version)
    return version


def lock_text(recommendation):
    """Return the text afresh, locked until the transaction ends: its amendments move one after the other."""
    return Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)


def _amended(recommendation, version, body, rationale):
    """The parts as they are stored, once they are found to say something else than the last version."""
    if version != last_version(recommendation):
        raise Refused(_("Le texte a changé entre-temps : un amendement se rapporte à sa dernière version."))
    text = dict(zip(PARTS, (tidy(body), tidy(rationale)), strict=True))
    if all(text[part].split() == words.split() for part, words in parts_of(version).items()):
        raise Refused(_("Votre texte est celui de la version : changez ce que vous voulez amender."))
    return text


def _refuse_twice(recommendation, proposer, version, text):
    digest = Version.digest_of(version.words() | text)
    same = Amendment.objects.filter(
        recommendation=recommendation, proposer=proposer, state=A.SUBMITTED, wordings__digest=digest,
        wordings__version=version,
    )  # fmt: skip
    if again := same.first():
        raise AlreadyRecorded(again, again.moves.first().at)
