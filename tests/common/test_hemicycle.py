"""Seats are placed once each, apart from one another, from left to right."""

from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.hemicycle import Seat, groups, hemicycle


@given(st.integers(min_value=1, max_value=200))
def test_every_seat_has_one_dot_inside_the_drawing(count):
    drawing = hemicycle([Seat("moss", str(number)) for number in range(count)])
    assert sorted(dot.seat.label for dot in drawing.dots) == sorted(str(number) for number in range(count))
    for dot in drawing.dots:
        assert drawing.radius - 0.1 <= dot.x <= drawing.width - drawing.radius + 0.1
        assert drawing.radius - 0.1 <= dot.y <= drawing.height - drawing.radius + 0.1


@pytest.mark.parametrize("count", [2, 7, 40, 55, 63, 120])
def test_dots_never_touch(count):
    drawing = hemicycle([Seat("moss")] * count)
    assert min(dist((a.x, a.y), (b.x, b.y)) for a, b in combinations(drawing.dots, 2)) > 2 * drawing.radius


def test_groups_stand_side_by_side_from_left_to_right():
    drawing = hemicycle(groups([("moss", "pour", 31), ("abstention", "abstentions", 5), ("accent", "contre", 4)]))
    middles = [
        sum(dot.x for dot in drawing.dots if dot.seat.family == family)
        / sum(1 for dot in drawing.dots if dot.seat.family == family)
        for family in ("moss", "abstention", "accent")
    ]
    assert middles[0] < middles[1]
    assert [dot.seat.family for dot in drawing.dots] == ["moss"] * 31 + ["abstention"] * 5 + ["accent"] * 4


def test_nobody_is_an_empty_drawing():
    assert hemicycle([]).dots == ()
