"""The list of what was examined: date, subject, and what came of it, for each item (CGCT L2121-25; RULES M3)."""

from dataclasses import dataclass

from .document import MinutesDocument


@dataclass(frozen=True)
class ExaminedItem:
    number: int
    kind: str
    title: str
    text: str  # the number of the text put to the vote
    outcomes: tuple[str, ...]  # one composed sentence for each ballot, or what was concluded


@dataclass(frozen=True)
class Examined:
    """What anybody may know before the minutes are approved."""

    council: str
    body: str
    title: str
    day: str
    address: str
    items: tuple[ExaminedItem, ...]


def examined(minutes: MinutesDocument) -> Examined:
    """The list, from the public rendition of the minutes."""
    return Examined(
        council=minutes.council,
        body=minutes.body,
        title=minutes.title,
        day=minutes.day,
        address=minutes.address,
        items=tuple(_item(item) for item in minutes.items if item.needs_words or item.ballots),
    )


def _item(item):
    said = [ballot.void or ballot.sentence for ballot in item.ballots] + [item.conclusion]
    return ExaminedItem(
        number=item.number,
        kind=item.kind,
        title=item.title,
        text=item.text.number if item.text else "",
        outcomes=tuple(sentence for sentence in said if sentence),
    )
