"""The life of a recommendation as a drawing, from the table of the procedure itself, with the road taken (RULES R2)."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.text import capfirst

from common.formats import short_date
from governance.enums import State as S
from governance.procedure import LIFE

WIDTH, ROW, TOP, NODE = 424, 54, 10, 34  # in units of the drawing
COLUMNS = ((52, 168), (264, 128))  # of each column: where it begins, how wide a box is
PLACES = {  # state → (column, row)
    S.DRAFT: (0, 0), S.SUBMITTED: (0, 1), S.ADMISSIBLE: (0, 2), S.DRAFTING: (0, 3), S.READY: (0, 4),
    S.SCHEDULED: (0, 5), S.ADOPTED: (0, 6), S.TRANSMITTED: (0, 7), S.ACKNOWLEDGED: (0, 8), S.ANSWERED: (0, 9),
    S.IN_IMPLEMENTATION: (0, 10), S.IMPLEMENTED: (0, 11), S.EVALUATED: (0, 12), S.INADMISSIBLE: (1, 1),
    S.MERGED: (1, 2), S.WITHDRAWN: (1, 4), S.REJECTED: (1, 6), S.ABANDONED: (1, 11),
}  # fmt: skip


class Box(NamedTuple):
    """A state: where its box stands and whether the road went through it."""

    x: int
    y: int
    width: int
    height: int
    label: str
    status: str  # "current", "passed" or ""

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2 + 4


class Arrow(NamedTuple):
    """A way from one state to another: an SVG path."""

    path: str
    taken: bool


class Way(NamedTuple):
    """The same in words: one line of the table beside the drawing."""

    step: str
    source: str
    target: str
    who: str
    taken: str  # the day it was taken last


@dataclass(frozen=True)
class Diagram:
    boxes: list[Box]
    arrows: list[Arrow]
    ways: list[Way]
    width: int = WIDTH
    height: int = TOP * 2 + ROW * 12 + NODE


def diagram_of(recommendation, moves) -> Diagram:
    """Draw every state and every step of the table; `moves`: those this reader may see."""
    taken = {(move.source, move.target) for move in moves}
    passed = {state for pair in taken for state in pair}
    pairs = {(source, step.target) for step in LIFE.steps.values() for source in step.sources}
    arrows = [Arrow(_path(*pair), pair in taken) for pair in sorted(pairs)]
    boxes = [_box(state, recommendation.state, passed) for state in S]
    return Diagram(boxes, sorted(arrows, key=lambda arrow: arrow.taken), _ways(moves))


def _box(state, current, passed):
    x, y, width = _corner(state)
    status = "current" if state == current else "passed" if state in passed else ""
    return Box(x, y, width, NODE, capfirst(str(S(state).label)), status)


def _corner(state) -> tuple[int, int, int]:
    column, row = PLACES[state]
    x, width = COLUMNS[column]
    return x, TOP + row * ROW, width


def _path(source, target) -> str:
    """Down to the next row: straight. Elsewhere in the column: round its outer side. To the other column: across."""
    (column, row), (other, below) = PLACES[source], PLACES[target]
    x, y, width = _corner(source)
    to_x, to_y, to_width = _corner(target)
    if column == other and below == row + 1:
        return f"M{x + width // 2} {y + NODE} V{to_y - 6}"
    if column == other:
        edge, out = (x, -12) if column == 0 else (x + width, 6)
        start, end = (y + NODE - 8, to_y + 8) if below > row else (y + 8, to_y + NODE - 8)
        bulge = edge + out * (1 + abs(below - row))
        return f"M{edge} {start} C{bulge} {start} {bulge} {end} {edge + out // abs(out) * 6} {end}"
    start, end = y + NODE // 2, to_y + NODE // 2
    if row == below:
        shift = -6 if column == 0 else 6
        start, end = start + shift, end + shift
    edge, arrival = (x + width, to_x - 6) if column == 0 else (x, to_x + to_width + 6)
    half = (edge + arrival) // 2
    return f"M{edge} {start} C{half} {start} {half} {end} {arrival} {end}"


def _ways(moves) -> list[Way]:
    days = {(move.step, move.source): short_date(move.at) for move in moves}
    return [
        Way(
            str(step.label), capfirst(str(S(source).label)), capfirst(str(S(step.target).label)),
            ", ".join(str(role.label) for role in step.allowed), days.get((name, source), ""),
        )
        for name, step in LIFE.steps.items()
        for source in step.sources
    ]  # fmt: skip
