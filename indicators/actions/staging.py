"""Rows of a file on their way into staging, chunk by chunk, and the checks that look across them."""

import datetime as dt
from collections.abc import Iterator
from functools import cache

from django.db import connection, transaction

from indicators import checks, reference
from indicators import period as periods
from indicators.actions.lease import Lease
from indicators.formats import reading, recognition
from indicators.formats.lexicon import Lexicon
from indicators.formats.row import OK, Problem, Problems, Row
from indicators.models import Release, SeriesBreak, StagedObservation
from indicators.period import Period
from indicators.queries import cell, classification
from indicators.queries import release as releases

CHUNK = 10_000
COPY = (
    "COPY indicators_stagedobservation"
    ' (release_id, measure_id, period, region_id, activity_id, value, status, sheet, line, "column", low, high)'
    " FROM STDIN"
)
Values = dict[checks.Cell, float]


def fill(
    *, release: Release, found: recognition.Recognition, words: Lexicon, log: Problems, on: dt.date, held: Lease
) -> None:
    """Stage the rows of `release` anew; problems go to `log`, progress to the release."""
    clear(release=release)
    book, context = classification.book(), checks.Context(words, found.sheets)
    for chunk in reading.chunks(found, words, log, at=on, size=CHUNK):
        checks.in_rows(chunk, context, log)
        with transaction.atomic():
            held.renew(line=chunk[-1].line)
            _copy(release, chunk, book)
    with connection.cursor() as cursor:
        # A million new rows that the planner does not know of would be joined one by one.
        cursor.execute("ANALYZE indicators_stagedobservation")
    _check_slices(release, context, log, held)


def clear(*, release: Release) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM indicators_stagedobservation WHERE release_id = %s", [release.pk])


def declare_breaks(*, release: Release, at: dt.datetime) -> None:
    """Where a jump was answered to be a new way of counting, the series begins anew."""
    book = classification.book()
    SeriesBreak.objects.bulk_create(
        [
            SeriesBreak(
                release=release,
                measure_id=book.measure_ids[problem.parameters["measure"]],
                region_id=book.region_ids[problem.parameters["region"]],
                activity_id=book.activity_ids[problem.parameters["activity"]],
                period=problem.parameters["period"],
                declared_by=problem.answered_by,
                recorded_at=at,
            )
            for problem in release.problems.filter(cause=checks.JUMP, answer="reclassified")
        ],
        ignore_conflicts=True,
    )


def _copy(release: Release, chunk: list[Row], book: classification.Book) -> None:
    measures, regions, activities = book.measure_ids, book.region_ids, book.activity_ids
    number = release.pk
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for sheet, line, column, measure, region, activity, period, value, status, _raw, low, high in chunk:
            copy.write_row(
                (
                    number,
                    measures[measure],
                    period,
                    regions[region],
                    activities[activity],
                    value,
                    status,
                    sheet,
                    line,
                    column,
                    low,
                    high,
                )
            )


def _check_slices(release: Release, context: checks.Context, log: Problems, held: Lease) -> None:
    questions: list[Problem] = []
    growth = _Growth(context)
    for rows in _slices(release):
        held.renew()
        measure, period = rows[0].measure, rows[0].period
        before = releases.published_values(measure=measure, period=period)
        corrections = list(checks.corrections(rows, context))
        checks.tell([correction.problem for correction in corrections], log)
        for correction in corrections:
            _correct(release, correction)
        rows = checks.corrected(rows, corrections)  # noqa: PLW2901 only the corrected rows count from here on
        checks.in_slice(rows, context, log, before=before)
        questions += growth.jumps(rows)
    checks.tell(sorted(questions, key=lambda one: -float(one.parameters["impact"])), log)


class _Growth:
    """Asks about jumps only where a release goes on from what is published: history and reloads ask nothing."""

    def __init__(self, context: checks.Context) -> None:
        self.context = context
        self.known: dict[str, set[Period]] = {}
        self.fresh: dict[tuple[str, Period], Values] = {}

    def jumps(self, rows: list[Row]) -> list[Problem]:
        measure, period = rows[0].measure, periods.parse(rows[0].period)
        if not self._goes_on(measure, period):
            return []
        self.fresh[measure, period] = {(row.region, row.activity): row.value for row in rows if row.value is not None}
        return list(checks.jumps(rows, self.context, self._before(measure, period), _rule(measure)))

    def _goes_on(self, measure: str, period: Period) -> bool:
        if measure not in self.known:
            self.known |= cell.known_periods([measure])
        same_kind = [each for each in self.known[measure] if each.kind == period.kind]
        return bool(same_kind) and all(each.sort_key < period.sort_key for each in same_kind)

    def _before(self, measure: str, period: Period) -> Values:
        earlier = period.years_before(1)
        staged = self.fresh.get((measure, earlier))
        return releases.published_values(measure=measure, period=str(earlier)) if staged is None else staged


@cache
def _rule(measure: str) -> checks.JumpRule:
    rules = reference.document("jump_rules")
    return checks.JumpRule(**rules.get(measure, rules["default"]))


def _correct(release: Release, correction: checks.Correction) -> None:
    staged = StagedObservation.objects.filter(
        release=release, measure__code=correction.measure, period=correction.period, status=OK
    )
    if correction.activity:
        staged = staged.filter(activity__code=correction.activity)
    kept = {} if correction.keeps_value else {"value": None}
    staged.update(status=correction.status, **kept)


def _slices(release: Release) -> Iterator[list[Row]]:
    book = classification.book()
    measures = {number: code for code, number in book.measure_ids.items()}
    staged = release.staged.order_by("measure_id", "period", "id").values_list(
        "sheet", "line", "column", "measure_id", "region_id", "activity_id", "period", "value", "status", "low", "high"
    )
    held: list[Row] = []
    for sheet, line, column, measure, region, activity, period, value, status, low, high in staged.iterator(
        chunk_size=CHUNK
    ):
        row = Row(
            sheet,
            line,
            column,
            measures[measure],
            book.code_of[region],
            book.code_of[activity],
            period,
            value,
            status,
            "",
            low,
            high,
        )
        if held and (held[-1].measure, held[-1].period) != (row.measure, row.period):
            yield held
            held = []
        held.append(row)
    if held:
        yield held
