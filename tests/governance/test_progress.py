"""RULES R8: steps as a tree with weights; exact fractions; what is no tree is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.progress import Node, roll_up

THIRD = Fraction(1, 3)


@pytest.mark.parametrize(
    ("nodes", "whole"),
    [
        ([], None),
        ([Node(1, None, 1, 0)], 0),
        ([Node(1, None, 1, 40)], Fraction(2, 5)),
        ([Node(1, None, 1, 100), Node(2, None, 2, 0)], THIRD),
        ([Node(1, None, 1, 100), Node(2, None, 1, 0), Node(3, None, 1, 0)], THIRD),
        # a step with parts is as far as they are, whatever was noted of itself
        ([Node(1, None, 1, 90), Node(2, 1, 1, 0), Node(3, 1, 3, 100)], Fraction(3, 4)),
        # three levels; the order of the rows does not matter
        ([Node(4, 2, 1, 100), Node(3, 1, 1, 0), Node(2, 1, 2, 0), Node(1, None, 5, 0)], Fraction(2, 3)),
    ],
)
def test_R8_weights_roll_up_to_the_whole(nodes, whole):
    assert roll_up(nodes).whole == whole


@pytest.mark.parametrize(
    "nodes",
    [
        [Node(1, 1, 1, 0)],
        [Node(1, 2, 1, 0), Node(2, 1, 1, 0)],
        [Node(1, None, 1, 0), Node(2, 9, 1, 0)],
        [Node(1, None, 1, 0), Node(2, 3, 1, 0), Node(3, 2, 1, 0)],
    ],
)
def test_R8_what_is_no_tree_is_refused(nodes):
    with pytest.raises(ValueError, match="parts of one another"):
        roll_up(nodes)


def test_R8_each_step_is_told_after_the_one_it_is_a_part_of():
    tree = roll_up([Node(1, None, 1, 0), Node(2, None, 1, 0), Node(3, 1, 1, 0), Node(4, 3, 1, 0)])
    assert list(tree.walk()) == [(1, 0), (3, 1), (4, 2), (2, 0)]


@st.composite
def forests(draw):
    nodes = []
    for key in range(1, draw(st.integers(1, 12)) + 1):
        parent = draw(st.sampled_from([None, *range(1, key)]))
        nodes.append(Node(key, parent, draw(st.integers(1, 9)), draw(st.integers(0, 100))))
    return draw(st.permutations(nodes))


@given(forests())
def test_R8_the_whole_lies_between_its_least_and_its_most_advanced_leaf(nodes):
    tree = roll_up(nodes)
    wholes = {node.parent for node in nodes}
    leaves = [Fraction(node.percent, 100) for node in nodes if node.key not in wholes]
    assert min(leaves) <= tree.whole <= max(leaves)
    assert len(list(tree.walk())) == len(nodes)
    assert (tree.whole == 1) == all(leaf == 1 for leaf in leaves)
