"""How far an implementation has come: steps as a tree, each counting for its weight among its neighbours (RULES R8).

Pure arithmetic in exact fractions. A step that has parts is as far as they are: what was noted of itself is ignored.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Node:
    """One step: its key, that of the step it is a part of, its weight (at least 1) and its own progress in percent."""

    key: Hashable
    parent: Hashable | None
    weight: int
    percent: int


@dataclass(frozen=True)
class Tree:
    """The steps of one implementation, with how far each has come."""

    shares: dict[Hashable, Fraction]
    parts: dict[Hashable | None, list[Hashable]]  # the parts of each step in order; those of the whole under None

    @property
    def whole(self) -> Fraction | None:
        """How far the whole has come, from 0 to 1; None without any step."""
        return self.shares.get(None)

    def walk(self, key: Hashable | None = None, depth: int = 0) -> Iterable[tuple[Hashable, int]]:
        """Every step after the one it is a part of, with its depth."""
        for part in self.parts.get(key, ()):
            yield part, depth
            yield from self.walk(part, depth + 1)


def roll_up(nodes: Iterable[Node]) -> Tree:
    """Return the tree of some steps with the share of each; raise ValueError when it is none (a ring, a stray part)."""
    by_key = {node.key: node for node in nodes}
    parts: dict[Hashable | None, list[Hashable]] = defaultdict(list)
    for node in by_key.values():
        parts[node.parent].append(node.key)
    shares: dict[Hashable, Fraction] = {}
    for key in _leaves_first(parts):
        below = [by_key[part] for part in parts.get(key, ())]
        if below:
            total = sum(node.weight for node in below)
            shares[key] = sum((node.weight * shares[node.key] for node in below), Fraction(0)) / total
        elif key is not None:
            shares[key] = Fraction(by_key[key].percent, 100)
    if len(shares) != len(by_key) + bool(by_key):
        raise ValueError("steps that are parts of one another, or of a step that is not there")
    return Tree(shares, dict(parts))


def _leaves_first(parts):
    """The keys that hang from the whole, each after its parts, the whole last."""
    order, ahead = [], [None]
    while ahead:
        key = ahead.pop()
        order.append(key)
        ahead += parts.get(key, ())
    return reversed(order)
