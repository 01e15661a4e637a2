"""What is recommended and what became of it.

Direction: themes ← recommendations (with versions and moves) ← ballots ← transmissions (with answers) and follow-up.
A ballot knows the version it decides, not the sitting it happens in: electorate and occasion come as values.
"""

from .ballots import Ballot, CastingVote, Elector, Vote
from .followup import FollowUpStep
from .recommendations import Recommendation, RecommendationMove, Theme, Version
from .transmissions import Answer, AnswerPoint, Transmission
from .urn import Paper, Signature

__all__ = [
    "Answer",
    "AnswerPoint",
    "Ballot",
    "CastingVote",
    "Elector",
    "FollowUpStep",
    "Paper",
    "Recommendation",
    "RecommendationMove",
    "Signature",
    "Theme",
    "Transmission",
    "Version",
    "Vote",
]
