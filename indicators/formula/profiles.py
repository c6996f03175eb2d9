"""Functions of a whole profile: how concentrated, how different, how unequal. Floats in, a float or a status out."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from indicators import complexity as kernel
from indicators.status import Status

Answer = float | Status
FEWEST_FOR_VARIATION = 2
DIGITS = 12  # beyond them, two machines may find eigenvectors that differ


class Standing(NamedTuple):
    """Where the subject stands in a table of regions × activities, given row by row; None where it stands nowhere."""

    width: int
    row: int | None
    column: int | None


def shares(values: Sequence[float]) -> list[float] | Status:
    total = math.fsum(values)
    if min(values, default=0.0) < 0:
        return Status.NOT_APPLICABLE
    return [value / total for value in values] if total > 0 else Status.UNDEFINED_DENOMINATOR


def hhi(values: Sequence[float]) -> Answer:
    """Herfindahl and Hirschman: the sum of squared shares, 1/n to 1."""
    parts = shares(values)
    return parts if isinstance(parts, Status) else math.fsum(part * part for part in parts)


def entropy(values: Sequence[float]) -> Answer:
    """Shannon, natural logarithm, 0 to ln n."""
    parts = shares(values)
    if isinstance(parts, Status):
        return parts
    return math.fsum(-part * math.log(part) for part in parts if part > 0)


def krugman(values: Sequence[float], of_country: Sequence[float]) -> Answer:
    """The sum of absolute differences from the country's shares, 0 to 2."""
    own, country = shares(values), shares(of_country)
    if isinstance(own, Status):
        return own
    if isinstance(country, Status):
        return country
    return math.fsum(abs(part - whole) for part, whole in zip(own, country, strict=True))


def gini(values: Sequence[float]) -> Answer:
    """2 / (n² mean) × the sum of rank × (value - mean), 0 to 1 - 1/n."""
    if isinstance(parts := shares(values), Status):
        return parts
    count = len(parts)
    ranked = sorted(parts)
    return 2 * math.fsum(rank * (part - 1 / count) for rank, part in enumerate(ranked, start=1)) / count


def theil(values: Sequence[float]) -> Answer:
    """Theil's T, 0 to ln n; the mean log deviation is another measure."""
    if isinstance(parts := shares(values), Status):
        return parts
    count = len(parts)
    return math.fsum(part * math.log(part * count) for part in parts if part > 0)


def cv(values: Sequence[float]) -> Answer:
    """Standard deviation of the sample (n - 1) over the mean."""
    count = len(values)
    if count < FEWEST_FOR_VARIATION:
        return Status.TOO_FEW_UNITS
    mean = math.fsum(values) / count
    if mean <= 0:
        return Status.UNDEFINED_DENOMINATOR
    return math.sqrt(math.fsum((value - mean) * (value - mean) for value in values) / (count - 1)) / mean


def mld(values: Sequence[float]) -> Answer:
    """Theil's L, the mean log deviation: undefined where a part is zero."""
    if isinstance(parts := shares(values), Status):
        return parts
    if not all(parts):
        return Status.UNDEFINED_DENOMINATOR
    count = len(parts)
    return math.fsum(-math.log(part * count) for part in parts) / count


def unrelated_variety(values: Sequence[float], kinds: Sequence[str]) -> Answer:
    """Entropy between the groups of related parts, in bits."""
    if isinstance(parts := shares(values), Status):
        return parts
    return math.fsum(_bits(math.fsum(group)) for group in _grouped(parts, kinds))


def related_variety(values: Sequence[float], kinds: Sequence[str]) -> Answer:
    """Entropy within the groups of related parts, each weighted by its share, in bits (Frenken et al. 2007)."""
    if isinstance(parts := shares(values), Status):
        return parts
    within = []
    for group in _grouped(parts, kinds):
        weight = math.fsum(group)
        within += [weight * _bits(part / weight) for part in group] if weight > 0 else []
    return math.fsum(within)


def _bits(share: float) -> float:
    return -share * math.log2(share) if share > 0 else 0.0


def _grouped(parts: Sequence[float], kinds: Sequence[str]) -> list[list[float]]:
    groups: dict[str, list[float]] = {}
    for part, kind in zip(parts, kinds, strict=True):
        groups.setdefault(kind, []).append(part)
    return list(groups.values())


