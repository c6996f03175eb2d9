"""Regions side by side, whatever the whole is called that they make up."""

import pytest

from indicators.queries import classification, region
from tests.factories.indicators import CountryFactory, RegionFactory

pytestmark = pytest.mark.django_db


def test_the_whole_of_a_continent_is_no_region_beside_its_regions():
    whole = CountryFactory(code="CT")
    for code in ("CT-0001", "CT-0002"):
        RegionFactory(code=code, parent=whole)
    assert {row.code for row in region.present()} == {"CT-0001", "CT-0002"}
    assert classification.book().codes.regions.country == "CT"
