"""Finding a text by its words without minding accents, capitals or ligatures, alike on both databases."""

import re
import unicodedata

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from governance.models import Recommendation, Version

LIGATURES = {"oe": "œŒ", "ae": "æÆ", "ss": "ß"}


def plain(text: str) -> str:
    """A text in small letters without accents or ligatures."""
    for letters, ligatures in LIGATURES.items():
        text = re.sub(f"[{ligatures}]", letters, text)
    decomposed = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


def keep_public_words(version: Version):
    """Keep beside the recommendation what its last frozen text is found by: number, title and summary (RULES R3)."""
    text = version.recommendation
    text.searched = plain(f"{text.number or ''} {version.title} {version.summary}")
    Recommendation.objects.filter(pk=text.pk).update(searched=text.searched)


def with_public_words(recommendations):
    """Annotate `public_title` and `public_summary`: the last frozen text, not one being worked on (RULES R3)."""
    last = Version.objects.filter(recommendation=OuterRef("pk")).order_by("-number")
    return recommendations.annotate(
        public_title=Coalesce(Subquery(last.values("title")[:1]), F("title")),
        public_summary=Coalesce(Subquery(last.values("summary")[:1]), F("summary")),
    )


def about(recommendations, text: str):
    """Keep those whose number, title or summary has every word of `text`."""
    return recommendations.filter(*(Q(searched__contains=plain(word)) for word in text.split()))
