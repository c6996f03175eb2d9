"""Examples for formulas: cells, one a line (measure, period, region, activity, value or status), and questions."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from indicators import formula
from indicators.cube import Cube, MeasureFacts, Row, slice_of
from indicators.formula import Expression, Figure
from indicators.period import parse
from indicators.resolution import ALL_ACTIVITIES, Activities, Codes, CompleteSet, Subject
from indicators.status import Status
from indicators.territory import Region, Regions

from .pack import Value

COUNTRY = "KZ"
Both = tuple[Value, Value]


def answering(lines: Iterable[str]) -> Callable[[Mapping[str, str]], Both]:
    cells = [line.split() for line in lines]
    codes = _codes(cells)
    cube = _cube(cells, codes)

    def answer(about: Mapping[str, str]) -> Both:
        return both(formula.parse(about["formula"], measures=codes.measures), about, codes, cube)

    return answer


def both(expression: Expression, about: Mapping[str, str], codes: Codes, cube: Cube) -> Both:
    """What the plain evaluator says, and what the fast one does."""
    subject, period = Subject.parse(about["subject"]), parse(about["period"])
    plain = formula.evaluate(expression, subject, period, codes, cube)
    fast = formula.evaluate_dense(expression, [subject], [period], codes, cube)[subject, period]
    return _told(plain), _told(fast)


def _told(figures: tuple[Figure, ...]) -> Value:
    if len(figures) != 1 or figures[0].value is None:
        return "; ".join(str(figure.status) for figure in figures)
    return figures[0].value


def _codes(cells: list[list[str]]) -> Codes:
    measures = {cell[0]: MeasureFacts(cell[0], cell[0], 6) for cell in cells}
    regions = sorted({cell[2] for cell in cells} - {COUNTRY} | {"R2"})
    sections = tuple(sorted({cell[3] for cell in cells} - {ALL_ACTIVITIES}))
    tree = Activities(
        {ALL_ACTIVITIES: None, **dict.fromkeys(sections, ALL_ACTIVITIES)},
        {ALL_ACTIVITIES: (CompleteSet(sections),)},
    )
    return Codes(measures, tree, Regions(COUNTRY, tuple(map(Region, regions))))


def _cube(cells: list[list[str]], codes: Codes) -> Cube:
    rows: dict[tuple[str, Any], list[Row]] = {}
    for measure, period, region, activity, told in cells:
        status = Status(told) if told in set(Status) else Status.OK
        value = float(told) if status is Status.OK else None
        rows.setdefault((measure, parse(period)), []).append(Row(region, activity, value, status))
    return Cube({key: slice_of(listed, codes.measures[key[0]].decimals) for key, listed in rows.items()})
