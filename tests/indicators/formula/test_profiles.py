import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.formula.profiles import cv, entropy, gini, hhi, krugman, theil
from indicators.status import Status

AMOUNTS = st.lists(st.integers(0, 10**6).map(float), min_size=1, max_size=25).filter(any)


def test_the_example_of_doersam():
    assert hhi([20, 50, 20, 10]) == pytest.approx(0.34)


def test_values_worked_out_by_hand():
    assert krugman([1, 0], [0, 1]) == 2
    assert gini([0, 0, 0, 1]) == pytest.approx(0.75)
    assert theil([0, 0, 0, 1]) == pytest.approx(math.log(4))
    assert cv([1, 2, 3]) == pytest.approx(0.5)
    assert entropy([1, 1, 1, 1]) == pytest.approx(math.log(4))


@pytest.mark.parametrize("function", [hhi, entropy, gini, theil])
def test_nothing_at_all_is_undefined_and_negative_amounts_have_no_shares(function):
    assert function([0.0, 0.0]) is Status.UNDEFINED_DENOMINATOR
    assert function([1.0, -0.5]) is Status.NOT_APPLICABLE


def test_variation_needs_two_values_and_a_positive_mean():
    assert cv([1.0]) is Status.TOO_FEW_UNITS
    assert cv([-1.0, 1.0]) is Status.UNDEFINED_DENOMINATOR


@given(AMOUNTS)
def test_every_function_stays_in_its_range(values):
    count = len(values)
    assert 1 / count - 1e-12 <= hhi(values) <= 1 + 1e-12
    assert -1e-12 <= entropy(values) <= math.log(count) + 1e-9
    assert -1e-12 <= gini(values) <= 1 - 1 / count + 1e-12
    assert -1e-12 <= theil(values) <= math.log(count) + 1e-9


@given(AMOUNTS, st.randoms())
def test_the_order_of_the_parts_does_not_matter(values, random):
    shuffled = random.sample(values, len(values))
    for function in (hhi, entropy, gini, theil):
        assert function(values) == pytest.approx(function(shuffled), abs=1e-12)


@given(AMOUNTS)
def test_entropy_and_theil_add_up_to_the_logarithm_of_the_number_of_parts(values):
    assert entropy(values) + theil(values) == pytest.approx(math.log(len(values)), abs=1e-9)


@given(AMOUNTS)
def test_a_region_like_the_country_is_not_specialised(values):
    assert krugman(values, [3 * value for value in values]) == pytest.approx(0, abs=1e-12)
