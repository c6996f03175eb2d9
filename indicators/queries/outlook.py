"""What a release changes: before it counts, over an overlay; afterwards, between its vintage and the moment before."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection

from indicators import checks, formula
from indicators import cube as cubes
from indicators import period as periods
from indicators.cube import Cube
from indicators.models import Release
from indicators.period import Period
from indicators.published import Resolver
from indicators.queries import cell, classification, definition, verdict
from indicators.queries.cell import Snapshot
from indicators.queries.definition import Definition
from indicators.queries.subject import listed_subjects
from indicators.resolution import Break, Subject
from indicators.status import Status

Key = tuple[str, Period]
# Turned verdicts are sought in the newest periods; a reload of thirty years is judged by its counts.
NEWEST = 3
REVISIONS_SHOWN = 30
MOST_STAGED = 200_000

STAGED = """
    SELECT staged.measure_id, staged.period, staged.region_id, staged.activity_id, before.value, before.status,
           staged.value, staged.status, before.id IS NULL AS is_new
    FROM (
        SELECT DISTINCT ON (measure_id, period, region_id, activity_id) measure_id, period, region_id, activity_id,
               value, low, high,
               CASE WHEN %(is_provisional)s AND status = 'ok' THEN 'provisional' ELSE status END AS status
        FROM indicators_stagedobservation WHERE release_id = %(release)s
        ORDER BY measure_id, period, region_id, activity_id, id
    ) AS staged
    LEFT JOIN indicators_observation AS before
      ON before.measure_id = staged.measure_id AND before.period = staged.period
     AND before.region_id = staged.region_id AND before.activity_id = staged.activity_id
     AND before.superseded_at IS NULL
    WHERE before.id IS NULL OR (before.value, before.status, before.low, before.high)
          IS DISTINCT FROM (staged.value, staged.status, staged.low, staged.high)
"""

RECORDED = """
    SELECT written.measure_id, written.period, written.region_id, written.activity_id, before.value, before.status,
           written.value, written.status, before.id IS NULL AS is_new
    FROM indicators_observation AS written
    LEFT JOIN indicators_observation AS before
      ON before.measure_id = written.measure_id AND before.period = written.period
     AND before.region_id = written.region_id AND before.activity_id = written.activity_id
     AND before.superseded_at = written.recorded_at
    WHERE written.release_id = %(release)s AND written.recorded_at = %(vintage)s
"""

COUNTED = """
    SELECT measure_id, period, count(*) FILTER (WHERE is_new),
           count(*) FILTER (WHERE NOT is_new AND NOT (before IS NOT NULL AND after IS NULL)),
           count(*) FILTER (WHERE before IS NOT NULL AND after IS NULL)
    FROM ({changes}) AS changed
         (measure_id, period, region_id, activity_id, before, before_status, after, status, is_new)
    GROUP BY measure_id, period ORDER BY measure_id, period
"""

LARGEST = """
    SELECT measure_id, period, region_id, activity_id, before, before_status, after, status
    FROM ({changes}) AS changed
         (measure_id, period, region_id, activity_id, before, before_status, after, status, is_new)
    WHERE NOT is_new
    ORDER BY abs(coalesce(after, 0) - coalesce(before, 0)) DESC, measure_id, period, region_id, activity_id
    LIMIT %(limit)s
"""

# What is staged comes last, because the last row of a cell is the one that a slice keeps.
OVERLAY = """
    SELECT region_id, activity_id, value, status, 0 AS place FROM indicators_observation
    WHERE measure_id = %(measure)s AND period = %(period)s AND superseded_at IS NULL
    UNION ALL
    SELECT region_id, activity_id, value, status, 1 AS place FROM indicators_stagedobservation
    WHERE measure_id = %(measure)s AND period = %(period)s AND release_id = %(release)s
    ORDER BY place
