"""The sitting and what happens in it.

Direction: sittings ← agenda ← presence (attendance, proxies, recusals, quorum) and notices ← minutes ←
corrections and renditions ← pages.
"""

from .agenda import ActionPoint, AgendaItem, ItemBallot
from .corrections import Correction, Dissent
from .minutes import Minutes
from .notices import AgendaVersion, Dispatch, Reply
from .pages import SittingPage, SittingsPage
from .presence import Attendance, Proxy, QuorumCheck, Recusal
from .renditions import ExaminedList, PublicRendition, Redaction, SignedCopy
from .sittings import PresidingChair, Sitting, SittingMove

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "AgendaVersion",
    "Attendance",
    "Correction",
    "Dispatch",
    "Dissent",
    "ExaminedList",
    "ItemBallot",
    "Minutes",
    "PresidingChair",
    "Proxy",
    "PublicRendition",
    "QuorumCheck",
    "Recusal",
    "Redaction",
    "Reply",
    "SignedCopy",
    "Sitting",
    "SittingMove",
    "SittingPage",
    "SittingsPage",
]
