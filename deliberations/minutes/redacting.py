"""The public rendition: the full minutes less what concerns third parties (RULES M5). Values in, a value out."""

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from deliberations.wording import council_language

from .document import AgendaLine, Decided, Item, MinutesDocument

AS_THEY_ARE = {"slug", "address", "verifying", "path", "kind", "outcome", "date", "opened", "closed", "at"}


@dataclass(frozen=True)
class Cut:
    """A passage to hide, in one item or (None) wherever it stands, and the words that take its place."""

    passage: str
    shown: str
    item: int | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The passage between word boundaries, whatever breaks its lines."""
        words = r"\s+".join(map(re.escape, self.passage.split()))
        return re.compile(rf"(?<!\w){words}(?!\w)")


def occurrences(document: MinutesDocument, cut: Cut) -> int:
    """How many times a cut finds its passage."""
    where = document if cut.item is None else [item for item in document.items if item.number == cut.item]
    return sum(len(cut.pattern.findall(text)) for text in _texts(where))


@council_language()
def public_rendition(document: MinutesDocument, cuts: tuple[Cut, ...]) -> MinutesDocument:
    """What everybody may read: without the video link, without items of members only, each cut applied."""
    public = replace(
        document,
        remote_link="",
        agenda=tuple(_agenda_line(line, document) for line in document.agenda),
        items=tuple(_of_members_only(item) if item.internal else item for item in document.items),
    )
    for cut in cuts:
        public = _cut(public, cut)
    return public


def _cut(document, cut):
    if cut.item is None:
        return _replaced(document, cut)
    items = tuple(_replaced(item, cut) if item.number == cut.item else item for item in document.items)
    return replace(document, items=items)


def _replaced(value: Any, cut: Cut) -> Any:
    """The value with the passage replaced in each of its texts; a text that was voted is published as it was voted."""
    if isinstance(value, str):
        return cut.pattern.sub(lambda _match: cut.shown, value)
    if isinstance(value, tuple):
        return tuple(_replaced(each, cut) for each in value)
    if is_dataclass(value) and not isinstance(value, (type, Decided)):
        named = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in AS_THEY_ARE}
        return replace(value, **{name: _replaced(each, cut) for name, each in named.items()})
    return value


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value) and not isinstance(value, Decided):
        for field in fields(value):
            if field.name not in AS_THEY_ARE:
                yield from _texts(getattr(value, field.name))


def _agenda_line(line: AgendaLine, document: MinutesDocument) -> AgendaLine:
    internal = any(item.internal and item.number == line.number for item in document.items)
    return replace(line, title=_("Point réservé aux membres")) if internal else line


def _of_members_only(item: Item) -> Item:
    """An item of members only: that it was dealt with, and when, not what it was about (RULES S5)."""
    return replace(
        item, title=_("Point réservé aux membres"), needs_words=False, presenter="", note="", late="", text=None,
        discussion="", recused=(), ballots=(), conclusion="", actions=(), dissents=(),
    )  # fmt: skip
