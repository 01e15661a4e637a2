"""The list of recommendations: rows read as columns, ways to narrow it with their counts, the same as a table file."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import number, short_date
from common.written import as_written
from governance.catalogue import (
    BY_NEARNESS,
    FAMILIES,
    OFFERED,
    ORDERS,
    Query,
    family_counts,
    found,
    last_moves,
    ordered,
    theme_counts,
    themes_of,
    year_counts,
)
from governance.enums import AnswerOutcome, Kind, State

from .state import Badge, badge

A_PAGE = 25
COLUMNS = ("pk", "number", "public_title", "public_summary", "state", "kind", "transmission__due_on")


class Row(NamedTuple):
    """One line of the list."""

    url: str
    title: str
    text: str
    badge: Badge
    meta: str


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list, or to undo it."""

    label: str
    url: str
    count: str
    current: bool


def rows(values, on: date) -> list[Row]:
    """The lines of some recommendations, given as COLUMNS: two queries more, however many."""
    pks = [row[0] for row in values]
    themes, moved = themes_of(pks), last_moves(pks)
    return [_row(row, themes.get(row[0], ()), moved.get(row[0]), on) for row in values]


def _row(columns, themes, moved, on):
    _pk, number_, title, text, state, kind, due_on = columns
    said = (f"{capfirst(Kind(kind).label)} {number_}", short_date(moved), as_written(", ".join(themes)))
    meta = format_html_join(" · ", "{}", ((part,) for part in said if part))
    url = reverse("governance:recommendation", args=[number_])
    return Row(url, title, text, badge(state, due_on, on), meta)


def listed(query: Query, page: str, on: date) -> dict:
    """Everything the page of the list shows."""
    query = query.understood()
    pages = Paginator(ordered(found(query, on), query).values_list(*COLUMNS), A_PAGE)
    years, themes = year_counts(query, on), theme_counts(query, on)
    pages.count = total = sum(number for year, number in years if query.year in ("", str(year)))
    shown = pages.get_page(page)
    return {
        "query": query,
        "page_of_rows": shown,
        "rows": rows(list(shown), on),
        "result": ngettext("%(n)s recommandation", "%(n)s recommandations", total) % {"n": number(total)},
        "facets": facets(query, themes, years, on),
        "csv_url": query.path(reverse("governance:recommendations_csv")),
        "feed_url": reverse("governance:feed"),
        "orders": [(name, label) for name, (label, _f) in ORDERS.items() if query.words or name != BY_NEARNESS],
        "chips": chips(query, {slug: name for slug, name, _n in themes}),
    }


def facets(query: Query, themes, by_year, on: date) -> list[dict]:
    """States, themes and years with their numbers; choosing the current one again takes it away. Two queries."""
    by_family = family_counts(query, on)
    families = [(name, FAMILIES[name][1], by_family[name]) for name in OFFERED]
    years = [(str(year), str(year), count) for year, count in by_year]
    groups = (
        (_("Où elles en sont"), "family", families),
        (_("Thème"), "theme", [(slug, as_written(name), count) for slug, name, count in themes]),
        (_("Année"), "year", years),
    )
    return [
        {"title": title, "choices": [_choice(query, field, *line) for line in lines]}
        for title, field, lines in groups
        if lines
    ]


def _choice(query, field, value, label, count):
    current = getattr(query, field) == value
    asked = query.without(**{field: "" if current else value})
    return Choice(label, asked.path(reverse("governance:recommendations")), number(count), current)


def chips(query: Query, themes: dict[str, str]) -> list[dict]:
    """The filters in force, each with the address that takes it away."""
    labels = {
        "words": f"« {query.words} »",
        "family": FAMILIES[query.family][1] if query.family else "",
        "theme": as_written(themes.get(query.theme, query.theme)),
        "year": query.year,
        "addressee": query.addressee,
    }
    root = reverse("governance:recommendations")
    said = [(field, label) for field, label in labels.items() if getattr(query, field)]
    return [{"label": label, "url": query.without(**{field: ""}).path(root)} for field, label in said]


TABLE = {
    "number": lambda: _("numéro"),
    "kind": lambda: _("nature"),
    "public_title": lambda: _("titre"),
    "public_summary": lambda: _("résumé"),
    "state": lambda: _("état"),
    "addressee": lambda: _("destinataire"),
    "transmission__sent_on": lambda: _("transmise le"),
    "transmission__due_on": lambda: _("réponse attendue pour le"),
    "transmission__answer__answered_on": lambda: _("répondue le"),
    "transmission__answer__outcome": lambda: _("réponse"),
    "transmission__answer__deliberation_number": lambda: _("délibération n°"),
}
WORDS = {"kind": Kind, "state": State, "transmission__answer__outcome": AnswerOutcome}


def table(query: Query, root: str, on: date) -> list[list]:
    """The filtered list as rows of a file, headings first; `root` begins the addresses. Two queries."""
    lines = list(ordered(found(query, on), query).values("pk", *TABLE))
    themes = themes_of([line["pk"] for line in lines])
    head = [*(heading() for heading in TABLE.values()), _("thèmes"), _("adresse")]
    return [head, *(_line(line, ", ".join(themes.get(line["pk"], ())), root) for line in lines)]


def _line(line, themes, root):
    cells = [WORDS[name](line[name]).label if name in WORDS and line[name] else line[name] for name in TABLE]
    return [*cells, themes, root + reverse("governance:recommendation", args=[line["number"]])]
