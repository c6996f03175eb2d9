import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from initiatives import investment
from initiatives.investment import Dollars, Rate

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1))
DAY = dt.date(2026, 3, 2)
RATE = Rate(Decimal("515.89"), DAY, "National Bank")


@given(DAYS)
def test_a_confirmation_holds_on_its_day_and_for_six_months_and_no_day_longer(day):
    last = investment.holds_until(day)
    assert investment.is_confirmed(day, on=day)
    assert investment.is_confirmed(day, on=last)
    assert not investment.is_confirmed(day, on=last + dt.timedelta(days=1))
    assert investment.unconfirmed_since(day) == last + dt.timedelta(days=1)
    assert 180 <= (last - day).days <= 184


@given(DAYS, DAYS)
def test_who_confirms_later_is_confirmed_longer(one, other):
    earlier, later = sorted((one, other))
    assert investment.holds_until(earlier) <= investment.holds_until(later)


def test_the_end_of_a_long_month_is_the_end_of_a_short_one():
    assert investment.holds_until(dt.date(2025, 8, 31)) == dt.date(2026, 2, 28)
    assert investment.holds_until(dt.date(2026, 12, 1)) == dt.date(2027, 6, 1)


def test_what_nobody_has_confirmed_is_not_confirmed():
    assert not investment.is_confirmed(None, on=DAY)


@given(st.integers(1, 10**15), st.decimals("0.01", "10000", places=4))
def test_dollars_are_within_half_a_thousand_of_the_exact_sum(amount, tenge):
    found = investment.dollars(amount, Rate(tenge, DAY, "National Bank"), on=DAY)
    assert abs(found.value - Decimal(amount) / tenge) <= 500


def test_a_rate_that_is_old_says_so_and_is_still_used():
    day = DAY + dt.timedelta(days=31)
    assert investment.dollars(2_400_000_000, RATE, on=DAY) == Dollars(Decimal(4_652_000), RATE, False)
    assert investment.dollars(2_400_000_000, RATE, on=day) == Dollars(Decimal(4_652_000), RATE, True)
    assert not RATE.is_old(DAY + dt.timedelta(days=30))


def test_without_a_sum_or_a_rate_there_are_no_dollars():
    assert investment.dollars(None, RATE, on=DAY) is None
    assert investment.dollars(1, None, on=DAY) is None
