"""The breaks of a whole cross-section, found at once, are those that one cell after the other finds."""

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import formula
from indicators.formula import breaks
from indicators.formula.barring import barred
from indicators.formula.parsing import COSTLIEST, cost
from indicators.formula.reading import Reader, Where
from indicators.period import Period
from indicators.published import Resolver
from indicators.resolution import Break
from tests.indicators.formula.worlds import (
    ACTIVITY_CODES,
    CODES,
    EXPRESSIONS,
    MEASURES,
    PERIODS,
    REGION_CODES,
    cubes,
    full_cube,
)

SMALL = EXPRESSIONS.filter(lambda expression: cost(expression) <= COSTLIEST)
ANY_BREAK = st.builds(Break, st.sampled_from(REGION_CODES), st.sampled_from(ACTIVITY_CODES), st.sampled_from(PERIODS))
BREAKS = st.dictionaries(
    st.sampled_from(list(MEASURES)), st.lists(ANY_BREAK, min_size=1, max_size=6).map(tuple), min_size=1
)


def cell_by_cell(expression, period, regions, activities, reader):
    """As single figures find out."""
    broken = breaks.crossable(expression, period, reader)
    territories = [reader.territory(formula.looks(expression), [region], period) for region in regions]
    return [
        [
            breaks.crossed(expression, Where(territory, (activity,), period), reader, broken) is not None
            for activity in activities
        ]
        for territory in territories
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SMALL, cubes(), BREAKS, st.permutations(REGION_CODES), st.permutations(ACTIVITY_CODES))
def test_a_whole_cross_section_is_barred_where_its_cells_are_barred_one_by_one(
    expression, cube, declared, regions, activities
):
    codes = replace(CODES, breaks=declared)
    reader = Reader(Resolver(codes, cube))
    for period in PERIODS:
        found = barred(expression, period, regions, activities, reader)
        assert found.tolist() == cell_by_cell(expression, period, regions, activities, reader)


def test_a_broken_cell_bars_itself_and_what_is_put_together_from_it():
    broken = {"jobs": (Break("R3", "A", Period(2003)),)}
    codes = replace(CODES, breaks=broken)
    reader = Reader(Resolver(codes, full_cube()))
    growth = formula.parse("growth(jobs)", measures=MEASURES)
    found = barred(growth, Period(2003), ("R1", "R3"), ("A", "B"), reader)
    assert found.tolist() == [[False, False], [True, False]]
    assert not np.any(barred(growth, Period(2002), ("R1", "R3"), ("A", "B"), reader))
