"""What was counted in another way before is never compared with what is counted now."""

import struct
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import formula
from indicators.cube import Cube, Row, slice_of
from indicators.formula.breaks import SERIES_BROKEN
from indicators.formula.parsing import COSTLIEST, cost
from indicators.period import Period
from indicators.resolution import Break, Subject
from indicators.status import GRAVITY, Status
from tests.indicators.formula.worlds import (
    ACTIVITY_CODES,
    CODES,
    EXPRESSIONS,
    MEASURES,
    PERIODS,
    REGION_CODES,
    SUBJECTS,
    Ledger,
    cubes,
    full_cube,
)

SMALL = EXPRESSIONS.filter(lambda expression: cost(expression) <= COSTLIEST)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
BREAKS = st.dictionaries(
    st.sampled_from(list(MEASURES)),
    st.lists(
        st.builds(Break, st.sampled_from(REGION_CODES), st.sampled_from(ACTIVITY_CODES), st.sampled_from(PERIODS)),
        min_size=1,
        max_size=6,
    ).map(tuple),
    max_size=3,
)


def bits(figures):
    return [None if figure.value is None else struct.pack("d", figure.value) for figure in figures]


def is_barred(figure):
    return figure.reason is not None and figure.reason.template == SERIES_BROKEN


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(SMALL, st.lists(SUBJECTS, min_size=1, max_size=4), cubes(), BREAKS)
def test_both_evaluators_and_the_explanation_bar_the_same_figures(expression, subjects, cube, breaks):
    codes, ledger = replace(CODES, breaks=breaks), Ledger(cube)
    dense = formula.evaluate_dense(expression, subjects, PERIODS, codes, cube)
    for period in PERIODS:
        for subject in subjects:
            slow = formula.evaluate(expression, subject, period, codes, ledger)
            fast = dense[subject, period]
            assert (fast, bits(fast)) == (slow, bits(slow))
            told = formula.explain(expression, subject, period, codes, cube)
            assert tuple(each.figure for each in told) == slow


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(SMALL, SUBJECTS, cubes(), BREAKS)
def test_a_break_bars_a_figure_or_leaves_it_as_it_was(expression, subject, cube, breaks):
    codes, has_lags = replace(CODES, breaks=breaks), {look.years or look.base for look in formula.looks(expression)}
    for period in PERIODS:
        plain = formula.evaluate(expression, subject, period, CODES, cube)
        found = formula.evaluate(expression, subject, period, codes, cube)
        for before, after in zip(plain, found, strict=True):
            assert after == before or (is_barred(after) and after.status is Status.NOT_APPLICABLE)
            assert has_lags - {0, None} or after == before


ACROSS = ("growth(x)", "previous(x)", "mean(x, 3)", "stdev(x, 3)", "index(x, 2001)", "cagr(x, 2)", "x - previous(x, 2)")


def answer(text, period, breaks, subject="R3:A", measure="jobs"):
    codes = replace(CODES, breaks=breaks)
    bound = formula.bound(formula.parse(text, measures=MEASURES), parameters={"x": measure, "y": measure})
    (found,) = formula.evaluate(bound, Subject.parse(subject), Period(period), codes, full_cube())
    return found


@pytest.mark.parametrize("text", ACROSS)
def test_whatever_looks_across_the_break_is_not_comparable_and_says_why(text):
    found = answer(text, 2003, {"jobs": (Break("R3", "A", Period(2003)),)})
    assert (found.value, found.status) == (None, Status.NOT_APPLICABLE)
    assert str(found.reason) == "jobs of R3, A is counted in another way since 2003."


@pytest.mark.parametrize("text", ["growth(x)", "previous(x)", "mean(x, 2)", "index(x, 2002)"])
@pytest.mark.parametrize(
    "apart",
    [
        {"jobs": (Break("R3", "A", Period(2002)),)},
        {"jobs": (Break("R3", "B", Period(2003)), Break("R1", "A", Period(2003)))},
        {"gva": (Break("R3", "A", Period(2003)),)},
        {"jobs": (Break("KZ", "A", Period(2003)),)},
    ],
)
def test_what_lies_on_one_side_or_in_another_cell_is_not_barred(text, apart):
    assert answer(text, 2003, apart) == answer(text, 2003, {})


def test_a_share_of_the_year_itself_crosses_nothing():
    broken = {"jobs": (Break("R3", "A", Period(2003)),)}
    text = "(x / region(x)) / (industry(x) / economy(x))"
    assert answer(text, 2003, broken) == answer(text, 2003, {})


def test_a_broken_cell_bars_the_sum_that_it_counts_into_and_not_a_total_that_is_published():
    broken = {"jobs": (Break("R3", "A", Period(2003)),)}
    assert is_barred(answer("growth(x)", 2003, broken, "R3+R1:A"))
    assert is_barred(answer("growth(x)", 2003, broken, "R3:A+B"))
    assert answer("growth(region(x))", 2003, broken).status is Status.OK


def test_a_whole_that_was_put_together_from_its_parts_before_is_broken_too():
    then = [Row("R3", "01", 5), Row("R3", "02", 6)]
    cube = Cube({("jobs", Period(2002)): slice_of(then, 0), ("jobs", Period(2003)): slice_of([Row("R3", "A", 12)], 0)})
    codes = replace(CODES, breaks={"jobs": (Break("R3", "A", Period(2003)),)})
    bound = formula.parse("growth(jobs)", measures=MEASURES)
    (found,) = formula.evaluate(bound, Subject.parse("R3:A"), Period(2003), codes, cube)
    assert is_barred(found)


def test_a_weight_of_last_year_is_no_comparison_with_last_year():
    broken = {"gva": (Break("R3", "A", Period(2003)),)}
    assert answer("x", 2003, broken, "R3+R1:A", "volume").status is Status.OK


@pytest.mark.parametrize("text", ["growth(jobs)", "mean(jobs, 2) / region(jobs)", "jobs - previous(jobs)"])
def test_a_whole_cross_section_bars_the_same_cells(text):
    codes = replace(CODES, breaks={"jobs": (Break("R3", "A", Period(2003)), Break("R1", "_T", Period(2003)))})
    bound, cube = formula.parse(text, measures=MEASURES), full_cube()
    found = formula.panel(bound, Period(2003), REGION_CODES, ACTIVITY_CODES, codes, cube)
    for row, region in enumerate(REGION_CODES):
        for column, activity in enumerate(ACTIVITY_CODES):
            subject = Subject(frozenset({region}), frozenset({activity}))
            (figure,) = formula.evaluate(bound, subject, Period(2003), codes, cube)
            assert (found.values[row, column], found.gravities[row, column]) == (
                figure.value or 0.0,
                GRAVITY[figure.status],
            )
