"""What the published values around a withheld one leave open: a whole less its known parts, parts less their whole."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from indicators.cube import Aggregation
from indicators.period import Period
from indicators.published import Published, Resolver
from indicators.resolution import ALL_ACTIVITIES, CompleteSet
from indicators.status import Status
from indicators.territory import cover

from .arithmetic import SHARE_TOLERANCE
from .interval import ANYTHING, NOT_NEGATIVE, Interval, operate, point, total

ROUNDS = 12
MOST_SUMS = 600  # of a connected country; what lies farther away is taken as unknown, which is never wrong
COARSEST = 6  # published in millions


class Cell(NamedTuple):
    region: str
    activity: str


@dataclass(frozen=True)
class Sum:
    """A whole and the parts that make it up, each with its sign."""

    whole: Cell
    parts: tuple[tuple[Cell, int], ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.whole, *(part for part, _ in self.parts))


@dataclass(frozen=True)
class Surroundings:
    """The bounds of withheld cells of one measure in one period, in whole numbers.

    `given` bounds a cell by what its source says of it, such as the size class of the units behind it.
    """

    resolver: Resolver
    measure: str
    period: Period
    is_not_negative: bool = False
    given: Mapping[Cell, Interval] = field(default_factory=dict)
    _found: dict[Cell, Interval] = field(default_factory=dict)
    _divided: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def bounds(self, cell: Cell) -> Interval:
        if cell not in self._found:
            found = self._tightened(self._around(cell))
            alone = self._start(cell) if cell in self.given and found is not None else ANYTHING
            self._found.update({cell: alone} | (found or {}))
        return self._found[cell]

    @property
    def _published(self) -> Published:
        return self.resolver.at(self.measure, self.period)

    def _start(self, cell: Cell) -> Interval:
        """What is known of a cell by itself; one that nobody has published is withheld as well."""
        held = self.resolver.cells.cell(self.measure, self.period, *cell)
        if held is not None and held.whole is not None:
            return point(float(held.whole))
        least = NOT_NEGATIVE if self.is_not_negative else ANYTHING
        return least.within(self.given.get(cell, ANYTHING))

    def _tightened(self, sums: list[Sum]) -> dict[Cell, Interval] | None:
        """Every bound narrowed by every sum until nothing moves; None where the values contradict each other."""
        bounds = {cell: self._start(cell) for one in sums for cell in one.cells}
        grain = _grain([one.low for one in bounds.values() if one.low == one.high])
        for _ in range(ROUNDS):
            is_moved = False
            for one in sums:
                for cell, narrower in _consequences(one, bounds, grain):
                    if narrower.is_empty:
                        return None
                    is_moved |= narrower != bounds[cell]
                    bounds[cell] = narrower
            if not is_moved:
                break
        return bounds

    def _around(self, cell: Cell) -> list[Sum]:
        """The sums in which the cell stands, and those of the withheld cells beside it."""
        found: dict[Sum, None] = {}
        waiting, seen = [cell], {cell}
        while waiting and len(found) < MOST_SUMS:
            for one in self._sums(waiting.pop(0)):
                if one not in found:
                    found[one] = None
                    beside = [each for each in one.cells if each not in seen and self._is_withheld(each)]
                    seen.update(beside)
                    waiting += beside
        return list(found)

    def _is_withheld(self, cell: Cell) -> bool:
        held = self.resolver.cells.cell(self.measure, self.period, *cell)
        return held is not None and held.status is Status.SUPPRESSED

    def _sums(self, cell: Cell) -> Iterator[Sum]:
        if self.resolver.codes.measures[self.measure].aggregation is not Aggregation.SUM:
            return
        tree = self.resolver.codes.activities
        for whole in (cell.activity, *tree.ancestors(cell.activity), ALL_ACTIVITIES):
            for complete in self._sets(Cell(cell.region, whole)):
                one = self._of_activities(Cell(cell.region, whole), complete)
                if cell in one.cells:
                    yield one
        for region in self._around_region(cell.region):
            parts = tuple((Cell(code, cell.activity), 1) for code in self._parts(region))
            one = Sum(Cell(region, cell.activity), parts)
            if parts and cell in one.cells and self._is_published(one.whole):
                yield one

    def _sets(self, whole: Cell) -> list[CompleteSet]:
        """Where something was taken off a whole, only what says so adds up to it."""
        sets = self.resolver.codes.activities.sets_of(whole.activity) if self._is_published(whole) else ()
        taken_off = [
            one for one in sets if any(self._is_published(Cell(whole.region, code)) for code in one.subtracted)
        ]
        return taken_off or list(sets)

    def _of_activities(self, whole: Cell, complete: CompleteSet) -> Sum:
        """Optional and subtracted parts count where they are published, as everywhere."""
        region = whole.region
        parts = [(Cell(region, code), 1) for code in complete.members]
        for codes, sign in ((complete.optional, 1), (complete.subtracted, -1)):
            parts += ((Cell(region, code), sign) for code in codes if self._is_published(Cell(region, code)))
        return Sum(whole, tuple(parts))

    def _around_region(self, region: str) -> list[str]:
        territories = self._published.territories
        return [code for code in sorted(self._published.regions) if territories[region] <= territories[code]]

    def _parts(self, region: str) -> tuple[str, ...]:
        """The smallest published regions inside a larger one, where they fill it."""
        if region not in self._divided:
            territories, territory = self._published.territories, self._published.territories[region]
            inside = [(code, territories[code]) for code in self._published.regions if territories[code] < territory]
            codes = cover(territory, inside, finest=True)
            is_whole = sum(len(territories[code]) for code in codes) == len(territory)
            self._divided[region] = codes if is_whole else ()
        return self._divided[region]

    def _is_published(self, cell: Cell) -> bool:
        return cell.region in self._published.regions_of.get(cell.activity, ())


def _consequences(one: Sum, bounds: Mapping[Cell, Interval], grain: float) -> Iterator[tuple[Cell, Interval]]:
    """What a sum says of each cell in it that is not known."""
    slack = _slack(one, bounds, grain)
    signed = {cell: bounds[cell] if sign > 0 else _negative(bounds[cell]) for cell, sign in one.parts}
    for cell, sign in one.parts:
        if bounds[cell].low != bounds[cell].high:
            others = total(part for other, part in signed.items() if other != cell)
            left = operate("+", operate("-", bounds[one.whole], others), slack)
            yield cell, (left if sign > 0 else _negative(left)).within(bounds[cell])
    if bounds[one.whole].low != bounds[one.whole].high:
        yield one.whole, operate("+", total(signed.values()), slack).within(bounds[one.whole])


def _slack(one: Sum, bounds: Mapping[Cell, Interval], grain: float) -> Interval:
    """Each value is rounded by itself; parts and wholes that differ by more than that do not belong together."""
    known = [bounds[cell].low for cell in one.cells if bounds[cell].low == bounds[cell].high]
    room = max(len(one.cells) * grain / 2, max(map(abs, known), default=0.0) * SHARE_TOLERANCE)
    return Interval(-room, room)


def _grain(values: Collection[float]) -> float:
    """The largest power of ten that divides all of them: what is published in thousands is rounded to thousands."""
    whole = math.gcd(*(int(value) for value in values))
    grain = 1
    while whole and grain < 10**COARSEST and whole % (grain * 10) == 0:
        grain *= 10
    return float(grain)


def _negative(one: Interval) -> Interval:
    return Interval(-one.high, -one.low)
