"""What the documents of a recommendation say, each part a text ready to draw."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Text:
    """A frozen text and the recommendation it belongs to (RULES V1)."""

    number: str
    kind: str
    title: str
    summary: str
    body: str  # Markdown
    rationale: str  # Markdown
    version: int
    digest: str
    url: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Vote:
    """A ballot that was counted: counts by college, names of a roll call, and why it ended so (RULES V15).

    A vote of before this register has only its `sentence`, as it was found on paper.
    """

    sentence: str
    question: str = ""
    circumstances: str = ""
    choices: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[int, ...]], ...] = ()
    total: tuple[int, ...] = ()
    roll: tuple[tuple[str, tuple[str, ...]], ...] = ()
    arithmetic: str = ""  # HTML, the figures in bold
    quorum: str = ""
    casting_vote: str = ""


@dataclass(frozen=True)
class Opinion:
    """A minority opinion (RULES R6)."""

    name: str
    day: str
    words: str  # Markdown


@dataclass(frozen=True)
class Seal:
    """What vouches for a document: when it was made, its state, the head of the register it was made under (A3)."""

    created: datetime
    status: str
    register: str = ""
    watermark: str = ""


@dataclass(frozen=True)
class Letter:
    """The document of the transmission (RULES T1)."""

    council: str
    addressee: str
    day: str
    due: str
    words: str  # Markdown
    signatories: tuple[tuple[str, str], ...]
    text: Text
    vote: Vote
    seal: Seal
    opinions: tuple[Opinion, ...] = ()


@dataclass(frozen=True)
class Point:
    """What was asked in one point, what was answered to it."""

    asked: str
    answered: str


@dataclass(frozen=True)
class Reply:
    """The assembly's answer."""

    sentence: str
    reason: str  # Markdown
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Leaflet:
    """A recommendation for who reads it on paper: text, vote, answer, and where it stands."""

    council: str
    text: Text
    state: str
    road: tuple[tuple[str, str], ...]
    vote: Vote | None
    reply: Reply | None
    seal: Seal
    opinions: tuple[Opinion, ...] = ()
