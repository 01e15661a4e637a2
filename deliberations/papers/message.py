"""What a message says, as values: drawn as text and as HTML from the same, so that they cannot disagree (RULES S3)."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from common.formats import clock_span, long_date, long_datetime, short_digest
from common.identity import identity
from council.enums import SeatRole
from deliberations.links import reply_address, site_address

from .changes import changes_between
from .notice import ACTS


@dataclass(frozen=True)
class Paper:
    """A text put to the vote: where to read it, and the digest of the version that is voted."""

    words: str
    url: str
    digest: str


@dataclass(frozen=True)
class Answer:
    """The way to answer for one seat, and the shortcuts that only choose an answer in advance."""

    seat: str
    url: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Message:
    """One message to one person."""

    council: str
    subject: str
    eyebrow: str
    hello: str
    lead: tuple[str, ...]
    title: str
    facts: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    items: tuple[str, ...]
    papers: tuple[Paper, ...]
    answers: tuple[Answer, ...]
    enclosed: str
    url: str


ANSWERABLE = ("convening", "change")


def message_words(version, before, *, person, terms=(), reminder=False):
    """Return the Message of an AgendaVersion for one person, in the language that is active.

    `before`: the version that was sent before this one, or None; `terms`: those by which the person holds a seat.
    """
    content, act = version.content, version.content["act"]
    answerable = act in ANSWERABLE
    eyebrow = _("Relance") if reminder else ACTS[act]()
    return Message(
        council=identity().full,
        subject=f"{eyebrow} · {content['title']}, {long_date(_moment(content['starts_at']))}",
        eyebrow=eyebrow,
        hello=_("Bonjour %(person)s,") % {"person": person},
        lead=tuple(filter(None, _reminded() if reminder else LEADS[act](version, before))),
        title=content["title"],
        facts=tuple(_facts(content)),
        changes=tuple(changes_between(before.content, content)) if act == "change" and not reminder else (),
        items=tuple(map(_item, content["items"])) if answerable else (),
        papers=tuple(_paper(item) for item in content["items"] if item["text_sha256"]) if answerable else (),
        answers=tuple(_answer(version.sitting, term) for term in terms) if answerable else (),
        enclosed=_enclosed(act),
        url=site_address(version.sitting.get_absolute_url()),
    )


def _moment(text):
    return datetime.fromisoformat(text)


def _convened(version, _before):
    content = version.content
    urgency = {"reason": content["urgency_reason"]}
    return (
        _("Vous êtes convoqué·e à la séance ci-dessous."),
        content.get("second_call_rule", "") if content["second_call"] else "",
        _("Convocation d’urgence : %(reason)s") % urgency if content["urgency_reason"] else "",
    )


def _changed(version, _before):
    return (
        _("L’ordre du jour a changé depuis le message précédent : voici la version %(n)s, qui le remplace.")
        % {"n": version.number},
    )


def _postponed(version, before):
    days = {
        "old": long_datetime(_moment(before.content["starts_at"])),
        "new": long_datetime(_moment(version.content["starts_at"])),
    }
    return (
        _("La séance prévue %(old)s est reportée : elle aura lieu %(new)s.") % days,
        _reason(version.content),
        _("Une nouvelle convocation suivra, à laquelle vous pourrez répondre ; votre réponse précédente ne vaut plus."),
    )


def _cancelled(version, _before):
    return _("La séance ci-dessous est annulée."), _reason(version.content)


def _adjourned(version, _before):
    return (
        _("La séance ci-dessous n’a pas pu s’ouvrir, faute de quorum."),
        version.content["reason"],
        version.content["second_call_rule"],
    )


def _reminded():
    """The reminder of somebody who has not answered yet."""
    return (
        _("Vous n’avez pas encore répondu à la convocation à la séance ci-dessous."),
        _("Votre réponse, même négative, dit aux coprésidences si le quorum sera atteint."),
    )


LEADS = {
    "convening": _convened,
    "change": _changed,
    "postponement": _postponed,
    "cancellation": _cancelled,
    "adjournment": _adjourned,
}


def _reason(content):
    return _("Motif : %(reason)s") % {"reason": content["reason"]} if content.get("reason") else ""


def _facts(content):
    starts, ends = _moment(content["starts_at"]), _moment(content["ends_at"])
    facts = (
        (_("Date"), long_date(starts)),
        (_("Heure"), clock_span(starts, ends)),
        (_("Lieu"), content["place"]),
        (_("À distance"), content["remote_link"]),
    )
    return [fact for fact in facts if fact[1]]


def _item(item):
    number = f" ({item['recommendation']})" if item["recommendation"] else ""
    return f"{item['position']}. {item['title']}{number}"


def _paper(item):
    facts = {"number": item["recommendation"], "n": item["version"]}
    path = reverse("governance:leaflet", args=[item["recommendation"]])
    return Paper(
        words=_("Texte %(number)s, version %(n)s") % facts,
        url=site_address(path),
        digest=short_digest(item["text_sha256"]),
    )


def _answer(sitting, term):
    """The ways to answer for one seat; its titular alone entrusts its voice (RULES P1)."""
    url = reply_address(sitting, term.seat, term.person)
    choices = [("coming", _("Je viens")), ("remote", _("À distance")), ("excused", _("Je ne viens pas"))]
    if term.seat.votes and term.role == SeatRole.TITULAR:
        choices.append(("represented", _("Je donne pouvoir")))
    return Answer(term.seat.code, url, tuple((f"{url}?reponse={value}", words) for value, words in choices))


def _enclosed(act):
    if act == "cancellation":
        return _("L’entrée d’agenda jointe retire la séance de votre calendrier.")
    if act == "adjournment":
        return _("L’avis complet est joint à ce message.")
    return _("La convocation complète, avec les textes mis aux voix, et l’entrée d’agenda sont jointes à ce message.")
