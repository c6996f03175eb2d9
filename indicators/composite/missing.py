"""Gaps before normalising: who has too few values is not compared; a filled gap is an estimate and says so."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indicators.composite.table import Table


def denominated(table: Table, denominators: Table) -> Table:
    """Per head, per product, per area: so that the size of a unit does not decide."""
    return table / denominators


def availability(table: Table) -> NDArray[np.float64]:
    """The share of known values of each unit."""
    share: NDArray[np.float64] = np.mean(~np.isnan(table), axis=1)
    return share


def screened(table: Table, least: float) -> NDArray[np.bool_]:
    """Units with enough known values."""
    return availability(table) >= least


def filled_by_group(table: Table, groups: Sequence[str]) -> Table:
    """A gap takes the mean of its group; where the group knows nothing, the mean of all."""
    filled = table.copy()
    for group in sorted(set(groups)):
        members = np.array([each == group for each in groups])
        for place in range(table.shape[1]):
            gaps = members & np.isnan(table[:, place])
            if gaps.any():
                filled[gaps, place] = _mean(table[members, place], table[:, place])
    return filled


def _mean(own: NDArray[np.float64], everyone: NDArray[np.float64]) -> float:
    chosen = own if not np.isnan(own).all() else everyone
    return float(np.nanmean(chosen)) if not np.isnan(chosen).all() else float("nan")
