"""Whose digest is it? What a file is, among everything the council froze (RULES M4). Nothing given is kept."""

import hashlib
import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from common.formats import long_date, long_datetime, number
from deliberations.models import AgendaVersion, ExaminedList, Minutes, PublicRendition, SignedCopy
from governance.models import Recommendation, Transmission, Version
from register.models import Entry

LARGEST = 50 * 1024 * 1024
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Finding:
    """What was recognised: what it is, of what, since when, where it is read, its act in the register."""

    what: str
    about: str
    when: str
    url: str = ""
    entry: str = ""


def digest_of(file):
    """The SHA-256 of an uploaded file, read piece by piece."""
    found = hashlib.sha256()
    for piece in file.chunks():
        found.update(piece)
    return found.hexdigest()


def cleaned(typed):
    """A digest as it is kept, from what was typed or copied: without spaces, in lower case; nothing if it is none."""
    plain = re.sub(r"[\s:]", "", typed).lower().removeprefix("sha256").removeprefix("sha-256")
    return plain if DIGEST.fullmatch(plain) else ""


def find(digest):
    """Return the Finding of a digest, or None: of a file, of a frozen content, of a text, of an act."""
    return next((finding for source in SOURCES if (finding := source(digest))), None)


def _either(digest):
    return Q(document_digest=digest) | Q(content_digest=digest)


def _public_minutes(digest):
    kept = PublicRendition.objects.filter(_either(digest)).select_related("minutes__sitting").first()
    if kept is None:
        return None
    what = _("Procès-verbal approuvé, exemplaire public")
    return _of_sitting(what, kept.minutes.sitting, kept.at, "minutes.published", _page(kept.minutes))


def _full_minutes(digest):
    kept = Minutes.objects.filter(_either(digest), approved_at__isnull=False).select_related("sitting").first()
    if kept is None:
        return None
    what = _("Procès-verbal approuvé, exemplaire intégral")
    return _of_sitting(what, kept.sitting, kept.approved_at, "sitting.approve", _page(kept))


def _signed(digest):
    kept = SignedCopy.objects.filter(digest=digest).select_related("minutes__sitting").first()
    if kept is None:
        return None
    what = _("Procès-verbal approuvé, exemplaire signé")
    return _of_sitting(what, kept.minutes.sitting, kept.added_at, "minutes.signed", _page(kept.minutes))


def _list(digest):
    kept = ExaminedList.objects.filter(digest=digest).select_related("sitting").first()
    if kept is None:
        return None
    what, url = _("Liste de ce qui a été examiné"), kept.sitting.get_absolute_url() + "examine/"
    return _of_sitting(what, kept.sitting, kept.published_at, "minutes.examined", url)


def _agenda(digest):
    kept = AgendaVersion.objects.filter(digest=digest).select_related("sitting").first()
    if kept is None:
        return None
    what = _("Ordre du jour envoyé, version %(n)s") % {"n": kept.number}
    return _of_sitting(what, kept.sitting, kept.frozen_at, "sitting.convene", kept.sitting.get_absolute_url())


def _of_sitting(what, sitting, at, act, url):
    about = f"{sitting.title}, {long_date(sitting.starts_at)}"
    return Finding(what, about, long_datetime(at), url, _entry(act, sitting.subject))


def _page(minutes):
    return minutes.sitting.get_absolute_url() + "proces-verbal/" if minutes.published_at else ""


def _transmission(digest):
    kept = Transmission.objects.filter(document_digest=digest).select_related("recommendation").first()
    if kept is None:
        return None
    text, entry = kept.recommendation, _entry("recommendation.transmit", kept.recommendation.subject)
    about = f"{text.number}, {text.title}"
    return Finding(_("Transmission à l’assemblée"), about, long_date(kept.sent_on), text.get_absolute_url(), entry)


def _text(digest):
    shown = Recommendation.objects.public()
    kept = Version.objects.filter(digest=digest, recommendation__in=shown).select_related("recommendation").first()
    if kept is None:
        return None
    text = kept.recommendation
    what = _("Texte d’une recommandation, version %(n)s") % {"n": kept.number}
    return Finding(what, f"{text.number}, {kept.title}", long_datetime(kept.frozen_at), text.get_absolute_url())


def _act(digest):
    kept = Entry.objects.filter(digest=digest).first()
    if kept is None:
        return None
    return Finding(
        _("Tête du registre des actes"), _("acte n° %(n)s") % {"n": number(kept.number)}, long_datetime(kept.at)
    )


def _entry(act, subject):
    """« n° 1 144 »: the act of the register that says the same, the last one if it was done several times."""
    entry = Entry.objects.filter(act=act, subject=subject).order_by("-number").first()
    return _("n° %(n)s") % {"n": number(entry.number)} if entry else ""


SOURCES = (_public_minutes, _full_minutes, _signed, _list, _agenda, _transmission, _text, _act)
