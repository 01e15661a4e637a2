"""From two texts to what changed between them, and back; no part of this knows who wrote what."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, takewhile

from common.digests import normalised
from common.worddiff import compare, paragraphs

from .values import INSERT, Change, Colliding, Collision, Distance, Text

# Below this share of words in common, a part was not amended: another one was written.
KEPT_IN_AN_AMENDMENT = 0.2
EQUAL, DELETED = "equal", "delete"


def tidy(text: str) -> str:
    """The text as amendments see it: plain line ends, composed letters, no white space around it."""
    return normalised(text).strip()


def changes_of(base: Text, edited: Text) -> tuple[Change, ...]:
    """What it takes to go from the base to the edited text, part by part, in reading order (RULES R4).

    apply(base, changes_of(base, edited)) is the edited text, to the sign.
    """
    return tuple(change for part in base for change in _of_part(part, base[part], edited[part]))


def apply(base: Text, changes: Iterable[Change]) -> dict[str, str]:
    """Make the changes in the base; raises Colliding when two of them want the same place."""
    ordered = sorted(changes)
    if colliding := overlaps(ordered):
        raise Colliding(colliding)
    return {part: _made(text, [change for change in ordered if change.part == part]) for part, text in base.items()}


def overlaps(changes: list[Change]) -> list[Collision]:
    """The collisions among changes in the order of the text, each with the next one that it reaches."""
    return [
        Collision(one, other)
        for at, one in enumerate(changes)
        for other in _near(one, changes[at + 1 :])
        if one.collides(other)
    ]


def distance(base: Text, changes: Iterable[Change]) -> Distance:
    """How far the changes lead from the base; the order of vote compares distances (RULES R4)."""
    made = list(changes)
    words = sum(len(c.text.split()) + len(base[c.part][c.start : c.end].split()) for c in made)
    return Distance(any(change.whole for change in made), words)


def places(base: Text, change: Change) -> range:
    """Which paragraphs of its part the change stands in, counted from 0; a new paragraph stands in the one before."""
    starts, removed = _starts(base[change.part]), base[change.part][change.start : change.end]
    begins = change.start + len(removed) - len(removed.lstrip()) if removed.strip() else change.start
    first = max(bisect_right(starts, begins) - 1, 0)
    if change.kind == INSERT:
        before = change.text.endswith("\n") and change.start and change.start in starts
        return range(first - 1, first) if before else range(first, first + 1)
    last = bisect_right(starts, max(change.end - 1, begins)) - 1
    return range(first, max(last, first) + 1)


def _near(one: Change, following: list[Change]) -> Iterator[Change]:
    for other in following:
        if other.part != one.part or (other.start > one.end and not one.whole):
            return
        yield other


@lru_cache(maxsize=512)
def _of_part(part: str, base: str, edited: str) -> tuple[Change, ...]:
    """Runs of what was put in and taken out, where they stand. Frozen texts are compared again and again."""
    if base == edited:
        return ()
    comparison = compare(base, edited)
    if base and comparison.similarity < KEPT_IN_AN_AMENDMENT:
        return (Change(part, 0, len(base), edited, whole=True),)
    spans = [span for block in comparison.blocks for span in block.spans]
    return tuple(_change(part, base, *run) for run in _runs(spans))


def _change(part: str, base: str, start: int, end: int, text: str) -> Change:
    """White space that both sides begin or end with is nobody's change."""
    if base and (start, end) == (0, len(base)):
        return Change(part, start, end, text, whole=True)
    removed = base[start:end]
    head = _common_space(removed, text)
    tail = _common_space(removed[head:][::-1], text[head:][::-1])
    return Change(part, start + head, end - tail, text[head : len(text) - tail])


def _common_space(one: str, other: str) -> int:
    """How many signs of white space both begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), zip(one, other, strict=False))))


def _runs(spans) -> Iterator[tuple[int, int, str]]:
    start, end, put_in = 0, 0, ""
    for span in spans:
        if span.kind == EQUAL:
            if start < end or put_in:
                yield start, end, put_in
            start = end = end + len(span.text)
            put_in = ""
        elif span.kind == DELETED:
            end += len(span.text)
        else:
            put_in += span.text
    if start < end or put_in:
        yield start, end, put_in


def _made(text: str, changes: list[Change]) -> str:
    pieces, at = [], 0
    for change in changes:
        pieces += [text[at : change.start], change.text]
        at = change.end
    return "".join([*pieces, text[at:]])


@lru_cache(maxsize=128)
def _starts(text: str) -> list[int]:
    lengths = [len(paragraph) for paragraph in paragraphs(text)]
    return [0, *accumulate(lengths[:-1])]
