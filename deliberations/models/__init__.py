"""The sitting and what happens in it.

Direction: sittings ← agenda ← presence (attendance, proxies, recusals, quorum) and notices ← minutes ← pages;
agenda ← requests and item_papers. Outlines stand alone.
"""

from .agenda import ActionPoint, AgendaItem, ItemBallot
from .item_papers import ItemPaper
from .minutes import Minutes
from .notices import AgendaVersion, Dispatch, Reply
from .outlines import AgendaTemplate
from .pages import SittingPage, SittingsPage
from .presence import Attendance, Proxy, QuorumCheck, Recusal
from .requests import ItemRequest
from .sittings import PresidingChair, Sitting, SittingMove

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "AgendaTemplate",
    "AgendaVersion",
    "Attendance",
    "Dispatch",
    "ItemBallot",
    "ItemPaper",
    "ItemRequest",
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
