"""Each night the stored figures are held against a computation from nothing, and somebody hears of a difference."""

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import Notice
from clusterportal import health
from indicators import tasks
from indicators.actions import comparison
from indicators.models import Comparison, FigureSlice
from indicators.queries.keeper import keepers
from tests.factories import deliveries as made
from tests.factories import releases
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
REGIONS = ("KZ", "KZ-23")


@pytest.fixture(scope="module", autouse=True)
def _country(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        releases.country()
        releases.published([(measure, "2023", region, "B", 100.0) for region in REGIONS for measure in ("jobs", "gva")])
        releases.recomputed()
        yield
        transaction.set_rollback(True)


def test_a_night_without_a_difference_is_kept_and_shown_by_health():
    assert health.comparison(has_database=True) is None
    tasks.compare_figures()
    run = Comparison.objects.get()
    told = health.comparison(has_database=True)
    assert (told["slices"], told["differences"]) == (FigureSlice.objects.count(), 0)
    assert told["finished_at"] == run.finished_at.isoformat()
    assert not Notice.objects.filter(kind="figures_differ").exists()


def test_a_difference_is_told_to_statisticians_and_administrators_once():
    statistician, administrator, _nobody = made.statistician(), UserFactory(is_staff=True), UserFactory()
    row = FigureSlice.objects.filter(version__indicator__code="productivity").get()
    row.figures[0] = 1.0
    row.save()
    tasks.compare_figures()
    tasks.compare_figures()
    told = Notice.objects.filter(kind="figures_differ").values_list("user", flat=True)
    assert sorted(told) == sorted([statistician.pk, administrator.pk])
    assert health.comparison(has_database=True)["differences"] == 1


def test_a_repeated_message_counts_no_slice_twice():
    run = comparison.begin(at=timezone.now())
    late = Comparison.objects.get(pk=run.pk)
    while comparison.compare_next(run=run, at=timezone.now()):
        pass
    assert comparison.compare_next(run=late, at=timezone.now()) is False
    assert Comparison.objects.get(pk=run.pk).slices == FigureSlice.objects.count()


def test_whoever_keeps_the_figures_is_known_from_where_he_acts():
    statistician = made.statistician()
    assert list(keepers()) == [statistician]
