"""Relatedness and complexity of a cross-section: units (regions, countries) × activities, without gaps.

After Balassa (1965), Hidalgo et al. (2007) and Hidalgo and Hausmann (2009). Programs differ in signs, in degrees of
freedom and in how far they iterate: here it is the second eigenvector, with mean 0 and a deviation of 1 (n, not
n - 1), turned so that it rises with diversity.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]  # units × activities
Column = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FEWEST = 3
ALIKE = 1e-9
SPECIALISED = 1.0


@dataclass(frozen=True)
class Complexity:
    """`units` and `activities` are NaN where a row or column has no advantage at all, so that it was left out.

    `gap` between the second and the third eigenvalue: near zero, the index could as well be another one.
    `alignment` is the correlation with diversity, which decided the sign.
    """

    units: Column
    activities: Column
    gap: float
    alignment: float


def revealed_advantage(values: Table) -> Table:
    """The share of an activity in the unit over its share in the whole; NaN where a unit or activity has nothing."""
    whole = values.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Table = (values / values.sum(axis=1, keepdims=True)) / (values.sum(axis=0) / whole)
    return found


def specialised(advantage: Table, least: float = SPECIALISED) -> Mask:
    found: Mask = np.nan_to_num(advantage) >= least
    return found


def proximity(mask: Mask) -> Table:
    """Activities × activities: of the units that have one, the share that has the other too; the smaller of both."""
    has = mask.astype(np.float64)
    together = has.T @ has
    ubiquity = has.sum(axis=0)
    most = np.maximum(ubiquity[:, None], ubiquity[None, :])
    found: Table = np.divide(together, most, out=np.zeros_like(together), where=most > 0)
    return found


def density(mask: Mask, near: Table) -> Table:
    """Units × activities: how much of what is near an activity the unit has already, 0 to 1."""
    around = near.sum(axis=0)
    held = mask.astype(np.float64) @ near
    found: Table = np.divide(held, around, out=np.full_like(held, np.nan), where=around > 0)
    return found


def complexity(mask: Mask) -> Complexity | None:
    """None where there are too few units or activities, or where nothing tells them apart in one way."""
    rows, columns = np.asarray(mask.any(axis=1)), np.asarray(mask.any(axis=0))
    has = mask[np.ix_(rows, columns)].astype(np.float64)
    if min(has.shape) < FEWEST:
        return None
    diversity, ubiquity = has.sum(axis=1), has.sum(axis=0)
    # The same eigenvalues as D⁻¹ M U⁻¹ Mᵀ, from a symmetric matrix: real numbers in a fixed order.
    scaled = has / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)
    left, sizes, right = np.linalg.svd(scaled, full_matrices=False)
    values = sizes**2
    units = left[:, 1] / np.sqrt(diversity)
    activities = right[1] / np.sqrt(ubiquity)
    alignment = _correlation(units, diversity)
    # A second eigenvalue of 1: groups that share nothing. One equal to the third: no second vector to speak of.
    if not ALIKE < values[1] < 1 - ALIKE or values[1] - values[2] < ALIKE or abs(alignment) < ALIKE:
        return None
    turned = np.sign(alignment)
    return Complexity(
        _placed(_standard(turned * units), rows),
        _placed(_standard(turned * activities), columns),
        float(values[1] - values[2]),
        float(alignment * turned),
    )


def _standard(column: Column) -> Column:
    found: Column = (column - column.mean()) / column.std()
    return found


def _placed(column: Column, places: Mask) -> Column:
    found = np.full(places.shape, np.nan)
    found[places] = column
    return found


def _correlation(one: Column, other: Column) -> float:
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt(np.sum(a * a) * np.sum(b * b)))
    return float(np.sum(a * b)) / size if size > ALIKE else 0.0
