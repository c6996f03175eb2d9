"""Complexity: the toy of Hidalgo and Hausmann, another program's answers on exports of the world, and properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators import complexity
from indicators.complexity import Table
from tests.indicators.formula.oracles import rows

ORACLE = "complexity/oracle_ecomplexity_0.5.3_global_exports.csv"
EXACTLY = {"rtol": 1e-9, "atol": 1e-9}
TOY = np.array([[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]], dtype=bool)
masks = arrays(np.bool_, st.tuples(st.integers(3, 9), st.integers(3, 9)), elements=st.booleans())


@pytest.fixture(scope="module")
def exports() -> dict[str, Table]:
    listed = rows(ORACLE)
    countries = {code: place for place, code in enumerate(sorted({row["Country ID"] for row in listed}))}
    shape = (len(countries), len({row["Section ID"] for row in listed}))
    found = {name: np.full(shape, np.nan) for name in ("Trade Value", "rca", "mcp", "eci", "pci", "density")}
    for row in listed:
        for name, table in found.items():
            table[countries[row["Country ID"]], int(row["Section ID"]) - 1] = float(row[name])
    return found


def test_the_toy_has_the_index_that_others_give_it():
    found = complexity.complexity(TOY)
    np.testing.assert_allclose(found.units, [-0.075, -1.603, 0.748, 0.930], atol=5e-4)
    assert found.alignment == pytest.approx(0.1065, abs=5e-5)
    assert found.gap == pytest.approx(0.54213 - 0.19015, abs=5e-5)


def test_advantages_proximity_and_density_of_the_worlds_exports(exports):
    advantage = complexity.revealed_advantage(exports["Trade Value"])
    mask = complexity.specialised(advantage)
    np.testing.assert_allclose(advantage, exports["rca"], **EXACTLY)
    np.testing.assert_array_equal(mask, exports["mcp"].astype(bool))
    np.testing.assert_allclose(complexity.density(mask, complexity.proximity(mask)), exports["density"], **EXACTLY)


def test_complexity_of_the_worlds_countries(exports):
    found = complexity.complexity(exports["mcp"].astype(bool))
    np.testing.assert_allclose(found.units, exports["eci"][:, 0], **EXACTLY)


def test_complexity_of_activities_has_a_scale_of_its_own_where_the_other_program_takes_that_of_the_countries(exports):
    found, theirs = complexity.complexity(exports["mcp"].astype(bool)).activities, exports["pci"][0]
    np.testing.assert_allclose(found, (theirs - theirs.mean()) / theirs.std(), **EXACTLY)
    assert abs(theirs.mean()) > 0.5


@given(masks)
@settings(max_examples=80, deadline=None)
def test_indices_have_mean_0_deviation_1_and_rise_with_diversity(mask):
    found = complexity.complexity(mask)
    if found is None:
        return
    linked = mask.any(axis=1)
    assert np.isnan(found.units[~linked]).all()
    for column in (found.units, found.activities):
        assert np.nanmean(column) == pytest.approx(0, abs=1e-9)
        assert np.nanstd(column) == pytest.approx(1)
    assert np.corrcoef(found.units[linked], mask[linked].sum(axis=1))[0, 1] == pytest.approx(found.alignment, abs=1e-9)
    assert found.alignment > 0


@given(masks, st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_units_and_activities_does_not_matter(mask, chance):
    order = chance.sample(range(len(mask)), len(mask))
    one, other = complexity.complexity(mask), complexity.complexity(mask[order])
    if one is None or other is None or min(one.gap, one.alignment) < 1e-6:
        return
    np.testing.assert_allclose(other.units, one.units[order], atol=1e-6)


@given(masks)
@settings(max_examples=80, deadline=None)
def test_proximity_is_symmetric_and_density_a_share(mask):
    near = complexity.proximity(mask)
    np.testing.assert_array_equal(near, near.T)
    np.testing.assert_array_equal(np.diag(near), mask.any(axis=0).astype(float))
    held = complexity.density(mask, near)
    assert ((held >= 0) & (held <= 1 + 1e-12) | np.isnan(held)).all()


@pytest.mark.parametrize(
    "mask",
    [
        np.ones((2, 5), dtype=bool),
        np.ones((5, 5), dtype=bool),
        np.eye(5, dtype=bool),
        np.zeros((4, 4), dtype=bool),
    ],
    ids=["too few units", "all alike", "nothing shared", "nothing at all"],
)
def test_where_nothing_tells_units_apart_there_is_no_index(mask):
    assert complexity.complexity(mask) is None


def test_a_unit_or_activity_with_nothing_has_no_advantage():
    found = complexity.revealed_advantage(np.array([[1.0, 0.0], [0.0, 0.0]]))
    np.testing.assert_array_equal(found, [[1.0, np.nan], [np.nan, np.nan]])
