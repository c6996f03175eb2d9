"""Complexity and density as figures like any other, and the yearly shift of five years."""

import csv
import io

import numpy as np
import pytest
from django.core.management import call_command
from django.utils import timezone

from indicators.actions import figure as figures
from indicators.actions import subject as subjects
from indicators.models import FigureSlice, Subject
from indicators.period import Period
from indicators.queries import definition, relatedness
from indicators.queries.figure import figures as answered
from indicators.status import Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("official")]

YEAR = Period(2024)


def value(subject, code, period=YEAR, **more):
    (found,) = answered(subject, [code], [period], **more)
    return found.value


@pytest.fixture
def page():
    return relatedness.newest(definition.definitions())


def test_figures_of_complexity_are_those_of_the_page(page):
    assert page.period == YEAR
    for region, told in page.of_regions():
        assert value(region, "region_complexity") == pytest.approx(told, abs=1e-9)
    for activity in page.activities:
        assert value(f"KZ:{activity}", "industry_complexity") == pytest.approx(page.of_activity(activity), abs=1e-9)
    for activity in "BCK":
        told = page.at(page.density, "KZ-23", activity)
        assert value(f"KZ-23:{activity}", "related_density") == pytest.approx(told, abs=1e-12)


def test_what_is_not_one_of_the_regions_has_no_complexity():
    (country,) = answered("KZ", ["region_complexity"], [YEAR])
    (several,) = answered("KZ-61+KZ-43", ["region_complexity"], [YEAR])
    assert {country.status, several.status} == {Status.NOT_APPLICABLE}


def test_the_worker_keeps_the_cross_section_of_complexity():
    now, listed = timezone.now(), ("KZ-23", "KZ-61")
    for code in listed:
        subjects.open(code=code, kind=Subject.Kind.REGION, region_codes=[code], activity_codes=[], by=None, at=now)
    one = definition.find("region_complexity")
    figures.invalidate_all(at=now, versions=[one.version.pk])
    slice_id = FigureSlice.objects.get(version=one.version, period="2024").pk
    assert figures.compute(slice_id=slice_id, at=now)
    row = FigureSlice.objects.get(pk=slice_id)
    kept = dict(zip(row.subjects, row.figures, strict=True))
    assert kept == {subject: value(subject, "region_complexity") for subject in listed}


def test_the_command_tells_it_without_rounding():
    out = io.StringIO()
    call_command("figure", indicator="region_complexity", subject="KZ-23", period="2024", stdout=out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert (float(row["value"]), row["status"]) == (value("KZ-23", "region_complexity"), "ok")


def test_the_yearly_shifts_of_five_years_are_the_growth_of_five_years():
    parts = [value("KZ-61", f"shift_dynamic_{part}") for part in ("national", "mix", "regional")]
    assert np.isfinite(parts).all()
    assert sum(parts) == pytest.approx(five_years("KZ-61"), rel=1e-9)


def five_years(region):
    growths = [value(region, "growth_rate", Period(year)) for year in range(2020, 2025)]
    return np.prod([1 + each for each in growths]) - 1
