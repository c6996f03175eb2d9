"""The bell: each task loads a row and calls one action; run twice they do nothing more."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from indicators.actions import comparison
from indicators.actions import doubt as doubts
from indicators.actions import figure as figures
from indicators.actions import release as releases
from indicators.models import Comparison, Release

# Below the soft limit of a task, so that a long queue is worked off by many short tasks.
TURN_SECONDS = 15


# A release is read in one go and recorded in one transaction, which a million rows on a busy machine may not do within
# the limit of other tasks. The release's own lease keeps a redelivered message from doing it twice (ADR 0011).
LONG = {"soft_time_limit": 600, "time_limit": 660}


@shared_task(**LONG)
def check_release(*, release_id: int) -> None:
    releases.check(release=Release.objects.get(pk=release_id), at=timezone.now())


@shared_task(**LONG)
def publish_release(*, release_id: int) -> None:
    releases.publish(release=Release.objects.get(pk=release_id), at=timezone.now())
    recompute_stale.delay()


@shared_task
def check_waiting_releases() -> None:
    """Each minute: what a lost message or a killed worker left behind."""
    for release_id in Release.objects.waiting(timezone.now()).values_list("pk", flat=True):
        check_release.delay(release_id=release_id)


@shared_task
def publish_due_releases() -> None:
    """Each minute: releases whose minute of publication has come."""
    for release_id in Release.objects.due(timezone.now()).values_list("pk", flat=True):
        publish_release.delay(release_id=release_id)


@shared_task
def recompute_stale() -> None:
    """Also runs every minute, so that no lost message leaves a figure stale."""
    until = timezone.now() + dt.timedelta(seconds=TURN_SECONDS)
    figures.notice_outdated(at=timezone.now())
    while timezone.now() < until:
        if not figures.recompute_next(at=timezone.now()):
            return
    recompute_stale.delay()


@shared_task
def mail_doubt_answers() -> None:
    """Also runs every minute: answers whose readers left an address."""
    until = timezone.now() + dt.timedelta(seconds=TURN_SECONDS)
    while timezone.now() < until and doubts.mail_next(at=timezone.now()):
        pass


@shared_task
def compare_figures(*, run_id: int | None = None) -> None:
    """Each night: stored figures against a computation from nothing, as many at a time as a short task may."""
    until = timezone.now() + dt.timedelta(seconds=TURN_SECONDS)
    run = comparison.begin(at=timezone.now()) if run_id is None else Comparison.objects.get(pk=run_id)
    while timezone.now() < until:
        if not comparison.compare_next(run=run, at=timezone.now()):
            return
    compare_figures.delay(run_id=run.pk)
