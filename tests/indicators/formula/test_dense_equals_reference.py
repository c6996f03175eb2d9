import struct

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import formula
from indicators.formula.parsing import COSTLIEST, cost
from tests.indicators.formula.worlds import CODES, EXPRESSIONS, PERIODS, SUBJECTS, Ledger, cubes

SMALL = EXPRESSIONS.filter(lambda expression: cost(expression) <= COSTLIEST)


def bits(figures: tuple[formula.Figure, ...]) -> list[bytes | None]:
    return [None if figure.value is None else struct.pack("d", figure.value) for figure in figures]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SMALL, st.lists(SUBJECTS, min_size=1, max_size=4), cubes())
def test_the_fast_evaluator_gives_the_figures_of_the_slow_one_bit_for_bit(expression, subjects, cube):
    dense = formula.evaluate_dense(expression, subjects, PERIODS, CODES, cube)
    ledger = Ledger(cube)
    for period in PERIODS:
        for subject in subjects:
            slow = formula.evaluate(expression, subject, period, CODES, ledger)
            fast = dense[subject, period]
            assert (fast, bits(fast)) == (slow, bits(slow))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SMALL, st.lists(SUBJECTS, min_size=2, max_size=4, unique=True), cubes())
def test_a_figure_does_not_depend_on_what_else_is_computed_with_it(expression, subjects, cube):
    together = formula.evaluate_dense(expression, subjects, PERIODS, CODES, cube)
    for subject in subjects:
        for period in PERIODS:
            alone = formula.evaluate_dense(expression, [subject], [period], CODES, cube)[subject, period]
            assert together[subject, period] == alone


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SMALL, SUBJECTS, cubes())
def test_a_figure_has_a_value_exactly_where_its_status_says_so(expression, subject, cube):
    for figures in formula.evaluate_dense(expression, [subject], PERIODS, CODES, cube).values():
        for figure in figures:
            assert (figure.value is not None) == figure.status.has_value
            assert 0 <= figure.coverage <= 1
            assert figure.reason is None or not figure.status.has_value


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SMALL, SUBJECTS, cubes(), st.data())
def test_only_the_slices_that_a_formula_needs_move_its_figures(expression, subject, cube, data):
    period = data.draw(st.sampled_from(PERIODS))
    needed = formula.slices_needed(formula.needs(expression, CODES.measures), period)
    kept = {key: plane for key, plane in cube.slices.items() if key in needed}
    narrowed = type(cube)(kept, dict(cube._seen))
    whole = formula.evaluate(expression, subject, period, CODES, cube)
    assert formula.evaluate(expression, subject, period, CODES, narrowed) == whole
