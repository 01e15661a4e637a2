"""The facts of a sitting, as values: seats, who came and went, who represents whom, and what the profile says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

__all__ = ["Mode", "Proxy", "Seat", "Settings", "Stay"]


class Mode(StrEnum):
    """How somebody attends."""

    ROOM = "room"
    REMOTE = "remote"


@dataclass(frozen=True)
class Seat:
    """A seat as it stands on the day. `voting=False`: advisory (C7); `in_exercise=False`: vacant (C4)."""

    code: str
    college: str = ""
    weight: Fraction = Fraction(1)
    voting: bool = True
    in_exercise: bool = True


@dataclass(frozen=True)
class Stay:
    """One stay on a seat, from the minute of arrival up to, but not including, that of departure (S8)."""

    seat: str
    arrived: datetime
    left: datetime | None = None
    mode: Mode = Mode.ROOM
    as_alternate: bool = False

    def covers(self, minute: datetime) -> bool:
        return self.arrived <= minute and (self.left is None or minute < self.left)


@dataclass(frozen=True)
class Proxy:
    """A proxy between two seats. `given=None`: before the sitting began (P1)."""

    giver: str
    holder: str
    given: datetime | None = None
    revoked: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the profile leaves open (the R of rules P1, P2, Q5 and of presence by video)."""

    proxies_per_holder: int = 1
    proxies_same_college: bool = False
    recused_leave_base: bool = False
    remote_counts: bool = True
