"""Finding a text by its words without minding accents, capitals or ligatures, alike on both databases."""

import re
import unicodedata

from django.db.models import F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat

from governance.models import Version

# Each letter with the forms it may take in a text; both cases, for PostgreSQL folds accents only in some locales.
FORMS = {
    "a": "àâäáãÀÂÄÁÃ", "c": "çÇ", "e": "éèêëÉÈÊË", "i": "îïíìÎÏÍÌ", "n": "ñÑ", "o": "ôöóòõÔÖÓÒÕ", "u": "ùûüúÙÛÜÚ",
    "y": "ÿŸ", "'": "’",
}  # fmt: skip
LIGATURES = {"oe": "œŒ", "ae": "æÆ", "ss": "ß"}


def pattern(word: str) -> str:
    """A regular expression, read alike by both databases, for a word however it is accented."""
    pieces = re.findall("|".join([*LIGATURES, "."]), plain(word), re.DOTALL)
    return "".join(_piece(piece) for piece in pieces)


def plain(text: str) -> str:
    """A text in small letters without accents or ligatures."""
    for letters, ligatures in LIGATURES.items():
        text = re.sub(f"[{ligatures}]", letters, text)
    decomposed = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


def with_public_words(recommendations):
    """Annotate `public_title` and `public_summary`: the last frozen text, not one being worked on (RULES R3)."""
    last = Version.objects.filter(recommendation=OuterRef("pk")).order_by("-number")
    return recommendations.annotate(
        public_title=Coalesce(Subquery(last.values("title")[:1]), F("title")),
        public_summary=Coalesce(Subquery(last.values("summary")[:1]), F("summary")),
    )


def about(recommendations, text: str):
    """Keep those whose number, title or summary has every word of `text`."""
    words = text.split()
    if not words:
        return recommendations
    space = Value(" ")
    together = Concat("number", space, "public_title", space, "public_summary", output_field=TextField())
    found = with_public_words(recommendations).annotate(public_words=together)
    return found.filter(*(Q(public_words__iregex=pattern(word)) for word in words))


def _piece(piece):
    if piece in LIGATURES:
        return f"({piece}|[{LIGATURES[piece]}])"
    return f"[{piece}{FORMS[piece]}]" if piece in FORMS else re.escape(piece)
