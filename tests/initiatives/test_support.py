"""Support in whole tenge: sums are exact, what nobody recorded is no zero, and nothing is late before its year ends."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from initiatives.support import State, Sum, Year, add, beyond

TODAY = dt.date(2026, 11, 23)
TENGE = st.integers(min_value=1, max_value=10**15)
PAID = st.none() | st.integers(min_value=0, max_value=10**15)
YEARS = st.builds(Year, st.integers(min_value=2020, max_value=2032), TENGE, PAID)


def test_nothing_promised_is_no_sum_and_not_zero():
    assert add([], on=TODAY) == Sum(promised=None, paid=None, open=0, late=0)


def test_a_promise_that_nobody_paid_yet_has_no_paid_sum():
    assert add([Year(2026, 40), Year(2027, 2)], on=TODAY) == Sum(promised=42, paid=None, open=42, late=0)


def test_what_is_left_of_a_year_that_is_over_is_late():
    rows = [Year(2025, 40, 30), Year(2026, 40, 10), Year(2024, 5, 7)]
    assert [row.state(TODAY) for row in rows] == [State.LATE, State.OPEN, State.PAID]
    assert add(rows, on=TODAY) == Sum(promised=85, paid=47, open=40, late=10)


@given(st.lists(YEARS), st.lists(YEARS))
def test_a_sum_is_the_sum_of_its_parts_to_the_last_tenge(some, others):
    parts, whole = (add(some, on=TODAY), add(others, on=TODAY)), add(some + others, on=TODAY)
    assert whole.open == parts[0].open + parts[1].open
    assert whole.late == parts[0].late + parts[1].late
    for side in ("promised", "paid"):
        known = [value for part in parts if (value := getattr(part, side)) is not None]
        assert getattr(whole, side) == (sum(known) if known else None)


@given(YEARS)
def test_late_is_never_more_than_open_and_open_never_more_than_promised(row):
    whole = add([row], on=TODAY)
    assert 0 <= whole.late <= whole.open <= row.promised
    assert (row.state(TODAY) == State.PAID) == (row.open == 0)


@given(promised=TENGE, paid=PAID, amount=TENGE)
def test_a_payment_goes_beyond_exactly_by_what_is_more_than_promised(promised, paid, amount):
    more = beyond(promised=promised, paid=paid, amount=amount)
    assert more == max(0, (paid or 0) + amount - promised)
    assert (more == 0) == ((paid or 0) + amount <= promised)
