import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import formula
from indicators.cube import Cube
from indicators.formula.expression import SCOPES, Binary, Call, Expression, Lagged, Measure, Negative, Scoped
from indicators.formula.parsing import COSTLIEST, cost
from indicators.period import Period
from indicators.resolution import Subject
from tests.indicators.formula.country import codes, cube
from tests.indicators.formula.worlds import CODES, EXPRESSIONS, SUBJECTS, cubes

AT = Period(2003)
SMALL = EXPRESSIONS.filter(lambda expression: cost(expression) <= COSTLIEST // 20)
LEAVES = st.sampled_from(("jobs", "gva", "volume", "rate")).map(Measure)
RANDOM = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
INDUSTRY, REGION, ECONOMY = (SCOPES[name] for name in ("industry", "region", "economy"))


def answers(expression: Expression, subject: Subject, known: Cube) -> list[tuple[float | None, str, tuple[str, ...]]]:
    figures = formula.evaluate(expression, subject, AT, CODES, known)
    return [(figure.value, figure.status, figure.activities) for figure in figures]


@RANDOM
@given(SMALL, SUBJECTS, cubes())
def test_all_regions_of_all_activities_is_the_economy(expression, subject, known):
    assert answers(Scoped(INDUSTRY, Scoped(REGION, expression)), subject, known) == answers(
        Scoped(ECONOMY, expression), subject, known
    )


@RANDOM
@given(st.sampled_from(list(SCOPES.values())), st.sampled_from("+-*/"), SMALL, SMALL, SUBJECTS, cubes())
def test_a_scope_goes_inside_an_operation(scope, operator, left, right, subject, known):
    outside = Scoped(scope, Binary(operator, left, right))
    inside = Binary(operator, Scoped(scope, left), Scoped(scope, right))
    assert [one[0] for one in answers(outside, subject, known)] == [one[0] for one in answers(inside, subject, known)]


@RANDOM
@given(SMALL, SUBJECTS, cubes())
def test_lags_add_up_and_a_double_minus_goes_away(expression, subject, known):
    plain = answers(Lagged(2, expression), subject, known)
    assert answers(Lagged(1, Lagged(1, expression)), subject, known) == plain
    assert answers(Negative(Negative(Lagged(2, expression))), subject, known) == plain


@RANDOM
@given(LEAVES, SUBJECTS, cubes())
def test_growth_is_the_quotient_less_one_wherever_both_have_values(leaf, subject, known):
    quotient = Binary("-", Binary("/", leaf, Lagged(1, leaf)), Call("mean", Binary("/", leaf, leaf), 1))
    for growth, other in zip(
        answers(Call("growth", leaf, 1), subject, known), answers(quotient, subject, known), strict=True
    ):
        if growth[0] is not None and other[0] is not None:
            assert growth[0] == other[0]


@pytest.mark.parametrize("region", ["KZ-23", "KZ-35", "KZ-75", "KZ-61+KZ-79"])
@pytest.mark.parametrize("activity", ["A", "B-F", "G-U"])
def test_share_of_value_added_is_share_of_jobs_times_relative_productivity(region, activity):
    texts = ("gva / region(gva)", "jobs / region(jobs)", "(gva / jobs) / region(gva / jobs)")
    share, jobs, relative = (
        formula.evaluate(
            formula.parse(text, measures=codes().measures),
            Subject.parse(f"{region}:{activity}"),
            Period(2024),
            codes(),
            cube(),
        )[0].value
        for text in texts
    )
    assert share == pytest.approx(jobs * relative, rel=1e-12)
