"""Bounds of withheld values that a file tells: size classes, and ranges in words."""

import pytest

from indicators.formats import bounds
from tests.indicators.formats.files import read_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20-99", (20, 99)),
        ("20 – 99", (20, 99)),
        ("20..99", (20, 99)),
        ("-5..-1", (-5, -1)),
        ("1 000 до 2 499", (1000, 2499)),
        ("<5", (None, 5)),
        ("≤ 4", (None, 4)),
        ("..4", (None, 4)),
        ("до 4", (None, 4)),
        ("100000+", (100_000, None)),
        ("100000..", (100_000, None)),
        ("≥100000", (100_000, None)),
        ("B", (20, 99)),
        ("m", (100_000, None)),
    ],
)
def test_a_range_is_read_as_offices_write_it(text, found):
    assert tuple(bounds.parse(text)) == found


@pytest.mark.parametrize("text", ["", "D", "99-20", "some", "..", "20", "10-"])
def test_what_is_no_range_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        bounds.parse(text)


@pytest.mark.parametrize("ends", [(20.0, 99.0), (None, 4.5), (1e5, None), (-5.0, -1.0), (0.0, 0.0)])
def test_what_is_written_is_read_again(ends):
    assert tuple(bounds.parse(bounds.written(*ends))) == ends


def told(text):
    read = read_text(text)
    rows = {(one.measure, one.region, one.activity): (one.value, one.status, one.low, one.high) for one in read.rows}
    return rows, read.causes


def test_nought_beside_a_size_class_is_a_withheld_value_and_a_number_beside_it_is_a_number():
    text = "region,activity,year,empflag,employment\nKZ-23,B,2023,B,0\nKZ-23,C,2023,,0\nKZ-39,B,2023,G,1200\n"
    rows, causes = told(text)
    assert causes == {}
    assert rows == {
        ("jobs", "KZ-23", "B"): (None, "suppressed", 20, 99),
        ("jobs", "KZ-23", "C"): (0, "ok", None, None),
        ("jobs", "KZ-39", "B"): (1200, "ok", None, None),
    }


def test_bounds_are_in_the_unit_of_the_row():
    text = "measure,region,activity,period,value,unit,status,bounds\ngva,KZ-23,B,2023,,bln KZT,suppressed,1.5..2\n"
    rows, _causes = told(text)
    assert rows == {("gva", "KZ-23", "B"): (None, "suppressed", 1500, 2000)}


def test_classes_of_jobs_do_not_bound_wages():
    text = "region,activity,year,empflag,employment,wages mln KZT\nKZ-23,B,2023,B,0,0\nKZ-39,B,2023,,7,5\n"
    rows, _causes = told(text)
    assert rows[("jobs", "KZ-23", "B")] == (None, "suppressed", 20, 99)
    assert rows[("wages", "KZ-23", "B")] == (0, "ok", None, None)


@pytest.mark.parametrize("text", ["1..1e999", ">1e999", "1e308..2e308"])
def test_bounds_without_end_are_no_bounds(text):
    rows, causes = told(f"region,activity,year,bounds,gva bln KZT\nKZ-23,B,2023,{text},\nKZ-39,B,2023,,7\n")
    assert (rows[("gva", "KZ-23", "B")], causes) == ((None, "missing_input", None, None), {"unknown_bounds": 1})


def test_a_class_that_nobody_knows_is_told_with_its_place():
    rows, causes = told("region,activity,year,bounds,jobs\nKZ-23,B,2023,some,\nKZ-39,B,2023,,7\n")
    assert (rows[("jobs", "KZ-23", "B")][0], causes) == (None, {"unknown_bounds": 1})
