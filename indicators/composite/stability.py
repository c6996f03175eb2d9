"""Whether an index says the same from year to year: tables are units × years here."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.composite.table import Column, Table, known, places, ranks

FEWEST_YEARS, FEWEST_UNITS, FEWEST_JUDGES = 4, 3, 2
FIFTHS = 5


@dataclass(frozen=True)
class Concordance:
    """Kendall's W of the years, each a judge of the units; None where there are too few of either."""

    w: float
    chi_square: float
    years: int
    units: int


@dataclass(frozen=True)
class Variation:
    """`detrended` leaves out what is a steady rise or fall."""

    variation: float
    detrended: float

    @property
    def stability(self) -> float:
        return min(max(1 - self.variation, 0.0), 1.0)


def variation(series: Column) -> Variation | None:
    values = known(series)
    if len(values) < FEWEST_YEARS or values.mean() <= 0:
        return None
    years = np.flatnonzero(~np.isnan(series)).astype(np.float64)
    slope, level = np.polyfit(years, values, 1)
    rest = values - (slope * years + level)
    mean = float(values.mean())
    # Two degrees of freedom went into the trend.
    spread = math.sqrt(float(np.sum(rest**2)) / (len(values) - 2))
    return Variation(float(values.std(ddof=1)) / mean, spread / mean)


def spearman(one: Column, other: Column) -> float | None:
    """Of the units that have a value both times; None where all are tied."""
    first, second = _both(one, other)
    if len(first) < FEWEST_UNITS:
        return None
    return _correlation(ranks(first), ranks(second))


def kendall(one: Column, other: Column) -> float | None:
    """Tau-b: pairs that agree less pairs that do not, ties taken into account."""
    first, second = _both(one, other)
    if len(first) < FEWEST_UNITS:
        return None
    a, b = np.sign(first[:, None] - first[None, :]), np.sign(second[:, None] - second[None, :])
    untied = math.sqrt(float(np.sum(a != 0)) * float(np.sum(b != 0)))
    return float(np.sum(a * b)) / untied if untied else None


def spatial_kendall(one: Column, other: Column, near: NDArray[np.bool_]) -> float | None:
    """Kendall's tau of neighbours alone: whether a unit stays above or below those that it borders on."""
    is_known = ~np.isnan(one) & ~np.isnan(other)
    chosen = near & is_known[:, None] & is_known[None, :]
    a, b = (np.sign(column[:, None] - column[None, :])[chosen] for column in (one, other))
    untied = math.sqrt(float(np.sum(a != 0)) * float(np.sum(b != 0)))
    return float(np.sum(a * b)) / untied if untied else None


def concordance(table: Table) -> Concordance | None:
    """Of the units that have a value in every year; ties are corrected for."""
    complete = table[~np.isnan(table).any(axis=1)]
    units, years = complete.shape
    if units < FEWEST_UNITS or years < FEWEST_JUDGES:
        return None
    by_year = np.column_stack([ranks(complete[:, year]) for year in range(years)])
    spread = float(np.sum((by_year.sum(axis=1) - years * (units + 1) / 2) ** 2))
    ties = sum(_ties(complete[:, year]) for year in range(years))
    whole = years**2 * (units**3 - units) - years * ties
    if not whole:
        return None
    w = 12 * spread / whole
    return Concordance(w, years * (units - 1) * w, years, units)


def mean_rank_change(table: Table) -> float | None:
    """How many places a unit moves in a year, on average; only units that have a value in every year."""
    moved = np.abs(np.diff(_places(table), axis=1))
    return float(moved.mean()) if moved.size else None


def fifth_keepers(table: Table) -> float | None:
    """The share of moves from year to year that stay in the same fifth of the ranking."""
    counts = transitions(table)
    return float(np.trace(counts) / counts.sum()) if counts.sum() else None


def transitions(table: Table) -> NDArray[np.float64]:
    """How often a unit went from one fifth (rows) to another (columns)."""
    ranked = _places(table)
    fifths = np.ceil(ranked * FIFTHS / max(len(ranked), 1)).astype(int) - 1
    counts = np.zeros((FIFTHS, FIFTHS))
    for year in range(fifths.shape[1] - 1):
        np.add.at(counts, (fifths[:, year], fifths[:, year + 1]), 1)
    return counts


def mobility(table: Table) -> float | None:
    """Prais' index of the fifths: 0 where nobody leaves his own, 1 where a fifth says nothing about the next one."""
    counts = transitions(table)
    sums = counts.sum(axis=1)
    if not (sums > 0).all():
        return None
    return float((FIFTHS - np.trace(counts / sums[:, None])) / (FIFTHS - 1))


def block_concordance(before: Column, after: Column, blocks: list[str]) -> float | None:
    """Theta: how far the moves of ranks are moves of whole blocks; 1 where each block moves as one."""
    moved = places(after) - places(before)
    total = float(np.nansum(np.abs(moved)))
    if not total:
        return None
    members = (np.array([each == block for each in blocks]) for block in sorted(set(blocks)))
    return sum(abs(float(np.nansum(moved[own]))) for own in members) / total


def _places(table: Table) -> Table:
    complete = table[~np.isnan(table).any(axis=1)]
    return places(complete.T).T if len(complete) else np.empty((0, table.shape[1]))


def _both(one: Column, other: Column) -> tuple[Column, Column]:
    chosen = ~np.isnan(one) & ~np.isnan(other)
    return one[chosen], other[chosen]


def _correlation(one: Column, other: Column) -> float | None:
    a, b = one - one.mean(), other - other.mean()
    size = math.sqrt(float(np.sum(a * a)) * float(np.sum(b * b)))
    return float(np.sum(a * b)) / size if size else None


def _ties(column: Column) -> float:
    _values, counts = np.unique(column, return_counts=True)
    return float(np.sum(counts.astype(np.float64) ** 3 - counts))
