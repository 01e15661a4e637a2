"""The pictures that go with links: one for each recommendation, one for all other pages; each drawn once."""

import re
from dataclasses import asdict
from functools import cache as once

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.digests import digest
from common.identity import identity
from common.templatetags.ui import FACES, UNKNOWN
from common.typography import typography
from reports.card import Card, Dot, draw_card

KEPT = 7 * 24 * 3600  # seconds
MARKED = {"a": "accent", "r": "river", "i": "ink"}
CIRCLE = re.compile(r'<circle class="(.)" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"')
NARROW = {0x202F: "\u00a0", 0x2009: "\u00a0"}  # spaces that the typefaces of documents do not all draw


def card_of(record, who=None) -> Card:
    """The card of a recommendation (governance.presenters.record.Record): number, title, where it stands."""
    badge = record.badge
    face = FACES["overdue"] if badge.overdue else FACES.get(badge.state, UNKNOWN)
    return _card(record.eyebrow, str(typography(record.shown.title)), capfirst(badge.label), face.family, who)


def site_card(who=None) -> Card:
    """The card of every page that has none of its own."""
    return _card("", _("Ce qui est demandé, qui l’a décidé, ce qui en est advenu"), who=who)


def name_of(card: Card) -> str:
    """What tells a card from others: it changes with what the card says."""
    return digest(asdict(card) | {"mark": len(card.mark)})[:16]


def drawn(card: Card) -> bytes:
    """The PNG of a card, from the cache when it was drawn before."""
    key = f"card:{name_of(card)}"
    content = cache.get(key)
    if content is None:
        content = draw_card(card)
        cache.set(key, content, KEPT)
    return content


def card_path(record, who=None) -> str:
    """The address of the card of a recommendation, which changes with what it says."""
    path = reverse("opendata:record_card", args=[record.recommendation.number])
    return f"{path}?v={name_of(card_of(record, who))}"


def described(card: Card) -> str:
    """What the picture says, for who does not see it."""
    return " · ".join(part for part in (card.eyebrow, card.title, card.state, card.council) if part)


def _card(eyebrow, title, state="", family="accent", who=None):
    host = settings.WAGTAILADMIN_BASE_URL.split("://")[-1].rstrip("/")
    council = (who or identity()).full
    words = {"council": council, "eyebrow": eyebrow, "title": title, "state": state, "foot": host}
    return Card(**{name: text.translate(NARROW) for name, text in words.items()}, family=family, mark=_mark())


@once
def _mark():
    """The seats of the site's mark, from its drawing."""
    with open(finders.find("icons/mark.svg"), encoding="utf-8") as drawing:
        found = CIRCLE.findall(drawing.read())
    return tuple(Dot(MARKED[kind], float(x), float(y), float(radius)) for kind, x, y, radius in found)
