"""The agenda on the preparation desk: each item with its running time, and whether the evening is long enough (S5)."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import clock, number
from council.enums import Visibility
from deliberations.calendar import planned_times
from deliberations.enums import ItemKind
from deliberations.models import AgendaItem
from deliberations.rules import may_prepare

from .agenda import facts_of_item
from .papers import papers_by_item


@dataclass(frozen=True)
class PlanLine:
    """One item in its place. `fixed`: the minutes to approve, which stay first (RULES S7)."""

    item: AgendaItem
    start: datetime
    note: str
    fixed: bool
    may_rise: bool
    may_sink: bool
    papers: list = field(default_factory=list)

    @property
    def is_break(self):
        return self.item.kind == ItemKind.BREAK

    @property
    def internal(self):
        return self.item.visibility == Visibility.MEMBERS


def agenda_of(sitting, user, at):
    """Return what the fragment of the agenda shows: its lines, the sentence about its length, its order."""
    items = list(sitting.items.in_order())
    times = planned_times(sitting.starts_at, [item.duration for item in items])
    return {
        "sitting": sitting,
        "may_change": may_prepare(user, sitting, at),
        "agenda": plan_lines(items, [start for start, _end in times], papers_by_item(sitting, items, user, at)),
        "order": ",".join(str(item.pk) for item in items),
        "length": length_of(sitting, times[-1][1]) if items else None,
        "kinds": kinds_words(items),
    }


def plan_lines(items, starts, papers):
    """Return the lines of the agenda, each knowing where it may still move."""
    fixed = [item.kind == ItemKind.MINUTES for item in items]
    last = len(items) - 1
    return [
        PlanLine(
            item=item,
            start=start,
            note=minutes_words(item.duration) if item.kind == ItemKind.BREAK else " · ".join(facts_of_item(item)),
            fixed=fixed[rank],
            may_rise=rank > 0 and fixed[rank - 1] == fixed[rank],
            may_sink=rank < last and fixed[rank + 1] == fixed[rank],
            papers=papers.get(item.pk, []),
        )
        for rank, (item, start) in enumerate(zip(items, starts, strict=True))
    ]


def length_of(sitting, ends):
    """Return whether the agenda holds until the announced end, as a sentence and a colour."""
    spare = round((sitting.ends_at - ends).total_seconds() / 60)
    facts = {"ends": clock(ends), "announced": clock(sitting.ends_at), "minutes": minutes_words(abs(spare))}
    if spare < 0:
        words = _("L’ordre du jour finit à %(ends)s : %(minutes)s de trop, la fin est annoncée à %(announced)s.")
        return {"family": "alarm", "icon": "clock-alert", "text": words % facts}
    if spare == 0:
        return {
            "family": "moss",
            "icon": "clock",
            "text": _("L’ordre du jour finit à %(ends)s, comme annoncé.") % facts,
        }
    words = _("L’ordre du jour finit à %(ends)s : il reste %(minutes)s avant la fin annoncée, à %(announced)s.")
    return {"family": "moss", "icon": "clock", "text": words % facts}


def minutes_words(minutes):
    """« 45 min », « 1 h 05 »."""
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return _("%(n)s min") % {"n": rest}
    return _("%(hours)s h %(minutes)s") % {"hours": hours, "minutes": f"{rest:02}"} if rest else f"{hours} h"


def kinds_words(items):
    """« 6 points, dont 1 réservé aux membres »; breaks are no items of business."""
    business = [item for item in items if item.kind != ItemKind.BREAK]
    inside = sum(item.visibility == Visibility.MEMBERS for item in business)
    words = ngettext("%(n)s point", "%(n)s points", len(business)) % {"n": number(len(business))}
    if not inside:
        return words
    reserved = ngettext("dont %(n)s réservé aux membres", "dont %(n)s réservés aux membres", inside)
    return f"{words}, {reserved % {'n': number(inside)}}"
