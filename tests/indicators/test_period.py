import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.period import Kind, Period, PeriodError, parse

TEXTS = {
    "2022": Period(2022),
    "2022-Q3": Period(2022, Kind.QUARTER, 3),
    "2022-03": Period(2022, Kind.MONTH, 3),
    "2022-01..09": Period(2022, Kind.CUMULATIVE, 9),
}
PERIODS = st.one_of(
    st.builds(Period, st.integers(1900, 2100)),
    st.builds(Period, st.integers(1900, 2100), st.just(Kind.QUARTER), st.integers(1, 4)),
    st.builds(Period, st.integers(1900, 2100), st.just(Kind.MONTH), st.integers(1, 12)),
    st.builds(Period, st.integers(1900, 2100), st.just(Kind.CUMULATIVE), st.integers(2, 12)),
)


@pytest.mark.parametrize(("text", "period"), TEXTS.items())
def test_each_kind_is_read_and_written(text, period):
    assert (parse(text), str(period)) == (period, text)


@pytest.mark.parametrize("text", ["", "22", "2022-Q5", "2022-13", "2022-01..01", "2022-02..09", "2022 Q3", "2022/23"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(PeriodError):
        parse(text)


@given(PERIODS)
def test_a_written_period_reads_back(period):
    assert parse(str(period)) == period


@given(PERIODS, st.integers(-50, 50))
def test_stepping_back_and_forth_returns(period, steps):
    assert period.before(steps).before(-steps) == period


@given(PERIODS)
def test_a_year_is_so_many_steps_of_its_kind(period):
    steps = {Kind.QUARTER: 4, Kind.MONTH: 12}.get(period.kind, 1)
    assert period.before(steps) == period.years_before(1)


def test_a_cumulative_period_steps_by_years_and_is_a_series_of_its_own():
    nine_months = parse("2022-01..09")
    assert nine_months.before() == parse("2021-01..09")
    assert len({nine_months.series, parse("2022").series, parse("2022-09").series, parse("2022-01..06").series}) == 4


def test_periods_know_their_first_and_last_day():
    days = {text: (parse(text).starts_on, parse(text).ends_on) for text in ("2020-Q1", "2020-02", "2020-01..06")}
    assert days == {
        "2020-Q1": (dt.date(2020, 1, 1), dt.date(2020, 3, 31)),
        "2020-02": (dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        "2020-01..06": (dt.date(2020, 1, 1), dt.date(2020, 6, 30)),
    }
