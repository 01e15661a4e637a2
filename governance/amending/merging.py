"""Several amendments at once: which collide, what the others give together, and where the open ones stand after it."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple, TypeVar

from .changes import overlaps
from .values import Change, Colliding, Collision, Distance, Passage, Text

Key = TypeVar("Key", bound=Hashable)


class Carried(NamedTuple):
    """What became of an open amendment's changes in the next text: those that could be shifted, and those touched."""

    kept: tuple[Change, ...]
    touched: tuple[Change, ...]


def collisions(ours: Iterable[Change], theirs: Iterable[Change]) -> list[Collision]:
    """Every pair of changes, one of each side, that want the same place (RULES R4)."""
    others = list(theirs)
    return [Collision(one, other) for one in ours for other in others if one.collides(other)]


def colliding_pairs(amendments: Mapping[Key, Sequence[Change]]) -> dict[Key, list[Key]]:
    """For each amendment those it collides with, in the order given."""
    found: dict[Key, list[Key]] = {key: [] for key in amendments}
    for one, other in combinations(amendments, 2):
        if collisions(amendments[one], amendments[other]):
            found[one].append(other)
            found[other].append(one)
    return found


def groups(amendments: Mapping[Key, Sequence[Change]]) -> list[list[Key]]:
    """Amendments that collide directly or through others, together; the lone ones alone. In the order given."""
    pairs, grouped, seen = colliding_pairs(amendments), [], set()
    for key in amendments:
        if key not in seen:
            reached, waiting = {key}, [key]
            while waiting:
                new = [other for other in pairs[waiting.pop()] if other not in reached]
                reached.update(new)
                waiting += new
            seen |= reached
            grouped.append([other for other in amendments if other in reached])
    return grouped


def furthest_first(distances: Mapping[Key, Distance]) -> list[Key]:
    """The order of vote: the furthest from the base first, the earlier one where two are equally far (RULES R4)."""
    return sorted(distances, key=lambda key: distances[key], reverse=True)


def merge(base: Text, amendments: Mapping[Key, Iterable[Change]]) -> dict[str, tuple[Passage, ...]]:
    """Make the changes of several amendments; each passage keeps whose it is (RULES R4). Raises Colliding.

    The order in which the amendments are given changes nothing.
    """
    by = sorted(((change, key) for key, changes in amendments.items() for change in changes), key=lambda own: own[0])
    if colliding := overlaps([change for change, _key in by]):
        raise Colliding(colliding)
    return {part: _passages(text, [own for own in by if own[0].part == part]) for part, text in base.items()}


def words_of(merged: Mapping[str, Iterable[Passage]]) -> dict[str, str]:
    """The merged text without whose it is."""
    return {part: "".join(passage.text for passage in passages) for part, passages in merged.items()}


def rebase(changes: Iterable[Change], made: Iterable[Change]) -> Carried:
    """Shift changes of a base to the text in which others were made; those whose place was touched are set apart.

    Making the kept ones afterwards gives what making all of them together would have given.
    """
    applied, kept, touched = sorted(made), [], []
    for change in changes:
        if any(change.collides(other) for other in applied):
            touched.append(change)
        else:
            before = (o.growth for o in applied if o.part == change.part and o.span < change.span)
            shift = sum(before)
            kept.append(Change(change.part, change.start + shift, change.end + shift, change.text, change.whole))
    return Carried(tuple(kept), tuple(touched))


def _passages(text: str, owned: list) -> tuple[Passage, ...]:
    passages, at = [], 0
    for change, key in owned:
        passages += [Passage(text[at : change.start]), Passage(change.text, key, text[change.start : change.end])]
        at = change.end
    return tuple(passage for passage in (*passages, Passage(text[at:])) if passage.text or passage.removed)
