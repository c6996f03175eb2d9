"""Whole cross-sections: a formula for every region × activity of a period, for scans and rankings.

A cell is answered where its own values are published as they stand. It is never answered coarser nor put together
from its parts, so what is missing here may still have a figure of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from indicators.cube import Aggregation, Cube, MeasureFacts, Slice
from indicators.period import Period
from indicators.published import Published, Resolver
from indicators.resolution import ALL_ACTIVITIES, Codes
from indicators.status import ABSENT, GRAVITY, Status
from indicators.territory import Territory

from . import columns
from .columns import LAST_WITH_VALUE, Column, Floats, Gravities, Reasons, constant
from .dense import DenseEvaluator
from .expression import Binary, Call, Expression, Lagged, Measure, Negative, Number, Profile, Scoped, is_share, place_of
from .needs import looks
from .reading import Reader, Where

MISSING = GRAVITY[Status.MISSING_INPUT]


@dataclass(frozen=True)
class Panel:
    """`values` and `gravities` [region, activity]; a value is 0 where its gravity says that there is none."""

    regions: tuple[str, ...]
    activities: tuple[str, ...]
    values: Floats
    gravities: Gravities


def panel(
    expression: Expression,
    period: Period,
    regions: Sequence[str],
    activities: Sequence[str],
    codes: Codes,
    cube: Cube,
    *,
    resolver: Resolver | None = None,
) -> Panel:
    """A bound formula for every region × activity of one period."""
    reader = Reader(resolver or Resolver(codes, cube))
    found = looks(expression)
    territories = [reader.territory(found, [region], period) for region in regions]
    evaluator = _PanelEvaluator(DenseEvaluator(reader, cube))
    with np.errstate(all="ignore"):
        column = evaluator.column(expression, _View(tuple(territories), tuple(activities), period))
    shape = (len(regions), len(activities))
    return Panel(
        tuple(regions),
        tuple(activities),
        np.broadcast_to(column.values, shape),
        np.broadcast_to(column.gravities, shape),
    )


@dataclass(frozen=True)
class _View:
    """The rows and columns at which a part of the formula looks; one row for the country, one column for all."""

    territories: tuple[Territory, ...]
    activities: tuple[str, ...]
    period: Period

    @property
    def shape(self) -> tuple[int, int]:
        return (len(self.territories), len(self.activities))

    def place(self, row: int, column: int) -> Where:
        return Where(self.territories[row], (self.activities[column],), self.period)


@dataclass
class _PanelEvaluator:
    cells: DenseEvaluator
    _leaves: dict[tuple[str, _View], Column] = field(default_factory=dict)

    @property
    def codes(self) -> Codes:
        return self.cells.reader.resolver.codes

    @property
    def reasons(self) -> Reasons:
        return self.cells.reasons

    def column(self, expression: Expression, view: _View) -> Column:
        match expression:
            case Number(value=value):
                return _shaped(constant(value, 1), (1, 1))
            case Measure(code=code):
                return self._leaf(code, view)
            case Scoped() | Lagged():
                return self.column(expression.inner, self._moved(view, expression))
            case Negative(inner=inner):
                return columns.negative(self.column(inner, view))
            case Binary():
                return self._binary(expression, view)
            case Profile():
                return self._cell_by_cell(expression, view)
            case Call():
                return self._call(expression, view)
        raise TypeError(expression)

    def _moved(self, view: _View, node: Scoped | Lagged) -> _View:
        if isinstance(node, Lagged):
            return replace(view, period=view.period.years_before(node.years))
        territories = (self.codes.regions.whole,) if node.scope.whole_country else view.territories
        return replace(
            view,
            territories=territories,
            activities=(ALL_ACTIVITIES,) if node.scope.all_activities else view.activities,
        )

    def _binary(self, node: Binary, view: _View) -> Column:
        left, right = self.column(node.left, view), self.column(node.right, view)
        result = columns.operate(node.operator, left, right)
        place = place_of(node.left)
        if node.operator != "/" or place is None or not is_share(node.left, node.right):
            return result
        facts = self.codes.measures[place.measure]
        is_sum = facts.aggregation is Aggregation.SUM
        return columns.checked_share(result, left, right, facts.scale) if is_sum else result

    def _call(self, call: Call, view: _View) -> Column:
        number = call.number or 0

        def before(years: int) -> Column:
            return self.column(call.inner, replace(view, period=view.period.years_before(years)))

        match call.function:
            case "cagr":
                return columns.cagr(before(0), before(number), number)
            case "growth":
                return columns.growth(before(0), before(number))
            case "index":
                base = replace(view, period=replace(view.period, year=number))
                return columns.index(before(0), self.column(call.inner, base))
            case "mean":
                return columns.mean([before(years) for years in range(number)])
            case "stdev":
                return columns.stdev([before(years) for years in range(number)])
        return columns.apply(call.function, before(0), call.number)

    def _leaf(self, measure: str, view: _View) -> Column:
        if (measure, view) not in self._leaves:
            self._leaves[measure, view] = self._read(measure, view)
        return self._leaves[measure, view]

    def _read(self, measure: str, view: _View) -> Column:
        plane = self.cells.cube.slices.get((measure, view.period))
        published = self.cells.reader.resolver.at(measure, view.period)
        column = _plain(plane, _rows(published, view), view, self.codes.measures[measure])
        is_total = view.activities == (ALL_ACTIVITIES,) or view.territories == (self.codes.regions.whole,)
        return self._completed(Measure(measure), column, view) if is_total else column

    def _completed(self, leaf: Measure, column: Column, view: _View) -> Column:
        """Totals are few: those that are not published as they stand are put together."""
        rows, places = np.nonzero(column.gravities == MISSING)
        if not len(rows):
            return column
        where = [view.place(row, place) for row, place in zip(rows.tolist(), places.tolist(), strict=True)]
        found = self.cells.column(leaf, self.cells.rows_of(where))
        values, gravities, reasons = column.values.copy(), column.gravities.copy(), column.reasons.copy()
        values[rows, places], gravities[rows, places] = found.values, found.gravities
        reasons[rows, places] = found.reasons
        return replace(column, values=values, gravities=gravities, reasons=reasons)

    def _cell_by_cell(self, node: Profile, view: _View) -> Column:
        rows, places = view.shape
        where = [view.place(row, place) for row in range(rows) for place in range(places)]
        return _shaped(self.cells.column(node, self.cells.rows_of(where)), view.shape)


def _rows(published: Published, view: _View) -> list[str | None]:
    """For each territory, the published region that is exactly it."""
    return [published.region_that_is(territory) for territory in view.territories]


def _plain(plane: Slice | None, codes: list[str | None], view: _View, facts: MeasureFacts) -> Column:
    """The plane's own cells at the view's places; what it has not is missing."""
    none = np.zeros((1, 1), dtype=np.int64)
    if plane is None:
        empty = np.zeros(view.shape)
        return Column(empty, np.full(view.shape, MISSING, dtype=np.uint8), none, none, np.zeros(view.shape, np.int64))
    rows = np.array([plane.row_of[code] if code else -1 for code in codes], dtype=np.int64)
    places = np.array([plane.column_of.get(code, -1) for code in view.activities], dtype=np.int64)
    picked = np.ix_(rows, places)
    gravities = np.where(plane.gravities[picked] == ABSENT, MISSING, plane.gravities[picked])
    gravities[rows < 0, :] = MISSING
    gravities[:, places < 0] = MISSING
    gravities = gravities.astype(np.uint8)
    values = np.where(gravities <= LAST_WITH_VALUE, plane.values[picked] / facts.scale, 0.0)
    return Column(values, gravities, none, none, np.zeros(view.shape, dtype=np.int64))


def _shaped(column: Column, shape: tuple[int, int]) -> Column:
    return Column(
        column.values.reshape(shape),
        column.gravities.reshape(shape),
        column.seen.reshape(shape),
        column.disclosed.reshape(shape),
        column.reasons.reshape(shape),
    )
