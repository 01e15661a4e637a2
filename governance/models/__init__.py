"""What is recommended and what became of it.

Direction: themes ← recommendations (with versions and moves) ← amendments ← ballots ← transmissions (with answers) ←
links of the assembly; recommendations ← co-authors, follow-up, referrals; ballots ← consent, contributions (with
minority opinions).
A ballot knows the version or the amendment it decides, not the sitting it happens in: electorate and occasion come as
values.
"""

from .amendments import Amendment, AmendmentMove, AmendmentWording, parts_of
from .ballots import Ballot, CastingVote, Elector, Vote
from .coauthors import CoAuthor
from .consent import Objection, Position
from .contributions import Contribution, MinorityOpinion, OpinionsClosed
from .followup import FollowUpStep
from .liaison import LiaisonLink, LinkUse
from .recommendations import Recommendation, RecommendationMove, Theme, Version
from .referrals import Referral
from .transmissions import Answer, AnswerPoint, Transmission
from .urn import Paper, Signature

__all__ = [
    "Amendment",
    "AmendmentMove",
    "AmendmentWording",
    "Answer",
    "AnswerPoint",
    "Ballot",
    "CastingVote",
    "CoAuthor",
    "Contribution",
    "Elector",
    "FollowUpStep",
    "LiaisonLink",
    "LinkUse",
    "MinorityOpinion",
    "Objection",
    "OpinionsClosed",
    "Paper",
    "Position",
    "Recommendation",
    "RecommendationMove",
    "Referral",
    "Signature",
    "Theme",
    "Transmission",
    "Version",
    "Vote",
    "parts_of",
]
