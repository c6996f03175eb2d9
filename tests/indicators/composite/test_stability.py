"""The worked check of the definitions, and the edges at which a measure has no answer."""

import numpy as np
import pytest

from indicators.composite import stability
from tests.indicators.formula.oracles import rows

YEARS = ("1940", "1950", "1960", "1970", "1980", "1990", "2000")
NAN = float("nan")
WORKED = np.array(
    [[60.0, 62, 61, 64], [55, 50, 58, 57], [70, 71, 69, 72], [40, 45, 44, 43], [50, 56, 52, 51]], dtype=np.float64
)


def test_variation_over_time():
    found = [stability.variation(row).variation for row in WORKED]
    assert found == pytest.approx([0.027657, 0.064710, 0.018312, 0.050238, 0.050334], abs=5e-7)


def test_a_steady_rise_varies_but_not_around_its_trend():
    found = stability.variation(np.array([10.0, 20.0, 30.0, 40.0]))
    assert found.variation == pytest.approx(0.516398, abs=1e-6)
    assert found.detrended == pytest.approx(0.0, abs=1e-12)
    assert found.stability == pytest.approx(1 - found.variation)


def test_concordance_of_the_years():
    found = stability.concordance(WORKED)
    assert (found.w, found.chi_square) == (pytest.approx(0.9625), pytest.approx(15.4))
    assert (found.years, found.units) == (4, 5)


def test_concordance_is_corrected_for_ties():
    found = stability.concordance(np.array([[1.0, 2.0], [1.0, 3.0], [3.0, 3.0]]))
    assert found.w == pytest.approx(12 * 4.5 / (4 * 24 - 2 * 12))


def test_ranks_move_and_correlate():
    assert stability.mean_rank_change(WORKED) == pytest.approx(0.266667, abs=5e-7)
    first, last = WORKED[:, 0], WORKED[:, 3]
    assert (stability.spearman(first, last), stability.kendall(first, last)) == (pytest.approx(1.0), pytest.approx(1.0))


def test_ties_are_taken_into_account():
    assert stability.kendall(np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 2.0])) == pytest.approx(2 / 6**0.5)


def test_fifths_that_are_kept_and_left():
    assert stability.fifth_keepers(WORKED) == pytest.approx(11 / 15)
    assert stability.transitions(WORKED).sum() == 15
    assert stability.mobility(WORKED) is not None
    still = np.column_stack([WORKED[:, 0]] * 3)
    assert (stability.fifth_keepers(still), stability.mobility(still)) == (1.0, 0.0)


def test_blocks_that_move_as_one():
    before, after = np.array([4.0, 3.0, 2.0, 1.0]), np.array([2.0, 1.0, 4.0, 3.0])
    assert stability.block_concordance(before, after, ["a", "a", "b", "b"]) == 1.0
    assert stability.block_concordance(before, after, ["a", "b", "a", "b"]) == 0.0


def test_neighbours_that_stay_above_one_another():
    before, after = np.array([4.0, 3.0, 2.0, 1.0]), np.array([2.0, 1.0, 4.0, 3.0])
    chain = np.abs(np.arange(4)[:, None] - np.arange(4)[None, :]) == 1
    assert stability.spatial_kendall(before, after, chain) == pytest.approx(1 / 3)
    assert stability.spatial_kendall(before, after, ~np.eye(4, dtype=bool)) == stability.kendall(before, after)


def test_blocks_and_neighbours_among_mexican_states_as_pysal_answers():
    listed = rows("pysal/mexico.csv")
    incomes = np.array([[float(row[f"pcgdp{year}"]) for year in YEARS] for row in listed])
    blocks = [row["esquivel99"] for row in listed]
    near = np.array([[a is not b and a["esquivel99"] == b["esquivel99"] for b in listed] for a in listed])
    pairs = list(zip(incomes.T, incomes.T[1:], strict=False))
    moved = [stability.block_concordance(*pair, blocks) for pair in pairs]
    assert moved == pytest.approx([0.41538462, 0.28070175, 0.61363636, 0.62222222, 0.33333333, 0.47222222], abs=5e-9)
    assert stability.spatial_kendall(*pairs[0], near) == pytest.approx(25 / 63, rel=1e-12)


@pytest.mark.parametrize(
    "found",
    [
        stability.variation(np.array([1.0, 2.0, NAN, 3.0])),
        stability.variation(np.array([-1.0, -2.0, -1.0, -2.0])),
        stability.spearman(np.array([1.0, 1.0, 1.0]), np.array([1.0, 2.0, 3.0])),
        stability.kendall(np.array([1.0, 1.0, 1.0]), np.array([1.0, 2.0, 3.0])),
        stability.kendall(np.array([1.0, NAN, 2.0]), np.array([1.0, 2.0, 3.0])),
        stability.concordance(np.array([[1.0, 2.0], [2.0, 1.0]])),
        stability.concordance(np.ones((3, 3))),
        stability.mean_rank_change(np.array([[1.0], [2.0]])),
        stability.fifth_keepers(np.array([[1.0, NAN], [NAN, 2.0]])),
        stability.mobility(np.array([[1.0, 2.0], [2.0, 1.0]])),
        stability.block_concordance(np.array([1.0, 2.0]), np.array([1.0, 2.0]), ["a", "b"]),
        stability.spatial_kendall(np.array([1.0, 2.0]), np.array([1.0, 2.0]), np.zeros((2, 2), dtype=bool)),
        stability.spatial_kendall(np.array([1.0, NAN]), np.array([1.0, 2.0]), ~np.eye(2, dtype=bool)),
    ],
)
def test_too_little_or_no_difference_is_no_answer(found):
    assert found is None
