from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from indicators.formats.row import ESTIMATED, MISSING, OK, WARNING, Problem, Row

from .context import COUNTED, Context


@dataclass(frozen=True)
class Correction:
    """Another status for all rows of a measure, period and (where named) activity that still stand as ok."""

    measure: str
    period: str
    activity: str
    status: str
    keeps_value: bool
    problem: Problem


def corrections(rows: Sequence[Row], context: Context) -> Iterator[Correction]:
    """What only the whole slice can tell about its rows."""
    yield from _literal_zeros(rows, context)
    yield from _projections(rows, context)


def corrected(rows: Sequence[Row], found: Sequence[Correction]) -> list[Row]:
    return [_corrected(row, found) for row in rows]


def _literal_zeros(rows: Sequence[Row], context: Context) -> Iterator[Correction]:
    """An item that only one region lists, and as nought, did not exist: a zero that is no zero."""
    listed = {row.region for row in rows}
    ordered = sorted(rows, key=lambda row: row.activity)
    for activity, group in groupby(ordered, key=lambda row: row.activity):
        cells = list(group)
        lonely = len({row.region for row in cells}) * 4 <= len(listed) and context.country in listed - {cells[0].region}
        if lonely and all(row.value == 0 and row.status == OK for row in cells):
            first = cells[0]
            told = {"activity": activity, "region": first.region, "period": first.period}
            problem = context.problem("zero_of_nothing", first, WARNING, **told)
            yield Correction(first.measure, first.period, activity, MISSING, keeps_value=False, problem=problem)


def _projections(rows: Sequence[Row], context: Context) -> Iterator[Correction]:
    """Nobody counts parts of a person: where some values have them, the whole slice is computed, not counted."""
    counted = [row for row in rows if row.value is not None]
    if not counted or context.lexicon.measures[counted[0].measure].unit not in COUNTED:
        return
    if any(not float(row.value or 0).is_integer() for row in counted) and any(row.status == OK for row in counted):
        first = next(row for row in counted if row.status == OK)
        told = {"measure": first.measure, "period": first.period}
        problem = context.problem("slice_is_computed", first, WARNING, **told)
        yield Correction(first.measure, first.period, "", ESTIMATED, keeps_value=True, problem=problem)


def _corrected(row: Row, found: Sequence[Correction]) -> Row:
    for each in found:
        applies = (row.measure, row.period) == (each.measure, each.period) and each.activity in ("", row.activity)
        if applies and row.status == OK:
            return row._replace(status=each.status, value=row.value if each.keeps_value else None)
    return row
