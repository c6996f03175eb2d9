"""The kernel answers as the reference does in test_complexity; here it meets what is published."""

import numpy as np
import pytest
from django.urls import reverse

from indicators import complexity
from indicators.period import Period
from indicators.queries import definition, relatedness

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("official")]


@pytest.fixture
def found():
    return relatedness.newest(definition.definitions())


def test_the_newest_year_of_all_regions_at_sections_that_each_of_them_has(found):
    assert (found.measure, found.period, len(found.regions)) == ("gva", Period(2024), 20)
    assert set("ABCDEFGHI") <= set(found.activities)
    assert not np.isnan(found.values).any()


def test_what_the_kernel_says_of_the_same_table(found):
    mask = complexity.revealed_advantage(found.values) >= 1
    np.testing.assert_array_equal(found.mask, mask)
    np.testing.assert_array_equal(found.density, complexity.density(mask, complexity.proximity(mask)))


def test_a_region_has_or_has_not_each_activity_and_the_nearest_comes_first(found):
    held, near = found.held("KZ-23"), found.near("KZ-23")
    assert sorted(held + near) == sorted(found.activities)
    assert held[0] == "B"
    densities = [found.at(found.density, "KZ-23", code) for code in near]
    assert densities == sorted(densities, reverse=True)
    assert all(set(found.leading_to("KZ-23", code, most=2)) <= set(held) for code in near)


def test_complexity_of_the_regions_has_mean_zero(found):
    ranked = found.of_regions()
    assert [value for _code, value in ranked] == sorted((value for _code, value in ranked), reverse=True)
    assert sum(value for _code, value in ranked) == pytest.approx(0, abs=1e-9)
    assert {code for code, _value in ranked} == set(found.regions)


def test_nothing_is_related_before_anything_is_published(found):
    assert relatedness.newest(definition.definitions(), measure="exports") is None


def test_the_page_leads_from_a_region_and_to_each_quotient(client):
    address = reverse("region_related", kwargs={"code": "KZ-23"})
    assert address in client.get(reverse("region", kwargs={"code": "KZ-23"})).content.decode()
    page = client.get(address).content.decode()
    assert "/en/figures/location_quotient/KZ-23:B/2024/" in page
    assert "Goes with" in page


def test_a_region_that_is_gone_has_no_figures_and_an_unknown_one_is_not_found(client):
    gone = client.get(reverse("region_related", kwargs={"code": "KZ-YKO"}))
    assert "No figures are published" in gone.content.decode() or gone.status_code == 404
    assert client.get(reverse("region_related", kwargs={"code": "KZ-99"})).status_code == 404
