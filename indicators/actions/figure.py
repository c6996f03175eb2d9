"""Recomputing: the database is the queue, one row for each indicator version and period."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import connection, transaction
from django.db.models import F, Q

from indicators import formula
from indicators.actions import consequence
from indicators.models import FigureSlice, Slice
from indicators.period import Period, parse
from indicators.queries import classification, definition, freshness, held
from indicators.queries import figure as figures
from indicators.queries.cross_section import Ranking
from indicators.queries.definition import Definition

LEASE = dt.timedelta(seconds=60)
COMPUTED = ("subjects", "cells", "figures", "statuses", "coverages", "reasons", "cross_section")

MARK = """
    INSERT INTO indicators_figureslice
        (version_id, measure_id, period, subjects, cells, figures, statuses, coverages, reasons, inputs, stale_since)
    SELECT version, measure, period, '{}', '{}', '{}', '{}', '{}', '[]', '{}', %(at)s
    FROM unnest(%(versions)s::bigint[], %(measures)s::bigint[], %(periods)s::varchar[])
         AS stale (version, measure, period)
    ON CONFLICT (version_id, measure_id, period) DO UPDATE
    SET stale_since = coalesce(indicators_figureslice.stale_since, excluded.stale_since)
"""


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
    leased = _lease(at)
    if leased is None:
        return False
    compute(slice_id=leased.pk, at=at)
    return True


def compute(*, slice_id: int, at: dt.datetime) -> bool:
    """Compute one figure slice from one snapshot and keep it unless something newer stands. Safe to repeat."""
    row = FigureSlice.objects.select_related("version__indicator", "measure").defer(*COMPUTED).get(pk=slice_id)
    # Nothing is written before all has been read, so which codes and formulas are in force is asked once.
    with held.one_look():
        one = definition_of(row)
        if one is None:
            return FigureSlice.objects.filter(pk=slice_id).delete()[0] > 0
        inputs = freshness.rising() | freshness.inputs(one.code)
        period = parse(row.period)
        seen = figures.reading([(one, [period])])
        found = seen.figures(one, figures.listed_subjects(), [period])
        row.cross_section = _ranking(seen, one, period)
    inputs |= {f"{measure}@{each}": version for (measure, each), version in seen.snapshot.versions.items()}
    return _keep(row, found, inputs, at)


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


@transaction.atomic
def _lease(at: dt.datetime) -> FigureSlice | None:
    rows = FigureSlice.objects.free(at).order_by("version__indicator__position", "-period", "pk")
    row = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if row is not None:
        row.leased_until = at + LEASE
        row.save(update_fields=["leased_until"])
    return row


def definition_of(row: FigureSlice) -> Definition | None:
    """The definition that the row was computed by, where it is still in force."""
    try:
        one = definition.find(row.version.indicator.code, measure=row.measure.code if row.measure else None)
    except definition.UnknownIndicator:
        return None
    return one if one.version.pk == row.version_id else None


@transaction.atomic
def _keep(row: FigureSlice, found: list[figures.Figure], inputs: dict[str, int], at: dt.datetime) -> bool:
    standing = FigureSlice.objects.select_for_update().get(pk=row.pk)
    # What only one of them has read says nothing: another version of a formula looks elsewhere.
    if any(name in inputs and inputs[name] < version for name, version in standing.inputs.items()):
        return False
    told = consequence.computed(standing, found[0].definition, found, inputs) if found else None
    standing.subjects = [each.subject for each in found]
    standing.cells = [each.cell for each in found]
    standing.figures = [each.value for each in found]
    standing.statuses = [str(each.status) for each in found]
    standing.coverages = [each.coverage for each in found]
    standing.reasons = [[each.reason.template, dict(each.reason.params)] if each.reason else None for each in found]
    standing.cross_section = row.cross_section
    standing.inputs, standing.computed_at, standing.leased_until = inputs, at, None
    standing.stale_since = None if _is_current(row, inputs) else standing.stale_since
    standing.save()
    if told is not None:
        consequence.follow(told, at)
    return True


def _is_current(row: FigureSlice, inputs: dict[str, int]) -> bool:
    """Whether nothing that was read has changed since; a publication that comes later marks the row again."""
    now_known = freshness.rising() | freshness.inputs(row.version.indicator.code)
    if not now_known.items() <= inputs.items():
        return False
    wanted = Q(pk=None)
    for name in inputs:
        measure, is_slice, period = name.partition("@")
        wanted |= Q(measure__code=measure, period=period) if is_slice else Q(pk=None)
    now = Slice.objects.filter(wanted).values_list(F("measure__code"), "period", "version")
    return all(inputs[f"{measure}@{period}"] == version for measure, period, version in now)
