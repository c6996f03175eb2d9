"""Columns that a few extreme values would decide are drawn in before they are compared."""

from dataclasses import dataclass

import numpy as np

from indicators.composite.table import Column, Table, kurtosis, skewness

SKEWED, HEAVY = 2.0, 3.5  # both above: an outlier, by the rule of the handbook
MOST = 5
CLEARANCE = 0.01  # so that the logarithm of the lowest value exists


@dataclass(frozen=True)
class Treatment:
    """How a column was changed: `kind` is empty, `winsorised` or `log`, `points` how many values were drawn in."""

    column: Column
    kind: str = ""
    points: int = 0


def is_extreme(column: Column) -> bool:
    return abs(skewness(column)) > SKEWED and kurtosis(column) > HEAVY


def treated(column: Column) -> Treatment:
    """At most five values are drawn in to the next one; where that is not enough, the logarithm of the whole column."""
    if not is_extreme(column):
        return Treatment(column)
    drawn = winsorised(column)
    points = int(np.sum(drawn != column) - np.sum(np.isnan(column)))
    return Treatment(logarithm(column), "log") if is_extreme(drawn) else Treatment(drawn, "winsorised", points)


def winsorised(column: Column, most: int = MOST) -> Column:
    """The outermost values take the value of the next one within, one more at a time, until the column is tame."""
    drawn = column.copy()
    order = [int(place) for place in np.argsort(column, kind="stable") if not np.isnan(column[place])]
    low, high = 0, len(order) - 1
    while is_extreme(drawn) and low + (len(order) - 1 - high) < most and low + 1 < high:
        if skewness(drawn) > 0:
            high -= 1
            drawn[order[high:]] = column[order[high]]
        else:
            low += 1
            drawn[order[: low + 1]] = column[order[low]]
    return drawn


def logarithm(column: Column) -> Column:
    lowest, highest = float(np.nanmin(column)), float(np.nanmax(column))
    room = CLEARANCE * (highest - lowest)
    if skewness(column) < 0:
        return -np.log(highest - column + room)
    return np.log(column - lowest + room)


def tamed(table: Table) -> tuple[Table, tuple[Treatment, ...]]:
    found = tuple(treated(table[:, place]) for place in range(table.shape[1]))
    return np.column_stack([each.column for each in found]), found
