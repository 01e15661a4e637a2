"""The minutes as one value: everything they say, each part a text ready to draw (RULES M1).

PDF, HTML, Markdown and Akoma Ntoso are drawn from this value alone, so they cannot disagree. It is frozen as JSON at
approval.
"""

from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import datetime
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

__all__ = [
    "Action",
    "AgendaLine",
    "BallotRecord",
    "Chair",
    "CollegeAttendance",
    "CountRow",
    "CountTable",
    "Decided",
    "Disagreement",
    "Item",
    "MinutesDocument",
    "Named",
    "QuorumFinding",
    "Recused",
    "RollGroup",
    "Seal",
    "as_json",
    "from_json",
]


@dataclass(frozen=True)
class Named:
    """Somebody, in which quality, and what there is to say: times, presence at a distance, who represents them."""

    name: str
    label: str
    note: str = ""

    @property
    def words(self) -> str:
        """« Odile Vautrin (Emmaüs), arrivée à 18 h 45 »."""
        return f"{self.name} ({self.label})" + (f", {self.note}" if self.note else "")


@dataclass(frozen=True)
class Chair:
    """Who presided, from and until when (RULES C5)."""

    name: str
    quality: str
    span: str


@dataclass(frozen=True)
class CollegeAttendance:
    """One college: present, represented, excused and absent are four different things (RULES S8)."""

    name: str
    present: tuple[Named, ...]
    represented: tuple[Named, ...]
    excused: tuple[Named, ...]
    absent: tuple[Named, ...]


@dataclass(frozen=True)
class QuorumFinding:
    """The quorum as it was found at one moment, with its arithmetic (RULES Q2, Q3)."""

    when: str
    occasion: str
    sentence: str
    at: str = ""  # ISO 8601, with the council's offset
    counted: int = 0
    needed: int = 0
    met: bool = True


@dataclass(frozen=True)
class AgendaLine:
    number: int
    kind: str
    title: str


@dataclass(frozen=True)
class Decided:
    """The text put to the vote, as it was frozen (RULES V1)."""

    number: str
    version: int
    digest: str
    title: str
    summary: str
    body: str  # Markdown
    rationale: str  # Markdown


@dataclass(frozen=True)
class Recused:
    """Who stepped aside from an item, why, and when they left and returned (RULES V9)."""

    name: str
    label: str
    category: str
    times: str


@dataclass(frozen=True)
class CountRow:
    """The votes of one college, or of the whole council."""

    name: str
    votes_for: int
    against: int
    abstain: int

    @property
    def numbers(self) -> tuple[int, int, int]:
        return self.votes_for, self.against, self.abstain


@dataclass(frozen=True)
class RollGroup:
    """Those who made the same choice in a roll call; « X pour Y » where X held Y's proxy (RULES P5)."""

    choice: str
    names: tuple[str, ...]
    whose: tuple[str, ...] = ()  # whose votes these are, name by name: Y's where « X pour Y » is read
    kind: str = ""  # the choice's name in code


@dataclass(frozen=True)
class CountTable:
    """The figures of a ballot that has no for and against: what each row had, in cells already written."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each row as (column, cell) pairs."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class BallotRecord:
    """One ballot: question, method, who could vote, counts, names, and how it ended (RULES V15, M2)."""

    question: str
    method: str
    times: str
    electorate: str
    quorum: str
    sentence: str
    rows: tuple[CountRow, ...]
    total: CountRow | None
    roll: tuple[RollGroup, ...]
    casting_vote: str
    void: str
    kind: str = ""  # the method's name in code
    outcome: str = ""
    needed: str = ""
    path: str = ""
    said: tuple[str, ...] = ()  # the objections of a consent round, each with what became of it
    tables: tuple[CountTable, ...] = ()
    amends: tuple[str, ...] = ()  # whose amendment was voted, and what it asks; nothing for a text (RULES R4)


@dataclass(frozen=True)
class Action:
    what: str
    who: str
    due: str


@dataclass(frozen=True)
class Disagreement:
    """What a member asked to have recorded against an item or one of its ballots (CRPA R133-13)."""

    name: str
    about: str
    text: str

    @property
    def words(self) -> str:
        """« Odile Vautrin, sur le scrutin : … »."""
        return f"{self.name}, {self.about}\u00a0: {self.text}"


@dataclass(frozen=True)
class Item:
    """One item as it was dealt with."""

    number: int
    kind: str
    needs_words: bool
    title: str
    presenter: str
    times: str
    note: str
    late: str
    text: Decided | None
    discussion: str  # Markdown
    recused: tuple[Recused, ...]
    ballots: tuple[BallotRecord, ...]
    conclusion: str
    actions: tuple[Action, ...]
    motions: tuple[str, ...] = ()  # absent from minutes that were frozen before motions were kept
    requests: tuple[str, ...] = ()  # for a way of voting (RULES V7)
    dissents: tuple[Disagreement, ...] = ()
    internal: bool = False
    started: str = ""  # ISO 8601, with the council's offset
    ended: str = ""

    @property
    def anchor(self) -> str:
        """Where the item stands in a page; keeps the footnotes of its discussion apart from those of others."""
        return f"point-{self.number}"


@dataclass(frozen=True)
class MinutesDocument:
    """The ten contents of RULES M1 and what goes with them."""

    slug: str
    address: str
    council: str
    body: str
    title: str
    day: str
    hours: str
    place: str
    remote_link: str
    openness: str
    rules: str
    convened: str
    chairs: tuple[Chair, ...]
    secretary: str
    colleges: tuple[CollegeAttendance, ...]
    attending: tuple[Named, ...]
    figures: str
    quorum: tuple[QuorumFinding, ...]
    agenda: tuple[AgendaLine, ...]
    opening_words: str  # Markdown
    items: tuple[Item, ...]
    closing_words: str  # Markdown
    closing: str
    date: str = ""  # ISO 8601
    opened: str = ""  # ISO 8601, with the council's offset
    closed: str = ""
    verifying: str = ""  # where anybody may check a copy

    @property
    def heading(self) -> str:
        return f"{self.title} · {self.day}"


@dataclass(frozen=True)
class Seal:
    """What vouches for a rendition: its state, and once approved the digests and the head of the register (M4, A3)."""

    created: datetime
    status: str
    watermark: str = ""
    digest: str = ""
    register: str = ""
    address: str = ""
    published: str = ""  # ISO 8601 date on which the rendition was put online
    approved: str = ""  # ISO 8601 date of the sitting that approved


def as_json(document: MinutesDocument) -> dict:
    """The document as JSON-ready values."""
    return asdict(document)


def from_json(content: dict) -> MinutesDocument:
    """The document that was frozen as `content`."""
    return _revive(MinutesDocument, content)


def _revive(kind: Any, value: Any) -> Any:
    """Rebuild a value of the annotated type: dataclasses, tuples of them, optional ones, plain values."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        known = [field.name for field in fields(kind) if field.name in value]  # what is newer has its default
        return kind(**{name: _revive(hints[name], value[name]) for name in known})
    if get_origin(kind) is tuple:
        return tuple(_revive(get_args(kind)[0], each) for each in value)
    if get_origin(kind) is UnionType:
        return None if value is None else _revive(get_args(kind)[0], value)
    return value
