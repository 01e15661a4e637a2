"""Which items of one sequence are still there in another, in order.

Neighbours found together once on each side are tied first (nobody doubts that they are the same), then what
lies between two ties is looked at alone. difflib, whose work grows with the square of what it is given, only
ever sees the small gaps where nothing is unique.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

__all__ = ["DIFFER", "SAME", "opcodes"]

SAME, DIFFER = "same", "differ"
# Beyond this depth of gaps within gaps, uniqueness has nothing more to say.
DEPTH = 8
# Gaps so small (items of one side times items of the other) that difflib is quicker than looking for ties.
SMALL = 400


def opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Stretches (SAME or DIFFER, i, j, k, m) that cover both sequences: old[i:j] stands against new[k:m].

    Neither kind ever follows itself; a DIFFER stretch may be empty on one side.
    """
    i = k = 0
    for start, there, length in [*_merged(_runs(old, new, DEPTH)), (len(old), len(new), 0)]:
        if i < start or k < there:
            yield DIFFER, i, start, k, there
        if length:
            yield SAME, start, start + length, there, there + length
        i, k = start + length, there + length


Run = tuple[int, int, int]  # where it starts in old, where in new, and how many items long


def _merged(runs: Iterator[Run]) -> list[Run]:
    """Runs that follow each other on both sides are one run; empty ones are none."""
    merged: list[Run] = []
    for i, k, length in runs:
        if merged and merged[-1][0] + merged[-1][2] == i and merged[-1][1] + merged[-1][2] == k:
            i, k, before = merged.pop()
            length += before
        if length:
            merged.append((i, k, length))
    return merged


def _runs(old, new, depth: int) -> Iterator[Run]:
    head, tail = _common_ends(old, new)
    yield 0, 0, head
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if middle and other:
        yield from ((i + head, k + head, length) for i, k, length in _inner_runs(middle, other, depth))
    yield len(old) - tail, len(new) - tail, tail


def _common_ends(old, new) -> tuple[int, int]:
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return head, tail


def _inner_runs(old, new, depth: int) -> Iterator[Run]:
    anchors = _anchors(old, new) if depth and len(old) * len(new) > SMALL else []
    if not anchors:
        yield from SequenceMatcher(None, old, new).get_matching_blocks()
        return
    i = k = 0
    for j, m, length in [*_merged((j, m, 1) for j, m in anchors), (len(old), len(new), 0)]:
        if i < j and k < m:
            yield from ((i + a, k + b, size) for a, b, size in _runs(old[i:j], new[k:m], depth - 1))
        yield j, m, length
        i, k = j + length, m + length


def _anchors(old, new) -> list[tuple[int, int]]:
    """Neighbours found together once on each side, in the longest chain that keeps their order on both."""
    there = _places_of_unique(new)
    shared = [(i, there[pair]) for pair, i in _places_of_unique(old).items() if pair in there]
    ends: list[int] = []  # the smallest last place of a chain of each length
    chains: list[tuple] = []
    for i, k in shared:
        at = bisect_left(ends, k)
        link = (i, k, chains[at - 1] if at else None)
        ends[at : at + 1], chains[at : at + 1] = [k], [link]
    return _unroll(chains[-1] if chains else None)


def _places_of_unique(items) -> dict[tuple, int]:
    """Where each pair of neighbours that occurs once begins; one item alone is too easily there by chance."""
    pairs = list(pairwise(items))
    counts = Counter(pairs)
    return {pair: place for place, pair in enumerate(pairs) if counts[pair] == 1}


def _unroll(link) -> list[tuple[int, int]]:
    chain = []
    while link:
        i, k, link = link
        chain.append((i, k))
    return chain[::-1]
