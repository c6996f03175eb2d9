import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import formula
from indicators.cube import Cube
from indicators.formula.parsing import COSTLIEST, cost
from indicators.period import Period
from indicators.resolution import Subject
from indicators.status import Status, of_gravity
from tests.indicators.formula import country
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

REGIONS, ACTIVITIES = REGION_CODES[1:], ACTIVITY_CODES[1:9]
SMALL = EXPRESSIONS.filter(lambda expression: cost(expression) <= COSTLIEST)


def cells(expression: formula.Expression, period: Period, cube: Cube) -> list[tuple[formula.Figure, float, Status]]:
    """Each exactly answered figure beside what the panel says of the cell."""
    found = formula.panel(expression, period, REGIONS, ACTIVITIES, CODES, cube)
    pairs = []
    for row, region in enumerate(REGIONS):
        for column, activity in enumerate(ACTIVITIES):
            figures = formula.evaluate(expression, Subject.parse(f"{region}:{activity}"), period, CODES, cube)
            if len(figures) == 1 and not figures[0].coarser_for:
                status = of_gravity(int(found.gravities[row, column]))
                pairs.append((figures[0], float(found.values[row, column]), status))
    return pairs


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SMALL, cubes(), st.sampled_from(PERIODS))
def test_a_panel_says_nothing_else_than_the_figure_of_the_cell(expression, cube, period):
    for figure, value, status in cells(expression, period, cube):
        if status.has_value and figure.status.has_value:
            assert (value, status) == (figure.value, figure.status)
        else:
            assert value == 0.0 or figure.value is None


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SMALL, st.sampled_from(PERIODS))
def test_where_everything_is_published_a_panel_is_complete(expression, period):
    for figure, value, status in cells(expression, period, full_cube()):
        if figure.value is not None:
            assert (value, status) == (figure.value, figure.status)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(SMALL, min_size=2, max_size=4), cubes(), st.sampled_from(PERIODS), st.data())
def test_what_formulas_have_in_common_does_not_change_them(expressions, cube, period, data):
    regions = data.draw(st.permutations(REGION_CODES))[: data.draw(st.integers(1, 7))]
    activities = data.draw(st.permutations(ACTIVITIES))[: data.draw(st.integers(1, 8))]
    spent = formula.panels([*expressions, expressions[0]], PERIODS[-1], regions, activities, CODES, cube)
    together = formula.panels(expressions, period, regions, activities, CODES, cube, spent=spent)
    row, column = data.draw(st.sampled_from(range(len(regions)))), data.draw(st.sampled_from(range(len(activities))))
    for expression, found in zip(expressions, together, strict=True):
        alone = formula.panel(expression, period, [regions[row]], [activities[column]], CODES, cube)
        assert alone.values.tobytes() == found.values[row, column].tobytes()
        assert alone.gravities[0, 0] == found.gravities[row, column]


def test_a_panel_of_nothing_is_empty():
    expression = formula.parse("gva / region(gva)", measures=MEASURES)
    assert formula.panel(expression, PERIODS[0], [], ["A"], CODES, full_cube()).values.shape == (0, 1)


def test_the_panel_of_the_country_holds_the_known_quotient():
    quotient = formula.parse("(gva / region(gva)) / (industry(gva) / economy(gva))", measures=country.MEASURES)
    regions, sections = sorted(country.codes().regions.whole), tuple("ABCDEFGHIJKLMNOPQRS")
    found = formula.panel(quotient, Period(2022), regions, sections, country.codes(), country.cube())
    assert round(float(found.values[regions.index("KZ-23"), sections.index("B")]), 5) == 3.42151
    assert np.count_nonzero(found.gravities == 1) == len(regions) * len(sections)