"""


class Change(NamedTuple):
    """How many values of one measure in one period are new, revised, or give way to a mark that says why."""

    measure: str
    period: str
    new: int
    revised: int
    gone: int


class Revision(NamedTuple):
    measure: str
    period: str
    region: str
    activity: str
    before: float | None
    before_status: str
    after: float | None
    status: str


class Turn(NamedTuple):
    """A verdict that turns: against the same period as known before, or against the year before where that is new."""

    one: Definition
    subject: str
    cell: str
    period: str
    value: float
    before_period: str
    before: float


@dataclass(frozen=True)
class Outlook:
    changes: tuple[Change, ...]
    revisions: tuple[Revision, ...]
    turns: tuple[Turn, ...]

    @property
    def new(self) -> int:
        return sum(each.new for each in self.changes)

    @property
    def revised(self) -> int:
        return sum(each.revised for each in self.changes)

    @property
    def gone(self) -> int:
        return sum(each.gone for each in self.changes)


def outlook(release: Release) -> Outlook:
    """Before publication a dry run, after it the revision report: the same questions to two pairs of cubes."""
    book = classification.book()
    changes = tuple(_changes(release, book))
    turns = _turns(release, changes, book) if release.rows_staged <= MOST_STAGED else ()
    return Outlook(changes, tuple(_revisions(release, book)), tuple(turns))


def _asked(release: Release, text: str, **more: object) -> list[tuple]:
    is_out = release.recorded_at is not None
    values = {"release": release.pk, "vintage": release.recorded_at, "is_provisional": release.is_provisional}
    with connection.cursor() as cursor:
        cursor.execute(text.format(changes=RECORDED if is_out else STAGED), values | more)
        return cursor.fetchall()


def _changes(release: Release, book: classification.Book) -> Iterable[Change]:
    codes = {number: code for code, number in book.measure_ids.items()}
    for measure, period, *counts in _asked(release, COUNTED):
        yield Change(codes[measure], period, *counts)


def _revisions(release: Release, book: classification.Book) -> Iterable[Revision]:
    codes = {number: code for code, number in book.measure_ids.items()}
    for measure, period, region, activity, *values in _asked(release, LARGEST, limit=REVISIONS_SHOWN):
        yield Revision(codes[measure], period, book.code_of[region], book.code_of[activity], *values)


def _turns(release: Release, changes: Collection[Change], book: classification.Book) -> list[Turn]:
    touched = _newest({(each.measure, periods.parse(each.period)) for each in changes})
    lines = verdict.lines(definition.in_force())
    judged = [one for one, _ in lines]
    asked = {one.code: _periods(one, touched) for one in judged}
    needed = {key for one in judged for each in asked[one.code] for key in _looked_at(one, each)}
    both = _snapshots(release, touched, needed, book)
    found: list[Turn] = []
    subjects = listed_subjects()
    for one, line in lines:
        found += _turned(one, subjects, asked[one.code], both, book, line)
    return sorted(found, key=lambda turn: (turn.subject, turn.one.indicator.position, turn.period, turn.cell))


def _newest(touched: set[Key]) -> set[Key]:
    kept: set[Key] = set()
    for measure in {code for code, _ in touched}:
        of_measure = sorted((each for code, each in touched if code == measure), key=lambda each: each.sort_key)
        kept |= {(measure, each) for each in of_measure[-NEWEST:]}
    return kept


def _periods(one: Definition, touched: set[Key]) -> list[Period]:
    looked_at = {look.measure for look in one.looks}
    return sorted({each for measure, each in touched if measure in looked_at}, key=lambda each: each.sort_key)


def _looked_at(one: Definition, period: Period) -> set[Key]:
    return {key for each in (period, period.years_before(1)) for key in formula.slices_needed(one.looks, each)}


def _snapshots(
    release: Release, touched: set[Key], needed: set[Key], book: classification.Book
) -> tuple[Snapshot, Snapshot]:
    if release.recorded_at is not None:
        eve = release.recorded_at - dt.timedelta(microseconds=1)
        return cell.as_of(needed, eve), cell.as_of(needed, release.recorded_at)
    before = cell.current(needed)
    now = before.cube
    overlay = {(measure, each): _overlay(release, measure, each, book) for measure, each in touched & needed}
    seen = dict(now.first_seen or {})
    for key, first in cubes.first_seen(overlay).items():
        if key not in seen or first.sort_key < seen[key].sort_key:
            seen[key] = first
    cube = Cube({**now.slices, **overlay}, seen)
    return before, replace(before, cube=cube, breaks=_breaks(release, before.breaks), fingerprint=None)


def _breaks(release: Release, standing: cell.Breaks) -> cell.Breaks:
    """Those that the release would declare as its questions are answered now, beside those that stand."""
    found = {measure: set(known) for measure, known in standing.items()}
    for told in release.problems.filter(cause=checks.JUMP, answer="reclassified").values_list("parameters", flat=True):
        one = Break(told["region"], told["activity"], periods.parse(told["period"]))
        found.setdefault(told["measure"], set()).add(one)
    return {measure: tuple(known) for measure, known in found.items()}


def _overlay(release: Release, measure: str, period: Period, book: classification.Book) -> cubes.Slice:
    values = {"measure": book.measure_ids[measure], "period": str(period), "release": release.pk}
    with connection.cursor() as cursor:
        cursor.execute(OVERLAY, values)
        rows = cursor.fetchall()
    return cubes.slice_of(
        (
            cubes.Row(book.code_of[region], book.code_of[activity], value, Status(status))
            for region, activity, value, status, _place in rows
        ),
        book.codes.measures[measure].decimals,
    )


def _turned(
    one: Definition,
    subjects: dict[str, Subject],
    asked: list[Period],
    both: tuple[Snapshot, Snapshot],
    book: classification.Book,
    line: float,
) -> list[Turn]:
    before, after = both
    earlier = [each.years_before(1) for each in asked]
    then = _values(one, subjects, sorted({*asked, *earlier}, key=lambda each: each.sort_key), before, book)
    now = _values(one, subjects, asked, after, book)
    found = []
    for (subject, answering, period), value in now.items():
        for known in (period, period.years_before(1)):
            was = then.get((subject, answering, known))
            if was is None:
                continue
            if (was > line) != (value > line):
                found.append(Turn(one, subject, answering, str(period), value, str(known), was))
            break
    return found


def _values(
    one: Definition, subjects: dict[str, Subject], asked: list[Period], known: Snapshot, book: classification.Book
) -> dict[tuple[str, str, Period], float]:
    distinct = list(dict.fromkeys(subjects.values()))
    codes, cube = known.codes(book), known.cube
    answers = formula.evaluate_dense(one.expression, distinct, asked, codes, cube, resolver=Resolver(codes, cube))
    return {
        (name, ",".join(answer.activities) if answer.coarser_for else "", period): answer.value
        for name, subject in subjects.items()
        for period in asked
        for answer in answers[subject, period]
        if answer.value is not None
    }
