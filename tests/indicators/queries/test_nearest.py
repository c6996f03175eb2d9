"""Where a figure has no value, the wider activity and the other year that have one."""

import pytest

from indicators.period import Period
from indicators.queries import definition, explanation, nearest
from tests.factories import releases as made
from tests.indicators.official import shipped  # noqa: F401 pytest finds it by its name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def around(subject, year):
    known = definition.definitions()
    found = explanation.explained(known, known.find("size_share"), subject, Period(year))
    return nearest.nearest(known, found)


@pytest.fixture
def food_is_withheld_in_one_year():
    made.published(
        row
        for year, here in (("2021", 30.0), ("2022", None))
        for row in (
            ("gva", year, "KZ-39", "C", 100.0),
            ("gva", year, "KZ-39", "10", here),
            ("gva", year, "KZ", "C", 400.0),
            ("gva", year, "KZ", "10", 60.0),
        )
    )


@pytest.mark.usefixtures("food_is_withheld_in_one_year")
def test_the_smallest_wider_activity_and_the_nearest_year_answer():
    found = around("KZ-39:10", 2022)
    assert (found.wider.cell, found.wider.value) == ("KZ-39:C", 0.25)
    assert (found.other_year.period, found.other_year.value) == (Period(2021), 0.5)


@pytest.mark.usefixtures("food_is_withheld_in_one_year")
def test_where_there_is_a_value_nothing_is_nearer():
    assert around("KZ-39:10", 2021) is None


@pytest.mark.usefixtures("food_is_withheld_in_one_year")
def test_where_nothing_at_all_is_published_nothing_is_invented():
    found = around("KZ-11:10", 2022)
    assert (found.wider, found.other_year) == (None, None)
