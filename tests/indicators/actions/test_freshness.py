"""After an upgrade of the engine, or of a definition, every stored figure is noticed and computed anew."""

import json

import pytest
from django.db import transaction
from django.utils import timezone

from clusterportal import health
from indicators import tasks
from indicators.actions import comparison
from indicators.actions import figure as figures
from indicators.actions import indicator as indicators
from indicators.formula.engine import ENGINE
from indicators.models import FigureSlice, Indicator
from indicators.queries import freshness
from tests.factories import releases

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _country(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        releases.country()
        releases.published([("jobs", year, region, "B", 100.0) for year in ("2022", "2023") for region in REGIONS])
        releases.published([("gva", "2023", region, "B", 100.0) for region in REGIONS])
        releases.recomputed()
        yield
        transaction.set_rollback(True)


REGIONS = ("KZ", "KZ-23")


def rows(code):
    return FigureSlice.objects.filter(version__indicator__code=code)


def test_what_is_computed_by_this_engine_and_these_definitions_is_not_outdated():
    assert rows("productivity").get().inputs["engine"] == ENGINE
    assert list(freshness.outdated()) == []
    assert figures.notice_outdated(at=timezone.now()) == 0


def test_figures_of_another_engine_are_noticed_by_health_and_by_the_ordinary_recompute():
    FigureSlice.objects.filter(pk=rows("productivity").get().pk).update(inputs={"engine": ENGINE - 1})
    assert health.stale_slices(has_database=True) == 1
    tasks.recompute_stale()
    assert health.stale_slices(has_database=True) == 0
    assert rows("productivity").get().inputs["engine"] == ENGINE


def test_an_old_worker_never_overwrites_what_a_newer_engine_has_computed():
    row = rows("productivity").get()
    inputs = dict(row.inputs)
    FigureSlice.objects.filter(pk=row.pk).update(inputs=inputs | {"engine": ENGINE + 1})
    assert figures.compute(slice_id=row.pk, at=timezone.now()) is False


def test_a_new_version_outdates_what_is_computed_from_it_and_removes_its_own_old_figures():
    old = set(rows("employment_growth").values_list("pk", flat=True))
    standing = Indicator.objects.get(code="employment_growth")
    definition = {"formula": "growth(jobs) * 1", "unit": "fraction"}
    with transaction.atomic():
        indicators.publish(indicator=standing, by=None, at=timezone.now(), **definition)
    assert {row.pk for row in freshness.outdated()} == old
    figures.notice_outdated(at=timezone.now())
    releases.recomputed()
    assert not FigureSlice.objects.filter(pk__in=old).exists()
    assert list(comparison.differences()) == []


def test_the_versions_of_everything_that_a_formula_leads_to_are_among_its_inputs():
    told = freshness.inputs("grp_per_head_relative")
    assert json.loads(json.dumps(told)) == {
        "engine": ENGINE,
        "version:grp_per_head_relative": 1,
        "version:grp_per_head": 1,
    }
