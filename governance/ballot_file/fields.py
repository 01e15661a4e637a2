"""One field of a JSON document: it knows its path, and refuses by it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from fractions import Fraction
from typing import NoReturn, TypeVar

__all__ = ["Field", "MalformedBallot", "load", "printable", "shown"]

# A count, a weight or a denominator: no council needs more digits, and no file may cost more than its own length.
MAX_DIGITS = 30
FRACTION = re.compile(rf"([0-9]{{1,{MAX_DIGITS}}})(?:/([0-9]{{1,{MAX_DIGITS}}}))?")
SHOWN = 60
ABSENT = object()

Word = TypeVar("Word", bound=StrEnum)


class MalformedBallot(ValueError):
    """A file that cannot be counted. `field` is a dotted path (`votes[3].choice`), `why` one line in French."""

    def __init__(self, field: str, why: str):
        self.field, self.why = printable(field), printable(why)
        super().__init__(f"{self.field} : {self.why}")


def printable(text: str) -> str:
    """The text on one line, with every control character and lone surrogate spelt out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text)


def load(text: bytes | str) -> object:
    """What JSON holds, with nothing lost on the way: the same key twice, NaN and Infinity are refused.

    Raises MalformedBallot for whatever is not JSON in UTF-8.
    """
    try:
        text = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(text, object_pairs_hook=_without_repetition, parse_constant=_no_number)
    except MalformedBallot:
        raise
    except json.JSONDecodeError as error:
        raise MalformedBallot("fichier", f"JSON illisible, ligne {error.lineno}, colonne {error.colno}") from None
    except UnicodeDecodeError:
        raise MalformedBallot("fichier", "n’est pas du texte en UTF-8") from None
    except RecursionError:
        raise MalformedBallot("fichier", "trop d’imbrications") from None
    except ValueError:
        raise MalformedBallot("fichier", "nombre trop long") from None


def _without_repetition(pairs: list[tuple[str, object]]) -> dict:
    document = dict(pairs)
    if len(document) < len(pairs):
        times = Counter(key for key, _ in pairs)
        raise MalformedBallot(max(times, key=times.__getitem__), "donné deux fois")
    return document


def _no_number(constant: str) -> NoReturn:
    raise MalformedBallot("fichier", f"{constant} n’est pas un nombre")


class Field:
    """A value and where it stands in the document. Each reader returns it typed or raises MalformedBallot."""

    __slots__ = ("path", "value")

    def __init__(self, path: str, value: object):
        self.path, self.value = path, value

    def refuse(self, why: str) -> NoReturn:
        raise MalformedBallot(self.path or "fichier", why)

    def wrong(self, expected: str) -> NoReturn:
        """Refuse the value as being of the wrong kind."""
        if self.value is ABSENT:
            self.refuse(f"absent, {expected} attendu")
        self.refuse(f"{expected} attendu, pas {shown(self.value)}")

    @property
    def given(self) -> bool:
        """Null says no more than nothing."""
        return self.value is not ABSENT and self.value is not None

    def __getitem__(self, key: str) -> "Field":
        if type(self.value) is not dict:
            self.wrong("objet")
        return Field(f"{self.path}.{key}" if self.path else key, self.value.get(key, ABSENT))

    def items(self) -> Iterator[tuple[str, "Field"]]:
        """The fields of an object, by key."""
        if type(self.value) is not dict:
            self.wrong("objet")
        return ((key, self[key]) for key in self.value)

    def __iter__(self) -> Iterator["Field"]:
        """The fields of a list."""
        if type(self.value) is not list:
            self.wrong("liste")
        return (Field(f"{self.path}[{index}]", value) for index, value in enumerate(self.value))

    def only(self, *keys: str) -> None:
        """Refuse an object with any other key."""
        for key, field in self.items():
            if key not in keys:
                field.refuse("inconnu ici")

    def word(self, words: type[Word]) -> Word:
        """One of the words of an enumeration."""
        if type(self.value) is str:
            with suppress(ValueError):
                return words(self.value)
        self.wrong(" | ".join(words))

    def text(self) -> str:
        """A text that is not empty."""
        if type(self.value) is not str or not self.value.strip():
            self.wrong("texte")
        return self.value

    def flag(self) -> bool:
        if type(self.value) is not bool:
            self.wrong("true | false")
        return self.value

    def whole(self) -> int:
        """A whole number, not negative: `true` and `1.0` are none."""
        if type(self.value) is not int or not 0 <= self.value < 10**MAX_DIGITS:
            self.wrong("nombre entier positif")
        return self.value

    def fraction(self) -> Fraction:
        """A fraction as text, `2/3` or `1`: exact, where a number with a point would not be."""
        found = FRACTION.fullmatch(self.value) if type(self.value) is str else None
        if found is None or (found[2] and int(found[2]) == 0):
            self.wrong("fraction en texte")
        return Fraction(int(found[1]), int(found[2] or 1))

    def share(self) -> Fraction:
        """A fraction between 0 and 1."""
        fraction = self.fraction()
        if fraction > 1:
            self.wrong("fraction entre 0 et 1")
        return fraction


def shown(value: object) -> str:
    """A value as JSON writes it, cut short; of a list or an object only that it is one."""
    if isinstance(value, list | dict):
        return "une liste" if isinstance(value, list) else "un objet"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
