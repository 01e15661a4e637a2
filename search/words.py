"""Words as they are compared: without accents, capitals or endings, and with what a slip of the hand makes of them.

Both databases are given these words and nothing else, so that a search answers alike on either.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["LONGEST", "one_slip", "plain", "spellings", "squeezed", "stem", "terms", "tokens"]

LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "’": "'"}
LONGEST = 40  # letters kept of a word
FORGIVING = 4  # letters from which a slip is forgiven: shorter words are too like one another
TOKEN = re.compile(r"\d{4}-\d{2,5}(?![-\d])|[^\W_]+")
ENDING = re.compile(r"(?:ees|ee|es|e|s|x)$")
SHORTEST_STEM = 3
# What stands in every text finds nothing; written as `plain` leaves it.
EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
        alors ainsi apres au aucun aucune aussi autre autres aux avant avec car ce cela celle celles celui ces cet cette
        ceux chaque chez comme dans de depuis des donc dont du elle elles en encore entre est et etc etre eux fait il
        ils je la le les leur leurs lors lui mais me meme memes mes mon ne ni nos notre nous on ont ou par pas peu peut
        plus pour qu quand que quel quelle quelles quels qui quoi sa sans se selon ses si son sont sous sur ta te tes
        toi ton tous tout toute toutes tres tu un une vers vos votre vous
        """,
    )
)


def plain(text: str) -> str:
    """A text in small letters without accents or ligatures."""
    text = text.lower()
    for ligature, letters in LIGATURES.items():
        text = text.replace(ligature, letters)
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def tokens(text: str) -> list[tuple[str, str]]:
    """(word as it is written, its stem) for each word that says something, in their order.

    A number with its year is one word: 2026-014.
    """
    found = ((match[0], plain(match[0])) for match in TOKEN.finditer(unicodedata.normalize("NFC", text)))
    return [(written, stem(word)) for written, word in found if says_something(word)]


def terms(text: str) -> list[str]:
    """The stems of the words of a text that say something, in their order."""
    return [stem for _written, stem in tokens(text)]


def says_something(word: str) -> bool:
    return word not in EMPTY and (len(word) > 1 or word.isdigit())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A plain word without its plural or feminine: « locales », « locaux » → « local »; « reservees » → « reserv »."""
    word = word.replace("-", "")[:LONGEST]
    if len(word) > FORGIVING and word.endswith("aux") and not word.endswith("eaux"):
        return word[:-2] + "l"
    bare = ENDING.sub("", word)
    return bare if len(bare) >= SHORTEST_STEM and not word.isdigit() else word


def squeezed(word: str) -> str:
    """A word whose double letters are single: the slip that French invites to most."""
    return word if word.isdigit() else re.sub(r"(.)\1", r"\1", word)


@lru_cache(maxsize=8192)
def spellings(word: str) -> frozenset[str]:
    """What a stem is found by: itself squeezed, and with any one letter left out.

    Two words that are `one_slip` apart share one of these; others that share one are to be told from them.
    """
    word = squeezed(word)
    if len(word) < FORGIVING or word[0].isdigit():
        return frozenset({word})
    return frozenset({word, *(word[:place] + word[place + 1 :] for place in range(len(word)))})


def one_slip(word: str, other: str) -> bool:
    """Whether two stems differ by a letter added, dropped or changed, or by two neighbours swapped, doubles aside."""
    one, two = squeezed(word), squeezed(other)
    while one and two and one[0] == two[0]:
        one, two = one[1:], two[1:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    return (len(one) < 2 and len(two) < 2) or (len(one) == 2 and one == two[::-1])
