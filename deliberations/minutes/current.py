"""The minutes of a sitting as they stand: frozen once approved, read afresh before (RULES M2)."""

from datetime import UTC

from django.utils.translation import gettext as _

from common.formats import long_date, number
from deliberations.enums import MinutesState
from deliberations.models import Minutes
from deliberations.wording import council_language

from .assembling import assemble
from .document import Seal, from_json


def current_minutes(sitting):
    """Return (MinutesDocument, Seal) of a sitting."""
    minutes = Minutes.objects.filter(sitting=sitting).select_related("approved_in").first()
    if minutes is not None and minutes.frozen:
        return from_json(minutes.content), seal_of(minutes)
    return assemble(sitting), draft_seal(sitting, minutes)


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
        status=_("Approuvé à la séance du %(day)s") % {"day": long_date(minutes.approved_in.starts_at)},
        digest=minutes.content_digest,
        register=_("Registre : %(count)s actes, tête %(head)s")
        % {"count": number(minutes.register_count), "head": minutes.register_head},
        address=minutes.content["address"],
    )
