"""Who may vote at one minute of a sitting, for whom, and whether there are enough of them (RULES C3, C4, C7, P, Q, V9).

`electorate_at` is the heart: from the facts of a sitting (seats, stays, proxies, recusals) and the settings of its
profile it gives the `Roll` of that minute. Facts are plain values; whoever calls turns records into them.
"""

from governance.voting import Quorum, QuorumRule, majority_needed

from .facts import Mode, Proxy, Seat, Settings, Stay
from .roll import Elector, LeftOut, Reason, Roll, VoidProxy, Why, lost_and_regained, turning_points
from .room import electorate_at

__all__ = [
    "Elector",
    "LeftOut",
    "Mode",
    "Proxy",
    "Quorum",
    "QuorumRule",
    "Reason",
    "Roll",
    "Seat",
    "Settings",
    "Stay",
    "VoidProxy",
    "Why",
    "electorate_at",
    "lost_and_regained",
    "majority_needed",
    "turning_points",
]
