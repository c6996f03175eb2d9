"""A file of a million rows through every stage, in a database of its own."""

import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from clusterportal.bench import files, uploads
from clusterportal.bench.aside import empty_database
from clusterportal.bench.clock import Taken, once, peak_megabytes
from clusterportal.demo import delivery, people, statistics
from indicators.actions import figure as figures
from indicators.actions import release as releases
from indicators.models import FigureSlice, Release

ROWS = 1_000_000


def lines() -> Iterator[str]:
    with empty_database(), tempfile.NamedTemporaryFile(suffix=".csv") as file:
        call_command("load_classification", verbosity=0)
        people.open_accounts()
        statistics.open_subjects()
        files.write(file, rows=ROWS)
        yield from _stages(file)
        yield from uploads.lines()


def _stages(file: BinaryIO) -> Iterator[str]:
    by, now = User.objects.get(email="statistician@demo.kz"), timezone.now
    source = delivery.source("bench", "Invented statistics for a measurement")
    found: list[Release] = []
    taken: list[Taken] = []
    recomputed: list[int] = []

    def step(name: str, action: Callable[[], object]) -> str:
        taken.append(once(action))
        return f"{name}: {taken[-1]}; peak {peak_megabytes():,.0f} MB"

    yield step(
        "received",
        lambda: found.append(releases.receive(file=file, filename="million.csv", source=source, by=by, at=now())),
    )
    release = found[0]
    yield step("read and checked", lambda: releases.check(release=release, at=now()))
    release.refresh_from_db()
    yield f"state {release.state}, {release.rows_staged:,} rows staged, {release.errors} errors"
    if release.state != Release.State.CHECKED:
        return
    release.problems.all().delete()
    yield step("accepted", lambda: releases.accept(release=release, publish_at=None, by=by, at=now()))
    release.refresh_from_db()
    yield step("recorded", lambda: releases.publish(release=release, at=now()))
    marked = FigureSlice.objects.stale().count()
    yield step("figures fresh", lambda: recomputed.append(_recompute()))
    yield f"{marked} figure slices look at what was touched, {recomputed[0]} were computed (mark: as many)"
    yield f"in all {sum(taken, Taken(0, 0))} (mark: 30 s), peak {peak_megabytes():,.0f} MB (mark: 1,024 MB)"


def _recompute() -> int:
    count = 0
    while figures.recompute_next(at=timezone.now()):
        count += 1
    return count
