"""How near two texts are, by the words they share."""

from collections.abc import Iterable

from .words import one_slip

__all__ = ["nearness"]

SHARED = 2  # words two texts have in common at least: one alone is a coincidence
ENOUGH = 0.5  # of the words of the first
SAFE = 6  # letters from which two stems a letter apart are the same word misspelt


def nearness(words: Iterable[str], others: Iterable[str]) -> float:
    """Which part of `words` stands in `others` too, from 0 to 1, misspelt or not; 0 when it is too little to tell."""
    mine, theirs = set(words), set(others)
    long = [word for word in theirs if len(word) >= SAFE]
    shared = sum(
        word in theirs or (len(word) >= SAFE and any(one_slip(word, other) for other in long)) for word in mine
    )
    share = shared / len(mine) if mine else 0.0
    return share if shared >= SHARED and share >= ENOUGH else 0.0
