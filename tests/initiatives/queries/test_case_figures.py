import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from initiatives.queries import case_figures
from tests.factories.approval import MONDAY, handed_in


def test_a_subject_is_the_regions_and_activities_of_the_snapshot():
    place = {"regions": [{"code": "KZ-61"}, {"code": "KZ-43"}], "activities": [{"code": "011"}, {"code": "10"}]}
    assert case_figures.subject_text({"place": place}) == "KZ-61+KZ-43:011+10"
    assert case_figures.subject_text({"place": place | {"activities": []}}) == ""
    assert case_figures.subject_text({}) == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("official")
@pytest.mark.parametrize("after", [True, False])
def test_figures_are_those_of_the_day_or_say_that_they_are_not(after):
    at = timezone.now() + dt.timedelta(minutes=1) if after else MONDAY.replace(year=2019)
    case = handed_in(regions=("KZ-39",), at=at)
    found = case_figures.of(case.round)
    assert found.is_of_the_day is after
    assert {(figure.definition.code, figure.cell) for figure in found.figures} >= {("location_quotient", "KZ-39:C")}
    page = render_to_string("initiatives/approval/_figures.html", {"found": found, "round": case.round})
    assert "coarser: section C" in page
