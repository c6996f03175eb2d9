"""Published values as dense arrays: a slice is the [region, activity] plane of one measure in one period."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indicators.period import Kind, Period
from indicators.status import ABSENT, GRAVITY, Status, of_gravity

Values = npt.NDArray[np.float64]
Gravities = npt.NDArray[np.uint8]

EXACT_BELOW = 2**53  # whole numbers below it are exact in float64, whatever the order in which they are added


class Aggregation(StrEnum):
    SUM = "sum"
    MEAN = "mean"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What the arithmetic must know of a measure. A mean is weighted by `weight`, `weight_lag` years earlier."""

    code: str
    unit: str
    decimals: int = 0
    aggregation: Aggregation = Aggregation.SUM
    weight: str | None = None
    weight_lag: int = 0
    valuation: str = ""
    price_basis: str = ""
    place: str = ""

    @property
    def scale(self) -> float:
        return float(10**self.decimals)


class Cell(NamedTuple):
    """A published cell: value × 10^decimals as a whole number, or None and the status that says why."""

    whole: int | None
    status: Status = Status.OK


class Row(NamedTuple):
    """One observation on its way into a cube; `value` in the unit of the measure."""

    region: str
    activity: str
    value: float | None
    status: Status = Status.OK


class CubeError(ValueError):
    """A value does not fit: not finite, or too large to be added exactly."""


@dataclass(frozen=True)
class Slice:
    """`values` [region, activity]: whole numbers, 0 where there is no value. `gravities`: uint8, 0 = absent."""

    regions: tuple[str, ...]
    activities: tuple[str, ...]
    values: Values
    gravities: Gravities

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        return {code: place for place, code in enumerate(self.regions)}

    @cached_property
    def column_of(self) -> Mapping[str, int]:
        return {code: place for place, code in enumerate(self.activities)}

    @cached_property
    def published(self) -> "Known":
        return Known(self)

    def cell(self, region: str, activity: str) -> Cell | None:
        row, column = self.row_of.get(region), self.column_of.get(activity)
        if row is None or column is None or self.gravities[row, column] == ABSENT:
            return None
        status = of_gravity(int(self.gravities[row, column]))
        return Cell(int(self.values[row, column]) if status.has_value else None, status)


class Known(Mapping[str, frozenset[str]]):
    """Activity → the regions for which it is known; a cell that the office marks as missing answers nothing."""

    def __init__(self, plane: Slice) -> None:
        self._regions, self._column_of, self._gravities = plane.regions, plane.column_of, plane.gravities
        is_known = known(plane.gravities)
        self.regions = frozenset(compress(plane.regions, np.count_nonzero(is_known, axis=1)))
        self._activities = tuple(compress(plane.activities, np.count_nonzero(is_known, axis=0)))
        self._found: dict[str, frozenset[str]] = {}
        # Most activities are known for the same regions: one set for all of them is hashed and compared once.
        self._alike: dict[bytes, frozenset[str]] = {}

    def __getitem__(self, activity: str) -> frozenset[str]:
        if found := self._of(activity):
            return found
        raise KeyError(activity)

    def get(self, activity: str, default: Any = None) -> Any:
        """Asked a hundred thousand times for each slice, so without the error that a Mapping would catch."""
        return self._found.get(activity) or self._of(activity) or default

    def _of(self, activity: str) -> frozenset[str]:
        if activity not in self._found:
            column = self._column_of.get(activity)
            self._found[activity] = frozenset() if column is None else self._known_in(column)
        return self._found[activity]

    def _known_in(self, column: int) -> frozenset[str]:
        is_known = known(self._gravities[:, column])
        key = is_known.tobytes()
        if key not in self._alike:
            self._alike[key] = frozenset(compress(self._regions, is_known))
        return self._alike[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._activities)

    def __len__(self) -> int:
        return len(self._activities)


