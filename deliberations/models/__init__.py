"""The sitting and what happens in it.

Direction: sittings ← agenda ← presence (attendance, proxies, recusals, quorum) and notices ← minutes ← pages.
"""

from .agenda import ActionPoint, AgendaItem, ItemBallot
from .minutes import Minutes
from .notices import AgendaVersion, Dispatch, Reply
from .pages import SittingPage, SittingsPage
from .presence import Attendance, Proxy, QuorumCheck, Recusal
from .requests import MethodRequest
from .sittings import PresidingChair, Sitting, SittingMove

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "AgendaVersion",
    "Attendance",
    "Dispatch",
    "ItemBallot",
    "MethodRequest",
    "Minutes",
    "PresidingChair",
    "Proxy",
    "QuorumCheck",
    "Recusal",
    "Reply",
    "Sitting",
    "SittingMove",
    "SittingPage",
    "SittingsPage",
]
