"""The one way to write in the index: inside the transaction of the act that makes words public, or hides them again."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from .engines import unused
from .models import IndexCard, Spelling
from .words import spellings, terms

__all__ = ["Card", "forget", "keep", "rebuild"]

WORDS = ("title", "summary", "text")
SHOWN = ("language", "path", "on", *WORDS, *(f"{part}_words" for part in WORDS))
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Card:
    """What is public of one record. `also`: what it is found by as by its title, as its number."""

    kind: str
    key: int
    path: str
    title: str
    summary: str = ""
    text: str = ""
    also: str = ""
    on: date | None = None
    language: str = ""


@transaction.atomic
def keep(card: Card):
    """Write the card of a record, or write it anew; the same card again writes nothing."""
    row, before = _row(card), IndexCard.objects.filter(kind=card.kind, key=card.key).first()
    if before and all(getattr(before, field) == getattr(row, field) for field in SHOWN):
        return
    IndexCard.objects.bulk_create([row], update_conflicts=True, unique_fields=["kind", "key"], update_fields=SHOWN)
    known = before.words if before else set()
    _learn(row.words - known)
    _unlearn(known - row.words)


@transaction.atomic
def forget(kind: str, key: int):
    """Take the card of a record out, and of its words those that stand on no other card."""
    card = IndexCard.objects.filter(kind=kind, key=key).first()
    if card:
        card.delete()
        _unlearn(card.words)


@transaction.atomic
def rebuild(cards) -> int:
    """Write the whole index anew from an iterable of Cards; return how many there are."""
    IndexCard.objects.all().delete()
    Spelling.objects.all().delete()
    rows = [_row(card) for card in cards]
    IndexCard.objects.bulk_create(rows, batch_size=AT_ONCE)
    _write(set().union(*(row.words for row in rows)))
    return len(rows)


def _row(card):
    words = {part: unicodedata.normalize("NFC", getattr(card, part)) for part in WORDS}
    compared = {f"{part}_words": " ".join(terms(text)) for part, text in words.items()}
    if card.also:
        compared["title_words"] = " ".join([*terms(card.also), compared["title_words"]]).strip()
    return IndexCard(
        kind=card.kind, key=card.key, path=card.path, on=card.on, language=card.language, **words, **compared
    )


def _learn(words):
    """Write the spellings of the words that no card had yet."""
    known = Spelling.objects.filter(word__in=words).values_list("word", flat=True).distinct() if words else ()
    _write(words - set(known))


def _write(words):
    rows = (Spelling(key=key, word=word) for word in sorted(words) for key in sorted(spellings(word)))
    Spelling.objects.bulk_create(rows, batch_size=5 * AT_ONCE)


def _unlearn(words):
    """What was corrected or erased is not offered as a spelling either (RULES G2)."""
    if words:
        Spelling.objects.filter(word__in=unused(words)).delete()
