"""Finding a text by its words without minding accents, capitals or ligatures, alike on both databases."""

import unicodedata

from django.db.models import F, Func, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat, Lower

from governance.models import Version

LETTERS = {
    "a": "àâäáãÀÂÄÁÃ", "c": "çÇ", "e": "éèêëÉÈÊË", "i": "îïíìÎÏÍÌ", "o": "ôöóòõÔÖÓÒÕ", "u": "ùûüúÙÛÜÚ", "n": "ñÑ",
    "y": "ÿŸ", "oe": "œŒ", "ae": "æÆ", "ss": "ß", "'": "’",
}  # fmt: skip


class Plain(Func):
    """A text in small letters without accents. Nested REPLACE is the one spelling that both databases have."""

    function = "REPLACE"
    output_field = TextField()

    @classmethod
    def of(cls, expression):
        """Wrap an expression in one REPLACE for each accented letter."""
        for plain, accented in LETTERS.items():
            for letter in accented:
                expression = cls(expression, Value(letter), Value(plain))
        return Lower(expression, output_field=TextField())


def plain(text: str) -> str:
    """What Plain makes of a text, for the words looked for."""
    for letter, accented in LETTERS.items():
        text = text.translate({ord(one): letter for one in accented})
    decomposed = unicodedata.normalize("NFD", text)
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
    words = plain(text).split()
    if not words:
        return recommendations
    space = Value(" ")
    together = Concat("number", space, "public_title", space, "public_summary", output_field=TextField())
    found = with_public_words(recommendations).annotate(plain_words=Plain.of(together))
    return found.filter(Q(*(Q(plain_words__contains=word) for word in words)))
