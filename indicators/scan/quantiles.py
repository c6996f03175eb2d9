"""Quantiles over regions, one activity a column, when some regions are not known."""

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


def bounds(values: Values, amounts: Values, share: float) -> tuple[Values, Values]:
    """Between which the quantile of type 7 over regions with an amount above zero lies, activity by activity.

    A region that is not known may stand anywhere from nothing up; all known, both ends are the quantile itself.
    """
    found = [_between(values[:, place], amounts[:, place], share) for place in range(values.shape[1])]
    low, high = np.array(found, dtype=np.float64).reshape(-1, 2).T
    return low, high


def _between(values: Values, amounts: Values, share: float) -> tuple[float, float]:
    counts = values[~np.isnan(values) & ~(amounts <= 0)]
    unknown = int(np.count_nonzero(np.isnan(values) & ~(amounts <= 0)))
    if counts.size == 0:
        return np.nan, np.nan
    ordered = np.sort(counts)
    low = np.concatenate([np.full(unknown, min(0.0, float(ordered[0]))), ordered])
    high = np.concatenate([ordered, np.full(unknown, np.inf)])
    return type_7(low, share), type_7(high, share)


def type_7(ordered: Values, share: float) -> float:
    """Hyndman and Fan's seventh: linear between the two values around place (n − 1) × share."""
    place = (ordered.size - 1) * share
    below = int(np.floor(place))
    rest = place - below
    if rest == 0:
        return float(ordered[below])
    first, second = float(ordered[below]), float(ordered[below + 1])
    # Without the difference, so that an end that is not bounded stays so.
    return second if np.isinf(second) else first + rest * (second - first)
