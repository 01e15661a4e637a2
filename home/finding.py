"""Everything public, found by its words: what an address asks, what answers, kind by kind."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from common.formats import number, short_date
from common.templatetags.ui import language_root
from common.typography import typography
from common.written import council_lang
from council.models import Person, Seat
from deliberations.models import PublicRendition, Sitting
from governance.models import Recommendation
from governance.presenters.state import Badge, badge
from home.models import ProsePage
from search.asking import Question, ask, cleaned
from search.engines import answering, best_first
from search.excerpts import excerpt, marked
from search.models import IndexCard
from territory.models import Organisation

A_PAGE = 20
# The word of the address, the word of the cards, what people call several of them and one.
KINDS = {
    "recommandations": (Recommendation.found_as, gettext_lazy("Recommandations"), gettext_lazy("Recommandation")),
    "seances": (Sitting.found_as, gettext_lazy("Séances"), gettext_lazy("Séance")),
    "proces-verbaux": (PublicRendition.found_as, gettext_lazy("Procès-verbaux"), gettext_lazy("Procès-verbal")),
    "personnes": (Person.found_as, gettext_lazy("Personnes"), gettext_lazy("Personne")),
    "organisations": (Organisation.found_as, gettext_lazy("Organisations"), gettext_lazy("Organisation")),
    "pages": (ProsePage.found_as, gettext_lazy("Pages"), gettext_lazy("Page")),
}
LABELS = {kind: one for kind, _many, one in KINDS.values()}


@dataclass(frozen=True)
class Asked:
    """What was asked of the search; what an address says wrongly is as if it were not said."""

    words: str = ""
    kind: str = ""

    @classmethod
    def read(cls, asked):
        """Read the parameters of an address (a mapping of texts)."""
        kind = asked.get("nature", "")
        return cls(words=cleaned(asked.get("q", "")), kind=kind if kind in KINDS else "")

    def encoded(self) -> str:
        said = {"q": self.words, "nature": self.kind}
        return urlencode({name: value for name, value in said.items() if value})

    def path(self) -> str:
        return f"{reverse('home:search')}?{self.encoded()}"


class Found(NamedTuple):
    """One line of the results."""

    url: str
    title: SafeString
    text: SafeString
    badge: Badge | None
    meta: str
    lang: SafeString | str


class Around(NamedTuple):
    """What some kinds of records say beside their words, by key: where a text stands, which seat is whose."""

    badges: dict[int, Badge]
    seats: dict[int, str]


def public_cards(question: Question):
    """The cards that answer and that this reader may open: pages that are open to all, actors who hold a seat."""
    pages, seated = Page.objects.live().public(), Seat.objects.filter(organisation__isnull=False)
    cards = answering(question).filter(
        ~Q(kind=ProsePage.found_as) | Q(key__in=pages.values("pk")),
        ~Q(kind=Organisation.found_as) | Q(key__in=seated.values("organisation")),
    )
    return cards.filter(language__in={"", get_language(), settings.LANGUAGE_CODE})


def results(asked: Asked, page: str, on: date) -> dict:
    """Everything the page of the search shows, in as many queries for thirty results as for three."""
    question = ask(asked.words)
    if not question:
        return {"asked": asked, "question": question, "rows": []}
    cards = public_cards(question)
    counts = dict(cards.values_list("kind").annotate(n=Count("pk")).order_by())
    total = sum(counts.values())
    if asked.kind:
        cards = cards.filter(kind=KINDS[asked.kind][0])
    pages = Paginator(best_first(cards, question).values_list("pk", flat=True), A_PAGE)
    pages.count = counts.get(KINDS[asked.kind][0], 0) if asked.kind else total
    shown = pages.get_page(page)
    return {
        "asked": asked,
        "question": question,
        "rows": rows(list(shown), question, on),
        "page_of_rows": shown,
        "result": ngettext("%(n)s résultat", "%(n)s résultats", pages.count) % {"n": number(pages.count)},
        "facets": facets(asked, counts, total),
    }


def facets(asked: Asked, counts: dict[str, int], total: int) -> list[dict]:
    """The kinds with their numbers, those that hold something; the first shows them all."""
    lines = [("", _("Tout"), total)]
    lines += [(name, str(many), counts[kind]) for name, (kind, many, _one) in KINDS.items() if kind in counts]
    choices = [
        {"label": label, "url": replace(asked, kind=name).path(), "count": number(n), "current": asked.kind == name}
        for name, label, n in lines
    ]
    return [{"title": _("Où chercher"), "choices": choices}]


def rows(pks: list[int], question: Question, on: date) -> list[Found]:
    """The lines of some cards, in their order. At most three queries, however many."""
    cards = IndexCard.objects.in_bulk(pks)
    ordered = [cards[pk] for pk in pks]
    around = Around(_badges(_keys(ordered, Recommendation), on), _seats(_keys(ordered, Organisation)))
    return [_row(card, question, around) for card in ordered]


def _keys(cards, model):
    return [card.key for card in cards if card.kind == model.found_as]


def _badges(keys, on):
    texts = Recommendation.objects.filter(pk__in=keys).values_list("pk", "state", "transmission__due_on")
    return {pk: badge(state, due_on, on) for pk, state, due_on in texts} if keys else {}


def _seats(keys):
    seats = Seat.objects.filter(organisation__in=keys).order_by("-code").values_list("organisation", "code")
    return dict(seats) if keys else {}


def _row(card, question, around):
    said = question.stems, question.beginnings
    words = "\n".join(filter(None, (card.summary, card.text)))
    return Found(
        url=_address(card, around),
        title=_drawn(marked(typography(card.title), *said)),
        text=_drawn((typography(text), found) for text, found in excerpt(words, *said)),
        badge=around.badges.get(card.key) if card.kind == Recommendation.found_as else None,
        meta=" · ".join(filter(None, (str(LABELS[card.kind]), *META.get(card.kind, _nothing)(card, around)))),
        lang=council_lang(card.language or None),
    )


def _nothing(card, around):
    return ()


META: dict[str, Callable] = {
    Recommendation.found_as: lambda card, around: (card.path.strip("/").rpartition("/")[2],),
    PublicRendition.found_as: lambda card, around: (short_date(card.on),),
    Organisation.found_as: lambda card, around: (_("siège %(code)s") % {"code": around.seats[card.key]},),
}


def _address(card, around):
    """Where to read it, in the language of the page; a page of prose stands in its own."""
    if card.kind == ProsePage.found_as:
        return card.path
    if card.kind == Organisation.found_as:
        return f"{reverse('council:council')}#siege-{around.seats[card.key]}"
    return language_root().removesuffix("/") + card.path


def _drawn(pieces):
    """Pieces as HTML, those that were looked for marked."""
    marks = (format_html("<mark>{}</mark>", text) if found else text for text, found in pieces)
    return format_html_join("", "{}", ((mark,) for mark in marks))
