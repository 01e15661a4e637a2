"""A point inside each commune, from its outline."""

import json
from itertools import pairwise

from territory.outlines import OUTLINES, area, inside, largest, points


def holds(ring, point):
    """Whether a ring holds a point: a ray to the east crosses it an odd number of times."""
    x, y = point
    crossed = [x1 + (y - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in pairwise(ring) if (y1 <= y) != (y2 <= y)]
    return sum(there > x for there in crossed) % 2 == 1


def test_each_commune_has_a_point_that_lies_in_it():
    features = json.loads(OUTLINES.read_text())["features"]
    assert len(points()) == len(features) == 33
    for feature in features:
        assert holds(largest(feature["geometry"]), points()[feature["properties"]["code"]]), feature["properties"]


def test_a_hollow_shape_gives_a_point_of_its_wider_arm():
    ring = [[0, 0], [10, 0], [10, 10], [7, 10], [7, 2], [2, 2], [2, 10], [0, 10], [0, 0]]
    assert area(ring) == 60
    assert inside(ring) == (8.5, 5)


def test_of_several_parts_the_largest_counts():
    small, large = [[[0, 0], [1, 0], [1, 1], [0, 0]]], [[[5, 5], [9, 5], [9, 9], [5, 5]]]
    assert largest({"type": "MultiPolygon", "coordinates": [small, large]}) == large[0]
