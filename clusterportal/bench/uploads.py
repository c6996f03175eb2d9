"""Four statisticians drop overlapping files at once, while figures are computed: nobody waits for ever."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from django.db import DatabaseError, connection
from django.utils import timezone

from accounts.models import User
from clusterportal.bench import files
from clusterportal.bench.clock import once
from clusterportal.demo import delivery
from indicators.actions import figure as figures
from indicators.actions import release as releases
from indicators.models import FigureSlice, Release, Source

AT_ONCE, ROWS = 4, 20_000
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


def lines() -> Iterator[str]:
    before = _deadlocks()
    sources = [delivery.source(f"bench_{number}", "Invented statistics for a measurement") for number in range(AT_ONCE)]
    answers: list[str] = []

    def all_at_once() -> None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers.extend(pool.map(_dropped, sources, range(1, AT_ONCE + 1)))

    taken = once(all_at_once)
    published = Release.objects.published().filter(source__in=sources).count()
    yield f"{AT_ONCE} files of {ROWS:,} rows at once, the same cells in all: {taken}"
    yield f"{published} published, {FigureSlice.objects.stale().count()} figure slices stale at the end"
    yield f"{_deadlocks() - before} deadlocks (mark: 0); errors: {', '.join(filter(None, answers)) or 'none'}"


def _dropped(source: Source, number: int) -> str:
    """What went wrong, if anything."""
    now = timezone.now
    by = User.objects.get(email="statistician@demo.kz")
    try:
        with tempfile.NamedTemporaryFile(suffix=".csv") as file:
            files.write(file, rows=ROWS, more=number)
            name = f"{source.code}.csv"
            release = releases.receive(file=file, filename=name, source=source, by=by, at=now())
        releases.check(release=release, at=now())
        release.problems.all().delete()
        releases.accept(release=release, publish_at=None, by=None, at=now())
        releases.publish(release=release, at=now())
        while figures.recompute_next(at=now()):
            pass
    except (DatabaseError, releases.ReleaseRefused) as error:
        return str(error)
    finally:
        connection.close()
    return ""


def _deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(DEADLOCKS)
        found: int = cursor.fetchone()[0]
    return found
