from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import gcd
from statistics import median

from indicators.formats.lexicon import Lexicon
from indicators.formats.row import ERROR, QUESTION, WARNING, Problem, Row

from .context import Cell, Context

Values = dict[Cell, Row]
Before = Mapping[Cell, float]
THOUSAND, FEWEST = (400.0, 2500.0), 3
# So few numbers may be round by chance.
ENOUGH = 12
FLOAT_NOISE = 1e-12


def cell_twice(rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    ordered = sorted(rows, key=lambda row: (row.region, row.activity, row.sheet, row.line))
    for first, second in pairwise(ordered):
        if first.cell != second.cell:
            continue
        differs = (first.value, first.status, first.low, first.high) != (
            second.value, second.status, second.low, second.high
        )  # fmt: skip
        told = {"line": first.line, "first": first.raw, "second": second.raw, "region": first.region}
        cause, severity = ("cell_twice", ERROR) if differs else ("cell_repeated", WARNING)
        yield context.problem(cause, second, severity, **told, period=first.period, activity=first.activity)


def part_above_whole(rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    """Holds only where nothing is negative: with a negative part, another one may exceed their sum."""
    cells = _cells(rows, context)
    if any(row.value is not None and row.value < 0 for row in cells.values()):
        return
    digit = _last_digit(cells, context)
    for (region, activity), row in cells.items():
        for whole in _wholes(region, activity, cells, context):
            if _value(row) > _value(whole) + _rounding(2, digit, whole):
                told = {"value": row.value, "whole": whole.value, "line": whole.line, "region": region}
                yield context.problem("part_above_whole", row, ERROR, **told, activity=activity, period=row.period)


def regions_do_not_add_up(rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    cells = _cells(rows, context)
    digit = _last_digit(cells, context)
    for (region, activity), whole in cells.items():
        if region != context.country or whole.value is None:
            continue
        parts = [row for (part, same), row in cells.items() if same == activity and part != region]
        parts = _without_doubles(parts, context.lexicon)
        if _expected(whole.period, context) <= {row.region for row in parts}:
            yield from _residual("regions_do_not_add_up", whole, parts, context, digit=digit)


def sections_do_not_add_up(rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    cells = _cells(rows, context)
    digit = _last_digit(cells, context)
    for (region, activity), whole in cells.items():
        names = context.lexicon.activities[activity].parts
        parts = [cells[region, part] for part in names if (region, part) in cells]
        if names and len(parts) == len(names) and whole.value is not None:
            yield from _residual("sections_do_not_add_up", whole, parts, context, digit=digit)


def predecessor_with_successors(rows: Sequence[Row], context: Context) -> Iterator[Problem]:
    listed = {row.region for row in rows}
    for row in rows:
        beside = [code for code in context.lexicon.regions[row.region].successors if code in listed]
        if beside and context.first_time("beside", row.region, f"{row.measure} {row.period}"):
            told = {"region": row.region, "successors": beside, "period": row.period}
            yield context.problem("predecessor_with_successors", row, WARNING, **told)


def thousandfold(rows: Sequence[Row], context: Context, before: Before) -> Iterator[Problem]:
    """A file in thousands where the source's last one was in units, or a slip in one cell."""
    ratios = [(row.value / was, row) for row in rows if row.value and (was := before.get((row.region, row.activity)))]
    off = [(ratio, row) for ratio, row in ratios if _is_thousand(ratio)]
    if off and len(ratios) >= FEWEST and _is_thousand(median(ratio for ratio, _ in ratios)):
        row = off[0][1]
        told = {"measure": row.measure, "period": row.period, "times": round(median(r for r, _ in ratios), 3)}
        yield context.problem("slice_thousandfold", row, QUESTION, **told)
        return
    for ratio, row in off:
        told = {"region": row.region, "activity": row.activity, "value": row.value, "times": round(ratio, 3)}
        yield context.problem("thousandfold", row, QUESTION, **told, period=row.period)


def _is_thousand(ratio: float) -> bool:
    least, most = THOUSAND
    return least <= abs(ratio) <= most or 1 / most <= abs(ratio) <= 1 / least


def _cells(rows: Sequence[Row], context: Context) -> Values:
    if not rows or not context.lexicon.measures[rows[0].measure].is_additive:
        return {}
    return {(row.region, row.activity): row for row in rows if row.value is not None}


def _wholes(region: str, activity: str, cells: Values, context: Context) -> Iterator[Row]:
    parent = context.lexicon.regions[region].parent
    if (parent, activity) in cells:
        yield cells[parent, activity]
    above = context.lexicon.activities[activity].parent
    if (region, above) in cells:
        yield cells[region, above]


def _expected(period: str, context: Context) -> set[str]:
    """The regions that stand for the whole country in a year; none of them may be missing from a sum."""
    year = period[:4]
    regions = context.lexicon.regions.values()
    valid = [each for each in regions if each.parent and each.valid_from[:4] < year and not _ended(each.valid_to, year)]
    return {each.code for each in valid if not _is_split(each.successors, year, context.lexicon)}


def _ended(valid_to: str, year: str) -> bool:
    return bool(valid_to) and valid_to[:4] <= year


def _is_split(successors: tuple[str, ...], year: str, lexicon: Lexicon) -> bool:
    return any(lexicon.regions[code].valid_from[:4] <= year for code in successors if code in lexicon.regions)


def _without_doubles(parts: list[Row], lexicon: Lexicon) -> list[Row]:
    """A successor listed beside its predecessor is a part of it, and does not count again."""
    doubled = {code for row in parts for code in lexicon.regions[row.region].successors}
    return [row for row in parts if row.region not in doubled]


def _residual(cause: str, whole: Row, parts: list[Row], context: Context, *, digit: float) -> Iterator[Problem]:
    total = sum(_value(row) for row in parts)
    residual = _value(whole) - total
    if abs(residual) > _rounding(len(parts) + 1, digit, whole):
        told = {"whole": whole.value, "total": total, "residual": residual, "parts": len(parts)}
        place = {"region": whole.region, "activity": whole.activity, "period": whole.period}
        yield context.problem(cause, whole, WARNING, **told, **place)


def _last_digit(cells: Values, context: Context) -> float:
    """The digit to which a slice is published: its measure's decimals, or hundreds where all of it is in hundreds."""
    if not cells:
        return 0.0
    rows = list(cells.values())
    scale = 10 ** context.lexicon.measures[rows[0].measure].decimals
    step, common = 1, gcd(*(round(_value(row) * scale) for row in rows))
    while len(rows) >= ENOUGH and common and common % (step * 10) == 0:
        step *= 10
    return float(step / scale)


def _rounding(numbers: int, digit: float, whole: Row) -> float:
    """Each published number may be off by half of its last digit."""
    return numbers * digit / 2 + abs(_value(whole)) * FLOAT_NOISE


def _value(row: Row) -> float:
    return row.value or 0.0