def average(values: Sequence[float]) -> Answer:
    return math.fsum(values) / len(values)


def deviation(values: Sequence[float]) -> Answer:
    """Standard deviation of the sample (n - 1)."""
    count = len(values)
    if count < FEWEST_FOR_VARIATION:
        return Status.TOO_FEW_UNITS
    mean = math.fsum(values) / count
    return math.sqrt(math.fsum((value - mean) * (value - mean) for value in values) / (count - 1))


def count(values: Sequence[float]) -> Answer:
    return float(len(values))


@lru_cache(maxsize=64)
def _complexity(values: tuple[float, ...], width: int) -> kernel.Complexity | Status:
    mask = _specialised(values, width)
    if isinstance(mask, Status):
        return mask
    return kernel.complexity(mask) or Status.UNDEFINED_DENOMINATOR


def _specialised(values: Sequence[float], width: int) -> kernel.Mask | Status:
    if min(values) < 0:
        return Status.NOT_APPLICABLE
    if min(width, len(values) // width) < kernel.FEWEST:
        return Status.TOO_FEW_UNITS
    return kernel.specialised(kernel.revealed_advantage(np.array(values).reshape(-1, width)))


def complexity(values: Sequence[float], standing: Standing) -> Answer:
    """Of the region: rises with diversity, mean 0 and deviation 1 over the regions (Hidalgo and Hausmann 2009)."""
    if standing.row is None:
        return Status.NOT_APPLICABLE
    found = _complexity(tuple(values), standing.width)
    return found if isinstance(found, Status) else _placed(found.units[standing.row])


def activity_complexity(values: Sequence[float], standing: Standing) -> Answer:
    """Of the activity: high where the regions that are specialised in it are complex."""
    if standing.column is None:
        return Status.NOT_APPLICABLE
    found = _complexity(tuple(values), standing.width)
    return found if isinstance(found, Status) else _placed(found.activities[standing.column])


def density(values: Sequence[float], standing: Standing) -> Answer:
    """How much of what goes with the activity elsewhere the region is specialised in already, 0 to 1."""
    if standing.row is None or standing.column is None:
        return Status.NOT_APPLICABLE
    mask = _specialised(values, standing.width)
    if isinstance(mask, Status):
        return mask
    return _placed(kernel.density(mask, kernel.proximity(mask))[standing.row, standing.column])


def _placed(value: float) -> Answer:
    """A region or an activity without any advantage was left out of the table."""
    return Status.UNDEFINED_DENOMINATOR if math.isnan(value) else round(float(value), DIGITS)


PROFILE_FUNCTIONS: Mapping[str, Callable[[Sequence[float]], Answer]] = {
    "hhi": hhi,
    "entropy": entropy,
    "gini": gini,
    "theil": theil,
    "mld": mld,
    "cv": cv,
    "sum": math.fsum,
    "average": average,
    "deviation": deviation,
    "smallest": min,
    "greatest": max,
    "count": count,
}
GROUPED_FUNCTIONS: Mapping[str, Callable[[Sequence[float], Sequence[str]], Answer]] = {
    "related_variety": related_variety,
    "unrelated_variety": unrelated_variety,
}
TABLE_FUNCTIONS: Mapping[str, Callable[[Sequence[float], Standing], Answer]] = {
    "complexity": complexity,
    "activity_complexity": activity_complexity,
    "density": density,
}
AGAINST_COUNTRY = "krugman"


def answer_of(
    function: str,
    own: Sequence[float],
    *,
    country: Sequence[float] = (),
    kinds: Sequence[str] = (),
    fewest: int = 0,
    standing: Standing | None = None,
) -> Answer:
    """Any of them by its name: `country` and `kinds` run in parallel with `own` for those that compare with them."""
    if len(own) < fewest:
        return Status.TOO_FEW_UNITS
    if function == AGAINST_COUNTRY:
        return krugman(own, country)
    if standing is not None:
        return TABLE_FUNCTIONS[function](own, standing)
    if function in GROUPED_FUNCTIONS:
        return GROUPED_FUNCTIONS[function](own, kinds)
    return PROFILE_FUNCTIONS[function](own)
