"""How related the activities of the regions are, and how complex: one cross-section of one measure, without gaps."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indicators import complexity
from indicators.complexity import Column, Complexity, Mask, Table
from indicators.cube import Slice, known
from indicators.period import Kind, Period
from indicators.queries import cell
from indicators.queries.definition import Definitions
from indicators.resolution import SECTIONS
from indicators.status import GRAVITY, Status

MEASURE = "gva"
# Of the finest level at which so many activities are published for every region; sections where none is.
ENOUGH = 30
LEVELS = (4, 3, 2)
WITHOUT_VALUE = [GRAVITY[status] for status in Status if not status.has_value]


@dataclass(frozen=True)
class Relatedness:
    """`values` [region, activity] are complete: an activity that is not published everywhere was left out."""

    measure: str
    period: Period
    regions: tuple[str, ...]
    activities: tuple[str, ...]
    values: Table
    left_out: int
    is_provisional: bool
    snapshot: cell.Snapshot

    @cached_property
    def advantage(self) -> Table:
        return complexity.revealed_advantage(self.values)

    @cached_property
    def mask(self) -> Mask:
        return complexity.specialised(self.advantage)

    @cached_property
    def proximity(self) -> Table:
        return complexity.proximity(self.mask)

    @cached_property
    def density(self) -> Table:
        return complexity.density(self.mask, self.proximity)

    @cached_property
    def complexity(self) -> Complexity | None:
        return complexity.complexity(self.mask)

    def of_regions(self) -> list[tuple[str, float]]:
        """Each region with its complexity, the highest first; nothing where nothing tells them apart."""
        return self._ranked(self.regions, self.complexity.units) if self.complexity else []

    def diversity(self, region: str) -> int:
        """How many activities it is specialised in."""
        return int(np.count_nonzero(self.mask[self.regions.index(region)]))

    def of_activity(self, activity: str) -> float | None:
        found = self.complexity.activities[self.activities.index(activity)] if self.complexity else np.nan
        return None if np.isnan(found) else float(found)

    def held(self, region: str) -> list[str]:
        """What the region is specialised in, the most special first."""
        row = self.regions.index(region)
        return self._ordered(np.where(self.mask[row], self.advantage[row], np.nan))

    def near(self, region: str) -> list[str]:
        """What it is not specialised in, beginning with what most of its strengths are related to."""
        row = self.regions.index(region)
        return self._ordered(np.where(self.mask[row], np.nan, self.density[row]))

    def leading_to(self, region: str, activity: str, *, most: int) -> list[str]:
        """The strengths of the region that go with this activity elsewhere, the closest first."""
        row, column = self.regions.index(region), self.activities.index(activity)
        close = np.where(self.mask[row] & (self.proximity[column] > 0), self.proximity[column], np.nan)
        return self._ordered(close)[:most]

    def at(self, table: Table, region: str, activity: str) -> float | None:
        found = table[self.regions.index(region), self.activities.index(activity)]
        return None if np.isnan(found) else float(found)

    def _ordered(self, column: Column) -> list[str]:
        return [code for code, _value in self._ranked(self.activities, column)]

    def _ranked(self, codes: tuple[str, ...], column: Column) -> list[tuple[str, float]]:
        found = [(code, float(value)) for code, value in zip(codes, column, strict=True) if not np.isnan(value)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


class _Shelf:
    """The last cross-section of this process, and the state of the slices in which it was read."""

    held: tuple[object, Relatedness | None] | None = None


def newest(defined: Definitions, *, measure: str = MEASURE) -> Relatedness | None:
    """Of the last year that tells activities apart; nothing where none does."""
    years = [each for each in cell.known_periods([measure])[measure] if each.kind == Kind.YEAR]
    if not years:
        return None
    period = max(years, key=lambda each: each.sort_key)
    snapshot = cell.current({(measure, period)}, book=defined.book)
    state = (snapshot.fingerprint, measure, period)
    held = _Shelf.held
    if held is None or held[0] != state:
        held = _Shelf.held = (state, _of(measure, period, snapshot, sorted(defined.book.codes.regions.whole)))
    return held[1]


def _of(measure: str, period: Period, snapshot: cell.Snapshot, regions: list[str]) -> Relatedness | None:
    plane = snapshot.cube.slices[measure, period]
    rows = [plane.row_of[code] for code in regions if code in plane.row_of]
    if len(rows) < complexity.FEWEST:
        return None
    gravities = plane.gravities[rows]
    # What costs more than it yields has no share in anything.
    is_told = known(gravities) & ~np.isin(gravities, WITHOUT_VALUE) & (plane.values[rows] >= 0)
    asked, columns = _level(plane, is_told.all(axis=0))
    if len(columns) < complexity.FEWEST:
        return None
    is_provisional = bool((gravities[:, columns] == GRAVITY[Status.PROVISIONAL]).any())
    return Relatedness(
        measure,
        period,
        tuple(plane.regions[row] for row in rows),
        tuple(plane.activities[column] for column in columns),
        plane.values[np.ix_(rows, columns)],
        asked - len(columns),
        is_provisional,
        snapshot,
    )


def _level(plane: Slice, is_complete: Mask) -> tuple[int, list[int]]:
    """How many activities have values at that level, and the columns of those that every region has."""
    for digits in LEVELS:
        asked = [place for place, code in enumerate(plane.activities) if code.isdigit() and len(code) == digits]
        found = [place for place in asked if is_complete[place]]
        if len(found) >= ENOUGH:
            return len(asked), found
    asked = [place for place, code in enumerate(plane.activities) if code in SECTIONS]
    return len(asked), [place for place in asked if is_complete[place]]
