"""The minutes of a sitting as they stand: frozen once approved, read afresh before (RULES M2, M5)."""

from datetime import UTC

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from common.formats import long_date, number
from deliberations.enums import MinutesState
from deliberations.models import Minutes, PublicRendition
from deliberations.wording import council_language

from .assembling import assemble
from .document import Seal, from_json
from .redacting import Cut, public_rendition


def current_minutes(sitting):
    """Return (MinutesDocument, Seal) of a sitting: the full rendition, for its members."""
    minutes = _minutes(sitting)
    if minutes is not None and minutes.frozen:
        return from_json(minutes.content), seal_of(minutes)
    return assemble(sitting), draft_seal(sitting, minutes)


def public_minutes(sitting):
    """Return (MinutesDocument, Seal) of the public rendition: frozen once put online, a preview of it before."""
    minutes = _minutes(sitting)
    rendition = PublicRendition.objects.filter(minutes__sitting=sitting).first()
    if rendition is not None:
        return from_json(rendition.content), public_seal(rendition, minutes)
    document, seal = current_minutes(sitting)
    return public_rendition(document, cuts_of(minutes)), seal


@council_language()
def cuts_of(minutes):
    """The redactions that stand, as values."""
    if minutes is None:
        return ()
    standing = minutes.redactions.standing().select_related("item")
    return tuple(cut_of(redaction) for redaction in standing)


def cut_of(redaction):
    """A redaction as a value: « [occulté : vie privée] », or the function under which somebody asked to appear."""
    shown = redaction.shown_as or _("[occulté : %(why)s]") % {"why": redaction.reason}
    return Cut(redaction.passage, shown, redaction.item.position if redaction.item else None)


def _minutes(sitting):
    return Minutes.objects.filter(sitting=sitting).select_related("approved_in").first()


@council_language()
def draft_seal(sitting, minutes=None):
    """The seal of what can still change: a word across the page, no digest."""
    state = MinutesState(minutes.state if minutes else MinutesState.DRAFT)
    status = _("Projet, non approuvé") if state == MinutesState.DRAFT else str(state.label)
    created = (sitting.closed_at or sitting.starts_at).astimezone(UTC)
    return Seal(created=created, status=status, watermark=_("Projet"))


@council_language()
def seal_of(minutes):
    """The seal of approved minutes: digest of the content, head of the register, where it is kept (RULES A3, M4).

    All of it comes from what was frozen: another address of the site, another time zone, the same bytes.
    """
    return Seal(
        created=minutes.approved_at.astimezone(UTC),
        status=_approved(minutes),
        digest=minutes.content_digest,
        register=_register(minutes),
        address=minutes.content["address"],
        approved=localdate(minutes.approved_in.starts_at).isoformat(),
    )


@council_language()
def public_seal(rendition, minutes):
    """The seal of the public rendition: its own digest, and the day on which it was put online (RULES M5, M6)."""
    online = {"approved": _approved(minutes), "day": long_date(rendition.at)}
    return Seal(
        created=rendition.at.astimezone(UTC),
        status=_("%(approved)s, exemplaire public mis en ligne le %(day)s") % online,
        digest=rendition.content_digest,
        register=_register(rendition),
        address=rendition.content["address"],
        approved=localdate(minutes.approved_in.starts_at).isoformat(),
        published=localdate(rendition.at).isoformat(),
    )


def _approved(minutes):
    return _("Approuvé à la séance du %(day)s") % {"day": long_date(minutes.approved_in.starts_at)}


def _register(kept):
    facts = {"count": number(kept.register_count), "head": kept.register_head}
    return _("Registre : %(count)s actes, tête %(head)s") % facts
