"""What is looked for, as a value that either database can answer; an unknown word stands for those written like it."""

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Spelling
from .words import LONGEST, one_slip, spellings, squeezed, tokens

__all__ = ["LONGEST_ASKED", "Question", "Wanted", "ask"]

LONGEST_ASKED = 200  # signs: more would only keep the server busy
MOST_WORDS = 12
MOST_ALIKE = 6
SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class Wanted:
    """One word: as it was typed, the stems that stand for it, and whether words that begin so do too."""

    written: str
    stems: tuple[str, ...]
    beginning: str = ""
    known: bool = True


@dataclass(frozen=True)
class Question:
    """The words wanted: all of them, or (`any_of`) as many as possible, in titles and summaries (`headings`)."""

    wanted: tuple[Wanted, ...] = ()
    any_of: bool = False
    headings: bool = False

    @property
    def stems(self) -> frozenset[str]:
        """Everything by which a word that was found is marked."""
        return frozenset(stem for word in self.wanted for stem in word.stems)

    @property
    def beginnings(self) -> frozenset[str]:
        return frozenset(word.beginning for word in self.wanted if word.beginning)

    @property
    def unknown(self) -> list[str]:
        """The words that stand in no public text as they were typed."""
        return [word.written for word in self.wanted if not word.known]

    def __bool__(self):
        return bool(self.wanted)


def ask(text: str, *, any_of: bool = False, headings: bool = False) -> Question:
    """Read what somebody typed: at most MOST_WORDS words that say something. One query, or none without such words."""
    written = dict((stem, word) for word, stem in reversed(tokens(cleaned(text))))
    words = list(reversed(written))[:MOST_WORDS]
    near = nearest(words) if words else {}
    return Question(tuple(_wanted(written[word], word, near[word]) for word in words), any_of, headings)


def cleaned(text: str) -> str:
    """What was typed, as far as it is read: no sign that a database refuses, no more than LONGEST_ASKED."""
    return text[: 4 * LONGEST_ASKED].replace("\x00", "").strip()[:LONGEST_ASKED]


def _wanted(written, word, near):
    if near == [word]:
        return Wanted(written, (word,))
    beginning = word if len(word) >= SHORTEST_BEGINNING and not word.isdigit() else ""
    return Wanted(written, tuple(near) or (word,), beginning, known=False)


def nearest(words: Iterable[str]) -> dict[str, list[str]]:
    """For each stem: [itself] where a card has it, else the stems of cards that are written almost alike, the
    likeliest first. One query."""
    keys = {key[:LONGEST] for word in words for key in spellings(word)}
    by_key: dict[str, set[str]] = {}
    for key, word in Spelling.objects.filter(key__in=keys).values_list("key", "word"):
        by_key.setdefault(key, set()).add(word)
    return {word: _alike(word, by_key) for word in words}


def _alike(word, by_key):
    if word in by_key.get(squeezed(word), ()):
        return [word]
    near = {other for key in spellings(word) for other in by_key.get(key, ()) if one_slip(word, other)}
    return sorted(near, key=lambda other: (other[0] != word[0], abs(len(other) - len(word)), other))[:MOST_ALIKE]
