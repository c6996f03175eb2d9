"""Functions of a whole profile: how concentrated, how different, how unequal. Floats in, a float or a status out."""

import math
from collections.abc import Callable, Mapping, Sequence

from indicators.status import Status

Answer = float | Status
FEWEST_FOR_VARIATION = 2


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


PROFILE_FUNCTIONS: Mapping[str, Callable[[Sequence[float]], Answer]] = {
    "hhi": hhi,
    "entropy": entropy,
    "gini": gini,
    "theil": theil,
    "cv": cv,
}
