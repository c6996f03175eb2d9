"""Wherever a value is withheld, the bounds that are told hold the value that was withheld."""

import itertools
import math
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import formula
from indicators.cube import Cube, Row, slice_of
from indicators.formula.interval import Interval
from indicators.formula.parsing import COSTLIEST, cost
from indicators.formula.withheld import Cell, Surroundings
from indicators.period import Period
from indicators.published import Resolver
from indicators.resolution import Subject
from indicators.status import Status
from tests.indicators.formula.worlds import CODES, EXPRESSIONS, MEASURES, PERIODS, SUBJECTS

SMALL = EXPRESSIONS.filter(lambda expression: cost(expression) <= COSTLIEST)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
LEAVES = ("011", "012", "02", "B", "C")
WHOLES = {"01": ("011", "012"), "A": ("01", "02"), "B-C": ("B", "C"), "_T": ("A", "B", "C")}
REGIONS = ("R1", "R2", "R3", "R4", "R5")
NOT_NEGATIVE = frozenset({"jobs", "gva", "volume"})


def told(random, measure, period):
    """Every cell of a country that adds up: region × activity → value in whole numbers."""
    values = {(region, leaf): random.choice((0, random.randint(1, 900))) for region in REGIONS for leaf in LEAVES}
    for region in REGIONS:
        for whole, parts in WHOLES.items():
            values[region, whole] = sum(values[region, part] for part in parts)
    for activity in (*LEAVES, *WHOLES):
        values["KZ", activity] = sum(values[region, activity] for region in REGIONS)
    return {place: value / MEASURES[measure].scale for place, value in values.items()}


def countries(seed, share):
    """The whole truth, and what an office discloses of it."""
    random, truth, shown = Random(seed), {}, {}  # noqa: S311 - chance, no secret
    for measure, period in itertools.product(MEASURES, PERIODS):
        values = told(random, measure, period)
        withheld = {place for place in values if random.random() < share}
        decimals = MEASURES[measure].decimals
        truth[measure, period] = slice_of([Row(*place, value) for place, value in values.items()], decimals)
        rows = [
            Row(*place, None, Status.SUPPRESSED) if place in withheld else Row(*place, value)
            for place, value in values.items()
        ]
        shown[measure, period] = slice_of(rows, decimals)
    return Cube(truth), Cube(shown)


PAIRS = st.builds(countries, st.integers(0, 2**32), st.sampled_from((0.05, 0.2, 0.5)))


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(SMALL, SUBJECTS, PAIRS)
def test_the_true_value_always_lies_inside_its_bounds(expression, subject, pair):
    truth, shown = pair
    for period in PERIODS:
        true = formula.evaluate(expression, subject, period, CODES, truth)
        seen = formula.evaluate(expression, subject, period, CODES, shown)
        found = formula.bounds(expression, subject, period, CODES, shown, not_negative=NOT_NEGATIVE)
        assert len(found) == len(seen) == len(true)
        for known, figure, bounds in zip(true, seen, found, strict=True):
            assert bounds is None or figure.status is Status.SUPPRESSED
            assert bounds is None or known.value is None or known.value in bounds


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(st.sampled_from(REGIONS), st.sampled_from((*LEAVES, *WHOLES)), PAIRS)
def test_what_a_source_tells_narrows_and_never_loses_the_truth(region, activity, pair):
    truth, shown = pair
    cell, period = Cell(region, activity), PERIODS[0]
    value = float(truth.cell("jobs", period, *cell).whole)
    given_by_source = {cell: Interval(value - 3, value + 5)}
    plain = Surroundings(Resolver(CODES, shown), "jobs", period, True).bounds(cell)
    narrower = Surroundings(Resolver(CODES, shown), "jobs", period, True, given_by_source).bounds(cell)
    assert value in narrower
    assert plain.low <= narrower.low <= narrower.high <= plain.high


def country(cells, measure="jobs"):
    rows = [Row(*place, value, Status.OK if value is not None else Status.SUPPRESSED) for place, value in cells.items()]
    return Cube({(measure, Period(2003)): slice_of(rows, MEASURES[measure].decimals)})


def bounds(text, subject, cube, not_negative=frozenset({"jobs"})):
    expression = formula.parse(text, measures=MEASURES)
    subject = Subject.parse(subject)
    (found,) = formula.bounds(expression, subject, Period(2003), CODES, cube, not_negative=not_negative)
    return found


def test_a_whole_less_its_known_parts_bounds_the_only_withheld_one_by_rounding_alone():
    cube = country({("R3", "_T"): 101, ("R3", "A"): None, ("R3", "B"): 33, ("R3", "C"): 7})
    assert bounds("jobs", "R3:A", cube) == (59, 63)


def test_two_withheld_parts_share_what_is_left():
    cube = country({("R3", "_T"): 101, ("R3", "A"): None, ("R3", "B"): None, ("R3", "C"): 7})
    assert bounds("jobs", "R3:A", cube) == (0, 96)
    assert bounds("jobs / region(jobs)", "R3:A", cube) == (0, 96 / 101)


def test_without_a_rule_that_nothing_is_negative_two_withheld_parts_say_nothing():
    cube = country({("R3", "_T"): 101, ("R3", "A"): None, ("R3", "B"): None, ("R3", "C"): 7})
    assert bounds("jobs", "R3:A", cube, frozenset()) is None


def test_the_narrower_of_two_derivations_counts():
    whole = {("R3", "_T"): 101, ("R3", "A"): None, ("R3", "B"): None, ("R3", "C"): 7}
    parts = {("R3", "01"): 20, ("R3", "02"): None}
    assert bounds("jobs", "R3:A", country(whole | parts)) == (18.5, 96)


def test_values_that_contradict_each_other_bound_nothing():
    cube = country({("R3", "_T"): 101, ("R3", "A"): None, ("R3", "B"): 900, ("R3", "C"): 7})
    assert bounds("jobs", "R3:A", cube) is None


def test_values_published_in_thousands_are_rounded_by_thousands():
    cube = country({("R3", "_T"): 101_000, ("R3", "A"): None, ("R3", "B"): 33_000, ("R3", "C"): 7_000})
    assert bounds("jobs", "R3:A", cube) == (59_000, 63_000)


@pytest.mark.parametrize(
    ("value", "between", "said"),
    [
        (1.2, None, "certain"),
        (0.8, None, "no"),
        (None, Interval(1.1, math.inf), "certain"),
        (None, Interval(0.4, 1.0), "no"),
        (None, Interval(0.4, 1.1), "possible"),
        (None, None, "none"),
    ],
)
def test_a_verdict_on_a_withheld_value_is_possible_where_its_bounds_lie_on_both_sides(value, between, said):
    assert formula.verdict(value, between, ">", 1.0) == said
