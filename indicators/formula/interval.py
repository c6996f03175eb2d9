"""The arithmetic of values that are only known to lie between two bounds. A bound may be infinite."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from .arithmetic import elementary

SLACK = 1e-12  # what functions of the library may round otherwise at two ends of an interval


class Interval(NamedTuple):
    low: float
    high: float

    @property
    def is_bounded(self) -> bool:
        """Whether it says anything at all."""
        return self.low > -math.inf or self.high < math.inf

    @property
    def is_empty(self) -> bool:
        return self.low > self.high

    def within(self, other: "Interval") -> "Interval":
        """What both say."""
        return Interval(max(self.low, other.low), min(self.high, other.high))

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int | float) and self.low <= value <= self.high


ANYTHING = Interval(-math.inf, math.inf)
NOT_NEGATIVE = Interval(0.0, math.inf)
POSITIVE = NOT_NEGATIVE  # its end is never reached, which a closed interval need not say


def point(value: float) -> Interval:
    return Interval(value, value)


def operate(operator: str, left: Interval, right: Interval) -> Interval:
    match operator:
        case "+":
            return Interval(left.low + right.low, left.high + right.high)
        case "-":
            return Interval(left.low - right.high, left.high - right.low)
        case "*":
            return _corners(left, right, _product)
    return divided(left, right)


def divided(left: Interval, right: Interval) -> Interval:
    """Where the denominator may be zero on either side of it the quotient may be anything."""
    if right.low < 0 < right.high or right.low == right.high == 0:
        return ANYTHING
    sign = -1.0 if right.high <= 0 else 1.0
    return _corners(left, right, lambda above, below: _quotient(above, below, sign))


def growth(now: Interval, before: Interval) -> Interval:
    return operate("-", divided(now, before.within(POSITIVE)), point(1.0))


def cagr(now: Interval, before: Interval, years: int) -> Interval:
    return operate("-", apply("root", divided(now, before.within(POSITIVE)), years), point(1.0))


def index(now: Interval, base: Interval) -> Interval:
    return operate("*", divided(now, base.within(POSITIVE)), point(100.0))


def total(parts: Iterable[Interval]) -> Interval:
    found = point(0.0)
    for part in parts:
        found = operate("+", found, part)
    return found


def mean(parts: Sequence[Interval]) -> Interval:
    return divided(total(parts), point(float(len(parts))))


def stdev(parts: Sequence[Interval]) -> Interval:
    """No sample deviates more than one of which half stands at either end (Popoviciu)."""
    width = max(part.high for part in parts) - min(part.low for part in parts)
    count = len(parts)
    return widened(Interval(0.0, width / 2 * math.sqrt(count / (count - 1))))


def weighted(values: Sequence[Interval], weights: Sequence[Interval]) -> Interval:
    """Between the least and the greatest value, as long as no weight can be negative."""
    if any(weight.low < 0 for weight in weights):
        return ANYTHING
    hull = widened(Interval(min(value.low for value in values), max(value.high for value in values)))
    if any(weight.low != weight.high for weight in weights):
        return hull
    above = total(operate("*", value, weight) for value, weight in zip(values, weights, strict=True))
    return widened(divided(above, total(weights))).within(hull)


def apply(function: str, inner: Interval, number: int | None = None) -> Interval:
    match function:
        case "abs":
            return _folded(inner)
        case "power":
            return _power(inner, number or 1)
        case "ln":
            inner = inner.within(POSITIVE)
        case _:
            inner = inner.within(NOT_NEGATIVE)
    return ANYTHING if inner.is_empty else widened(Interval(*(_at(function, end, number) for end in inner)))


def profile(function: str, parts: Sequence[Interval]) -> Interval:
    """Those that rise with each of their parts; of the others nothing is said."""
    match function:
        case "sum":
            return widened(total(parts))
        case "average":
            return widened(mean(parts)) if parts else ANYTHING
        case "smallest":
            return Interval(min(part.low for part in parts), min(part.high for part in parts))
        case "greatest":
            return Interval(max(part.low for part in parts), max(part.high for part in parts))
        case "count":
            return point(float(len(parts)))
    return ANYTHING


def widened(one: Interval) -> Interval:
    return Interval(one.low - abs(one.low) * SLACK, one.high + abs(one.high) * SLACK) if one.is_bounded else one


def _folded(inner: Interval) -> Interval:
    low, high = sorted((abs(inner.low), abs(inner.high)))
    return Interval(0.0 if inner.low <= 0 <= inner.high else low, high)


def _power(inner: Interval, exponent: int) -> Interval:
    base = inner if exponent % 2 else _folded(inner)
    return widened(Interval(*(_at("power", end, exponent) for end in base)))


def _at(function: str, end: float, number: int | None) -> float:
    if end == 0 and function == "ln":
        return -math.inf
    if math.isinf(end):
        return end
    answer = elementary(function, end, number)
    return math.copysign(math.inf, end) if answer is None else answer


def _corners(left: Interval, right: Interval, of: Callable[[float, float], float]) -> Interval:
    found = [of(one, other) for one in left for other in right]
    return Interval(min(found), max(found))


def _product(one: float, other: float) -> float:
    return 0.0 if one == 0 or other == 0 else one * other


def _quotient(above: float, below: float, sign: float) -> float:
    """At an end that is zero, what the quotient tends to; infinity over infinity is covered by the other corners."""
    if above == 0 or math.isinf(below):
        return 0.0
    return math.copysign(math.inf, above) * sign if below == 0 else above / below
