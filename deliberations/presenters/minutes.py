"""Who reads the minutes at which stage, and what remains to be done on them (RULES M3)."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from common.formats import short_date
from council.rules import is_member
from deliberations.enums import HELD, MinutesState, SittingState
from deliberations.minutes import current_minutes, to_html
from deliberations.models import Minutes, Sitting
from deliberations.rules import oversees
from deliberations.services import missing_in_minutes, publication_is_due

READ_BY_MEMBERS = (MinutesState.CIRCULATED, MinutesState.APPROVED)
WRITTEN_IN = (SittingState.OPEN, *HELD)


def readable_minutes(sitting, user, at):
    """RULES M3, E4: published ones for everybody, circulated ones for members, drafts for who keeps them; or None.

    Minutes that nobody has begun yet are a draft like others.
    """
    if sitting.state not in WRITTEN_IN:
        return None
    minutes = Minutes.objects.filter(sitting=sitting).first() or Minutes(sitting=sitting)
    if minutes.state == MinutesState.PUBLISHED or oversees(user, at):
        return minutes
    return minutes if minutes.state in READ_BY_MEMBERS and is_member(user, at) else None


def minutes_page(sitting, minutes, user, at):
    """Return what the page of the minutes shows: the document, and for who keeps it what comes next."""
    keeps = oversees(user, at)
    with translation.override(settings.LANGUAGE_CODE):  # minutes are in French, whoever reads them
        document = to_html(*current_minutes(sitting))
    return {
        "sitting": sitting,
        "minutes": minutes,
        "document": document,
        "keeps": keeps,
        "gaps": missing_in_minutes(sitting) if keeps and not minutes.frozen else [],
        "road": road(minutes),
        "due": publication_is_due(minutes) if minutes.state == MinutesState.APPROVED else None,
    }


def road(minutes):
    """Return the steps of the component "stepper": drafted, circulated, approved, published."""
    dates = [None, minutes.circulated_at, minutes.approved_at, minutes.published_at]
    labels = [_("Rédigé"), _("Soumis à relecture"), _("Approuvé"), _("Publié")]
    reached = [state.value for state in MinutesState].index(minutes.state)
    return [
        {"label": label, "date": short_date(when), "status": "done" if rank <= reached else "todo"}
        for rank, (label, when) in enumerate(zip(labels, dates, strict=True))
    ]


def approving_sittings(sitting):
    """Return the later sittings on whose agenda these minutes are, open or held (RULES M3). A queryset."""
    later = Sitting.objects.filter(body=sitting.body, starts_at__gt=sitting.starts_at, state__in=WRITTEN_IN)
    return later.filter(items__minutes_of=sitting).order_by("starts_at").distinct()
