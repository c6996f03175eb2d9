"""The measures of a formula as they are published, for the rows and columns of a cross-section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from indicators.cube import Slice
from indicators.period import Period
from indicators.published import Published
from indicators.resolution import ALL_ACTIVITIES, Codes
from indicators.status import ABSENT
from indicators.territory import Territory

from .blocks import MISSING, Block
from .columns import Floats, Gravities, Whole
from .dense import DenseEvaluator
from .expression import Expression, Lagged, Measure, Scope, Scoped
from .reading import Reader, Where


class View(NamedTuple):
    """Where a part of a formula looks. `moved`: the territories of the changing regions, in their order."""

    scope: Scope
    period: Period
    moved: tuple[Territory, ...]

    def within(self, node: Scoped | Lagged) -> "View":
        if isinstance(node, Lagged):
            return self._replace(period=self.period.years_before(node.years))
        return View(node.scope.within(self.scope), self.period, () if node.scope.whole_country else self.moved)


@dataclass(frozen=True)
class Leaves:
    cells: DenseEvaluator
    regions: tuple[str, ...]
    activities: tuple[str, ...]

    @property
    def reader(self) -> Reader:
        return self.cells.reader

    @property
    def codes(self) -> Codes:
        return self.reader.resolver.codes

    @cached_property
    def changing(self) -> tuple[str, ...]:
        """The regions whose territory depends on the period and on who counts."""
        lasting = self.codes.regions.lasting
        return tuple(code for code in self.regions if code not in lasting)

    def territories(self, view: View) -> Sequence[Territory]:
        """One for the country, else one for each region."""
        if view.scope.whole_country:
            return (self.codes.regions.whole,)
        lasting, moved = self.codes.regions.lasting, iter(view.moved)
        return [lasting[code] if code in lasting else next(moved) for code in self.regions]

    def columns(self, view: View) -> tuple[str, ...]:
        return (ALL_ACTIVITIES,) if view.scope.all_activities else self.activities

    def window(self, measure: str, view: View) -> "Window | None":
        """The part of a slice at which a measure looks; None where nothing is published."""
        plane = self.cells.cube.slices.get((measure, view.period))
        published = self.reader.resolver.at(measure, view.period)
        if plane is None or not published.regions:
            return None
        rows = self._rows(plane, published, view)
        asked = self.columns(view)
        run = _run(asked, plane.activities, plane.column_of)
        columns = run or [plane.column_of.get(code, -1) for code in asked]
        return Window(plane, np.array(rows, np.int64), np.array(columns, np.int64), self.codes.measures[measure].scale)

    def completed(self, measure: str, view: View, block: Block) -> Block:
        """Totals are few: those that are not published as they stand are put together."""
        rows, columns = np.nonzero(block.gravities == MISSING)
        if not len(rows):
            return block
        values, gravities = block.values.copy(), block.gravities.copy()
        found = self.cells.column(Measure(measure), self._places(view, rows, columns))
        values[rows, columns], gravities[rows, columns] = found.values, found.gravities
        return Block(values, gravities, is_clean=True)

    def cell_by_cell(self, expression: Expression, view: View) -> Block:
        shape = (len(self.territories(view)), len(self.columns(view)))
        rows, columns = np.indices(shape).reshape(2, -1)
        found = self.cells.column(expression, self._places(view, rows, columns))
        return Block(found.values.reshape(shape), found.gravities.reshape(shape), is_clean=True)

    def _places(self, view: View, rows: Whole, columns: Whole) -> Whole:
        territories, activities = self.territories(view), self.columns(view)
        pairs = zip(rows.tolist(), columns.tolist(), strict=True)
        return self.cells.rows_of([Where(territories[row], (activities[own],), view.period) for row, own in pairs])

    def _rows(self, plane: Slice, published: Published, view: View) -> Sequence[int]:
        """For each territory the row of the region that is exactly it; a region that lasts is itself."""
        if view.scope.whole_country:
            return [self._row(plane, published, self.codes.regions.whole)]
        if not view.moved and (run := _run(self.regions, plane.regions, plane.row_of)):
            return run
        lasting, moved = self.codes.regions.lasting, iter(view.moved)
        return [
            plane.row_of.get(code, -1) if code in lasting else self._row(plane, published, next(moved))
            for code in self.regions
        ]

    def _row(self, plane: Slice, published: Published, territory: Territory) -> int:
        code = published.region_that_is(territory)
        return -1 if code is None else plane.row_of[code]


@dataclass(frozen=True)
class Window:
    """A view of the rows and columns of a slice, in an order of its own; -1 stands for what the slice has not."""

    plane: Slice
    rows: Whole
    columns: Whole
    scale: float

    def block(self, at: slice) -> Block:
        values, gravities = self._as_it_stands(at) if self._is_as_it_stands else self._picked(at)
        # ABSENT is 0: with MISSING in its place, the greater is the graver for all of them.
        gravities = (gravities == ABSENT) * np.uint8(MISSING) | gravities
        return Block(values if self.scale == 1 else values / self.scale, gravities, is_clean=True)

    @cached_property
    def _is_as_it_stands(self) -> bool:
        return _is_run(self.rows) and _is_run(self.columns)

    def _as_it_stands(self, at: slice) -> tuple[Floats, Gravities]:
        rows, first, last = self.rows[at], self.columns[0], self.columns[-1]
        part = (slice(rows[0], rows[-1] + 1), slice(first, last + 1))
        return self.plane.values[part], self.plane.gravities[part]

    def _picked(self, at: slice) -> tuple[Floats, Gravities]:
        rows = self.rows[at]
        part = np.ix_(rows, self.columns)
        values, gravities = self.plane.values[part], self.plane.gravities[part]
        is_absent = (rows < 0)[:, np.newaxis] | (self.columns < 0)
        values[is_absent], gravities[is_absent] = 0, ABSENT
        return values, gravities


def _run(asked: tuple[str, ...], codes: tuple[str, ...], place_of: Mapping[str, int]) -> range | None:
    """Where codes stand one after the other as they are asked for."""
    start = place_of.get(asked[0], 0)
    end = start + len(asked)
    return range(start, end) if codes[start:end] == asked else None


def _is_run(numbers: Whole) -> bool:
    return len(numbers) > 0 and numbers[0] >= 0 and bool((np.diff(numbers) == 1).all())
