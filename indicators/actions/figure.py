"""Recomputing: the database is the queue, one row for each indicator version and period."""

import datetime as dt
import json
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection, transaction

from indicators import formula
from indicators.actions import consequence
from indicators.models import FigureSlice
from indicators.period import Period, parse
from indicators.queries import classification, definition, freshness, held, verdict
from indicators.queries import figure as figures
from indicators.queries.cross_section import Ranking
from indicators.queries.definition import Definition

LEASE = dt.timedelta(seconds=60)

MARK = """
    INSERT INTO indicators_figureslice
        (version_id, measure_id, period, subjects, cells, figures, statuses, coverages, reasons, inputs, stale_since)
    SELECT version, measure, period, '{}', '{}', '{}', '{}', '{}', '[]', '{}', %(at)s
    FROM unnest(%(versions)s::bigint[], %(measures)s::bigint[], %(periods)s::varchar[])
         AS stale (version, measure, period)
    ON CONFLICT (version_id, measure_id, period) DO UPDATE
    SET stale_since = coalesce(indicators_figureslice.stale_since, excluded.stale_since)
"""

# One statement of its own: while it leases, nobody waits for it and it waits for nobody.
TAKE = """
    UPDATE indicators_figureslice AS slice SET leased_until = %(until)s
    FROM indicators_indicatorversion AS version, indicators_indicator AS indicator
    WHERE version.id = slice.version_id AND indicator.id = version.indicator_id AND slice.id = (
        SELECT stale.id FROM indicators_figureslice AS stale
        JOIN indicators_indicatorversion AS version ON version.id = stale.version_id
        JOIN indicators_indicator AS indicator ON indicator.id = version.indicator_id
        WHERE stale.stale_since IS NOT NULL AND (stale.leased_until IS NULL OR stale.leased_until < %(at)s)
        ORDER BY indicator.position, stale.period DESC, stale.id
        LIMIT 1 FOR UPDATE OF stale SKIP LOCKED
    )
    RETURNING slice.id, slice.version_id, slice.measure_id, slice.period, indicator.code,
              (SELECT code FROM indicators_measure WHERE id = slice.measure_id)
"""

NAMED = """
    SELECT slice.id, slice.version_id, slice.measure_id, slice.period, indicator.code,
           (SELECT code FROM indicators_measure WHERE id = slice.measure_id)
    FROM indicators_figureslice AS slice
    JOIN indicators_indicatorversion AS version ON version.id = slice.version_id
    JOIN indicators_indicator AS indicator ON indicator.id = version.indicator_id
    WHERE slice.id = %s
"""

# What stood before is only looked at where a verdict is drawn from it.
STANDING = """
    SELECT inputs::text, computed_at, CASE WHEN %(is_judged)s THEN subjects END,
           CASE WHEN %(is_judged)s THEN cells END, CASE WHEN %(is_judged)s THEN figures END
    FROM indicators_figureslice WHERE id = %(row)s FOR UPDATE
"""

KEEP = """
    UPDATE indicators_figureslice SET
        subjects = %(subjects)s::varchar[], cells = %(cells)s::varchar[], figures = %(figures)s::float8[],
        statuses = %(statuses)s::varchar[], coverages = %(coverages)s::float8[], reasons = %(reasons)s::jsonb,
        cross_section = %(cross_section)s::jsonb, inputs = %(inputs)s::jsonb, computed_at = %(at)s, leased_until = NULL,
        stale_since = CASE WHEN %(is_current)s THEN NULL ELSE stale_since END
    WHERE id = %(row)s
"""


class Named(NamedTuple):
    """A figure slice without its figures: which indicator version, measure and period it is of."""

    pk: int
    version_id: int
    measure_id: int | None
    period: str
    indicator: str
    measure: str | None


def invalidate(*, slices: Iterable[tuple[int, str]], at: dt.datetime, redrawn: Collection[int] = ()) -> int:
    """Mark every figure slice that looks at one of `slices` (measure number, period). Marking twice is marking once.

    `redrawn`: measures in which a territory changed, so that all their periods are stale.
    """
    measures = {number: code for code, number in classification.book().measure_ids.items()}
    changed = [(measures[measure], parse(period)) for measure, period in slices]
    if not changed:
        return 0
    stale = {
        (one.version.pk, one.measure.pk if one.measure else None, str(period))
        for one in _kept()
        for period in _stale_periods(one, changed, {measures[measure] for measure in redrawn})
    }
    return _mark(stale, at)


def invalidate_all(*, at: dt.datetime, versions: Iterable[int] | None = None) -> int:
    """Mark every period in which the indicators in force (or only some versions of them) can be computed."""
    chosen = None if versions is None else set(versions)
    return _mark(
        {
            (one.version.pk, one.measure.pk if one.measure else None, str(period))
            for one in _kept()
            if chosen is None or one.version.pk in chosen
            for period in figures.periods_with_data(one)
        },
        at,
    )


@transaction.atomic
def notice_outdated(*, at: dt.datetime) -> int:
    """Mark what another engine or another definition computed, so that the next worker computes it anew."""
    rows = freshness.outdated().order_by("version_id", "measure_id", "period").select_for_update(skip_locked=True)
    return FigureSlice.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(stale_since=at)


