"""The way from a published release to fresh figures, with a real worker on a real broker."""

from django.utils import timezone

from accounts.models import Notice
from indicators import tasks
from indicators.actions import comparison
from indicators.models import FigureSlice, Release
from tests.factories import releases
from tests.factories.accounts import UserFactory
from tests.indicators.actions.test_recompute import rows
from tests.live import wait_until


def is_fresh():
    return FigureSlice.objects.exists() and not FigureSlice.objects.stale().exists()


def test_a_release_whose_minute_has_come_is_published_and_its_figures_are_fresh(worker):
    releases.country()
    release = releases.staged(rows(2022) + rows(2023))
    tasks.publish_due_releases.delay()
    wait_until(lambda: Release.objects.get(pk=release.pk).state == Release.State.PUBLISHED)
    wait_until(is_fresh)
    assert list(comparison.differences()) == []


def test_a_doubled_bell_computes_nothing_twice(worker):
    releases.country()
    releases.published(rows(2022) + rows(2023))
    for _ in range(3):
        tasks.recompute_stale.delay()
    wait_until(is_fresh)
    before = dict(FigureSlice.objects.values_list("pk", "computed_at"))
    tasks.recompute_stale.delay()
    wait_until(is_fresh)
    assert dict(FigureSlice.objects.values_list("pk", "computed_at")) == before


def test_the_nightly_comparison_tells_administrators_of_a_wrong_figure(worker):
    administrator = UserFactory(is_staff=True)
    releases.country()
    releases.published(rows(2022) + rows(2023))
    releases.recomputed(at=timezone.now())
    spoiled = FigureSlice.objects.get(version__indicator__code="location_quotient", period="2023")
    spoiled.figures[0] += 1e-9
    spoiled.save()
    tasks.compare_figures.delay()
    wait_until(Notice.objects.filter(user=administrator, kind="figures_differ").exists)
