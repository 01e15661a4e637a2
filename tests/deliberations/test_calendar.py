"""Notices, planned times and due dates, by the vectors of the rules (RULES S2, S5, Q4, R8, M3)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberations.calendar import (
    PARIS,
    Notice,
    NoticeKind,
    add_months,
    answer_due,
    end_of_day,
    is_overdue,
    last_lawful_sending,
    local_day,
    planned_times,
    publication_due,
    second_call_earliest,
)

ASSEMBLY = Notice(days=5, clear=True, urgent_days=1)
COMMISSION = Notice(days=5, clear=False, urgent_days=0)
MEETING = date(2018, 6, 22)
steady = settings(derandomize=True, deadline=None, max_examples=100)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("notice_days", "clear", "last"),
    [
        (5, True, date(2018, 6, 16)),
        (3, True, date(2018, 6, 18)),
        (5, False, date(2018, 6, 17)),
        (1, True, date(2018, 6, 20)),
        (0, False, MEETING),
    ],
)
def test_S2_last_lawful_sending(notice_days, clear, last):
    assert last_lawful_sending(MEETING, notice_days, clear) == last


@pytest.mark.parametrize(
    ("notice", "sent", "kind"),
    [
        (ASSEMBLY, date(2018, 6, 16), NoticeKind.ORDINARY),
        (ASSEMBLY, date(2018, 6, 17), NoticeKind.URGENT),
        (ASSEMBLY, date(2018, 6, 20), NoticeKind.URGENT),
        (ASSEMBLY, date(2018, 6, 21), NoticeKind.TOO_LATE),
        (COMMISSION, date(2018, 6, 17), NoticeKind.ORDINARY),
        (COMMISSION, date(2018, 6, 18), NoticeKind.URGENT),
        (COMMISSION, MEETING, NoticeKind.URGENT),
        (COMMISSION, date(2018, 6, 23), NoticeKind.TOO_LATE),
    ],
)
def test_S2_shorter_notice_only_by_urgency(notice, sent, kind):
    assert notice.kind(MEETING, sent) == kind


@steady
@given(days, st.integers(0, 30))
def test_S2_clear_days_lie_wholly_between_sending_and_meeting(meeting, number):
    sent = last_lawful_sending(meeting, number, clear=True)
    between = [sent + timedelta(days=n) for n in range(1, (meeting - sent).days)]
    assert len(between) == number
    assert last_lawful_sending(meeting, number, clear=False) == sent + timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_S2_a_day_is_the_one_on_the_wall_where_the_council_meets(moment, day):
    assert local_day(moment) == day


def test_S2_another_wall_shows_another_day():
    assert local_day(datetime(2026, 6, 30, 22, tzinfo=UTC), ZoneInfo("America/Cayenne")) == date(2026, 6, 30)


def test_S2_a_moment_without_a_zone_has_no_day():
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 6, 30, 22))


def test_S2_the_countdown_runs_to_the_end_of_the_last_day():
    assert end_of_day(date(2026, 3, 28)) == datetime(2026, 3, 29, tzinfo=PARIS)
    # The night of the change of hour: the day that follows is one hour shorter.
    assert end_of_day(date(2026, 3, 29)) - end_of_day(date(2026, 3, 28)) == timedelta(days=1)
    assert (end_of_day(date(2026, 3, 29)).astimezone(UTC) - end_of_day(date(2026, 3, 28)).astimezone(UTC)) == (
        timedelta(hours=23)
    )


@steady
@given(days)
def test_S2_what_is_sent_before_the_end_of_a_day_is_sent_on_that_day(day):
    last = end_of_day(day).astimezone(UTC) - timedelta(seconds=1)
    assert local_day(last) == day
    assert local_day(last + timedelta(seconds=1)) == day + timedelta(days=1)


def test_Q4_a_second_call_meets_three_days_later_at_the_earliest():
    assert second_call_earliest(date(2026, 2, 27), 3) == date(2026, 3, 2)
    assert second_call_earliest(date(2026, 2, 27), 0) == date(2026, 2, 27)


def test_S5_planned_times_follow_from_start_and_durations_breaks_included():
    start = datetime(2026, 3, 24, 18, 0, tzinfo=PARIS)
    times = planned_times(start, [5, 45, 15, 30])
    assert [f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in times] == [
        "18:00-18:05",
        "18:05-18:50",
        "18:50-19:05",
        "19:05-19:35",
    ]


def test_S5_minutes_really_pass_in_the_night_of_the_change_of_hour():
    start = datetime(2026, 3, 29, 1, 30, tzinfo=PARIS)
    (begins, ends), (_, over) = planned_times(start, [45, 30])
    assert f"{begins:%H:%M} {ends:%H:%M} {over:%H:%M}" == "01:30 03:15 03:45"


def test_S5_an_agenda_without_items_has_no_times():
    assert planned_times(datetime(2026, 3, 24, 18, tzinfo=PARIS), []) == []


def test_S5_a_start_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        planned_times(datetime(2026, 3, 24, 18), [5])


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 3, 24), 4, date(2026, 7, 24)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2027, 10, 31), 4, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 12, 15), 0, date(2026, 12, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_R2_an_answer_is_due_so_many_months_later(day, months, due):
    assert add_months(day, months) == answer_due(day, months) == due


@steady
@given(days, st.integers(0, 36))
def test_R2_months_are_added_whole(day, months):
    due = add_months(day, months)
    assert (due.year - day.year) * 12 + due.month - day.month == months
    assert due.day == day.day or (due.day < day.day and (due + timedelta(days=1)).day == 1)


def test_R8_overdue_from_the_day_after():
    due = date(2026, 7, 24)
    assert [is_overdue(due, due + timedelta(days=n)) for n in (-1, 0, 1)] == [False, False, True]


def test_M3_publication_within_seven_days():
    assert publication_due(date(2026, 3, 24), 7) == date(2026, 3, 31)
