"""Where each seat stands in a hemicycle: plain geometry, drawn by templates and documents alike.

Lengths are in the units of the drawing's view box, which is WIDTH wide; y grows downwards, as in SVG.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, floor, pi, sin

WIDTH = 200.0
INNER = 0.36  # the empty middle, as a share of the outer radius
GAP = 0.6  # the dot's diameter, as a share of the distance between neighbours


@dataclass(frozen=True)
class Seat:
    """One dot: its colour family, what it is called, and where it leads (both may be empty)."""

    family: str
    label: str = ""
    href: str = ""


@dataclass(frozen=True)
class Dot:
    """A seat with the place of its centre."""

    x: float
    y: float
    seat: Seat


@dataclass(frozen=True)
class Drawing:
    """Dots from left to right, their common radius, and the size of the view box."""

    dots: tuple[Dot, ...]
    radius: float
    width: float
    height: float


def hemicycle(seats: Sequence[Seat]) -> Drawing:
    """Place the seats so that those given one after another sit side by side, from left to right."""
    radii = _radii(len(seats))
    radius = _dot_radius(radii, len(seats))
    outer = WIDTH / 2 - radius
    places = _places(radii, _shares(len(seats), radii))
    dots = tuple(
        Dot(round(WIDTH / 2 - outer * r * cos(angle), 2), round(radius + outer * (1 - r * sin(angle)), 2), seat)
        for (angle, r), seat in zip(places, seats, strict=True)
    )
    return Drawing(dots, round(radius, 2), WIDTH, round(outer + 2 * radius, 2))


def groups(counts: Iterable[tuple[str, str, int]]) -> list[Seat]:
    """Seats for (family, label, number) triples, in that order: a vote without names."""
    return [Seat(family, label) for family, label, number in counts for _ in range(number)]


def _radii(count: int) -> list[float]:
    rows = max(1, min(8, round((count / 2.6) ** 0.5)))
    return [1.0] if rows == 1 else [1 - (1 - INNER) * row / (rows - 1) for row in range(rows)]


def _shares(count: int, radii: list[float]) -> list[int]:
    """Seats per row in proportion to its length, the largest remainders getting what is left."""
    exact = [count * r / sum(radii) for r in radii]
    shares = [floor(share) for share in exact]
    by_remainder = sorted(range(len(radii)), key=lambda row: shares[row] - exact[row])
    for row in by_remainder[: count - sum(shares)]:
        shares[row] += 1
    return shares


def _places(radii: list[float], shares: list[int]) -> list[tuple[float, float]]:
    places = [
        (pi * (seat / (share - 1) if share > 1 else 0.5), r)
        for r, share in zip(radii, shares, strict=True)
        for seat in range(share)
    ]
    return sorted(places)


def _dot_radius(radii: list[float], count: int) -> float:
    """Half of the smallest distance between neighbours, less a gap."""
    between_rows = min((a - b for a, b in pairwise(radii)), default=1.0)
    along_row = min(
        (pi * r / (share - 1) for r, share in zip(radii, _shares(count, radii), strict=True) if share > 1), default=1.0
    )
    return WIDTH / 2 * min(between_rows, along_row, 0.2) * GAP / 2
