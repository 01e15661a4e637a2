"""The arithmetic of drafting together: what an amendment changes, which collide, what the others give (RULES R4).

Pure: texts in, texts out. docs/decisions/0008 says why it is so.
Direction: values ← changes ← merging.
"""

from .changes import apply, changes_of, distance, places, tidy
from .merging import Carried, colliding_pairs, collisions, furthest_first, groups, merge, rebase, words_of
from .values import DELETE, INSERT, PARTS, REPLACE, WHOLE, Change, Colliding, Collision, Distance, Passage, Text

__all__ = [
    "DELETE",
    "INSERT",
    "PARTS",
    "REPLACE",
    "WHOLE",
    "Carried",
    "Change",
    "Colliding",
    "Collision",
    "Distance",
    "Passage",
    "Text",
    "apply",
    "changes_of",
    "colliding_pairs",
    "collisions",
    "distance",
    "furthest_first",
    "groups",
    "merge",
    "places",
    "rebase",
    "tidy",
    "words_of",
]
