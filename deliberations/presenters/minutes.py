"""Who reads the minutes at which stage, in which rendition, and where they stand (RULES M3, M5)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.formats import short_date
from council.rules import is_member, person_of
from deliberations.enums import HELD, MinutesState, SittingState
from deliberations.minutes import current_minutes, public_minutes, to_html
from deliberations.models import Dissent, Minutes, PublicRendition, Sitting
from deliberations.rules import may_have_dissent_recorded, may_proofread, oversees
from deliberations.services import publication_is_due

READ_BY_MEMBERS = (MinutesState.CIRCULATED, MinutesState.APPROVED)
WRITTEN_IN = (SittingState.OPEN, *HELD)
FULL, PUBLIC = "integral", "public"


@dataclass(frozen=True)
class Rendition:
    """What one reader reads: which rendition, its value and seal, the file kept of it if it is frozen."""

    name: str
    content: tuple
    document: Any
    filename: str
    inside: bool  # may read both renditions
    keeps: bool  # keeps the minutes


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


def rendition(sitting, minutes, user, at, asked=""):
    """Return the Rendition for one reader (RULES M5): the full one inside, unless the public one is asked for."""
    keeps = oversees(user, at)
    inside = keeps or is_member(user, at)
    if inside and asked != PUBLIC:
        document = minutes.document if minutes.frozen else None
        return Rendition(FULL, current_minutes(sitting), document, f"proces-verbal-{sitting.slug}", inside, keeps)
    frozen = PublicRendition.objects.filter(minutes__sitting=sitting).first()
    document, name = (frozen.document if frozen else None), f"proces-verbal-public-{sitting.slug}"
    return Rendition(PUBLIC, public_minutes(sitting), document, name, inside, keeps)


def minutes_page(sitting, minutes, read, user, at):
    """Return what the page of the minutes shows: the document, and for the council what goes with it."""
    document, seal = read.content
    return {
        "sitting": sitting,
        "minutes": minutes,
        "read": read,
        "document": to_html(document, seal),
        "items": [item for item in document.items if not item.internal] if minutes.frozen else [],
        "road": road(minutes) if read.inside else [],
        "due": publication_is_due(minutes) if minutes.state == MinutesState.APPROVED and read.keeps else None,
        "signed": list(minutes.signed_copies.all()) if minutes.frozen else [],
        "public_is_frozen": minutes.state == MinutesState.PUBLISHED,
        **(of_reader(sitting, minutes, user, at) if minutes.pk else {}),
    }


def of_reader(sitting, minutes, user, at):
    """What one member may say of a draft, and what they said of it."""
    person = person_of(user)
    if person is None:
        return {}
    open_to_dissent = not minutes.frozen and may_have_dissent_recorded(user, person, sitting, at)
    return {
        "may_ask": minutes.state == MinutesState.CIRCULATED and may_proofread(user, person, sitting, at),
        "may_dissent": open_to_dissent,
        "corrections": list(minutes.corrections.filter(person=person).in_order()),
        "dissents": list(Dissent.objects.filter(item__sitting=sitting, person=person).select_related("item")),
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


def examined_page(sitting):
    """Return what the page of the list shows: what was frozen at its publication (RULES M3)."""
    published = sitting.examined_list
    return {"sitting": sitting, "list": published.content, "lines": published.content["items"], "published": published}
