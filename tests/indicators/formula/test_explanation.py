import math
import statistics

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import formula
from indicators.formula import profiles
from indicators.period import Period
from indicators.period import parse as period
from indicators.resolution import Subject
from indicators.status import Status
from tests.indicators.formula.country import codes, cube
from tests.indicators.formula.worlds import CODES, EXPRESSIONS, PERIODS, SUBJECTS, cubes

READERS_TOOLS = {
    **profiles.PROFILE_FUNCTIONS,
    **profiles.GROUPED_FUNCTIONS,
    **{
        name: lambda values, standing, of=function: of(values, profiles.Standing(*standing))
        for name, function in profiles.TABLE_FUNCTIONS.items()
    },
    "krugman": profiles.krugman,
    "ln": math.log,
    "sqrt": math.sqrt,
    "power": lambda value, exponent: value**exponent,
    "root": lambda value, degree: value ** (1 / degree),
    "stdev": lambda *values: statistics.stdev(values),
}


def explained(text: str, subject: str, at: str) -> tuple[formula.Explanation, ...]:
    expression = formula.bound(formula.parse(text, measures=codes().measures), parameters={"x": "gva", "y": "grp"})
    return formula.explain(expression, Subject.parse(subject), period(at), codes(), cube())


def test_the_formula_is_filled_with_the_numbers_that_were_used():
    (explanation,) = explained("(x / region(x)) / (industry(x) / economy(x))", "KZ-23:B", "2022")
    assert explanation.filled == "6719641.7 / 12442399.7 / (15210887.2 / 96367515.5)"
    assert [(leaf.text, leaf.value, len(leaf.cells)) for leaf in explanation.leaves] == [
        ("gva", 6719641.7, 1),
        ("region(gva)", 12442399.7, 19),
        ("industry(gva)", 15210887.2, 1),
        ("economy(gva)", 96367515.5, 19),
    ]


def test_growth_is_written_out():
    (explanation,) = explained("growth(region(grp)) - growth(economy(grp))", "KZ-23", "2022")
    assert explanation.filled == "(13725399.8 / 10627583.4 - 1) - (103765518.2 / 83951587.9 - 1)"


def test_a_missing_number_is_a_question_mark_and_its_leaf_says_why():
    (explanation,) = explained("gva / jobs", "KZ-62:C", "2021")
    assert explanation.filled == "520275.7 / ?"
    assert [str(leaf.reason) for leaf in explanation.leaves if leaf.reason] == [
        "The territory was not counted by itself in 2021: KZ-35 had other borders."
    ]


def test_a_weighted_mean_shows_its_weights():
    (explanation,) = explained("region(grp_index) / 100 - 1", "KZ-61+KZ-43", "2022")
    (leaf,) = explanation.leaves
    assert [(cell.region, cell.value) for cell in leaf.cells] == [("KZ-43", 102.4), ("KZ-61", 100.3)]
    weights = [weight.value for weight in leaf.weights]
    assert {(weight.measure, str(weight.period)) for weight in leaf.weights} == {("grp", "2021")}
    mean = sum(c.value * w for c, w in zip(leaf.cells, weights, strict=True)) / sum(weights)
    assert leaf.value == pytest.approx(mean, rel=1e-14)


def test_each_coarser_answer_has_its_own_explanation():
    explanations = explained("gva / region(grp)", "KZ-39:0111+106+521", "2024")
    assert [one.figure.activities for one in explanations] == [("A",), ("C",), ("H",)]
    assert [one.leaves[0].activities for one in explanations] == [("A",), ("C",), ("H",)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(EXPRESSIONS, SUBJECTS, cubes(), st.sampled_from(PERIODS))
def test_whoever_works_out_the_filled_formula_gets_the_value(expression, subject, cube, at):
    for explanation in formula.explain(expression, subject, at, CODES, cube):
        if explanation.figure.value is not None:
            worked_out = eval(explanation.filled, dict(READERS_TOOLS))  # noqa: S307 - the text is our own
            assert worked_out == pytest.approx(explanation.figure.value, rel=1e-9, abs=1e-9)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(EXPRESSIONS, SUBJECTS, cubes())
def test_the_cells_of_a_leaf_add_up_to_it(expression, subject, cube):
    for explanation in formula.explain(expression, subject, Period(2003), CODES, cube):
        assert explanation.figure in formula.evaluate(expression, subject, Period(2003), CODES, cube)
        for leaf in explanation.leaves:
            if leaf.value is not None and not leaf.weights:
                total = sum(cell.value * cell.sign for cell in leaf.cells)
                assert leaf.value == pytest.approx(total, abs=1e-6)
            assert leaf.status is not Status.OK or leaf.value is not None
