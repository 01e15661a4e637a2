"""What members say of draft minutes: corrections asked for and answered, disagreement recorded (RULES M1, M3)."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.lifecycle import AlreadyRecorded, refuse_if
from deliberations.enums import CorrectionState, MinutesState, SittingState
from deliberations.models import Correction, Dissent
from deliberations.rules import may_have_dissent_recorded, may_proofread, minutes_are_frozen, oversees

from .guards import authorise, drop, in_state, keep, lock, lock_item
from .minutes import minutes_of
from .notes import write_discussion

WRITTEN = (SittingState.OPEN, SittingState.CLOSED)


@transaction.atomic
def ask_correction(sitting, *, person, wanted, reason, by, at, item=None, stands=""):
    """Ask for a correction in a circulated draft (RULES M3). Returns the Correction.

    `stands` is what is written now, empty for an addition. Raises AlreadyRecorded for the same request twice.
    """
    authorise(may_proofread(by, person, sitting, at), "ask_correction")
    minutes = lock(minutes_of(sitting), "sitting")
    refuse_if(
        minutes.state != MinutesState.CIRCULATED,
        _("Une correction se demande pendant la relecture : une fois le projet envoyé, avant l’approbation."),
    )
    same = minutes.corrections.waiting().filter(person=person, item=item, stands=stands, wanted=wanted).first()
    if same:
        raise AlreadyRecorded(same, same.asked_at)
    correction = Correction(
        minutes=minutes, item=item, person=person, stands=stands, wanted=wanted, reason=reason, asked_at=at
    )
    return keep(correction, by=by, at=at, reason=_("demandée"))


@transaction.atomic
def accept_correction(correction, *, by, at, answer="", write=False):
    """Accept a correction (RULES M3). Returns it.

    `write` puts the words asked for in place of those that stand in the discussion of the item; Refused where these are
    not found exactly once. Without it, whoever accepts has corrected by hand.
    """
    correction = _to_answer(correction, by, at)
    if write:
        _write_in(correction, by, at)
    return _answered(correction, CorrectionState.ACCEPTED, answer, by, at)


@transaction.atomic
def decline_correction(correction, *, answer, by, at):
    """Decline a correction, with the reason that its author reads (RULES M3). Returns it."""
    return _answered(_to_answer(correction, by, at), CorrectionState.DECLINED, answer, by, at)


def _to_answer(correction, by, at):
    authorise(oversees(by, at), "answer_correction")
    minutes = lock(correction.minutes, "sitting")
    correction = lock(correction, "item", "person")
    correction.minutes = minutes
    if correction.state != CorrectionState.ASKED:
        raise AlreadyRecorded(correction, correction.answered_at)
    refuse_if(minutes.frozen, _("Le procès-verbal est approuvé : il ne change plus."))
    return correction


def _write_in(correction, by, at):
    refuse_if(
        not correction.fits,
        _("Le passage cité ne se trouve pas une seule fois dans les débats de ce point : corrigez à la main."),
    )
    item = correction.item
    text = item.discussion.replace(correction.stands, correction.wanted)
    write_discussion(item, text=text, by=by, at=at)


def _answered(correction, state, answer, by, at):
    correction.state, correction.answer, correction.answered_at = state, answer.strip(), at
    return keep(correction, by=by, at=at, reason=correction.get_state_display())


@transaction.atomic
def record_dissent(item, *, person, text, by, at, ballot=None):
    """Record a member's disagreement with an item, or with one of its ballots, until approval (CRPA R133-13).

    A member has one on an item: the later words replace the earlier ones. Returns the Dissent.
    """
    item = _open_to_dissent(item, person, by, at)
    dissent = Dissent.objects.filter(item=item, person=person).first() or Dissent(item=item, person=person)
    if dissent.pk and (dissent.text, dissent.ballot) == (text, ballot):
        raise AlreadyRecorded(dissent, dissent.recorded_at)
    dissent.text, dissent.ballot, dissent.recorded_at = text, ballot, at
    return keep(dissent, by=by, at=at, reason=_("désaccord consigné"))


@transaction.atomic
def withdraw_dissent(dissent, *, by, at):
    """Take a recorded disagreement out of the minutes again, until approval."""
    _open_to_dissent(dissent.item, dissent.person, by, at)
    drop(dissent, by=by, at=at, reason=_("désaccord retiré"))


def _open_to_dissent(item, person, by, at):
    item = lock_item(item)
    authorise(may_have_dissent_recorded(by, person, item.sitting, at), "record_dissent")
    in_state(item.sitting, WRITTEN, _("Un désaccord se consigne pendant la séance, puis jusqu’à l’approbation."))
    refuse_if(minutes_are_frozen(item.sitting), _("Le procès-verbal est approuvé : il ne change plus."))
    return item
