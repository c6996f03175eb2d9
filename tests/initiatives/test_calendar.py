import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives import calendar
from initiatives.calendar import Calendar, Pause, add_working_days, working_days_between

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 1))


@pytest.mark.parametrize(
    ("on", "is_working"),
    [
        (dt.date(2024, 5, 4), True),  # a Saturday that was worked
        (dt.date(2024, 5, 8), False),  # for this Wednesday off
        (dt.date(2025, 1, 3), False),  # moved from Sunday 5 January
        (dt.date(2025, 1, 5), True),  # a Sunday that was worked
        (dt.date(2025, 3, 10), False),  # the Women's Day fell on a Saturday
        (dt.date(2025, 3, 24), False),
        (dt.date(2025, 3, 25), False),
        (dt.date(2025, 3, 26), True),
        (dt.date(2025, 9, 1), False),
        (dt.date(2026, 1, 7), False),
        (dt.date(2026, 5, 11), False),
        (dt.date(2026, 11, 21), False),
        (dt.date(2026, 11, 23), True),
    ],
)
def test_the_calendar_of_kazakhstan_knows_moved_days(on, is_working):
    assert calendar.KAZAKHSTAN.is_working_day(on) is is_working


@pytest.mark.parametrize(
    ("on", "days", "end"),
    [
        (dt.date(2026, 11, 2), 15, dt.date(2026, 11, 23)),
        (dt.date(2025, 12, 30), 3, dt.date(2026, 1, 6)),
        (dt.date(2026, 3, 18), 5, dt.date(2026, 3, 30)),
        (dt.date(2025, 1, 2), 1, dt.date(2025, 1, 5)),
        (dt.date(2026, 11, 2), 0, dt.date(2026, 11, 2)),
    ],
)
def test_a_limit_ends_on_its_last_working_day(on, days, end):
    assert add_working_days(on, days) == end


def test_a_decree_that_the_package_does_not_know_is_data():
    decree = Calendar(days_off=frozenset({dt.date(2026, 11, 24)}), working_days=frozenset({dt.date(2026, 11, 28)}))
    assert add_working_days(dt.date(2026, 11, 23), 4, calendar=decree) == dt.date(2026, 11, 28)


def test_a_calendar_without_working_days_is_refused_and_does_not_hang():
    start = dt.date(2026, 1, 1)
    closed = Calendar(days_off=frozenset(start + dt.timedelta(days=day) for day in range(-1, 400)))
    with pytest.raises(calendar.NoWorkingDay):
        add_working_days(start, 1, calendar=closed)


def test_the_clock_stands_while_the_applicant_must_answer():
    asked = [Pause(dt.date(2026, 11, 4), dt.date(2026, 11, 6)), Pause(dt.date(2026, 11, 5), dt.date(2026, 11, 6))]
    assert working_days_between(dt.date(2026, 11, 2), dt.date(2026, 11, 10), pauses=asked) == 4
    assert add_working_days(dt.date(2026, 11, 2), 15, pauses=asked) == dt.date(2026, 11, 25)


def test_an_open_pause_lasts_until_today():
    asked = [Pause(dt.date(2026, 11, 4))]
    assert working_days_between(dt.date(2026, 11, 2), dt.date(2026, 11, 23), pauses=asked) == 2


@given(start=DAYS, days=st.integers(1, 60))
def test_counting_gives_back_what_was_added(start, days):
    end = add_working_days(start, days)
    assert working_days_between(start, end) == days
    assert calendar.KAZAKHSTAN.is_working_day(end)


@given(start=DAYS, days=st.integers(1, 30), begun=st.integers(0, 20), length=st.integers(0, 20))
def test_a_pause_moves_the_limit_by_the_days_it_took(start, days, begun, length):
    begun_on = start + dt.timedelta(days=begun)
    pause = Pause(begun_on, begun_on + dt.timedelta(days=length))
    end = add_working_days(start, days, pauses=[pause])
    assert working_days_between(start, end, pauses=[pause]) == days
    assert end >= add_working_days(start, days)


@given(start=DAYS, end=DAYS)
def test_days_between_read_backwards_are_negative(start, end):
    assert working_days_between(start, end) == -working_days_between(end, start)
