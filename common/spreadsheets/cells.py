"""One cell → one value. Each function takes the text of a cell, which may be empty, and gives its value;
it raises ValidationError with a sentence that says what would make the cell right."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from common.identifiers import bare, siret_problem

__all__ = ["choice", "day", "email", "key", "line", "siret", "text", "whole_number", "yes_no"]

YES = {"oui", "o", "x", "vrai", "true", "yes", "y", "ja", "j", "1", "✓", "✔"}
NO = {"", "non", "n", "faux", "false", "no", "nein", "0", "-"}
MONTHS = (  # French, English, German; a beginning that only one month has is enough
    "janvier january januar jaenner",
    "fevrier february februar",
    "mars march maerz",
    "avril april",
    "mai may",
    "juin june juni",
    "juillet july juli juil jul",
    "aout august",
    "septembre september",
    "octobre october oktober",
    "novembre november",
    "decembre december dezember",
)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_IN_WORDS = re.compile(r"(?:[^\W\d]+\.?,? )?(\d{1,2})(?:er|\.|st|nd|rd|th)? ([^\W\d]+)\.? (\d{4})", re.IGNORECASE)
_SERIAL = re.compile(r"[2-7]\d{4}")  # days since 1900 as Excel counts them: 1954 to 2119
_ABBREVIATED = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)


def key(words: str) -> str:
    """What a word is compared by: without accents, case, punctuation, plural, gender and little words.

    « Suppléant·e », « suppléante » and « SUPPLÉANTS » are one; so are « Début de mandat » and « debut mandat ».
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"[·•]\w+|\(\w{1,3}\)", "", words.casefold().replace("œ", "oe")))
    found = re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return " ".join(_root(word) for word in found if word not in {"de", "du", "des", "d", "l", "la", "le", "les"})


def _root(word: str) -> str:
    return re.sub(r"(?:e|es|s|x)$", "", word) if len(word) > 3 else word


def text(cell: str) -> str:
    """The text as it was typed, lines and all, in one Unicode form."""
    return unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()


def line(cell: str) -> str:
    """A text of one line: a name, a title."""
    return " ".join(text(cell).split())


def email(cell: str) -> str:
    """An e-mail address in lower case, or nothing."""
    address = cell.strip().removeprefix("mailto:").lower()
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise ValidationError(_("Ce n’est pas une adresse de courriel\u202f: il faut nom@domaine.")) from error
    return address


def siret(cell: str) -> str:
    """Fourteen digits, or nothing. The leading nought that spreadsheets eat is put back when the key proves it."""
    if _ABBREVIATED.fullmatch(cell):
        raise ValidationError(
            _("Le tableur a abrégé ce SIRET\u202f: mettez la colonne au format texte et ressaisissez-le.")
        )
    digits = bare(cell)
    if len(digits) == 13 and not siret_problem(f"0{digits}"):
        return f"0{digits}"
    if digits and (problem := siret_problem(digits)):
        raise ValidationError(problem)
    return digits


def yes_no(cell: str) -> bool:
    """« oui », « x », « vrai » are yes; « non », « faux » and an empty cell are no."""
    said = cell.strip().casefold()
    if said in YES or said in NO:
        return said in YES
    raise ValidationError(_("Écrivez «\u202foui\u202f» ou «\u202fnon\u202f»."))


def whole_number(cell: str) -> int | None:
    """A whole number, spaces between thousands allowed; None for an empty cell."""
    digits = re.sub(r"\s", "", cell)
    if re.fullmatch(r"-?[0-9]{1,12}", digits):
        return int(digits)
    if digits:
        raise ValidationError(_("Écrivez un nombre entier, en chiffres."))
    return None


def choice(options: Mapping[str, tuple[str, ...]]) -> Callable[[str], str]:
    """A parser for one of several values, each with the words people use for it; the first is shown to them.

    An empty cell gives "". Words are compared by `key`.
    """
    values = {key(word): value for value, words in options.items() for word in (value, *words)}
    shown = ", ".join(words[0] for words in options.values())

    def parse(cell: str) -> str:
        if not cell.strip():
            return ""
        try:
            return values[key(cell)]
        except KeyError:
            raise ValidationError(_("Écrivez l’un de ces mots\u202f: %(words)s.") % {"words": shown}) from None

    return parse


def day(cell: str) -> date | None:
    """A date as people write it: 24/11/2026, 2026-11-24, 24 nov. 2026, 1er mars 2026, or Excel's day number."""
    said = " ".join(cell.split())
    if not said:
        return None
    if _SERIAL.fullmatch(said):
        return date(1899, 12, 30) + timedelta(days=int(said))
    parts = _day_month_year(said)
    if parts is None:
        raise ValidationError(_("Écrivez la date comme 24/11/2026, 2026-11-24 ou 24 novembre 2026."))
    try:
        return date(parts[2], parts[1], parts[0])
    except ValueError as error:
        raise ValidationError(_("Cette date n’existe pas\u202f: vérifiez le jour et le mois.")) from error


def _day_month_year(said: str) -> tuple[int, int, int] | None:
    if found := _ISO.fullmatch(said):
        year, month, number = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(said):
        number, month, year = map(int, found.groups())
        year += 2000 if len(found[3]) == 2 else 0  # lists of terms in office look at this century
    elif (found := _IN_WORDS.fullmatch(said)) and (named := _month(found[2])):
        number, month, year = int(found[1]), named, int(found[3])
    else:
        return None
    return number, month, year


def _month(word: str) -> int | None:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ä", "ae"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = [
        n for n, names in enumerate(MONTHS, 1) if len(plain) >= 3 and any(m.startswith(plain) for m in names.split())
    ]
    return found[0] if len(found) == 1 else None