def recompute_next(*, at: dt.datetime) -> bool:
    """Compute one stale figure slice, the most upstream first. Return whether there was one to lease."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"at": at, "until": at + LEASE})
        leased = cursor.fetchone()
    if leased is None:
        return False
    _compute(Named(*leased), at)
    return True


def compute(*, slice_id: int, at: dt.datetime) -> bool:
    """Compute one figure slice from one snapshot and keep it unless something newer stands. Safe to repeat."""
    return _compute(_named(slice_id), at)


def _compute(row: Named, at: dt.datetime) -> bool:
    # Nothing is written before all has been read, so which codes and formulas are in force is asked once.
    with held.one_look():
        inputs = freshness.look()
        one = _in_force(row.indicator, row.measure, row.version_id)
        if one is None:
            return FigureSlice.objects.filter(pk=row.pk).delete()[0] > 0
        inputs |= freshness.inputs(one.code)
        period = parse(row.period)
        seen = figures.reading([(one, [period])])
        found = seen.figures(one, figures.listed_subjects(), [period])
        section = _ranking(seen, one, period)
    inputs |= {f"{measure}@{each}": version for (measure, each), version in seen.snapshot.versions.items()}
    return _keep(row, found, inputs, at, section)


def ranking(one: Definition, period: Period) -> Ranking | None:
    """The cross-section of a composite index as it would be stored now."""
    return _ranking(figures.reading([(one, [period])]), one, period)


def _ranking(seen: figures.Reading, one: Definition, period: Period) -> Ranking | None:
    return seen.cross_sections(one, [period])[period].kept() if one.recipe else None


def _kept() -> list[Definition]:
    return [one for one in definition.in_force() if one.indicator.is_kept]


def _stale_periods(one: Definition, changed: list[tuple[str, Period]], redrawn: Collection[str]) -> set[Period]:
    touched = [(measure, period) for measure, period in changed if any(look.measure == measure for look in one.looks)]
    if not touched:
        return set()
    computable = set(figures.periods_with_data(one))
    found: set[Period] = set()
    for measure, period in touched:
        stale = formula.stale_periods(one.looks, measure, period)
        found |= computable if stale is None or measure in redrawn else stale & computable
    return found


def _mark(stale: set[tuple[int, int | None, str]], at: dt.datetime) -> int:
    if stale:
        # In one order everywhere, so that two markings never wait for each other.
        ordered = sorted(stale, key=lambda row: (row[0], row[1] or 0, row[2]))
        versions, measures, periods = (list(column) for column in zip(*ordered, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(MARK, {"versions": versions, "measures": measures, "periods": periods, "at": at})
    return len(stale)


def definition_of(row: FigureSlice) -> Definition | None:
    """The definition that the row was computed by, where it is still in force."""
    return _in_force(row.version.indicator.code, row.measure.code if row.measure else None, row.version_id)


def _in_force(code: str, measure: str | None, version_id: int) -> Definition | None:
    try:
        one = definition.find(code, measure=measure)
    except definition.UnknownIndicator:
        return None
    return one if one.version.pk == version_id else None


def _named(slice_id: int) -> Named:
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [slice_id])
        found = cursor.fetchone()
    if found is None:
        raise FigureSlice.DoesNotExist
    return Named(*found)


@transaction.atomic
def _keep(
    row: Named, found: list[figures.Figure], inputs: dict[str, int], at: dt.datetime, section: Ranking | None = None
) -> bool:
    one = found[0].definition if found else None
    known, standing = _standing(row, is_judged=one is not None and verdict.line_of(one) is not None)
    # What only one of them has read says nothing: another version of a formula looks elsewhere.
    if any(name in inputs and inputs[name] < version for name, version in known.items()):
        return False
    told = consequence.computed(standing, one, found, inputs) if one else None
    written = {
        "row": row.pk,
        "subjects": [each.subject for each in found],
        "cells": [each.cell for each in found],
        "figures": [each.value for each in found],
        "statuses": [str(each.status) for each in found],
        "coverages": [each.coverage for each in found],
        "reasons": json.dumps(
            [[each.reason.template, dict(each.reason.params)] if each.reason else None for each in found]
        ),
        "cross_section": None if section is None else json.dumps(section),
        "inputs": json.dumps(inputs),
        "at": at,
        "is_current": _is_current(row.indicator, inputs),
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, written)
    if told is not None:
        consequence.follow(told, at)
    return True


def _standing(row: Named, *, is_judged: bool) -> tuple[dict[str, int], FigureSlice]:
    """What the standing figures were computed from, and they themselves, locked."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"row": row.pk, "is_judged": is_judged})
        found = cursor.fetchone()
    if found is None:
        raise FigureSlice.DoesNotExist
    names = ("computed_at", "subjects", "cells", "figures")
    own = {"pk": row.pk, "version_id": row.version_id, "measure_id": row.measure_id, "period": row.period}
    return json.loads(found[0]), FigureSlice(**own, **dict(zip(names, found[1:], strict=True)))


def _is_current(indicator: str, inputs: dict[str, int]) -> bool:
    """Whether nothing that was read has changed since; a publication that comes later marks the row again."""
    with held.one_look():
        now_known = freshness.look(inputs) | freshness.inputs(indicator)
    return now_known.items() <= inputs.items()
