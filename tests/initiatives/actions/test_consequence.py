"""Who runs an initiative is told once when its figure changed its verdict or a target its light."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from indicators.actions import figure as figures
from indicators.models import FigureSlice
from initiatives.actions import consequence
from initiatives.models import TargetLight
from tests.factories import releases
from tests.factories import turning as made

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _country(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        releases.country()
        releases.published(made.year(2022, 10.0) + made.year(2023, 9.9))
        releases.recomputed()
        yield
        transaction.set_rollback(True)


def test_a_verdict_that_turns_is_told_once_however_often_it_is_computed():
    _initiative, manager = made.run_initiative()
    releases.recomputed()
    assert made.told(manager, *made.TURNS) == []
    made.revised(2023, 20.0)
    for row in FigureSlice.objects.filter(version__indicator__code="location_quotient"):
        figures.compute(slice_id=row.pk, at=timezone.now())
    assert made.told(manager, *made.TURNS) == [("figure_above", "2023")]
    made.revised(2023, 9.8)
    made.revised(2023, 21.0)
    assert made.told(manager, *made.TURNS)[1:] == [("figure_below", "2023"), ("figure_above", "2023")]


def test_a_new_year_is_held_against_the_year_before():
    _initiative, manager = made.run_initiative()
    releases.recomputed()
    releases.published(made.year(2024, 30.0))
    releases.recomputed()
    assert made.told(manager, *made.TURNS) == [("figure_above", "2024")]


def test_the_first_figures_of_an_initiative_turn_nothing():
    releases.published(made.year(2024, 30.0))
    _initiative, manager = made.run_initiative()
    releases.recomputed()
    assert made.told(manager, *made.TURNS) == []


def test_a_light_that_changes_is_told_once_and_the_first_look_tells_nothing():
    initiative, manager = made.run_initiative()
    one = made.target(initiative)
    releases.recomputed()
    assert TargetLight.objects.get(target=one).light == "away"
    assert made.told(manager, "target_light_changed") == []
    made.revised(2023, 20.0)
    consequence.follow_all(at=timezone.now() + dt.timedelta(hours=1))
    assert made.told(manager, "target_light_changed") == [("target_light_changed", "on the path")]


def test_what_is_not_kept_tells_nobody():
    _initiative, manager = made.run_initiative()
    releases.recomputed()
    with transaction.atomic():
        made.revised(2023, 20.0)
        transaction.set_rollback(True)
    assert made.told(manager, *made.TURNS) == []
