"""Dates, hours and numbers as people say them, in the language of the reader.

Months and weekdays are Django's own; what follows is only how each language puts them together.
"""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import number_format
from django.utils.translation import get_language

from common.typography import NARROW

__all__ = [
    "clock",
    "clock_span",
    "counted",
    "long_date",
    "long_datetime",
    "number",
    "percent",
    "short_date",
    "short_digest",
]

MINUS = "\u2212"
_SHORT_MONTHS = {
    "fr": "janv. févr. mars avril mai juin juill. août sept. oct. nov. déc.",
    "en": "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
}
_DAY = {"fr": "{day} {month} {year}", "en": "{day} {month} {year}", "de": "{day}. {month} {year}"}
_WEEKDAY = {"fr": "{weekday} {date}", "en": "{weekday} {date}", "de": "{weekday}, {date}"}
_AT = {"fr": "{date} à {clock}", "en": "{date} at {clock}", "de": "{date} um {clock}"}


def long_date(value: date | None) -> str:
    """« mardi 24 novembre 2026 », « dimanche 1er mars 2026 »."""
    day = _day_of(value)
    if day is None:
        return ""
    language = _language()
    return _WEEKDAY[language].format(weekday=WEEKDAYS[day.weekday()], date=_said(day, str(MONTHS[day.month]), language))


def short_date(value: date | None) -> str:
    """« 24 nov. 2026 », « 1er mars 2026 »."""
    day = _day_of(value)
    if day is None:
        return ""
    language = _language()
    return _said(day, _SHORT_MONTHS[language].split()[day.month - 1], language)


def long_datetime(value: datetime | None) -> str:
    """« mardi 24 novembre 2026 à 18 h 30 », in the council's time zone."""
    if value is None:
        return ""
    return _AT[_language()].format(date=long_date(value), clock=clock(value))


def clock(value: datetime | time | None) -> str:
    """« 18 h 30 », « 18 h », « 9 h 05 »."""
    if value is None:
        return ""
    hour = _local(value)
    language = _language()
    if language == "fr":
        return f"{hour.hour}{NARROW}h" + (f"{NARROW}{hour.minute:02}" if hour.minute else "")
    return f"{hour.hour}:{hour.minute:02}" + (f"{NARROW}Uhr" if language == "de" else "")


def clock_span(start: datetime | time | None, end: datetime | time | None) -> str:
    """« 18 h 30 – 21 h »; with the dates when it ends on another day; the start alone when no end is known."""
    if start is None or end is None:
        return clock(start)
    first, last = clock(start), clock(end)
    if isinstance(start, datetime) and isinstance(end, datetime) and _day_of(start) != _day_of(end):
        first, last = long_datetime(start), long_datetime(end)
    return f"{first} – {last}"


def number(value, decimals: int | None = None) -> str:
    """« 1 250 », « 3,5 »: with a narrow no-break space between thousands in French."""
    if value is None:
        return ""
    if isinstance(value, Fraction):
        value = _rounded(value, 2).normalize() + 0 if decimals is None else _rounded(value, decimals)
    text = number_format(value, decimal_pos=decimals, force_grouping=True)
    return text.replace("\u00a0", NARROW).replace("-", MINUS)


def percent(share, decimals: int = 0) -> str:
    """« 78 % » of a share between 0 and 1; halves round away from zero, and exactly for fractions."""
    if share is None:
        return ""
    sign = "%" if _language() == "en" else f"{NARROW}%"
    return number(_rounded(Fraction(str(share)) * 100, decimals), decimals) + sign


def counted(count: int, one: str, many: str) -> str:
    """« 1 siège », « 1 250 sièges »: the number and the word that goes with it; in French nought is singular."""
    singular = abs(count) < 2 if _language() == "fr" else abs(count) == 1
    return f"{number(count)} {one if singular else many}"


def short_digest(digest: str) -> str:
    """« 9f3a…c41e »: enough of a SHA-256 for two people to compare aloud."""
    return digest if len(digest) <= 9 else f"{digest[:4]}…{digest[-4:]}"


def _language() -> str:
    language = (get_language() or "fr")[:2]
    return language if language in _DAY else "fr"


def _said(day: date, month: str, language: str) -> str:
    ordinal = "1er" if language == "fr" and day.day == 1 else day.day
    return _DAY[language].format(day=ordinal, month=month, year=day.year)


def _local(value):
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _day_of(value: date | None) -> date | None:
    local = _local(value)
    return local.date() if isinstance(local, datetime) else local


def _rounded(value: Fraction, decimals: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def lasting(seconds: int) -> str:
    """« 45 s », « 3 min », « 4 min 10 »: how long somebody spoke, to the second."""
    minutes, rest = divmod(int(seconds), 60)
    if not minutes:
        return f"{rest}{NARROW}s"
    return f"{minutes}{NARROW}min" + (f"{NARROW}{rest:02}" if rest else "")
