"""Convening: the agenda is frozen, each holder gets one message, and what was sent is kept as proof (RULES S2, S3)."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.digests import digest
from common.lifecycle import AlreadyRecorded
from deliberations.enums import SittingState
from deliberations.models import AgendaVersion, SittingPage, SittingsPage
from deliberations.papers.agenda import agenda_content, same_agenda
from deliberations.procedure import LIFE
from deliberations.rules import oversees
from deliberations.wording import council_language, quorum_sentence

from . import conduct
from .dispatching import queue, recipients
from .guards import authorise, in_state, lock_sitting
from .preparation import add_minutes_to_approve


@transaction.atomic
def convene(sitting, *, by, at):
    """Freeze the agenda and send it to every holder, once, after the commit (RULES S2, S3). Returns the sitting.

    Raises AlreadyRecorded for a second click, Refused with everything that is missing.
    """
    if sitting.state == SittingState.DRAFT:
        add_minutes_to_approve(sitting, by=by, at=at)
    sitting = LIFE.take("convene", sitting, by=by, at=at, when=at)
    sitting.items.filter(added_after_notice=True).update(added_after_notice=False)
    version = freeze_agenda(sitting, act="convening", at=at)
    publish_page(sitting, by=by)
    queue(version, recipients(sitting), at=at)
    return sitting


@transaction.atomic
def send_changes(sitting, *, by, at):
    """Send the agenda again as a new version, when it has changed since it was sent (RULES S3).

    Raises AlreadyRecorded when nothing has changed.
    """
    sitting = lock_sitting(sitting)
    authorise(oversees(by, at), "send_changes")
    in_state(sitting, (SittingState.CONVENED,), _("On renvoie l’ordre du jour d’une séance convoquée."))
    last = sitting.agenda_versions.last()
    if same_agenda(last.content, agenda_content(sitting, "change")):
        raise AlreadyRecorded(last, last.frozen_at)
    version = freeze_agenda(sitting, act="change", at=at)
    queue(version, recipients(sitting), at=at)
    return version


def has_unsent_changes(sitting):
    """Whether the agenda differs from the one that was sent: the preparation screen says so."""
    last = sitting.agenda_versions.last()
    return last is not None and not same_agenda(last.content, agenda_content(sitting, "change"))


@transaction.atomic
def postpone(sitting, *, starts_at, ends_at, by, at, note):
    """Give a convened sitting another date and tell everybody; it is convened anew for it (RULES S1)."""
    sitting = LIFE.take("postpone", sitting, by=by, at=at, note=note, starts_at=starts_at, ends_at=ends_at, when=at)
    sitting.replies.all().delete()
    _tell(sitting, "postponement", note, at)
    return sitting


@transaction.atomic
def cancel_sitting(sitting, *, by, at, note):
    """Cancel a sitting; who was convened is told, and calendars drop the entry (RULES S1, S3)."""
    sitting = conduct.cancel(sitting, by=by, at=at, note=note)
    if sitting.agenda_versions.exists():
        _tell(sitting, "cancellation", note, at)
    return sitting


@transaction.atomic
def adjourn(sitting, *, by, at, note=""):
    """Adjourn for want of a quorum and tell who was convened, quoting the rule of the second call (RULES Q4)."""
    quorum = conduct.quorum_now(sitting, at=at)
    sitting = conduct.adjourn(sitting, by=by, at=at, note=note)
    with council_language():
        _tell(sitting, "adjournment", quorum_sentence(quorum), at)
    return sitting


def _tell(sitting, act, reason, at):
    """Tell everybody what became of a sitting they were convened to, and why."""
    queue(freeze_agenda(sitting, act=act, at=at, reason=reason), recipients(sitting), at=at)


def freeze_agenda(sitting, *, act, at, reason=""):
    """Freeze the agenda as the next numbered version; the same content again is the version already there."""
    content = agenda_content(sitting, act, reason)
    last = sitting.agenda_versions.last()
    if last and last.content == content:
        return last
    return AgendaVersion.objects.create(
        sitting=sitting,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest(content),
        frozen_at=at,
    )


def publish_page(sitting, *, by):
    """Give editors a page around the sitting, at its own address, if there is none yet. Returns it, or None."""
    page, parent = SittingPage.objects.filter(sitting=sitting).first(), SittingsPage.objects.first()
    if page or parent is None:
        return page
    page = SittingPage(title=sitting.title, slug=sitting.slug, sitting=sitting, owner=by)
    parent.add_child(instance=page)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)  # the step's own rule has spoken
    return page
