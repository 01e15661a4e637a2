"""The public list of recommendations as one may ask for it; an address says words, state, theme, year and order."""

from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from governance.figures import by_state, conditions
from governance.models import Recommendation, RecommendationMove, Theme
from governance.search import about, nearest_first, with_public_words
from search.asking import Question, ask, cleaned

# The word of the address, the word of the record, what people call it. The first six are offered beside the list.
FAMILIES = {
    "en-discussion": ("in_discussion", _("En discussion")),
    "adoptees": ("adopted", _("Adoptées")),
    "transmises": ("transmitted", _("Transmises")),
    "repondues": ("answered", _("Ont reçu une réponse")),
    "mises-en-oeuvre": ("implemented", _("Mises en œuvre")),
    "en-retard": ("overdue", _("Réponse en retard")),
    "a-temps": ("in_time", _("Réponse reçue à temps")),
    "acceptees": ("accepted", _("Acceptées, en tout ou partie")),
}
OFFERED = tuple(FAMILIES)[:6]
BY_NEARNESS, BY_DATE = "pertinence", "recentes"
ORDERS: dict[str, tuple] = {
    BY_NEARNESS: (_("Les plus proches d’abord"), ()),
    "recentes": (_("Les plus récentes d’abord"), ("-year", "-sequence")),
    "anciennes": (_("Les plus anciennes d’abord"), ("year", "sequence")),
    "titre": (_("Par titre"), ("public_title", "-year", "-sequence")),
}


@dataclass(frozen=True)
class Query:
    """What was asked of the list; what an address says wrongly is as if it were not said."""

    words: str = ""
    family: str = ""
    theme: str = ""
    year: str = ""
    addressee: str = ""
    order: str = ""
    question: Question | None = field(default=None, compare=False, repr=False)  # the words, once they were read

    @classmethod
    def read(cls, asked):
        """Read the parameters of an address (a mapping of texts)."""
        family, order, year = asked.get("etat", ""), asked.get("tri", ""), asked.get("annee", "")
        return cls(
            words=cleaned(asked.get("q", "")),
            family=family if family in FAMILIES else "",
            theme=asked.get("theme", "").replace("\x00", "")[:80],
            year=year if year.isascii() and year.isdecimal() and len(year) == 4 else "",
            addressee=asked.get("destinataire", "").replace("\x00", "")[:200],
            order=order if order in ORDERS else "",
        )

    def without(self, **fields):
        return replace(self, **fields)

    def understood(self):
        """The same, its words read once for every list and count that answers it. One query, if there are words."""
        return replace(self, question=ask(self.words)) if self.words else self

    @property
    def asked(self) -> Question:
        return self.question if self.question is not None else ask(self.words)

    @property
    def in_order(self) -> str:
        """The order asked for; without one, the nearest first where there are words, else the latest."""
        usual = BY_NEARNESS if self.words else BY_DATE
        return self.order if self.order and (self.words or self.order != BY_NEARNESS) else usual

    def encoded(self) -> str:
        """The parameters for an address, in a constant order, without those that say nothing."""
        said = {
            "q": self.words,
            "etat": self.family,
            "theme": self.theme,
            "annee": self.year,
            "destinataire": self.addressee,
        }
        said["tri"] = "" if self.in_order == self.without(order="").in_order else self.in_order
        return urlencode({name: value for name, value in said.items() if value})

    def path(self, root: str) -> str:
        encoded = self.encoded()
        return f"{root}?{encoded}" if encoded else root


def found(query: Query, on: date):
    """The public recommendations that answer a query, unordered."""
    recommendations = Recommendation.objects.public()
    if query.words:
        recommendations = about(recommendations, query.asked)
    if query.family:
        recommendations = recommendations.filter(conditions(on)[FAMILIES[query.family][0]])
    if query.theme:
        recommendations = recommendations.filter(themes__slug=query.theme)
    if query.addressee:
        recommendations = recommendations.filter(addressee=query.addressee)
    if query.year:
        recommendations = recommendations.filter(year=int(query.year))
    return recommendations


def ordered(recommendations, query: Query):
    """In the order asked for, with the words that the public reads."""
    rows = with_public_words(recommendations)
    if query.in_order == BY_NEARNESS:
        return nearest_first(rows, query.asked)
    return rows.order_by(*ORDERS[query.in_order][1])


def family_counts(query: Query, on: date) -> dict[str, int]:
    """How many of each family answer the rest of the query. Two queries: by state, and those that are late."""
    counts = by_state(found(query.without(family=""), on))
    counts["overdue"] = found(query.without(family="en-retard"), on).count()
    return {name: counts[FAMILIES[name][0]] for name in OFFERED}


def theme_counts(query: Query, on: date) -> list[tuple[str, str, int]]:
    """(slug, name, number) of each theme among what answers the rest of the query. Two queries."""
    among = found(query.without(theme=""), on).order_by()
    numbers = dict(among.values("themes").annotate(number=Count("pk")).values_list("themes", "number"))
    themes = Theme.objects.order_by("name").values_list("pk", "slug", "name")
    return [(slug, name, numbers[pk]) for pk, slug, name in themes if pk in numbers]


def year_counts(query: Query, on: date) -> list[tuple[int, int]]:
    """(year, number) among what answers the rest of the query, the latest first. One query."""
    among = found(query.without(year=""), on).order_by("-year")
    return list(among.values("year").annotate(number=Count("pk")).values_list("year", "number"))


def themes_of(pks) -> dict[int, list[str]]:
    """The names of the themes of some recommendations. One query."""
    names: dict[int, list[str]] = {}
    rows = Recommendation.themes.through.objects.filter(recommendation__in=pks)
    for pk, name in rows.order_by("theme__name").values_list("recommendation_id", "theme__name"):
        names.setdefault(pk, []).append(name)
    return names


def last_moves(pks) -> dict:
    """When each of some recommendations last moved. One query."""
    moves = RecommendationMove.objects.filter(recommendation__in=pks).order_by()
    return dict(moves.values("recommendation").annotate(last=Max("at")).values_list("recommendation", "last"))
