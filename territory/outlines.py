"""The outlines of the communes, and a point inside each: for maps that know of an actor no more than its commune.

Longitudes and latitudes are in degrees (WGS 84), as in the file. Areas are compared in square degrees: enough to tell
the main part of a commune from an island of it.
"""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

OUTLINES = Path(__file__).parent / "data" / "ems-communes-2018.geojson"
PLACES_AFTER_THE_POINT = 5  # about a metre


@cache
def points() -> dict[str, tuple[float, float]]:
    """(longitude, latitude) of a point inside each commune, by INSEE code."""
    features = json.loads(OUTLINES.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["code"]: inside(largest(feature["geometry"])) for feature in features}


def largest(geometry) -> list:
    """The outer ring of the largest polygon of a Polygon or MultiPolygon."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return max((part[0] for part in parts), key=lambda ring: abs(area(ring)))


def area(ring) -> float:
    """The signed area of a closed ring."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def inside(ring) -> tuple[float, float]:
    """The middle of the longest stretch that lies inside a ring, at the height of its middle."""
    heights = [y for _x, y in ring]
    middle = (min(heights) + max(heights)) / 2
    crossed = sorted(
        x1 + (middle - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 <= middle) != (y2 <= middle)
    )
    west, east = max(zip(crossed[::2], crossed[1::2], strict=True), key=lambda stretch: stretch[1] - stretch[0])
    return round((west + east) / 2, PLACES_AFTER_THE_POINT), round(middle, PLACES_AFTER_THE_POINT)
