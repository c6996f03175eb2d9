"""One revised value with a real worker: how long until what is stored and depends on it is committed.

Each value is published for good and taken back at the end, so it is measured in an instance for trying things only.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from clusterportal.bench import observation
from clusterportal.demo import delivery
from indicators import tasks
from indicators.actions import release as releases
from indicators.models import FigureSlice, Observation, Release, Source

ROUNDS, LONGEST_WAIT, LOOK_EVERY = 21, 120, 0.01
COMMAND = [sys.executable, "-m", "celery", "-A", "clusterportal", "worker", "--pool", "solo", "--loglevel", "ERROR"]


def lines() -> Iterator[str]:
    newest = observation.newest()
    if newest is None or not settings.DEMO:
        yield "needs DEMO=1 and values added by class: seed the national scale first"
        return
    source = delivery.source("bench_worker", "One invented value after the other")
    with _worker():
        # The first round waits for the worker to start and to read what it keeps at hand.
        rounds = [_round(newest, number, source) for number in range(ROUNDS)][1:]
    for release in Release.objects.published().filter(source=source).order_by("-recorded_at"):
        releases.withdraw(release=release, reason="A measurement.", by=_statistician(), at=timezone.now())
    published, fresh, slices = (sorted(column) for column in zip(*rounds, strict=True))
    yield f"{median(slices):.0f} figure slices looked at the value; {len(rounds)} values one after the other"
    yield f"accepted and published: {median(published):.2f} s, p95 {_p95(published):.2f} s"
    yield f"from then until all of them are committed: {median(fresh):.2f} s, p95 {_p95(fresh):.2f} s (mark: 1 s)"


def _round(one: Observation, number: int, source: Source) -> tuple[float, float, int]:
    revised = (one.measure.code, one.region.code, one.activity.code, (one.value or 0) + number + 1)
    began = time.perf_counter()
    delivery.deliver(
        source=source,
        period=one.period,
        about=f"one, {number}, {timezone.now().isoformat()}",
        cells=lambda: [revised],
        by=_statistician(),
    )
    published = time.perf_counter()
    stale = FigureSlice.objects.stale().count()
    tasks.recompute_stale.delay()
    while FigureSlice.objects.stale().exists():
        if time.perf_counter() - published > LONGEST_WAIT:
            raise TimeoutError
        time.sleep(LOOK_EVERY)
    return published - began, time.perf_counter() - published, stale


@contextmanager
def _worker() -> Iterator[None]:
    process = subprocess.Popen(COMMAND)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _statistician() -> User:
    return User.objects.get(email="statistician@demo.kz")


def _p95(ordered: list[float]) -> float:
    return ordered[int(0.95 * (len(ordered) - 1))]
