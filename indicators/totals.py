"""Sums that nobody published as they stand, over whole rows and columns of a slice at once.

They answer as `Published.used` and the adding up of its cells would, or not at all. Only the plain cases are known
here: every cell stands there as it is asked for, or every member of the first complete set does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indicators.cube import EXACT_BELOW, CubeError, Slice, known
from indicators.resolution import Codes, CompleteSet
from indicators.status import GRAVITY, Status
from indicators.territory import Territory

LAST_WITH_VALUE = GRAVITY[Status.INCONSISTENT]

Whole = npt.NDArray[np.int64]
LARGE = 1_000  # cells of a slice; below, listing them is quicker


class Total(NamedTuple):
    """A sum of whole numbers, the gravest status in it, and how many of the cells had a value."""

    whole: float
    size: float
    gravity: int
    seen: int
    disclosed: int


class _Sums(NamedTuple):
    """What the cells of each row, or of each column, add up to; `is_known` where every one is that must be."""

    is_known: npt.NDArray[np.bool_]
    wholes: npt.NDArray[np.float64]
    sizes: npt.NDArray[np.float64]
    gravities: npt.NDArray[np.uint8]
    seen: Whole
    disclosed: Whole

    def one(self, place: int) -> Total | None:
        if not self.is_known.item(place):
            return None
        return Total(
            self.wholes.item(place),
            self.sizes.item(place),
            self.gravities.item(place),
            self.seen.item(place),
            self.disclosed.item(place),
        )

    def several(self, places: Whole) -> Total | None:
        if not self.is_known[places].all():
            return None
        return Total(
            float(self.wholes[places].sum()),
            float(self.sizes[places].sum()),
            int(self.gravities[places].max()),
            int(self.seen[places].sum()),
            int(self.disclosed[places].sum()),
        )


@dataclass(frozen=True)
class Totals:
    plane: Slice
    codes: Codes
    _sums: dict[CompleteSet, _Sums | None] = field(default_factory=dict)
    _rows: dict[Territory, Whole | None] = field(default_factory=dict)

    def total(self, territory: Territory, activities: Sequence[str]) -> Total | None:
        """The sum over regions that last × activities; None where it takes a closer look, or no adding up."""
        rows = self._rows_of(territory) if territory and activities else None
        if rows is None or (len(rows) == 1 and len(activities) == 1 and self._is_cell(rows, activities[0])):
            return None
        found: list[Total] = []
        for activity in activities:
            part = self._part(rows, activity)
            if part is None:
                return None
            found.append(part)
        return _together(found)

    def _part(self, rows: Whole, activity: str) -> Total | None:
        if len(rows) == len(self.plane.regions):
            column = self.plane.column_of.get(activity)
            own = None if column is None else self._of_columns.one(column)
        else:
            own = self._summed(rows, CompleteSet((activity,)))
        if own is not None or not self._is_plain(rows, (activity,)):
            return own
        complete = next(iter(self.codes.activities.sets_of(activity)), None)
        return self._summed(rows, complete) if complete else None

    def _summed(self, rows: Whole, complete: CompleteSet) -> Total | None:
        if complete not in self._sums:
            self._sums[complete] = self._added_up(complete)
        sums = self._sums[complete]
        if sums is None or not self._is_plain(rows, _codes(complete)):
            return None
        return sums.one(rows.item(0)) if len(rows) == 1 else sums.several(rows)

    @cached_property
    def _of_columns(self) -> _Sums:
        """Of all regions there are; only asked where all of them last."""
        values, gravities = self.plane.values, self.plane.gravities
        return _Sums(
            np.count_nonzero(self._is_known, axis=0) == len(values),
            values.sum(axis=0),
            np.abs(values).sum(axis=0),
            gravities.max(axis=0),
            np.full(values.shape[1], len(values)),
            np.count_nonzero(gravities <= LAST_WITH_VALUE, axis=0),
        )

    def _added_up(self, complete: CompleteSet) -> _Sums | None:
        """Members must be known, the others count where they are."""
        if not all(code in self.plane.column_of for code in complete.members):
            return None
        must = self._columns(complete.members)
        columns = [(must, 1), (self._columns(complete.optional), 1), (self._columns(complete.subtracted), -1)]
        wholes = sum(self.plane.values[:, own].sum(axis=1) * sign for own, sign in columns)
        every = np.concatenate([own for own, _ in columns])
        is_known = self._is_known[:, every]
        gravities = self.plane.gravities[:, every] * is_known
        return _Sums(
            np.count_nonzero(self._is_known[:, must], axis=1) == len(must),
            np.asarray(wholes),
            np.abs(self.plane.values[:, every]).sum(axis=1),
            gravities.max(axis=1),
            np.count_nonzero(is_known, axis=1),
            np.count_nonzero(is_known & (gravities <= LAST_WITH_VALUE), axis=1),
        )

    def _columns(self, activities: Sequence[str]) -> Whole:
        known = [self.plane.column_of[code] for code in activities if code in self.plane.column_of]
        return np.array(known, dtype=np.int64)

    def _rows_of(self, territory: Territory) -> Whole | None:
        if territory not in self._rows:
            at, lasting = self.plane.row_of, self.codes.regions.lasting
            is_there = territory <= lasting.keys() and all(code in at for code in territory)
            self._rows[territory] = np.array(sorted(at[code] for code in territory)) if is_there else None
        return self._rows[territory]

    def _is_cell(self, rows: Whole, activity: str) -> bool:
        column = self.plane.column_of.get(activity)
        return column is not None and bool(self._is_known[rows[0], column])

    def _is_plain(self, rows: Whole, activities: Sequence[str]) -> bool:
        """Whether only regions that last have values, so that none covers several of the rows."""
        if len(rows) == 1 or not len(self._others):
            return True
        return not self._is_known[np.ix_(self._others, self._columns(activities))].any()

    @cached_property
    def _is_known(self) -> npt.NDArray[np.bool_]:
        return known(self.plane.gravities)

    @cached_property
    def _others(self) -> Whole:
        lasting = self.codes.regions.lasting
        return np.array([row for row, code in enumerate(self.plane.regions) if code not in lasting], dtype=np.int64)


def _codes(complete: CompleteSet) -> tuple[str, ...]:
    return complete.members + complete.optional + complete.subtracted


def _together(parts: Sequence[Total]) -> Total:
    size, gravity = sum(part.size for part in parts), max(part.gravity for part in parts)
    if size >= EXACT_BELOW:
        raise CubeError
    whole = sum(part.whole for part in parts) + 0.0 if gravity <= LAST_WITH_VALUE else 0.0
    return Total(whole, size, gravity, sum(part.seen for part in parts), sum(part.disclosed for part in parts))
