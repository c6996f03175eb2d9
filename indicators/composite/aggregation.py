"""Many columns into one. What is missing gives its weight to the others; too little known is no answer."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from indicators.composite.recipe import Aggregation
from indicators.composite.table import Column, Table

Weights = NDArray[np.float64]


def aggregated(table: Table, weights: Weights, method: Aggregation) -> Column:
    """`weights` are those of the columns, or of the columns of each row."""
    held = np.where(np.isnan(table), 0.0, np.broadcast_to(weights, table.shape))
    total = held.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = METHODS[method](table, held, total)
    return np.where(total > 0, found, np.nan)


def arithmetic(table: Table, held: Table, total: Column) -> Column:
    found: Column = np.sum(np.where(held > 0, table, 0.0) * held, axis=-1) / total
    return found


def geometric(table: Table, held: Table, total: Column) -> Column:
    """Values at or below zero have no geometric mean, so such a row has none."""
    safe = np.where(held > 0, table, 1.0)
    logs = np.log(np.where(safe > 0, safe, np.nan))
    found: Column = np.exp(np.sum(logs * held, axis=-1) / total)
    return found


def harmonic(table: Table, held: Table, total: Column) -> Column:
    safe = np.where(held > 0, table, 1.0)
    found: Column = total / np.sum(held / np.where(safe > 0, safe, np.nan), axis=-1)
    return found


def copeland(table: Table, weights: Weights) -> Column:
    """Wins less defeats in pairs, each decided by the weight of the columns in which one is ahead."""
    better = np.nansum((table[:, None, :] > table[None, :, :]) * weights, axis=2)
    wins: Column = np.sum(np.sign(better - better.T), axis=1, dtype=np.float64)
    return wins


METHODS: dict[Aggregation, Callable[[Table, Table, Column], Column]] = {
    Aggregation.ARITHMETIC: arithmetic,
    Aggregation.GEOMETRIC: geometric,
    Aggregation.HARMONIC: harmonic,
}
