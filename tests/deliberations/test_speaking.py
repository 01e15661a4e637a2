"""RULES S11, the arithmetic: who spoke how long, and whom it would be fair to hear next."""

from common.formats import lasting
from deliberations.speaking import Spoken, Wish, fair_order, shares


def test_S11_each_college_has_its_total_even_one_that_was_silent():
    turns = [Spoken("1", "A", 60), Spoken("2", "B", 30), Spoken("1", "A", 5), Spoken("invitée", "", 10)]
    assert shares(turns, ["A", "B", "C"]) == {"A": 65, "B": 30, "C": 0, "": 10}


def test_S11_who_has_not_spoken_comes_first_then_the_college_heard_least_then_who_asked_first():
    turns = [Spoken("1", "A", 120), Spoken("2", "B", 30)]
    waiting = [Wish(10, "1", "A"), Wish(11, "3", "A"), Wish(12, "4", "B"), Wish(13, "5", "B"), Wish(14, "2", "B")]
    assert fair_order(waiting, turns) == [12, 13, 11, 14, 10]


def test_S11_with_nothing_said_yet_the_order_is_that_of_asking():
    assert fair_order([Wish(2, "b", "B"), Wish(1, "a", "A")], []) == [2, 1]


def test_a_duration_is_said_as_people_say_it():
    assert [lasting(n) for n in (0, 45, 60, 250)] == ["0\u202fs", "45\u202fs", "1\u202fmin", "4\u202fmin\u202f10"]
