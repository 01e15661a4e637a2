"""What amending speaks of: texts in parts, changes at a place, passages with their author."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

PARTS = ("body", "rationale")  # the parts of a recommendation that may be amended, in reading order
Text = Mapping[str, str]  # the words of each part

INSERT, DELETE, REPLACE, WHOLE = "insert", "delete", "replace", "whole"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """In one part of the base, base[start:end] gives way to `text` (RULES R4). `whole`: nothing of the part is left."""

    part: str
    start: int
    end: int
    text: str
    whole: bool = False

    @property
    def kind(self) -> str:
        if self.whole:
            return WHOLE
        if self.start == self.end:
            return INSERT
        return REPLACE if self.text else DELETE

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def growth(self) -> int:
        """By how many signs the text grows."""
        return len(self.text) - (self.end - self.start)

    def collides(self, other: "Change") -> bool:
        """Whether both want the same place: spans that overlap, two insertions at one place, a whole part."""
        if self.part != other.part:
            return False
        if self.whole or other.whole or self.span == other.span:
            return True
        return self.start < other.end and other.start < self.end


class Collision(NamedTuple):
    """Two changes that cannot both be made."""

    one: Change
    other: Change


class Distance(NamedTuple):
    """How far from the base an edited text is: whole texts beyond all, then words put in plus words taken out."""

    whole: bool
    words: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of a merged text: the base's own (`by` None), or what an amendment put in the place of `removed`."""

    text: str
    by: object = None
    removed: str = ""


class Colliding(ValueError):
    """Changes that collide were asked to be made together. `collisions`: which."""

    def __init__(self, collisions):
        super().__init__(f"{len(collisions)} changes collide")
        self.collisions = collisions
