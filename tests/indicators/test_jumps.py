"""Which growth must be answered: far from the country's, and in a cell that weighs something in its region."""

import pytest

from indicators import checks
from indicators.formats.row import Row
from tests.factories.lexicon import kazakhstan

RULE = checks.JumpRule(distance=0.5, impact=0.025)
BEFORE = {("KZ", "B"): 1000.0, ("KZ", "C"): 1000.0, ("KZ-23", "B"): 900.0, ("KZ-23", "C"): 100.0}


def asked(now, before=None):
    rows = [Row(0, 2, 4, "gva", *cell, "2024", value, "ok", "") for cell, value in now.items()]
    found = checks.jumps(rows, checks.Context(kazakhstan()), BEFORE if before is None else before, RULE)
    return [(each.parameters["region"], each.parameters["activity"], each.parameters["growth"]) for each in found]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({("KZ-23", "B"): 1900.0}, [("KZ-23", "B", 111.1)]),
        ({("KZ-23", "B"): 1900.0, ("KZ", "B"): 2100.0}, []),
        ({("KZ-23", "C"): 20.0}, [("KZ-23", "C", -80.0)]),
        ({("KZ-23", "B"): 1900.0, ("KZ-23", "C"): 20.0}, [("KZ-23", "B", 111.1), ("KZ-23", "C", -80.0)]),
        ({("KZ-23", "B"): 0.0}, []),
    ],
)
def test_a_jump_is_far_from_the_country_and_the_largest_stands_first(changed, expected):
    assert asked(BEFORE | changed) == expected


def test_next_to_nothing_grows_and_shrinks_by_no_more_than_can_be_told():
    tiny = BEFORE | {("KZ-23", "B"): 1e-320, ("KZ", "C"): 1e-320}
    assert asked(BEFORE | {("KZ-23", "B"): 1e-320}) == [("KZ-23", "B", -100.0)]
    assert asked(BEFORE | {("KZ-23", "B"): 9e14}, before=tiny)[0] == ("KZ-23", "B", 99999999900.0)


def test_what_was_not_there_a_year_before_is_no_jump():
    assert asked(BEFORE | {("KZ-23", "B"): 9000.0}, before={("KZ", "B"): 1000.0}) == []
