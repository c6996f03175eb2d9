from __future__ import annotations

from collections.abc import Iterator, Sequence

from indicators.formats.row import WARNING, Problem, Row

from .context import COUNTED, Context

INDEX_BOUNDS = (50.0, 200.0)


def outdated_region(rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    for row in rows:
        region = context.lexicon.regions[row.region]
        if region.valid_to and region.valid_to[:4] < row.period[:4]:
            named = {"region": row.region, "valid_to": region.valid_to, "period": row.period}
            yield context.problem("outdated_region", row, **named, successors=list(region.successors))


def outdated_activity(rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    for row in rows:
        activity = context.lexicon.activities[row.activity]
        if activity.valid_to and activity.valid_to[:4] < row.period[:4]:
            named = {"activity": row.activity, "valid_to": activity.valid_to, "period": row.period}
            yield context.problem("outdated_activity", row, **named, parent=activity.parent)


def before_validity(rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    """Offices compute a new region backwards: kept, but told."""
    for row in rows:
        begins = context.lexicon.regions[row.region].valid_from
        if begins[:4] > row.period[:4] and context.first_time("region", row.region, row.period):
            named = {"region": row.region, "valid_from": begins, "period": row.period}
            yield context.problem("region_before_validity", row, WARNING, **named)


def negative_count(rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    for row in rows:
        if row.value is not None and row.value < 0 and context.lexicon.measures[row.measure].unit in COUNTED:
            yield context.problem("negative_count", row, measure=row.measure, value=row.value)


def index_far_from_100(rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    least, most = INDEX_BOUNDS
    for row in rows:
        if context.lexicon.measures[row.measure].unit != "index points" or row.value is None:
            continue
        if not least <= row.value <= most:
            told = {"value": row.value, "region": row.region, "period": row.period}
            yield context.problem("index_far_from_100", row, WARNING, **told)
