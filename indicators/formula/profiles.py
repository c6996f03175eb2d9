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
AGAINST_COUNTRY = "krugman"


def answer_of(
    function: str, own: Sequence[float], *, country: Sequence[float] = (), kinds: Sequence[str] = (), fewest: int = 0
) -> Answer:
    """Any of them by its name: `country` and `kinds` run in parallel with `own` for those that compare with them."""
    if len(own) < fewest:
        return Status.TOO_FEW_UNITS
    if function == AGAINST_COUNTRY:
        return krugman(own, country)
    if function in GROUPED_FUNCTIONS:
        return GROUPED_FUNCTIONS[function](own, kinds)
    return PROFILE_FUNCTIONS[function](own)
