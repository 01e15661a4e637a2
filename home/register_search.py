"""The register searched by act, subject and dates; an address says what is asked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware

from home.acts import ACTS, SUBJECTS
from register.models import Entry


@dataclass(frozen=True)
class RegisterQuery:
    """What was asked of the register; what an address says wrongly is as if it were not said."""

    act: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, asked):
        """Read the parameters of an address (a mapping of texts)."""
        act = asked.get("acte", "").replace("-", ".", 1)
        return cls(
            act=act if act in ACTS else "",
            subject=asked.get("objet", "").replace("\x00", "").strip()[:120],
            since=_day(asked.get("du", "")),
            until=_day(asked.get("au", "")),
        )

    def encoded(self):
        """The parameters for an address, without those that say nothing."""
        said = {"acte": self.act_said, "objet": self.subject, "du": self.since, "au": self.until}
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def act_said(self):
        """The act as an address says it."""
        return said_in_addresses(self.act)

    def __bool__(self):
        return bool(self.act or self.subject or self.since or self.until)


def found(asked: RegisterQuery) -> QuerySet:
    """The acts that answer a query, newest first. A subject is found by its words on the page or by its record name."""
    entries = Entry.objects.order_by("-number")
    if asked.act:
        entries = entries.filter(act=asked.act)
    if asked.subject:
        entries = entries.filter(subject__icontains=_as_recorded(asked.subject))
    if asked.since:
        entries = entries.filter(at__gte=_midnight(asked.since))
    if asked.until:
        entries = entries.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    return entries


def said_in_addresses(act: str) -> str:
    """« recommendation-submit »."""
    return act.replace(".", "-", 1)


def acts_offered() -> list[tuple[str, str]]:
    """Every act that the register knows, by its name in words."""
    return sorted(
        ((said_in_addresses(act), str(label)) for act, label in ACTS.items()), key=lambda line: line[1].casefold()
    )


def _as_recorded(words):
    """« recommandation 2026-014 » is recorded as "recommendation 2026-014"."""
    for kind, label in SUBJECTS.items():
        if words.casefold().startswith(str(label).casefold()):
            return kind + words[len(str(label)) :]
    return words


def _day(text):
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and 1900 < day.year < 9999 else None


def _midnight(day):
    return make_aware(datetime(day.year, day.month, day.day))
