"""The agenda as it is frozen and sent: plain values, read once from the record (RULES S3)."""

from django.conf import settings
from django.db.models import Prefetch

from council.enums import OfficeKind
from deliberations.calendar import planned_times
from deliberations.enums import ItemKind
from deliberations.models import ItemPaper
from deliberations.rules import day_of
from deliberations.wording import council_language, rules_words, second_call_rule

ABOUT_THE_ACT = ("act", "reason", "second_call_rule")  # not the agenda itself


@council_language()
def agenda_content(sitting, act, reason=""):
    """Return the agenda as JSON-ready values.

    `act`: convening, change, postponement, cancellation, adjournment; `reason`: what is told with the last three.
    """
    papers = Prefetch("papers", ItemPaper.objects.standing().order_by("pk"))
    items = list(sitting.items.in_order().select_related("minutes_of").prefetch_related(papers))
    times = planned_times(sitting.starts_at, [item.duration for item in items])
    return {
        "act": act,
        "reason": reason,
        "title": sitting.title,
        "body": sitting.body.name,
        "starts_at": sitting.starts_at.isoformat(),
        "ends_at": sitting.ends_at.isoformat(),
        "place": sitting.place,
        "remote_link": sitting.remote_link,
        "is_public": sitting.is_public,
        "urgency_reason": sitting.urgency_reason,
        "second_call": sitting.second_call_of_id is not None,
        "second_call_rule": second_call_rule(sitting),
        "rules": rules_words(sitting.profile),
        "co_chairs": _co_chairs(sitting),
        "items": [_item(item, start) for item, (start, _end) in zip(items, times, strict=True)],
    }


def same_agenda(one, other):
    """Whether two frozen contents say the same, whatever act they were sent for and whenever they were frozen."""
    return _said(one) == _said(other)


def _said(content):
    items = [{name: value for name, value in item.items() if name != "id"} for item in content["items"]]
    return {name: value for name, value in content.items() if name not in ABOUT_THE_ACT} | {"items": items}


@council_language()
def address_of(sitting):
    """The full address of a sitting, for messages and documents."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + sitting.get_absolute_url()


def _co_chairs(sitting):
    offices = sitting.body.offices.in_force(day_of(sitting)).filter(kind=OfficeKind.CO_CHAIR)
    return [{"name": str(office.person), "side": office.side} for office in offices.select_related("person")]


def _item(item, start):
    version = item.recommendation.versions.order_by("-number").first() if item.recommendation else None
    return {
        "id": item.pk,
        "position": item.position,
        "kind": item.kind,
        "title": item.title,
        "note": item.note,
        "visibility": item.visibility,
        "presenter": str(item.presenter) if item.presenter else "",
        "starts_at": start.isoformat(),
        "duration": item.duration,
        "recommendation": item.recommendation.number if item.recommendation else "",
        "version": version.number if version and item.kind == ItemKind.VOTE else None,
        "text_sha256": version.digest if version and item.kind == ItemKind.VOTE else "",
        **_papers(item),
    }


def _papers(item):
    """What is joined to an item, by digest; an item without papers reads as it did before there were any."""
    papers = [{"title": p.title, "visibility": p.visibility, "sha256": p.sha256} for p in item.papers.all()]
    return {"papers": papers} if papers else {}
