"""The agenda as pages show it: each item with its planned time, who presents it, what it is about."""

from django.utils.translation import gettext as _

from common.formats import clock
from council.enums import Visibility
from deliberations.calendar import planned_times
from deliberations.enums import ItemKind


def timed_items(sitting, items):
    """Return (item, planned start) pairs; items that the reader may not see still take their time."""
    every = list(sitting.items.order_by("position", "pk").values_list("pk", "duration"))
    starts = planned_times(sitting.starts_at, [duration for _pk, duration in every])
    start_of = {pk: start for (pk, _duration), (start, _end) in zip(every, starts, strict=True)}
    return [(item, start_of[item.pk]) for item in items]


def agenda_lines(pairs, papers):
    """Return the lines of the component "agenda" for (item, start) pairs; `papers`: by key of their item."""
    return [
        {
            "time": clock(start),
            "title": item.title,
            "note": note_of(item),
            "url": link_of(item),
            "papers": papers.get(item.pk, []),
        }
        for item, start in pairs
    ]


def note_of(item):
    """« vote · texte 2026-014 · présenté par … · 20 min · réservé aux membres »"""
    parts = facts_of_item(item)
    if item.visibility != Visibility.PUBLIC:
        parts.append(_("réservé aux membres"))
    if item.added_after_notice:
        parts.append(_("ajouté après la convocation, sans vote"))
    return " · ".join(parts)


def facts_of_item(item):
    """What an item is, which text it carries, who presents it, how long it takes."""
    parts = [str(item.get_kind_display())]
    if item.recommendation:
        parts.append(_("texte %(number)s") % {"number": item.recommendation.number})
    if item.presenter:
        parts.append(_("présenté par %(who)s") % {"who": item.presenter})
    if item.kind != ItemKind.BREAK:
        parts.append(_("%(n)s min") % {"n": item.duration})
    return parts


def link_of(item):
    return item.recommendation.get_absolute_url() if item.recommendation else ""


def item_clock(item, at):
    """How long is left of an item under way, in minutes, and what a screen needs to let it tick; None otherwise."""
    if item.started_at is None or item.ended_at is not None:
        return None
    left = item.duration - int((at - item.started_at).total_seconds() // 60)
    words = _("reste %(n)s min") if left >= 0 else _("dépassé de %(n)s min")
    return {
        "since": item.started_at.isoformat(),
        "limit": item.duration * 60,
        "words": words % {"n": abs(left)},
        "late": left < 0,
    }
