"""The sitting and what happens in it.

Direction: sittings ← agenda ← presence (attendance, proxies, recusals, quorum), floor (speakers, motions) and notices ←
minutes ← corrections and renditions ← pages; agenda ← requests and item_papers. Outlines stand alone. `room` and
`pulse` read across them.
"""

from .agenda import ActionPoint, AgendaItem, ItemBallot
from .corrections import Correction, Dissent
from .floor import Motion, SpeakerTurn
from .item_papers import ItemPaper
from .method_requests import MethodRequest
from .minutes import Minutes
from .notices import AgendaVersion, Attempt, Dispatch, Reply
from .outlines import AgendaTemplate
from .pages import SittingPage, SittingsPage
from .presence import Attendance, Proxy, QuorumCheck, Recusal
from .renditions import ExaminedList, PublicRendition, Redaction, SignedCopy
from .requests import ItemRequest
from .sittings import PresidingChair, Sitting, SittingMove

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "AgendaTemplate",
    "AgendaVersion",
    "Attempt",
    "Attendance",
    "Correction",
    "Dispatch",
    "Dissent",
    "ExaminedList",
    "ItemBallot",
    "ItemPaper",
    "ItemRequest",
    "MethodRequest",
    "Minutes",
    "Motion",
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
    "SpeakerTurn",
]
