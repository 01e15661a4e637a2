"""Finding a text by its words: those that answer a question, and those near a title that somebody is writing."""

from datetime import date
from typing import NamedTuple

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from governance.enums import State
from governance.models import Recommendation, Version
from search.asking import Question, ask
from search.engines import best_first, joined, keys
from search.nearness import SHARED, nearness
from search.words import terms

KIND = Recommendation.found_as
CANDIDATES = 20  # public texts looked at closely, the nearest by the index
OWN = 50  # texts of one author that are not public yet
SHOWN = 5


def with_public_words(recommendations):
    """Annotate `public_title` and `public_summary`: the last frozen text, not one being worked on (RULES R3)."""
    last = Version.objects.filter(recommendation=OuterRef("pk")).order_by("-number")
    return recommendations.annotate(
        public_title=Coalesce(Subquery(last.values("title")[:1]), F("title")),
        public_summary=Coalesce(Subquery(last.values("summary")[:1]), F("summary")),
    )


def about(recommendations, question: Question):
    """Keep those that answer a question; none where no word of it says anything."""
    return recommendations.filter(pk__in=keys(KIND, question)) if question else recommendations.none()


def nearest_first(recommendations, question: Question):
    """Those that answer a question, the best answer first."""
    return best_first(joined(recommendations, KIND, question), question) if question else recommendations.none()


class Near(NamedTuple):
    """A text near another: what a list needs to name it; `number` is None for a draft of one's own."""

    pk: int
    number: str | None
    title: str
    summary: str
    state: str
    due_on: date | None
    own: bool


def texts_near(title: str, *, author, but=None) -> list[Near]:
    """The texts that say nearly what a title says, the nearest first: public ones, and the author's own (RULES R3).

    `but`: the key of the text that bears the title. Three queries; none for a title of a single word.
    """
    words = terms(title)
    if len(set(words)) < SHARED:
        return []
    texts = [text for text in (*_public(title), *_own(author)) if text.pk != but]
    near = [(nearness(words, terms(f"{text.title} {text.summary}")), text) for text in texts]
    found = sorted((line for line in near if line[0]), key=lambda line: -line[0])
    return [text for _nearness, text in found[:SHOWN]]


def _public(title):
    rows = nearest_first(with_public_words(Recommendation.objects.public()), ask(title, any_of=True, headings=True))
    columns = ("pk", "number", "public_title", "public_summary", "state", "transmission__due_on")
    return [Near(*row, own=False) for row in rows.values_list(*columns)[:CANDIDATES]]


def _own(author):
    if author is None:
        return []
    rows = Recommendation.objects.written_by(author).filter(public_since=None).exclude(state=State.WITHDRAWN)
    columns = ("pk", "number", "title", "summary", "state")
    return [Near(*row, due_on=None, own=True) for row in rows.order_by("-changed_at").values_list(*columns)[:OWN]]
