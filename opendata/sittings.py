"""Sittings as an anonymous reader finds them: the same rules and presenters as their pages, asked for nobody."""

from django.contrib.auth.models import AnonymousUser

from deliberations.enums import HELD
from deliberations.models import ItemPaper, Minutes, Sitting
from deliberations.presenters.agenda import timed_items
from deliberations.presenters.public import attendance_of, decisions_of
from deliberations.rules import items_visible_to, papers_visible_to
from opendata.records import between

NOBODY = AnonymousUser()
COUNTED = ("present", "represented", "excused", "absent")


def public_sittings():
    """Every sitting that was convened at some time, with what its page names."""
    return Sitting.objects.public().select_related("body", "profile", "presiding", "minutes")


def sittings_asked(asked):
    """The sittings of a list, the latest first; `asked`: opendata.api.sittings.SittingsAsked."""
    found = between(public_sittings(), "starts_at__date", asked.since, asked.until)
    if asked.state:
        found = found.filter(state=asked.state)
    return (found.filter(body__slug=asked.body) if asked.body else found).order_by("-starts_at", "-pk")


def whole(sitting, at):
    """The sitting with its public `agenda`, `attendance` and proclaimed `ballots`, as attributes."""
    items = list(items_visible_to(NOBODY, sitting, at))
    papers: dict[int, list[ItemPaper]] = {}
    for paper in papers_visible_to(NOBODY, at).filter(item__in=items).select_related("item__sitting").order_by("pk"):
        papers.setdefault(paper.item_id, []).append(paper)
    sitting.agenda = [_line(item, start, papers.get(item.pk, [])) for item, start in timed_items(sitting, items)]
    sitting.attendance = _attendance(sitting) if sitting.state in HELD else None
    sitting.ballots = [decision["ballot"] for decision in decisions_of(sitting, items)]
    return sitting


def _line(item, start, papers):
    return {
        "position": item.position,
        "planned_at": start,
        "kind": item.kind,
        "title": item.title,
        "minutes": item.duration,
        "presented_by": item.presenter and str(item.presenter),
        "recommendation": item.recommendation and item.recommendation.number,
        "papers": papers,
    }


def _attendance(sitting):
    told = attendance_of(sitting)
    return dict(zip(COUNTED, (stat["figure"] for stat in told["stats"]), strict=True)) | {"quorum": told["quorum"]}


def minutes_asked(asked):
    """The published minutes of a list, those of the latest sitting first."""
    found = Minutes.objects.published().filter(sitting__in=Sitting.objects.public()).select_related("sitting")
    found = between(found, "sitting__starts_at__date", asked.since, asked.until)
    return found.order_by("-sitting__starts_at", "-pk")
