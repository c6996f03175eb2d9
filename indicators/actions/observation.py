"""The only gate for numbers: staged rows become observations, or none of them does."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from indicators.actions import figure as figures
from indicators.models import Release

PUBLICATION_LOCK = 20_180_619

# One publication runs at a time, so it may have the memory to join and sort a million rows without the disk.
ROOM = "SET LOCAL work_mem = '192MB'; SET LOCAL jit = off"

SAME_CELL = """
    current.measure_id = staged.measure_id AND current.period = staged.period
    AND current.region_id = staged.region_id AND current.activity_id = staged.activity_id
    AND current.superseded_at IS NULL
"""

# A release that was accepted as provisional marks what its file gives without a mark of its own.
STATUS = "CASE WHEN %(is_provisional)s AND staged.status = 'ok' THEN 'provisional' ELSE staged.status END"

SUPERSEDE = f"""
    UPDATE indicators_observation AS current
    SET superseded_at = %(vintage)s, superseded_by_id = %(release)s
    FROM indicators_stagedobservation AS staged
    WHERE staged.release_id = %(release)s AND {SAME_CELL}
      AND (current.value, current.status, current.low, current.high)
          IS DISTINCT FROM (staged.value, {STATUS}, staged.low, staged.high)
"""  # noqa: S608 the text is ours, values are parameters

INSERT = f"""
    WITH inserted AS (
        INSERT INTO indicators_observation
            (measure_id, period, region_id, activity_id, value, status, low, high, sheet, line, "column", release_id,
             recorded_at)
        SELECT DISTINCT ON (staged.measure_id, staged.period, staged.region_id, staged.activity_id)
            staged.measure_id, staged.period, staged.region_id, staged.activity_id, staged.value, {STATUS},
            staged.low, staged.high, staged.sheet, staged.line, staged."column", staged.release_id, %(vintage)s
        FROM indicators_stagedobservation AS staged
        LEFT JOIN indicators_observation AS current ON {SAME_CELL}
        WHERE staged.release_id = %(release)s AND current.id IS NULL
        ORDER BY staged.measure_id, staged.period, staged.region_id, staged.activity_id, staged.id
        RETURNING measure_id, period
    )
    SELECT measure_id, period, count(*) FROM inserted GROUP BY measure_id, period ORDER BY measure_id, period
"""  # noqa: S608 the text is ours, values are parameters

WITHDRAW = """
    WITH gone AS (
        UPDATE indicators_observation SET superseded_at = %(vintage)s, superseded_by_id = %(release)s
        WHERE release_id = %(release)s AND superseded_at IS NULL
        RETURNING measure_id, period, region_id, activity_id
    ), restored AS (
        INSERT INTO indicators_observation
            (measure_id, period, region_id, activity_id, value, status, low, high, sheet, line, "column", release_id,
             recorded_at)
        SELECT DISTINCT ON (before.measure_id, before.period, before.region_id, before.activity_id)
            before.measure_id, before.period, before.region_id, before.activity_id, before.value, before.status,
            before.low, before.high, before.sheet, before.line, before."column", before.release_id, %(vintage)s
        FROM indicators_observation AS before JOIN gone USING (measure_id, period, region_id, activity_id)
        JOIN indicators_release AS origin ON origin.id = before.release_id
        WHERE before.superseded_by_id = %(release)s AND before.release_id <> %(release)s
          AND origin.state <> 'withdrawn'
        ORDER BY before.measure_id, before.period, before.region_id, before.activity_id, before.recorded_at DESC
    )
    SELECT measure_id, period, count(*) FROM gone GROUP BY measure_id, period ORDER BY measure_id, period
"""

RAISE_VERSIONS = """
    INSERT INTO indicators_slice (measure_id, period, version, changed_at)
    SELECT measure, period, 1, %(vintage)s
    FROM unnest(%(measures)s::bigint[], %(periods)s::varchar[]) AS touched (measure, period)
    ON CONFLICT (measure_id, period)
    DO UPDATE SET version = indicators_slice.version + 1, changed_at = excluded.changed_at
"""


# When a region that was cut out of others enters a measure, the territory of the others changes in all its periods.
ENTRIES = """
    SELECT observation.measure_id, observation.region_id, min(observation.period)
    FROM indicators_observation AS observation
    WHERE observation.superseded_at IS NULL AND observation.value IS NOT NULL
      AND observation.measure_id IN (SELECT measure_id FROM indicators_stagedobservation WHERE release_id = %(release)s
                                     UNION SELECT measure_id FROM indicators_observation WHERE release_id = %(release)s)
      AND observation.region_id IN (SELECT successor_id FROM indicators_correspondence)
    GROUP BY observation.measure_id, observation.region_id
"""


@dataclass(frozen=True)
class Recorded:
    """What one publication wrote. `vintage` is the database clock, read after the publication lock."""

    vintage: dt.datetime
    written: int
    slices: tuple[tuple[int, str], ...]


@transaction.atomic
def record(*, release: Release) -> Recorded:
    """Make the staged rows of `release` count: supersede what differs, insert what changed, mark what looks at it."""
    return _write(release, SUPERSEDE, INSERT)


@transaction.atomic
def withdraw(*, release: Release) -> Recorded:
    """Take back what `release` published and restore what it superseded, where nothing newer stands."""
    return _write(release, WITHDRAW)


def _write(release: Release, *statements: str) -> Recorded:
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLICATION_LOCK])
        # The clock is read after the lock, so that vintages stand in the order of their publication.
        cursor.execute("SELECT clock_timestamp()")
        vintage = cursor.fetchone()[0]
        entries = _entries(cursor, release)
        values = {"release": release.pk, "vintage": vintage, "is_provisional": release.is_provisional}
        for statement in statements:
            cursor.execute(statement, values)
        touched = cursor.fetchall()
        redrawn = {measure for measure, *_ in entries ^ _entries(cursor, release)}
        slices = tuple((measure, period) for measure, period, _ in touched)
        if slices:
            measures, periods = (list(column) for column in zip(*slices, strict=True))
            cursor.execute(RAISE_VERSIONS, {"vintage": vintage, "measures": measures, "periods": periods})
    figures.invalidate(slices=slices, redrawn=redrawn, at=vintage)
    return Recorded(vintage, sum(count for _, _, count in touched), slices)


def _entries(cursor: CursorWrapper, release: Release) -> set[tuple[int, int, str]]:
    cursor.execute(ENTRIES, {"release": release.pk})
    return set(cursor.fetchall())
