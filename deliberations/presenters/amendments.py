"""The amendments of a text at the desk: in which order they are voted, what was adopted (RULES R4)."""

from dataclasses import dataclass

from governance.amendment_procedure import order_of_vote
from governance.enums import AmendmentState as A
from governance.models import Amendment
from governance.presenters.amendments import Drafting, Line


@dataclass(frozen=True)
class Waiting:
    """One amendment that is still to be voted, and the one that is voted before it where they collide."""

    line: Line
    after: Amendment | None


@dataclass(frozen=True)
class Queue:
    """What is still to be voted before the text, furthest first among those that collide; what waits to be taken in."""

    waiting: list[Waiting]
    adopted: list[Amendment]
    lapsed: list[Amendment]

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Those whose turn it is, for a choice."""
        now = [row.line.amendment for row in self.waiting if row.after is None]
        return [(amendment.sequence, f"{amendment.label} · {amendment.author}") for amendment in now]

    @property
    def holds_back(self) -> bool:
        """Whether the text itself cannot be voted yet."""
        return bool(self.waiting or self.adopted)


def queue_of(text) -> Queue:
    """Read the amendments of a scheduled text in three queries, however many there are."""
    drafting = Drafting(text.versions.latest("number"), list(Amendment.objects.filter(recommendation=text).shown()))
    lines = {line.amendment: line for line in drafting.lines}
    of = {state: [a for a in lines if a.state == state] for state in (A.TO_VOTE, A.ADOPTED, A.LAPSED)}
    waiting = [
        Waiting(lines[amendment], group[rank - 1] if rank else None)
        for group in order_of_vote(of[A.TO_VOTE])
        for rank, amendment in enumerate(group)
    ]
    return Queue(waiting, of[A.ADOPTED], of[A.LAPSED])
