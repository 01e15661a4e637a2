"""Minutes: written, circulated, approved at a later sitting, frozen with their digest (RULES M2, M3)."""

import hashlib
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from common.digests import digest
from common.lifecycle import AlreadyRecorded, refuse_if
from council.rules import function_of
from deliberations.enums import HELD, ItemKind, MinutesState, SittingState
from deliberations.minutes import as_json, assemble, draw, from_json, gaps, seal_of
from deliberations.models import Minutes
from deliberations.procedure import LIFE
from deliberations.rules import oversees
from deliberations.wording import council_language
from governance.models import Ballot
from governance.services import close_opinions
from register.services import anchor, current_head, record

from .dispatching import announce_draft
from .guards import authorise, in_state, keep, lock, lock_sitting
from .notes import EditConflict


def minutes_of(sitting):
    """Return the minutes record of a sitting, begun if need be."""
    return Minutes.objects.get_or_create(sitting=sitting)[0]


def missing_in_minutes(sitting):
    """What the minutes of a sitting still lack, as sentences (RULES M1)."""
    return gaps(assemble(sitting))


@transaction.atomic
def write_words(sitting, *, by, at, opening_words=None, closing_words=None, expected=None):
    """Write the words before the first item or after the last one, until approval (RULES M2, S10).

    `expected` is the history id of the words the writer started from. Raises EditConflict when they changed since.
    """
    authorise(oversees(by, at), "write_words")
    minutes = lock(minutes_of(sitting))
    refuse_if(minutes.frozen, _("Le procès-verbal est approuvé : il ne change plus."))
    before = minutes.opening_words, minutes.closing_words
    if opening_words is not None:
        minutes.opening_words = opening_words
    if closing_words is not None:
        minutes.closing_words = closing_words
    after = minutes.opening_words, minutes.closing_words
    seen = minutes.history.filter(history_id=expected).first() if expected else None
    if seen and before not in (after, (seen.opening_words, seen.closing_words)):
        last = minutes.history.select_related("history_user").order_by("-history_id").first()
        raise EditConflict(stored="\n\n".join(before), typed=after, by=last.history_user, at=last.history_date)
    return keep(minutes, by=by, at=at, reason=_("rédigé"))


@transaction.atomic
def circulate(sitting, *, by, at):
    """Circulate the draft so that members can ask for corrections (RULES M3). Returns the Minutes."""
    authorise(oversees(by, at), "circulate")
    sitting = lock_sitting(sitting)
    in_state(sitting, (SittingState.CLOSED,), _("Le projet se relit une fois la séance levée, avant l’approbation."))
    minutes = lock(minutes_of(sitting), "sitting")
    if minutes.state != MinutesState.DRAFT:
        raise AlreadyRecorded(minutes, minutes.circulated_at)
    minutes.state, minutes.circulated_at = MinutesState.CIRCULATED, at
    keep(minutes, by=by, at=at, reason=_("soumis à relecture"))
    write_in_register(minutes, "minutes.circulated", {"content": digest(as_json(assemble(sitting)))}, by, at)
    transaction.on_commit(partial(announce_draft.enqueue, sitting.pk))
    return minutes


@transaction.atomic
def approve_minutes(sitting, *, in_sitting, by, at):
    """Approve the minutes at a later sitting: content and PDF are frozen, the register anchored (RULES M2–M4).

    Raises Refused with everything that is missing, AlreadyRecorded for a second click. Returns the Minutes.
    """
    sitting = lock_sitting(sitting)
    minutes = lock(minutes_of(sitting), "sitting")
    if minutes.frozen:
        raise AlreadyRecorded(minutes, minutes.approved_at)
    minutes.content = as_json(assemble(sitting))
    minutes.content_digest = digest(minutes.content)
    keep(minutes, by=by, at=at, reason=_("contenu arrêté"))
    obstacles = [*_where_approved(sitting, in_sitting), *missing_in_minutes(sitting), *_unanswered(minutes)]
    LIFE.take("approve", sitting, by=by, at=at, note=str(in_sitting), gaps=obstacles)
    _freeze(minutes, in_sitting, at)
    keep(minutes, by=by, at=at, reason=_("approuvé"))
    close_opinions(Ballot.objects.filter(agenda_link__item__sitting=sitting), at=at)
    _conclude(in_sitting, sitting, by, at)
    return minutes


def _where_approved(sitting, in_sitting):
    """M3: a later sitting of the same body, open or held, on whose agenda the minutes are."""
    later = in_sitting.body_id == sitting.body_id and in_sitting.starts_at > sitting.starts_at
    if not later or in_sitting.state not in (SittingState.OPEN, *HELD):
        return [_("Un procès-verbal s’approuve à une séance ultérieure de la même instance, une fois ouverte.")]
    if not in_sitting.items.filter(minutes_of=sitting).exists():
        return [_("Ce procès-verbal n’est pas à l’ordre du jour de cette séance : ajoutez-y le point.")]
    return []


def _unanswered(minutes):
    """M3: whoever asked for a correction has an answer before the council approves."""
    waiting = minutes.corrections.waiting().in_order()
    return [_("La correction demandée par %(who)s attend une réponse.") % {"who": each.person} for each in waiting]


def _freeze(minutes, in_sitting, at):
    """Draw the PDF with the head of the register as it stands after the approval itself, and anchor that head."""
    head = current_head()
    minutes.state, minutes.approved_at, minutes.approved_in = MinutesState.APPROVED, at, in_sitting
    minutes.register_count, minutes.register_head = head.count, head.digest
    content = redraw(minutes)
    minutes.document_digest = hashlib.sha256(content).hexdigest()
    minutes.document.save(f"{minutes.sitting.slug}.pdf", ContentFile(content), save=False)
    anchor(printed_in=f"minutes {minutes.sitting.slug} sha256:{minutes.document_digest}", at=at)


def redraw(minutes):
    """Draw approved minutes again from what was frozen: the same bytes as the document kept (RULES M4)."""
    return draw(from_json(minutes.content), seal_of(minutes))


@council_language()
def _conclude(in_sitting, sitting, by, at):
    """The item by which they were approved says so, while its own minutes can still change."""
    if in_sitting.state == SittingState.APPROVED:
        return
    for item in in_sitting.items.filter(minutes_of=sitting, kind=ItemKind.MINUTES, conclusion=""):
        item.conclusion = _("Procès-verbal approuvé")
        keep(item, by=by, at=at, reason=item.conclusion)


def write_in_register(minutes, act, content, by, at):
    """Record an act on the minutes of a sitting (RULES A1)."""
    record(act=act, subject=minutes.sitting.subject, actor_function=function_of(by, at), content=content, at=at)
