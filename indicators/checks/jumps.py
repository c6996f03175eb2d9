"""Growth far from the country's: a question to a person, because the file alone cannot tell a change from a slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from indicators.formats.row import QUESTION, Problem, Row

from .context import Cell, Context

JUMP = "jump"
FARTHEST = 1e9


@dataclass(frozen=True)
class JumpRule:
    """distance: of the logarithms of growth, cell against country. impact: distance × the cell's weight in its region.

    Small cells jump every year and big ones rarely, so that only the product tells what deserves a question.
    """

    distance: float
    impact: float


def jumps(rows: Sequence[Row], context: Context, before: Mapping[Cell, float], rule: JumpRule) -> Iterator[Problem]:
    """The cells of one slice whose growth since `before`, a year earlier, must be answered; the largest first."""
    values = {(row.region, row.activity): row for row in rows if row.value is not None}
    if not values or not context.lexicon.measures[rows[0].measure].is_additive:
        return
    totals, country = _totals(values, context), _country(values, context, before)
    found = [
        _problem(row, context, before=before[cell], growth_of_country=country[cell[1]], total=total)
        for cell, row in values.items()
        if cell[1] in country
        and cell[0] != context.country
        and (total := totals.get(cell[0], 0.0)) > 0
        and row.value is not None
        and row.value > 0
        and before.get(cell, 0.0) > 0
        and not _is_sum_of_listed(cell, values, context)
    ]
    asked = [each for each in found if _is_far(each, rule)]
    yield from sorted(asked, key=lambda each: -float(each.parameters["impact"]))


def _totals(values: Mapping[Cell, Row], context: Context) -> dict[str, float]:
    """Region → the sum of its sections, or its one value where the measure has no sections."""
    sums: dict[str, float] = {}
    wholes: dict[str, float] = {}
    for (region, activity), row in values.items():
        above = context.lexicon.activities[activity].parent
        if not above:
            wholes[region] = max(wholes.get(region, 0.0), row.value or 0.0)
        elif not context.lexicon.activities[above].parent:
            sums[region] = sums.get(region, 0.0) + (row.value or 0.0)
    return wholes | sums


def _country(values: Mapping[Cell, Row], context: Context, before: Mapping[Cell, float]) -> dict[str, float]:
    """Activity → growth in the country: its published value, else the sum of the regions known in both years."""
    now: dict[str, float] = {}
    then: dict[str, float] = {}
    for (region, activity), row in values.items():
        if region == context.country or (context.country, activity) in values or (region, activity) not in before:
            continue
        now[activity] = now.get(activity, 0.0) + (row.value or 0.0)
        then[activity] = then.get(activity, 0.0) + before[region, activity]
    for (region, activity), row in values.items():
        if region == context.country and (region, activity) in before:
            now[activity], then[activity] = row.value or 0.0, before[region, activity]
    return {code: _told(now[code] / then[code]) for code in now if now[code] > 0 and then[code] > 0}


def _is_sum_of_listed(cell: Cell, values: Mapping[Cell, Row], context: Context) -> bool:
    """An aggregate beside all its parts would ask the same question twice."""
    parts = context.lexicon.activities[cell[1]].parts
    return bool(parts) and all((cell[0], part) in values for part in parts)


def _problem(row: Row, context: Context, *, before: float, growth_of_country: float, total: float) -> Problem:
    growth = _told((row.value or 0.0) / before)
    distance = abs(log(growth) - log(growth_of_country))
    # What a cell weighed before counts too, or the collapse of a big one would pass as small.
    weight = max(row.value or 0.0, before * growth_of_country) / total
    return context.problem(
        JUMP,
        row,
        QUESTION,
        region=row.region,
        activity=row.activity,
        period=row.period,
        measure=row.measure,
        value=row.value,
        before=before,
        growth=round((growth - 1) * 100, 1),
        country=round((growth_of_country - 1) * 100, 1),
        distance=round(distance, 4),
        impact=round(distance * min(weight, 1.0), 4),
    )


def _told(growth: float) -> float:
    """Of next to nothing, or to next to nothing, it has no logarithm and no place in a question."""
    return min(max(growth, 1 / FARTHEST), FARTHEST)


def _is_far(problem: Problem, rule: JumpRule) -> bool:
    distance, impact = float(problem.parameters["distance"]), float(problem.parameters["impact"])
    return distance >= rule.distance and impact >= rule.impact
