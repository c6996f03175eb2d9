import pytest

from indicators.cube import Cell, Cube, CubeError, Row, slice_of
from indicators.period import Kind, Period
from indicators.period import parse as period
from indicators.status import Status


def test_a_slice_holds_whole_numbers_and_tells_zero_from_nothing():
    plane = slice_of([Row("R1", "A", 1.1), Row("R1", "B", 0.0), Row("R2", "A", None, Status.SUPPRESSED)], decimals=1)
    assert {(r, a): plane.cell(r, a) for r in ("R1", "R2", "R3") for a in "AB"} == {
        ("R1", "A"): Cell(11, Status.OK),
        ("R1", "B"): Cell(0, Status.OK),
        ("R2", "A"): Cell(None, Status.SUPPRESSED),
        ("R2", "B"): None,
        ("R3", "A"): None,
        ("R3", "B"): None,
    }


def test_tenths_add_up_exactly():
    plane = slice_of([Row(f"R{number}", "A", 0.1) for number in range(1000)], decimals=1)
    assert plane.values.sum() / 10 == 100.0


def test_a_row_without_a_value_that_says_ok_is_missing():
    assert slice_of([Row("R1", "A", None)], 0).cell("R1", "A") == Cell(None, Status.MISSING_INPUT)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2.0**53, -(2.0**53)])
def test_what_cannot_be_added_exactly_is_refused(value):
    with pytest.raises(CubeError):
        slice_of([Row("R1", "A", value)], 0)


def test_a_cube_knows_when_a_region_was_first_observed_in_each_kind_of_period():
    plane, other = slice_of([Row("R1", "A", 1)], 0), slice_of([Row("R2", "A", 1)], 0)
    cube = Cube({("gva", Period(2001)): plane, ("gva", Period(2000)): other, ("gva", period("1999-Q2")): plane})
    seen = {
        (code, at): cube.first_observed("gva", code, period(at)) for code in ("R1", "R2") for at in ("2005", "2005-Q1")
    }
    assert seen == {
        ("R1", "2005"): Period(2001),
        ("R1", "2005-Q1"): Period(1999, Kind.QUARTER, 2),
        ("R2", "2005"): Period(2000),
        ("R2", "2005-Q1"): None,
    }


def test_a_dry_run_lays_slices_over_the_cube_and_leaves_it_as_it_was():
    before = Cube({("gva", Period(2000)): slice_of([Row("R1", "A", 1)], 0)})
    after = before.overlaid({("gva", Period(2000)): slice_of([Row("R1", "A", 2)], 0)})
    cells = [cube.cell("gva", Period(2000), "R1", "A") for cube in (before, after)]
    assert cells == [Cell(1), Cell(2)]
