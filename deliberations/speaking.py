"""Who spoke how long, and whom it would be fair to hear next (RULES S11). Values in, values out; no clock.

The order of the list is the chair's: what is said here is a hint, never applied by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Spoken", "Wish", "fair_order", "shares"]


@dataclass(frozen=True)
class Spoken:
    """Seconds spoken by one speaker. `group` is the college's letter, empty for a guest."""

    speaker: str
    group: str
    seconds: int


@dataclass(frozen=True)
class Wish:
    """Somebody who waits for the floor, known by `key` to whoever asks."""

    key: int
    speaker: str
    group: str


def shares(turns: Iterable[Spoken], groups: Sequence[str]) -> dict[str, int]:
    """Seconds by group, the given ones first and in that order, even those that did not speak."""
    total = dict.fromkeys(groups, 0)
    for turn in turns:
        total[turn.group] = total.get(turn.group, 0) + turn.seconds
    return total


def fair_order(waiting: Sequence[Wish], turns: Sequence[Spoken]) -> list[int]:
    """The keys of those who wait, in the order that evens things out.

    First who has not spoken, or spoke least; then the college that was heard least; then who asked first.
    """
    persons = _seconds_of(turns, lambda turn: turn.speaker)
    groups = _seconds_of(turns, lambda turn: turn.group)

    def heard(wish: Wish) -> tuple[int, int]:
        return persons.get(wish.speaker, 0), groups.get(wish.group, 0)

    return [wish.key for wish in sorted(waiting, key=heard)]


def _seconds_of(turns: Iterable[Spoken], whose) -> Mapping[str, int]:
    total: dict[str, int] = {}
    for turn in turns:
        total[whose(turn)] = total.get(whose(turn), 0) + turn.seconds
    return total
