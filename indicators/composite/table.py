"""What is known of a column: the moments by which outliers are recognised, and ranks."""

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
Column = NDArray[np.float64]


def known(column: Column) -> Column:
    return column[~np.isnan(column)]


def skewness(column: Column) -> float:
    """Of a sample, with the correction for its size (type 2); NaN where it is undefined."""
    values = known(column)
    count = len(values)
    spread = _moment(values, 2)
    if count < 3 or not spread > 0:  # noqa: PLR2004
        return float("nan")
    return float(_moment(values, 3) / spread**1.5 * np.sqrt(count * (count - 1)) / (count - 2))


def kurtosis(column: Column) -> float:
    """Above that of a normal sample, with the correction for its size (type 2)."""
    values = known(column)
    count = len(values)
    spread = _moment(values, 2)
    if count < 4 or not spread > 0:  # noqa: PLR2004
        return float("nan")
    excess = _moment(values, 4) / spread**2 - 3
    return float(((count + 1) * excess + 6) * (count - 1) / ((count - 2) * (count - 3)))


def _moment(values: Column, order: int) -> float:
    return float(np.mean((values - values.mean()) ** order)) if len(values) else 0.0


def ranks(column: Column) -> Column:
    """From the lowest; equal values share the mean of their places, a missing one has none."""
    return 1.0 + _below(column) + (_equal(column) - 1) / 2


def lowest_ranks(column: Column) -> Column:
    """From the lowest; equal values share the lowest of their places."""
    return 1.0 + _below(column)


def places(scores: Table) -> Table:
    """Rank 1 is the highest score of each row; equal scores share the best place, a missing one has none."""
    rows = -scores.reshape(-1, scores.shape[-1])
    found = np.array([np.searchsorted(np.sort(row), row) for row in rows], dtype=np.float64).reshape(scores.shape)
    return np.where(np.isnan(scores), np.nan, found + 1)


def _below(column: Column) -> Column:
    count = np.sum(column[None, :] < column[:, None], axis=1, dtype=np.float64)
    return np.where(np.isnan(column), np.nan, count)


def _equal(column: Column) -> Column:
    count: Column = np.sum(column[None, :] == column[:, None], axis=1, dtype=np.float64)
    return count
