"""The convening notice as a PDF, drawn from a frozen agenda alone: same version, same bytes (RULES S3)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from common.formats import clock, clock_span, long_date, short_digest
from common.identity import identity
from common.markdown import render
from council.enums import Visibility
from deliberations.enums import ItemKind
from deliberations.links import site_address
from deliberations.wording import council_language
from reports.kit import Document, Furniture
from reports.text import lines, plain, soft, strong


@dataclass(frozen=True)
class Text:
    """A text put to the vote, annexed to the notice."""

    number: str
    version: int
    title: str
    body: str
    rationale: str
    digest: str


@dataclass(frozen=True)
class Notice:
    """What the notice says: the frozen content, its number and digest, the texts to be voted."""

    content: dict
    number: int
    digest: str
    frozen_at: datetime
    texts: tuple[Text, ...] = ()


ACTS = {
    "convening": lambda: _("Convocation"),
    "change": lambda: _("Ordre du jour modifié"),
    "postponement": lambda: _("Séance reportée"),
    "cancellation": lambda: _("Séance annulée"),
    "adjournment": lambda: _("Séance ajournée faute de quorum"),
}


def assemble_notice(version):
    """Read an AgendaVersion and the texts it names: two queries."""
    numbers = {item["text_sha256"]: item for item in version.content["items"] if item["text_sha256"]}
    return Notice(
        content=version.content,
        number=version.number,
        digest=version.digest,
        frozen_at=version.frozen_at.astimezone(UTC),
        texts=tuple(_text(text) for text in _versions_of(version) if text.digest in numbers),
    )


def _versions_of(version):
    """The frozen texts of the recommendations on the agenda, in its order."""
    found = []
    items = version.sitting.items.filter(kind=ItemKind.VOTE).in_order().prefetch_related("recommendation__versions")
    for item in items:
        found += item.recommendation.versions.all()
    return found


def _text(version):
    return Text(
        number=version.recommendation.number,
        version=version.number,
        title=version.title,
        body=version.body,
        rationale=version.rationale,
        digest=version.digest,
    )


@council_language()
def draw_notice(notice):
    """Draw the notice with the texts put to the vote; return the PDF's bytes."""
    document = _begin(notice, f"{ACTS[notice.content['act']]()} · {notice.content['title']}")
    _facts_and_items(document, notice.content, notice.content["items"])
    if notice.texts:
        document.heading(_("Textes mis aux voix"))
        document.keyvalues([(_("Texte %(number)s") % {"number": text.number}, _where(text)) for text in notice.texts])
        document.page_break()
    for text in notice.texts:
        _draw_text(document, text)
    return document.render()


@council_language()
def draw_agenda(notice):
    """Draw the agenda as everybody may read it, without internal items nor the members' link; return the bytes."""
    document = _begin(notice, _("Ordre du jour · %(title)s") % {"title": notice.content["title"]})
    items = [item for item in notice.content["items"] if item["visibility"] == Visibility.PUBLIC]
    _facts_and_items(document, notice.content | {"remote_link": "", "reason": ""}, items)
    return document.render()


def _where(text):
    """Where the text stands, and the digest by which anybody checks that it is the one that was sent."""
    address = site_address(reverse("governance:leaflet", args=[text.number]))
    return lines(plain(address), soft(_("SHA-256 : %(digest)s") % {"digest": text.digest}))


def _begin(notice, title):
    content, starts = notice.content, datetime.fromisoformat(notice.content["starts_at"])
    return Document(
        title=title,
        language="fr",
        created=notice.frozen_at,
        issuer=identity().full,
        eyebrow=content["body"],
        subtitle=_("%(day)s, %(hours)s")
        % {"day": long_date(starts), "hours": clock_span(starts, datetime.fromisoformat(content["ends_at"]))},
        furniture=Furniture(
            running=content["title"],
            version=_("Ordre du jour, version %(n)s") % {"n": notice.number},
            digest=_("Empreinte SHA-256 de l’ordre du jour : %(digest)s") % {"digest": notice.digest},
            page_label=_("Page {page} sur {pages}"),
        ),
    )


def _facts_and_items(document, content, items):
    document.keyvalues(_facts(content))
    document.heading(_("Ordre du jour"))
    document.table(
        (_("Heure"), _("Point")),
        [(clock(datetime.fromisoformat(item["starts_at"])), _item_cell(item)) for item in items],
        widths=(0.13, 0.87),
    )


def _facts(content):
    facts = [
        (_("Lieu"), content["place"]),
        (_("À distance"), content["remote_link"]),
        (_("Public"), _("Séance ouverte au public") if content["is_public"] else _("Séance sans public")),
        (_("Motif d’urgence"), content["urgency_reason"]),
        (_("Règles"), content["rules"]),
        (_("Coprésidence"), " · ".join(chair["name"] for chair in content["co_chairs"])),
    ]
    if content["second_call"]:
        facts.insert(0, (_("Seconde convocation"), second_call_words()))
    return [(name, value) for name, value in facts if value]


def second_call_words():
    """Q4: the notice of a second call says so."""
    return _("La première séance n’a pas atteint le quorum ; celle-ci porte sur le même ordre du jour.")


def _item_cell(item):
    """Number, title; below, what kind of item it is, which text, who presents it."""
    below = [str(ItemKind(item["kind"]).label)]
    if item["recommendation"]:
        below.append(_("texte %(number)s") % {"number": item["recommendation"]})
    if item["presenter"]:
        below.append(_("présenté par %(who)s") % {"who": item["presenter"]})
    below.append(_("%(n)s min") % {"n": item["duration"]})
    parts = [strong(f"{item['position']}. ") + plain(item["title"]), soft(" · ".join(below))]
    return lines(*parts, *([plain(item["note"])] if item["note"] else []))


def _draw_text(document, text):
    kept = _("Version %(n)s, empreinte %(digest)s") % {"n": text.version, "digest": short_digest(text.digest)}
    document.heading(_("Texte %(number)s : %(title)s") % {"number": text.number, "title": text.title}, under=kept)
    document.html(render(text.body, prefix=f"t{text.number}"))
    document.heading(_("Exposé des motifs"), level=3)
    document.html(render(text.rationale, level=4, prefix=f"m{text.number}"))
