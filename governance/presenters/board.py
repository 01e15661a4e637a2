"""The follow-up board: does the assembly answer? Each figure leads to the list it counts (RULES R8)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import number, percent
from governance.annual import years_reported
from governance.catalogue import FAMILIES, Query, found
from governance.figures import Counts, Line, by_addressee, by_theme, by_year, figures
from governance.search import with_public_words

from .catalogue import COLUMNS, rows

FIRST = 10


class Stat(NamedTuple):
    """One figure, what it counts, the list behind it."""

    figure: str
    caption: str
    url: str
    family: str = ""


@dataclass(frozen=True)
class Cell:
    """One number of a table, with the list behind it."""

    label: str
    count: int
    url: str


class Bar(NamedTuple):
    """One theme or year: its numbers, and how much of what was transmitted was answered."""

    label: str
    url: str
    cells: list[Cell]
    transmitted: int
    answered: int
    share: str


WORDS = {word: name for name, (word, _label) in FAMILIES.items()}


def board(on: date) -> dict:
    """Everything the page shows: eight queries, whatever the number of recommendations."""
    total = figures(on)
    late = with_public_words(found(Query(family="en-retard"), on)).order_by("transmission__due_on")
    return {
        "stats": stats(total),
        "total": total,
        "groups": [
            {"title": _("Par thème"), "head": _("Thème"), "bars": bars(by_theme(on), "theme")},
            {"title": _("Par année de dépôt"), "head": _("Année"), "bars": bars(by_year(on), "year")},
            {"title": _("Par destinataire"), "head": _("Destinataire"), "bars": bars(by_addressee(on), "addressee")},
        ],
        "late": rows(list(late.values_list(*COLUMNS)[:FIRST]), on),
        "late_url": address(family="en-retard"),
        "reports": years_reported(on),
        "list_url": address(),
        "on": on,
    }


def stats(total) -> list[Stat]:
    """The figures that say in one look whether the assembly answers."""
    days = ngettext("%(n)s jour", "%(n)s jours", total.median_days or 0) % {"n": number(total.median_days or 0)}
    return [
        Stat(percent(total.answered_share), _of(_("ont reçu une réponse"), total.answered, total.transmitted,
             _("transmises")), address(family="repondues")),
        Stat(percent(total.in_time_share), _of(_("des réponses sont arrivées à temps"), total.in_time, total.answered,
             _("reçues")), address(family="a-temps")),
        Stat(percent(total.accepted_share), _of(_("des réponses acceptent, en tout ou partie"), total.accepted,
             total.answered, _("reçues")), address(family="acceptees")),
        Stat(percent(total.implemented_share), _of(_("de ce qui est accepté est mis en œuvre"), total.implemented,
             total.accepted, _("acceptées")), address(family="mises-en-oeuvre")),
        Stat(days, _("de délai médian, pour %(n)s prévus") % {"n": number(total.expected_days)},
             address(family="repondues")),
        Stat(number(total.overdue), ngettext("réponse en retard aujourd’hui", "réponses en retard aujourd’hui",
             total.overdue), address(family="en-retard"), "alarm" if total.overdue else ""),
    ]  # fmt: skip


def _of(sentence, part, whole, what):
    """« ont reçu une réponse : 38 sur 49 transmises »: a share always shows what it is a share of."""
    return _("%(sentence)s : %(part)s sur %(whole)s %(what)s") % {
        "sentence": sentence, "part": number(part), "whole": number(whole), "what": what,
    }  # fmt: skip


def bars(lines: list[Line], field: str) -> list[Bar]:
    """The table behind a chart, and the chart's lengths."""
    return [
        Bar(
            line.label,
            address(**{field: line.key}),
            cells(line.counts, **{field: line.key}),
            line.counts.transmitted,
            line.counts.answered,
            percent(line.counts.answered_share),
        )
        for line in lines
    ]


def cells(counts: Counts, **narrowed) -> list[Cell]:
    labels = {
        "transmitted": _("transmises"),
        "answered": _("répondues"),
        "in_time": _("à temps"),
        "accepted": _("acceptées"),
        "implemented": _("mises en œuvre"),
        "overdue": _("en retard"),
    }
    return [
        Cell(label, getattr(counts, word), address(family=WORDS[word], **narrowed)) for word, label in labels.items()
    ]


def address(**asked) -> str:
    """The address of the list narrowed as asked."""
    return Query(**asked).path(reverse("governance:recommendations"))
