"""What is recommended and what became of it.

Direction: themes ← recommendations (with versions and moves) ← ballots ← transmissions (with answers) ← links of the
assembly; recommendations ← follow-up, referrals.
A ballot knows the version it decides, not the sitting it happens in: electorate and occasion come as values.
"""

from .ballots import Ballot, CastingVote, Elector, Vote
from .followup import FollowUpStep
from .liaison import LiaisonLink, LinkUse
from .recommendations import Recommendation, RecommendationMove, Theme, Version
from .referrals import Referral
from .transmissions import Answer, AnswerPoint, Transmission

__all__ = [
    "Answer",
    "AnswerPoint",
    "Ballot",
    "CastingVote",
    "Elector",
    "FollowUpStep",
    "LiaisonLink",
    "LinkUse",
    "Recommendation",
    "RecommendationMove",
    "Referral",
    "Theme",
    "Transmission",
    "Version",
    "Vote",
]
