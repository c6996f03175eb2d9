"""A worker that is killed in the middle: nothing lost, nothing counted twice, and nobody has to put it right."""

import datetime as dt
import os
import signal
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from indicators import tasks
from indicators.actions import comparison
from indicators.actions import figure as figures
from indicators.actions import release as releases
from indicators.models import FigureSlice, Observation, Release, StagedObservation
from tests.factories import deliveries
from tests.factories import releases as made
from tests.indicators.actions.test_recompute import rows
from tests.live import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

YEARS = range(2010, 2024)
BLOCKED = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND state = 'active'
"""


def kill(running):
    """The worker and its children, so that none of them can tidy up."""
    os.killpg(running.process.pid, signal.SIGKILL)
    running.process.wait()


@contextmanager
def held_up(table):
    """Whoever needs `table` waits meanwhile: the moment in which a worker is killed is no accident."""
    database = connection.settings_dict
    with psycopg.connect(user=database["USER"], dbname=database["NAME"], host=database["OPTIONS"]["host"]) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


def is_somebody_waiting():
    with connection.cursor() as cursor:
        cursor.execute(BLOCKED)
        return cursor.fetchone()[0] > 0


def is_idle():
    """The sessions of a killed worker are gone, and with them what it had not committed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND xact_start IS NOT NULL"
        )
        return cursor.fetchone()[0] == 0


def test_a_worker_killed_in_the_middle_of_a_check_is_followed_by_one_that_reads_the_whole_file(start_worker):
    source = deliveries.small_country()
    content = deliveries.lines(*(row for year in YEARS for row in deliveries.year(year)))
    release = deliveries.received(source, content)
    worker = start_worker()
    with held_up("indicators_stagedobservation"):
        tasks.check_release.delay(release_id=release.pk)
        wait_until(is_somebody_waiting)
        kill(worker)
    wait_until(is_idle)
    release.refresh_from_db()
    assert release.state in {Release.State.RECEIVED, Release.State.RECOGNISED}
    assert release.leased_until > timezone.now()
    assert not Release.objects.waiting(timezone.now()).exists()
    # Ninety seconds later: nobody waits for them here.
    Release.objects.filter(pk=release.pk).update(leased_until=timezone.now() - dt.timedelta(seconds=1))
    start_worker()
    tasks.check_waiting_releases.delay()
    wait_until(lambda: Release.objects.get(pk=release.pk).state == Release.State.CHECKED)
    release.refresh_from_db()
    assert (release.errors, release.rows_staged, release.leased_until) == (0, 6 * len(YEARS), None)
    releases.accept(release=release, publish_at=None, by=None, at=timezone.now())
    releases.publish(release=release, at=timezone.now())
    cells = Observation.objects.current().values("measure", "period", "region", "activity").annotate(times=Count("pk"))
    assert {cell["times"] for cell in cells} == {1}
    assert len(cells) == 6 * len(YEARS)
    assert not StagedObservation.objects.exists()


def test_a_worker_killed_in_the_middle_of_a_recompute_leaves_a_stale_row_that_the_next_one_computes(start_worker):
    made.country()
    made.published(rows(2022) + rows(2023))
    worker = start_worker()
    with held_up("indicators_slice"):
        tasks.recompute_stale.delay()
        wait_until(is_somebody_waiting)
        kill(worker)
    wait_until(is_idle)
    assert FigureSlice.objects.stale().filter(leased_until__gt=timezone.now()).count() == 1
    FigureSlice.objects.filter(leased_until__isnull=False).update(leased_until=timezone.now() - figures.LEASE)
    start_worker()
    tasks.recompute_stale.delay()
    wait_until(lambda: not FigureSlice.objects.stale().exists())
    assert list(comparison.differences()) == []
    assert not FigureSlice.objects.filter(leased_until__isnull=False).exists()
