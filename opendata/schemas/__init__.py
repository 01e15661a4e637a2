"""The form in which the public API gives its records. Texts are frozen versions, never drafts (RULES R3).

Direction: answers ← everything; ballots ← records; territory ← council.
"""
