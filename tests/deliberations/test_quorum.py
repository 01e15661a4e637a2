"""The roll of a minute: who has a voice, for whom, and whether there are enough (RULES C3, C4, C7, P, Q, V9)."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberations.quorum import (
    LeftOut,
    Mode,
    Proxy,
    QuorumRule,
    Reason,
    Seat,
    Settings,
    Stay,
    VoidProxy,
    Why,
    electorate_at,
    lost_and_regained,
    turning_points,
)
from governance.voting import CollegeElectorate, Counting, Electorate

OPENING = datetime(2026, 3, 24, 18, 0)
ASSEMBLY = QuorumRule(strict=True, counts=Counting.PRESENT)
COMMISSION = QuorumRule(strict=False, counts=Counting.REPRESENTED)
SEATS = (Seat("A-1", "A"), Seat("A-2", "A"), Seat("A-3", "A"), Seat("B-1", "B"), Seat("B-2", "B"))


def after(minutes):
    return OPENING + timedelta(minutes=minutes)


def stay(seat, arrived=0, left=None, **more):
    return Stay(seat, after(arrived), None if left is None else after(left), **more)


def here(*seats):
    return [stay(seat) for seat in seats]


def roll(stays, proxies=(), minute=10, seats=SEATS, recused=(), **changes):
    return electorate_at(
        after(minute), seats=seats, stays=stays, proxies=proxies, recused=recused, settings=Settings(**changes)
    )


def voices(found):
    """The voices as "seat" or "holder for seat"."""
    return [f"{one.holder} for {one.seat}" if one.by_proxy else one.seat for one in found.electors]


def void(found):
    return [(one.proxy.giver, one.why) for one in found.void_proxies]


def reasons(found):
    return {one.seat: one.reason for one in found.left_out}


def test_Q1_the_vector_of_thirty_one_seats():
    """15 present and 1 proxy of 31: a commission has its quorum, an assembly has not."""
    seats = [Seat(f"S-{n}") for n in range(31)]
    found = roll(here(*(f"S-{n}" for n in range(15))), [Proxy("S-30", "S-0")], seats=seats)
    assert (found.entitled, found.present, found.represented) == (31, 15, 1)
    assert found.quorum(COMMISSION).met
    assert not found.quorum(ASSEMBLY).met
    assert found.quorum(ASSEMBLY).as_dict() == {"base": 31, "needed": 16, "count": 15, "met": False}


@pytest.mark.parametrize(("minute", "there"), [(-1, False), (0, True), (29, True), (30, False)])
def test_S8_a_stay_runs_from_arrival_up_to_departure(minute, there):
    assert bool(roll([stay("A-1", 0, 30)], minute=minute).electors) == there


def test_S8_somebody_who_comes_back_counts_again():
    stays = [stay("A-1", 0, 30), stay("A-1", 40)]
    assert [roll(stays, minute=minute).present for minute in (10, 35, 45)] == [1, 0, 1]


def test_C3_an_alternate_counts_only_while_the_titular_is_away():
    stays = [stay("A-1", 20, 40), stay("A-1", as_alternate=True)]
    found = [roll(stays, minute=minute) for minute in (10, 30, 50)]
    assert [one.present for one in found] == [1, 1, 1]
    assert [one.electors[0].as_alternate for one in found] == [True, False, True]
    assert LeftOut("A-1", Reason.TITULAR_PRESENT) in found[1].left_out
    assert LeftOut("A-1", Reason.TITULAR_PRESENT) not in found[0].left_out


def test_C4_a_vacant_seat_is_in_no_base():
    found = roll(here("A-1", "A-2"), seats=(*SEATS[:4], replace(SEATS[4], in_exercise=False)))
    assert found.entitled == 4
    assert reasons(found)["B-2"] == Reason.VACANT


def test_C7_an_advisory_seat_is_in_no_count():
    found = roll(here("A-1", "B-2"), seats=(*SEATS[:4], replace(SEATS[4], voting=False)))
    assert (found.entitled, voices(found)) == (4, ["A-1"])
    assert reasons(found)["B-2"] == Reason.ADVISORY


def test_S8_somebody_who_sits_on_no_seat_of_the_body_is_an_observer():
    assert voices(roll(here("A-1", "elsewhere"))) == ["A-1"]


def test_P5_a_holder_casts_each_vote_separately():
    found = roll(here("A-1"), [Proxy("A-2", "A-1")])
    assert voices(found) == ["A-1", "A-1 for A-2"]
    assert [one.cast_by for one in found.electors] == ["A-1", "A-1"]
    assert (found.present, found.represented) == (1, 1)


@pytest.mark.parametrize("as_alternate", [False, True])
def test_P3_a_proxy_is_void_from_the_minute_the_giver_or_the_alternate_is_there(as_alternate):
    stays = [*here("A-1"), stay("A-2", 20, as_alternate=as_alternate)]
    proxies = [Proxy("A-2", "A-1")]
    assert voices(roll(stays, proxies, minute=19)) == ["A-1", "A-1 for A-2"]
    found = roll(stays, proxies, minute=20)
    assert voices(found) == ["A-1", "A-2"]
    assert void(found) == [("A-2", Why.GIVER_CAME)]


def test_P3_it_stays_void_when_the_giver_leaves_again():
    found = roll([*here("A-1"), stay("A-2", 5, 8)], [Proxy("A-2", "A-1")])
    assert (voices(found), void(found)) == (["A-1"], [("A-2", Why.GIVER_CAME)])


def test_P3_a_proxy_given_while_there_takes_effect_when_the_giver_leaves():
    stays, proxies = [*here("A-1"), stay("A-2", 0, 30)], [Proxy("A-2", "A-1", given=after(20))]
    assert voices(roll(stays, proxies, minute=25)) == ["A-1", "A-2"]
    assert voices(roll(stays, proxies, minute=30)) == ["A-1", "A-1 for A-2"]


def test_P3_a_proxy_given_on_leaving_is_void_when_the_giver_comes_back():
    stays = [*here("A-1"), stay("A-2", 0, 30), stay("A-2", 60, 70)]
    proxies = [Proxy("A-2", "A-1", given=after(30))]
    assert [roll(stays, proxies, minute=minute).represented for minute in (40, 65, 80)] == [1, 0, 0]


def test_P3_a_proxy_counts_from_its_giving_to_its_revocation():
    proxies = [Proxy("A-2", "A-1", given=after(10), revoked=after(20))]
    found = [roll(here("A-1"), proxies, minute=minute) for minute in (9, 10, 19, 20)]
    assert [one.represented for one in found] == [0, 1, 1, 0]
    assert void(found[0]) == [("A-2", Why.NOT_YET_GIVEN)]
    assert void(found[3]) == [("A-2", Why.REVOKED)]


def test_P4_to_an_absent_holder_it_is_void():
    found = roll([stay("A-1", 0, 30), *here("A-3")], [Proxy("A-2", "A-1")], minute=30)
    assert (voices(found), void(found)) == (["A-3"], [("A-2", Why.HOLDER_ABSENT)])


def test_P4_a_chain_is_not_passed_on():
    found = roll(here("A-3"), [Proxy("A-1", "A-2"), Proxy("A-2", "A-3")])
    assert (voices(found), void(found)) == (["A-3 for A-2", "A-3"], [("A-1", Why.HOLDER_ABSENT)])


def test_P4_a_circle_represents_nobody():
    assert voices(roll(here("B-1"), [Proxy("A-1", "A-2"), Proxy("A-2", "A-1")])) == ["B-1"]


def test_P4_nobody_represents_themselves():
    assert voices(roll(here("B-1"), [Proxy("A-1", "A-1")])) == ["B-1"]


def test_P4_the_holders_alternate_sits_for_the_seat_and_holds_its_proxy():
    found = roll([stay("A-1", as_alternate=True)], [Proxy("A-2", "A-1")])
    assert voices(found) == ["A-1", "A-1 for A-2"]


def test_V9_a_recused_holder_has_no_proxy_and_no_vote():
    found = roll(here("A-1", "A-3"), [Proxy("A-2", "A-1")], recused={"A-1"})
    assert voices(found) == ["A-3"]
    assert void(found) == [("A-2", Why.HOLDER_RECUSED)]
    assert reasons(found) == {
        "A-1": Reason.RECUSED,
        "A-2": Reason.ABSENT,
        "B-1": Reason.ABSENT,
        "B-2": Reason.ABSENT,
    }


def test_V9_a_recused_giver_is_not_represented():
    found = roll(here("A-1"), [Proxy("A-2", "A-1")], recused={"A-2"})
    assert (voices(found), void(found)) == (["A-1"], [("A-2", Why.GIVER_RECUSED)])


def test_V9_the_alternate_of_a_recused_seat_does_not_step_in():
    assert voices(roll([stay("A-1", as_alternate=True)], recused={"A-1"})) == []


@pytest.mark.parametrize(("leave", "entitled", "needed"), [(False, 5, 3), (True, 4, 3)])
def test_Q5_whether_recused_seats_leave_the_base_is_the_profiles(leave, entitled, needed):
    found = roll(here("A-1", "A-2", "A-3"), recused={"A-1"}, recused_leave_base=leave)
    assert (found.entitled, found.present, found.quorum(ASSEMBLY).needed) == (entitled, 2, needed)


def test_P2_beyond_the_limit_the_first_given_stand():
    proxies = [Proxy("B-1", "A-1", given=after(2)), Proxy("A-2", "A-1", given=after(1)), Proxy("A-3", "A-1")]
    found = roll(here("A-1"), proxies)
    assert voices(found) == ["A-1", "A-1 for A-3"]
    assert void(found) == [("A-2", Why.HOLDER_FULL), ("B-1", Why.HOLDER_FULL)]
    assert roll(here("A-1"), proxies, proxies_per_holder=2).represented == 2


def test_P2_a_void_proxy_takes_nobodys_place():
    found = roll(here("A-1", "A-2"), [Proxy("A-2", "A-1"), Proxy("A-3", "A-1", given=after(1))])
    assert voices(found) == ["A-1", "A-2", "A-1 for A-3"]


def test_P1_of_two_proxies_by_one_giver_the_latest_stands():
    first, second = Proxy("A-2", "A-1"), Proxy("A-2", "A-3", given=after(5))
    found = roll(here("A-1", "A-3"), [second, first])
    assert voices(found) == ["A-1", "A-3 for A-2", "A-3"]
    assert found.void_proxies == (VoidProxy(first, Why.REPLACED),)


def test_P1_in_the_same_college_only_where_the_profile_says_so():
    proxies = [Proxy("A-2", "B-1")]
    assert roll(here("B-1"), proxies).represented == 1
    assert void(roll(here("B-1"), proxies, proxies_same_college=True)) == [("A-2", Why.OTHER_COLLEGE)]


@pytest.mark.parametrize("proxy", [Proxy("A-1", "X-9"), Proxy("X-9", "A-1"), Proxy("B-2", "A-1"), Proxy("A-1", "B-2")])
def test_P1_a_proxy_is_between_voting_seats(proxy):
    seats = (*SEATS[:4], replace(SEATS[4], voting=False))
    found = roll(here("A-2", "B-2"), [proxy], seats=seats, proxies_same_college=True)
    assert [one.why for one in found.void_proxies] == [Why.NO_VOTE]


def test_Q1_presence_by_video_counts_where_the_profile_says_so():
    stays = [*here("A-1"), stay("A-2", mode=Mode.REMOTE)]
    found = roll(stays)
    assert found.present == 2
    assert [one.seat for one in found.remote] == ["A-2"]
    without = roll(stays, remote_counts=False)
    assert voices(without) == ["A-1"]
    assert reasons(without)["A-2"] == Reason.REMOTE


def test_P3_a_giver_who_only_watches_from_afar_keeps_the_proxy():
    stays = [*here("A-1"), stay("A-2", mode=Mode.REMOTE)]
    assert voices(roll(stays, [Proxy("A-2", "A-1")], remote_counts=False)) == ["A-1", "A-1 for A-2"]


def test_V1_the_roll_is_handed_to_a_ballot_as_its_electorate():
    found = roll(here("A-1", "B-1", "B-2"), [Proxy("A-2", "A-1")])
    assert found.electorate({"A": Fraction(1, 2)}) == Electorate(
        entitled=5,
        present=3,
        represented=1,
        colleges={
            "A": CollegeElectorate(entitled=3, present=1, represented=1, weight=Fraction(1, 2)),
            "B": CollegeElectorate(entitled=2, present=2),
        },
    )


def test_V3_seats_that_weigh_differently_say_so_in_the_electorate():
    seats = (replace(SEATS[0], weight=Fraction(3)), *SEATS[1:])
    electorate = roll(here("A-1", "B-1"), seats=seats).electorate()
    assert (electorate.entitled_weight, electorate.attending_weight) == (7, 4)
    assert electorate.colleges["B"].attending_weight == 1


def test_V1_a_council_without_colleges_has_none_in_its_electorate():
    assert roll(here("S-1"), seats=[Seat("S-1")]).electorate() == Electorate(entitled=1, present=1)


def test_Q3_a_quorum_lost_and_regained_is_told_with_its_moments():
    stays = [stay("A-1"), stay("A-2"), stay("A-3", 0, 40), stay("B-1", 60), stay("B-2", 70, 80)]
    proxies = [Proxy("B-2", "A-1", revoked=after(90))]
    moments = turning_points(stays, proxies)
    assert moments == tuple(after(n) for n in (0, 40, 60, 70, 80, 90))
    rolls = [electorate_at(moment, seats=SEATS, stays=stays, proxies=proxies) for moment in moments]
    told = lost_and_regained(rolls, ASSEMBLY)
    assert [(moment, quorum.met) for moment, quorum in told] == [
        (after(0), True),
        (after(40), False),
        (after(60), True),
    ]
    assert told[1][1].missing == 1


def test_Q3_a_quorum_never_reached_is_no_story():
    assert lost_and_regained([roll(here("A-1"))], ASSEMBLY) == ()


steady = settings(derandomize=True, deadline=None, max_examples=80)
codes = st.sampled_from([seat.code for seat in SEATS])
moments = st.integers(0, 20)


@st.composite
def stays_of(draw):
    arrived = draw(moments)
    left = draw(st.none() | st.integers(arrived, 20))
    return stay(draw(codes), arrived, left, mode=draw(st.sampled_from(Mode)), as_alternate=draw(st.booleans()))


@st.composite
def sittings(draw):
    given_at = st.none() | moments.map(after)
    return {
        "stays": draw(st.lists(stays_of(), max_size=8)),
        "proxies": draw(st.lists(st.builds(Proxy, codes, codes, given_at, given_at), max_size=5)),
        "recused": draw(st.frozensets(codes, max_size=2)),
        "seats": [
            replace(seat, voting=draw(st.integers(0, 5)) > 0, in_exercise=draw(st.integers(0, 5)) > 0) for seat in SEATS
        ],
        "settings": Settings(
            proxies_per_holder=draw(st.integers(0, 2)),
            proxies_same_college=draw(st.booleans()),
            recused_leave_base=draw(st.booleans()),
            remote_counts=draw(st.booleans()),
        ),
    }


@steady
@given(sittings(), moments)
def test_V8_whatever_happens_one_seat_has_one_voice_and_one_reason_otherwise(sitting, minute):
    found = electorate_at(after(minute), **sitting)
    voiced = [one.seat for one in found.electors]
    assert len(voiced) == len(set(voiced))
    silent = [one.seat for one in found.left_out if one.reason != Reason.TITULAR_PRESENT]
    assert sorted(voiced + silent) == sorted(seat.code for seat in sitting["seats"])


@steady
@given(sittings(), moments)
def test_P4_whatever_happens_a_holder_is_there_votes_and_keeps_to_the_limit(sitting, minute):
    found = electorate_at(after(minute), **sitting)
    own = {one.seat for one in found.electors if not one.by_proxy}
    held = [one.holder for one in found.electors if one.by_proxy]
    assert set(held) <= own
    assert all(held.count(holder) <= sitting["settings"].proxies_per_holder for holder in held)
    assert len(found.void_proxies) + len(held) == len(sitting["proxies"])


@steady
@given(sittings(), moments)
def test_Q1_whatever_happens_nobody_votes_who_is_in_no_base(sitting, minute):
    found = electorate_at(after(minute), **sitting)
    assert {one.seat for one in found.electors} <= {seat.code for seat in found.base} - sitting["recused"]
    electorate = found.electorate()
    for figure in ("entitled", "present", "represented"):
        assert sum(getattr(own, figure) for own in electorate.colleges.values()) == getattr(electorate, figure)
    assert electorate.attending <= electorate.entitled


@steady
@given(sittings())
def test_Q3_between_two_turning_points_nothing_changes(sitting):
    moments = turning_points(sitting["stays"], sitting["proxies"])
    for before, next_one in pairwise(moments):
        between = before + (next_one - before) / 2
        assert replace(electorate_at(between, **sitting), minute=before) == electorate_at(before, **sitting)
