"""The profile of a choice among options: for each option, how its grades share out (RULES V2, V15)."""

from typing import NamedTuple

from common.formats import number
from governance.methods import preference

TONES = 6  # as many as the drawing has


class Grade(NamedTuple):
    """A grade of the scale, and its tone in the drawing, from 1 for the best."""

    words: str
    tone: int


class Part(NamedTuple):
    """The papers that gave one grade, in percent from the best to the worst."""

    tone: int
    start: float
    share: float
    words: str


class Judged(NamedTuple):
    """One option: its place, its majority grade, how many papers gave it each grade."""

    place: str
    option: str
    grade: Grade
    counts: list[tuple[str, str]]  # (grade, number)
    parts: list[Part]

    @property
    def described(self) -> str:
        """« La gare : 3 Très bien, 1 Passable »: the text equivalent of its bar."""
        return f"{self.option}\u00a0: " + ", ".join(part.words for part in self.parts)


class Judgment(NamedTuple):
    """The whole profile, the best option first."""

    scale: list[Grade]
    options: list[Judged]


def judgment_of(ballot) -> Judgment:
    """No query: from the terms of a closed ballot, its counts and its ranking."""
    scale = [Grade(words, _tone(rank, len(ballot.terms["scale"]))) for rank, words in enumerate(ballot.terms["scale"])]
    counts = preference.table(ballot, (ballot.counts or {}).get("", {}))
    return Judgment(scale, [_judged(ranked, counts[ranked["option"]], scale) for ranked in ballot.result["ranking"]])


def _tone(rank, grades):
    return 1 + round(rank * (TONES - 1) / max(1, grades - 1))


def _judged(ranked, counts, scale):
    return Judged(
        place=number(ranked["place"]),
        option=ranked["option"],
        grade=next(grade for grade in scale if grade.words == ranked["majority_grade"]),
        counts=[(grade.words, number(count)) for grade, count in zip(scale, counts, strict=True)],
        parts=_parts(counts, scale),
    )


def _parts(counts, scale):
    total, start, parts = sum(counts), 0.0, []
    for grade, count in zip(scale, counts, strict=True):
        if count:
            share = 100 * count / total
            parts.append(Part(grade.tone, round(start, 2), round(share, 2), f"{number(count)} {grade.words}"))
            start += share
    return parts
