from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import formula, totals
from indicators.cube import Cube, CubeError, Slice, slice_of
from indicators.resolution import Codes, Subject
from indicators.territory import Region, Regions
from indicators.totals import Totals
from tests.indicators.formula import worlds
from tests.indicators.formula.test_dense_equals_reference import SMALL, bits
from tests.indicators.formula.worlds import ACTIVITIES, ACTIVITY_CODES, MEASURES, PERIODS, Ledger

LASTING = ("R1", "R2", "R3", "R4")
CHANGED = (Region("OLD", until=worlds.dt.date(2001, 6, 19)), Region("NEW", predecessors=("OLD",)))
CALM = Codes(MEASURES, ACTIVITIES, Regions("KZ", tuple(map(Region, LASTING))))
MOVED = Codes(MEASURES, ACTIVITIES, Regions("KZ", (*map(Region, LASTING), *CHANGED)))
COLUMNS = (("A", "B", "C"), ("A", "B"), ("01", "02", "B", "C", "FISIM"), ACTIVITY_CODES)
SUBJECTS = st.builds(
    Subject,
    st.frozensets(st.sampled_from(("KZ", *LASTING)), min_size=1, max_size=3),
    st.frozensets(st.sampled_from(ACTIVITY_CODES[:9]), max_size=3),
)


def random_cube(seed: int, regions: tuple[str, ...], activities: tuple[str, ...], holes: float) -> Cube:
    random, slices = Random(seed), {}  # noqa: S311 - chance, no secret
    for facts in MEASURES.values():
        for period in PERIODS:
            places = [(region, activity) for region in regions for activity in activities if random.random() >= holes]
            if listed := [worlds.row(random, facts.decimals, *place) for place in places]:
                slices[facts.code, period] = slice_of(listed, facts.decimals)
    return Cube(slices)


CUBES = st.builds(
    random_cube,
    st.integers(0, 2**32),
    st.sampled_from((LASTING, LASTING, ("KZ", *LASTING), (*LASTING, "OLD", "NEW"))),
    st.sampled_from(COLUMNS),
    st.sampled_from((0.0, 0.0, 0.05, 0.3)),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SMALL, st.lists(SUBJECTS, min_size=1, max_size=3), CUBES, st.booleans())
def test_sums_of_whole_rows_and_columns_are_those_of_the_cells(expression, subjects, cube, is_calm):
    known = {region for plane in cube.slices.values() for region in plane.regions}
    codes = CALM if is_calm and "OLD" not in known else MOVED
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(totals, "LARGE", 0)
        dense = formula.evaluate_dense(expression, subjects, PERIODS, codes, cube)
    ledger = Ledger(cube)
    for period in PERIODS:
        for subject in subjects:
            slow = formula.evaluate(expression, subject, period, codes, ledger)
            assert (dense[subject, period], bits(dense[subject, period])) == (slow, bits(slow))


def test_the_sum_of_everything_is_found_without_listing_its_cells():
    cube = random_cube(1, LASTING, ("A", "B", "C"), 0.0)
    plane = cube.slices["jobs", PERIODS[0]]
    gravities = np.ones(plane.gravities.shape, dtype=np.uint8)
    found = Totals(Slice(plane.regions, plane.activities, plane.values, gravities), CALM)
    total = found.total(CALM.regions.whole, ("_T",))
    assert total is not None
    assert (total.whole, total.seen, total.disclosed) == (plane.values.sum(), 12, 12)
    assert found.total(frozenset({"R1"}), ("A",)) is None


def test_sums_beyond_exact_numbers_are_refused():
    plane = Slice(("R1", "R2"), ("A",), np.full((2, 1), 2.0**52), np.ones((2, 1), dtype=np.uint8))
    with pytest.raises(CubeError):
        Totals(plane, CALM).total(frozenset({"R1", "R2"}), ("A",))
