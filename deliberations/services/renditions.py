"""What leaves the house: the list of what was examined, the public rendition, signed copies (RULES M3, M5, M6)."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from common.digests import digest
from common.lifecycle import AlreadyRecorded, refuse_if
from deliberations.calendar import publication_due
from deliberations.enums import HELD, MinutesState
from deliberations.minutes import (
    as_json,
    current_minutes,
    cut_of,
    draw,
    examined,
    from_json,
    occurrences,
    public_minutes,
    public_seal,
)
from deliberations.models import ExaminedList, PublicRendition, Redaction, SignedCopy
from deliberations.rules import day_of, oversees
from register.services import anchor, current_head

from .guards import authorise, in_state, keep, lock, lock_sitting
from .minutes import minutes_of, write_in_register

LARGEST_COPY = 20 * 1024 * 1024
HEAD, TAIL = b"%PDF-", b"%%EOF"
NEAR = 1024  # bytes within which readers look for both


@transaction.atomic
def publish_examined(sitting, *, by, at):
    """Publish the list of what a sitting examined, before its minutes are approved (RULES M3). Returns the list."""
    authorise(oversees(by, at), "publish_examined")
    sitting = lock_sitting(sitting)
    in_state(sitting, HELD, _("La liste de ce qui a été examiné se publie une fois la séance levée."))
    earlier = ExaminedList.objects.filter(sitting=sitting).first()
    if earlier:
        raise AlreadyRecorded(earlier, earlier.published_at)
    content = as_json(examined(public_minutes(sitting)[0]))
    published = ExaminedList.objects.create(sitting=sitting, content=content, digest=digest(content), published_at=at)
    write_in_register(minutes_of(sitting), "minutes.examined", {"list": published.digest}, by, at)
    return published


@transaction.atomic
def publish_minutes(sitting, *, by, at):
    """Publish approved minutes: the public rendition is frozen and anchored; it stays (RULES M3, M5, M6)."""
    authorise(oversees(by, at), "publish_minutes")
    minutes = lock(minutes_of(sitting), "sitting", "approved_in")
    if minutes.state == MinutesState.PUBLISHED:
        raise AlreadyRecorded(minutes, minutes.published_at)
    refuse_if(minutes.state != MinutesState.APPROVED, _("Un procès-verbal se publie une fois approuvé."))
    content = as_json(public_minutes(minutes.sitting)[0])
    facts = {"document": minutes.document_digest, "public": digest(content)}
    write_in_register(minutes, "minutes.published", facts, by, at)
    _freeze_public(minutes, content, at)
    minutes.state, minutes.published_at = MinutesState.PUBLISHED, at
    return keep(minutes, by=by, at=at, reason=_("publié"))


def _freeze_public(minutes, content, at):
    """Draw the public PDF under the head of the register as it stands after the publication, and anchor that head."""
    head = current_head()
    rendition = PublicRendition(
        minutes=minutes, content=content, content_digest=digest(content), register_count=head.count,
        register_head=head.digest, at=at,
    )  # fmt: skip
    document = redraw_public(rendition)
    rendition.document_digest = hashlib.sha256(document).hexdigest()
    rendition.document.save(f"{minutes.sitting.slug}.pdf", ContentFile(document), save=False)
    rendition.save()
    anchor(printed_in=f"public minutes {minutes.sitting.slug} sha256:{rendition.document_digest}", at=at)


def redraw_public(rendition):
    """Draw the public rendition again from what was frozen: the same bytes as the document kept (RULES M4)."""
    return draw(from_json(rendition.content), public_seal(rendition, rendition.minutes))


def publication_is_due(minutes):
    """The last day on which approved minutes are published in time (RULES M3), or None before approval."""
    if minutes.approved_in is None:
        return None
    return publication_due(day_of(minutes.approved_in), minutes.sitting.profile.minutes_publication_days)


def list_is_due(sitting):
    """The last day on which the list of what a sitting examined is published in time (RULES M3)."""
    return publication_due(day_of(sitting), sitting.profile.minutes_publication_days)


@transaction.atomic
def redact(sitting, *, passage, reason, by, at, item=None, shown_as=""):
    """Hide a passage from the public rendition, in one item or wherever it stands (RULES M5). Returns the Redaction.

    Raises Refused where the passage is not found, AlreadyRecorded where it is hidden already.
    """
    authorise(oversees(by, at), "redact")
    minutes = lock(minutes_of(sitting), "sitting")
    _not_online(minutes)
    passage = passage.strip()
    same = minutes.redactions.standing().filter(item=item, passage=passage).first()
    if same:
        raise AlreadyRecorded(same, same.at)
    redaction = Redaction(
        minutes=minutes, item=item, passage=passage, reason=reason.strip(), shown_as=shown_as.strip(), by=by, at=at
    )
    redaction.full_clean()
    refuse_if(
        not occurrences(current_minutes(minutes.sitting)[0], cut_of(redaction)),
        _("Ce passage ne se trouve pas tel quel dans le procès-verbal : copiez-le exactement."),
    )
    redaction.save()
    return redaction


@transaction.atomic
def lift_redaction(redaction, *, by, at):
    """Show a hidden passage again, before publication; the log keeps both acts (RULES M5). Returns the Redaction."""
    authorise(oversees(by, at), "lift_redaction")
    _not_online(lock(redaction.minutes))
    redaction = lock(redaction)
    if redaction.lifted_at:
        raise AlreadyRecorded(redaction, redaction.lifted_at)
    redaction.lifted_at, redaction.lifted_by = at, by
    redaction.save()
    return redaction


def _not_online(minutes):
    refuse_if(
        minutes.state == MinutesState.PUBLISHED,
        _("L’exemplaire public est en ligne et figé : ce qu’il montre ne change plus."),
    )


@transaction.atomic
def attach_signed(sitting, *, kind, file, by, at):
    """Keep a signed copy of approved minutes, a PDF, with its digest (RULES M3, M6). Returns the SignedCopy.

    Raises Refused for what is no PDF or too large, AlreadyRecorded for the same file.
    """
    authorise(oversees(by, at), "attach_signed")
    minutes = lock(minutes_of(sitting), "sitting")
    refuse_if(not minutes.frozen, _("Un exemplaire se signe une fois le procès-verbal approuvé."))
    refuse_if(file.size > LARGEST_COPY, _("Le fichier dépasse 20 Mo : réduisez la définition de la numérisation."))
    content = file.read()
    refuse_if(not _is_pdf(content), _("Ce fichier n’est pas un PDF complet."))
    found = hashlib.sha256(content).hexdigest()
    earlier = minutes.signed_copies.filter(digest=found).first()
    if earlier:
        raise AlreadyRecorded(earlier, earlier.added_at)
    copy = SignedCopy(minutes=minutes, kind=kind, digest=found, size=len(content), added_by=by, added_at=at)
    copy.document.save(f"{minutes.sitting.slug}-signe.pdf", ContentFile(content), save=False)
    copy.save()
    write_in_register(minutes, "minutes.signed", {"document": found}, by, at)
    return copy


def _is_pdf(content):
    """Whether a file begins and ends as a PDF does: no other kind of file, none cut short."""
    return HEAD in content[:NEAR] and TAIL in content[-NEAR:]
