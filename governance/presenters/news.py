"""The latest public steps of all recommendations, for feeds."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from governance.models import RecommendationMove, Version

from .road import TOLD

LINES = 40


class News(NamedTuple):
    """One step of one recommendation."""

    pk: int
    number: str
    title: str
    text: str
    step: str
    at: datetime
    url: str


def latest(**narrowed) -> list[News]:
    """The last steps since admissibility, the newest first, with the text as last frozen (RULES R3). One query.

    `narrowed`: conditions on the moves.
    """
    last = Version.objects.filter(recommendation=OuterRef("recommendation")).order_by("-number")
    moves = (
        RecommendationMove.objects.filter(at__gte=F("recommendation__public_since"), **narrowed)
        .annotate(title=Subquery(last.values("title")[:1]), text=Subquery(last.values("summary")[:1]))
        .order_by("-at", "-pk")
        .values_list("pk", "recommendation__number", "title", "text", "step", "at")
    )
    return [_news(*row) for row in moves[:LINES]]


def _news(pk, number, title, text, step, at):
    url = reverse("governance:recommendation", args=[number])
    return News(pk, number, title, text, str(TOLD.get(step, step)), at, url)
