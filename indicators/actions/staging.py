"""Rows of a file on their way into staging, chunk by chunk, and the checks that look across them."""

import datetime as dt
from collections.abc import Iterator

from django.db import connection

from indicators import checks
from indicators.formats import reading, recognition
from indicators.formats.lexicon import Lexicon
from indicators.formats.row import OK, Problems, Row
from indicators.models import Release, StagedObservation
from indicators.queries import classification
from indicators.queries import release as releases

CHUNK = 10_000
COPY = (
    "COPY indicators_stagedobservation"
    ' (release_id, measure_id, period, region_id, activity_id, value, status, sheet, line, "column") FROM STDIN'
)


def fill(*, release: Release, found: recognition.Recognition, words: Lexicon, log: Problems, on: dt.date) -> None:
    """Stage the rows of `release` anew; problems go to `log`, progress to the release."""
    release.staged.all().delete()
    book, context = classification.book(), checks.Context(words, found.sheets)
    for chunk in reading.chunks(found, words, log, at=on, size=CHUNK):
        checks.in_rows(chunk, context, log)
        _copy(release, chunk, book)
        Release.objects.filter(pk=release.pk).update(rows_read=chunk[-1].line)
    _check_slices(release, context, log)


def _copy(release: Release, chunk: list[Row], book: classification.Book) -> None:
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for row in chunk:
            copy.write_row(
                (
                    release.pk,
                    book.measure_ids[row.measure],
                    row.period,
                    book.region_ids[row.region],
                    book.activity_ids[row.activity],
                    row.value,
                    row.status,
                    row.sheet,
                    row.line,
                    row.column,
                )
            )


def _check_slices(release: Release, context: checks.Context, log: Problems) -> None:
    for rows in _slices(release):
        measure, period = rows[0].measure, rows[0].period
        before = releases.published_values(measure=measure, period=period)
        corrections = list(checks.corrections(rows, context))
        checks.tell([correction.problem for correction in corrections], log)
        for correction in corrections:
            _correct(release, correction)
        checks.in_slice(checks.corrected(rows, corrections), context, log, before=before)


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
        "sheet", "line", "column", "measure_id", "region_id", "activity_id", "period", "value", "status"
    )
    held: list[Row] = []
    for sheet, line, column, measure, region, activity, period, value, status in staged.iterator(chunk_size=CHUNK):
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
        )
        if held and (held[-1].measure, held[-1].period) != (row.measure, row.period):
            yield held
            held = []
        held.append(row)
    if held:
        yield held
