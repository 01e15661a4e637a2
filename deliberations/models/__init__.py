"""The sitting and what happens in it.

Direction: sittings ← agenda ← presence (attendance, proxies, recusals, quorum), floor (speakers, motions) and notices ←
minutes ← pages. `room` and `pulse` read across them.
"""

from .agenda import ActionPoint, AgendaItem, ItemBallot
from .floor import Motion, SpeakerTurn
from .minutes import Minutes
from .notices import AgendaVersion, Attempt, Dispatch, Reply
from .pages import SittingPage, SittingsPage
from .presence import Attendance, Proxy, QuorumCheck, Recusal
from .sittings import PresidingChair, Sitting, SittingMove

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "AgendaVersion",
    "Attempt",
    "Attendance",
    "Dispatch",
    "ItemBallot",
    "Minutes",
    "Motion",
    "PresidingChair",
    "Proxy",
    "QuorumCheck",
    "Recusal",
    "Reply",
    "Sitting",
    "SittingMove",
    "SittingPage",
    "SittingsPage",
    "SpeakerTurn",
]
