"""Two people changed one text at once: what both did, put together, or where they cannot be.

The unit is the paragraph. What only one of them changed is taken; paragraphs that both added at the same place are both
taken. Where both reworded or removed the same one, nothing is chosen for them: the place is a conflict.
"""

from dataclasses import dataclass

from common.alignment import SAME, opcodes

__all__ = ["Merged", "merge"]


@dataclass(frozen=True)
class Merged:
    """The text that holds both sides' changes. Where they collide it holds both wordings, one after the other."""

    text: str
    conflicts: int


@dataclass(frozen=True)
class _Side:
    """What one side made of the old text: of each paragraph its wording or None, and what it added before each."""

    wording: list[str | None]
    added: list[list[str]]


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Put together what `mine` and `theirs` each changed in `base`."""
    if mine == theirs or theirs == base:
        return Merged(mine, 0)
    if mine == base:
        return Merged(theirs, 0)
    old = _paragraphs(base)
    ours, others = _side(old, _paragraphs(mine)), _side(old, _paragraphs(theirs))
    kept: list[str | None] = []
    conflicts = 0
    for place in range(len(old) + 1):
        kept += _both(others.added[place], ours.added[place])
        if place < len(old):
            wordings, collide = _settle(old[place], ours.wording[place], others.wording[place])
            kept += wordings
            conflicts += collide
    return Merged("\n\n".join(paragraph for paragraph in kept if paragraph is not None), conflicts)


def _settle(before: str, ours: str | None, others: str | None) -> tuple[list[str | None], bool]:
    if ours in (before, others):
        return [others], False
    if others == before:
        return [ours], False
    return [others, ours], True


def _both(first: list[str], second: list[str]) -> list[str]:
    return first + [paragraph for paragraph in second if paragraph not in first]


def _paragraphs(text: str) -> list[str]:
    """Paragraphs without the white space around them; an empty text has none."""
    parts = (part.strip("\n").rstrip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return [part for part in parts if part]


def _side(old: list[str], new: list[str]) -> _Side:
    """Read what became of each old paragraph: in a stretch that differs, the first ones are taken for reworded."""
    wording: list[str | None] = [None] * len(old)
    added: list[list[str]] = [[] for _ in range(len(old) + 1)]
    for tag, i, j, k, m in opcodes(old, new):
        paired = j - i if tag == SAME else min(j - i, m - k)
        wording[i : i + paired] = new[k : k + paired]
        added[j] += new[k + paired : m]
    return _Side(wording, added)
