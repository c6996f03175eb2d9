"""Columns of different units on one scale; "less is better" is turned round before."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from indicators.composite.recipe import Normalisation
from indicators.composite.table import Column, known, lowest_ranks

FEWEST = 2


@dataclass(frozen=True)
class Scale:
    low: float
    high: float

    def stretched(self, share: Column) -> Column:
        return share * (self.high - self.low) + self.low


@dataclass(frozen=True)
class Bounds:
    """Fixed ends of a column as people wrote them: before the direction is turned."""

    low: float | None = None
    high: float | None = None

    def turned(self, direction: int) -> "Bounds":
        if direction > 0 or self.low is None or self.high is None:
            return self
        return Bounds(-self.high, -self.low)


def normalised(column: Column, method: Normalisation, scale: Scale, bounds: Bounds = Bounds()) -> Column:
    """A column without any difference has no scale: all of it is missing."""
    values = known(column)
    is_flat = len(values) < FEWEST or float(values.min()) == float(values.max())
    if is_flat and method is not Normalisation.GOALPOSTS:
        return np.full_like(column, np.nan)
    return METHODS[method](column, scale, bounds)


def min_max(column: Column, scale: Scale, _bounds: Bounds) -> Column:
    lowest, highest = float(np.nanmin(column)), float(np.nanmax(column))
    return scale.stretched((column - lowest) / (highest - lowest))


def z_score(column: Column, _scale: Scale, _bounds: Bounds) -> Column:
    found: Column = (column - np.nanmean(column)) / np.nanstd(column, ddof=1)
    return found


def goalposts(column: Column, scale: Scale, bounds: Bounds) -> Column:
    """Fixed ends, so that a new region leaves last year's score as it was; what lies beyond counts as the end."""
    if bounds.low is None or bounds.high is None:
        return np.full_like(column, np.nan)
    return scale.stretched(np.clip((column - bounds.low) / (bounds.high - bounds.low), 0.0, 1.0))


def rank(column: Column, _scale: Scale, _bounds: Bounds) -> Column:
    return lowest_ranks(column)


def percentile_rank(column: Column, scale: Scale, _bounds: Bounds) -> Column:
    """The share of the others that are below."""
    return scale.stretched((lowest_ranks(column) - 1) / (len(known(column)) - 1))


def distance_to_best(column: Column, scale: Scale, _bounds: Bounds) -> Column:
    best, worst = float(np.nanmax(column)), float(np.nanmin(column))
    return scale.stretched(1 - (best - column) / (best - worst))


def distance_to_target(column: Column, scale: Scale, bounds: Bounds) -> Column:
    """The target is the upper bound; who has passed it counts as there."""
    lowest = float(np.nanmin(column))
    if bounds.high is None or bounds.high <= lowest:
        return np.full_like(column, np.nan)
    return scale.stretched(np.minimum((column - lowest) / (bounds.high - lowest), 1.0))


METHODS: dict[Normalisation, Callable[[Column, Scale, Bounds], Column]] = {
    Normalisation.GOALPOSTS: goalposts,
    Normalisation.MIN_MAX: min_max,
    Normalisation.Z_SCORE: z_score,
    Normalisation.RANK: rank,
    Normalisation.PERCENTILE_RANK: percentile_rank,
    Normalisation.BEST: distance_to_best,
    Normalisation.TARGET: distance_to_target,
}