def known(gravities: Gravities) -> npt.NDArray[np.bool_]:
    is_known: npt.NDArray[np.bool_] = (gravities != ABSENT) & (gravities != GRAVITY[Status.MISSING_INPUT])
    return is_known


def whole_numbers(values: Values, decimals: int) -> Values:
    """Values × 10^decimals, rounded to whole numbers; refuses what float64 cannot add exactly."""
    whole = np.rint(values * float(10**decimals))
    if not np.isfinite(whole).all() or (np.abs(whole) >= EXACT_BELOW).any():
        raise CubeError
    return whole + 0.0  # turns -0.0 into 0.0


def slice_of(rows: Iterable[Row], decimals: int) -> Slice:
    """The slice of some observations of one measure and period; a cell that comes twice keeps its last row."""
    listed = list(rows)
    regions = tuple(sorted({row.region for row in listed}))
    activities = tuple(sorted({row.activity for row in listed}))
    values = np.zeros((len(regions), len(activities)))
    gravities = np.zeros(values.shape, dtype=np.uint8)
    row_of = {code: place for place, code in enumerate(regions)}
    column_of = {code: place for place, code in enumerate(activities)}
    for row in listed:
        place = row_of[row.region], column_of[row.activity]
        status = Status.MISSING_INPUT if row.value is None and row.status.has_value else row.status
        values[place] = row.value if row.value is not None and status.has_value else 0.0
        gravities[place] = GRAVITY[status]
    return Slice(regions, activities, whole_numbers(values, decimals), gravities)


def slice_at(
    regions: tuple[str, ...],
    activities: tuple[str, ...],
    places: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    values: Values,
    gravities: npt.NDArray[np.integer[Any]],
    decimals: int,
) -> Slice:
    """The slice of cells that come as arrays: where each stands, its value (NaN for none) and its gravity."""
    found = np.zeros((len(regions), len(activities)))
    graveness = np.zeros(found.shape, dtype=np.uint8)
    is_missing = np.isnan(values) & (gravities <= GRAVITY[Status.INCONSISTENT])
    graveness[places] = np.where(is_missing, GRAVITY[Status.MISSING_INPUT], gravities)
    found[places] = np.where(graveness[places] <= GRAVITY[Status.INCONSISTENT], values, 0.0)
    return Slice(regions, activities, whole_numbers(found, decimals), graveness)


@dataclass(frozen=True)
class Cube:
    """Slices by measure and period.

    `first_seen`: (measure, region, kind) → the first period in which the region has a value. Give it when the cube
    holds only some periods; without it the slices at hand tell.
    """

    slices: Mapping[tuple[str, Period], Slice]
    first_seen: Mapping[tuple[str, str, Kind], Period] | None = None
    _seen: dict[tuple[str, str, Kind], Period] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._seen.update(first_seen(self.slices) if self.first_seen is None else self.first_seen)

    def cell(self, measure: str, period: Period, region: str, activity: str) -> Cell | None:
        found = self.slices.get((measure, period))
        return found.cell(region, activity) if found else None

    def published(self, measure: str, period: Period) -> Mapping[str, frozenset[str]]:
        found = self.slices.get((measure, period))
        return found.published if found else {}

    def first_observed(self, measure: str, region: str, period: Period) -> Period | None:
        return self._seen.get((measure, region, period.kind))

    def overlaid(self, slices: Mapping[tuple[str, Period], Slice]) -> "Cube":
        """The cube as it would be with these slices in the place of its own: a dry run."""
        return Cube({**self.slices, **slices}, self.first_seen)


def first_seen(slices: Mapping[tuple[str, Period], Slice]) -> dict[tuple[str, str, Kind], Period]:
    found: dict[tuple[str, str, Kind], Period] = {}
    for (measure, period), plane in sorted(slices.items(), key=lambda item: item[0][1].sort_key, reverse=True):
        found |= {(measure, region, period.kind): period for region in plane.published.regions}
    return found
