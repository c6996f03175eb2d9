"""The arithmetic of single outcomes: a value only where every input has one, and the gravest status of all."""

import math
from collections.abc import Callable, Sequence

from indicators.status import Status

from .outcome import NOT_A_NUMBER, Outcome, Reason, gravest
from .profiles import Answer

SHARE_TOLERANCE = 1e-4  # published parts exceed their wholes by rounding: 76,415 of 76,413 jobs


def exceeds(part: float, whole: float, scale: float) -> bool:
    return whole > 0 and part - whole > whole * SHARE_TOLERANCE + 1 / scale


def operate(operator: str, left: Outcome, right: Outcome) -> Outcome:
    outcome = Outcome(None, *gravest(left, right))
    if left.value is None or right.value is None:
        return outcome
    match operator:
        case "+":
            return finite(outcome._replace(value=left.value + right.value))
        case "-":
            return finite(outcome._replace(value=left.value - right.value))
        case "*":
            return finite(outcome._replace(value=left.value * right.value))
    if right.value == 0:
        return undefined(outcome)
    return finite(outcome._replace(value=left.value / right.value))


def growth(now: Outcome, before: Outcome) -> Outcome:
    outcome = Outcome(None, *gravest(now, before))
    if now.value is None or before.value is None:
        return outcome
    return undefined(outcome) if before.value <= 0 else finite(outcome._replace(value=now.value / before.value - 1))


def cagr(now: Outcome, before: Outcome, years: int) -> Outcome:
    """The yearly growth that leads from one to the other."""
    outcome = Outcome(None, *gravest(now, before))
    if now.value is None or before.value is None:
        return outcome
    if before.value <= 0:
        return undefined(outcome)
    factor = elementary("root", now.value / before.value, years)
    return impossible(outcome) if factor is None else finite(outcome._replace(value=factor - 1))


def index(now: Outcome, base: Outcome) -> Outcome:
    outcome = Outcome(None, *gravest(now, base))
    if now.value is None or base.value is None:
        return outcome
    return undefined(outcome) if base.value <= 0 else finite(outcome._replace(value=now.value / base.value * 100))


def mean(outcomes: Sequence[Outcome]) -> Outcome:
    """Added up from the latest to the earliest, so that every evaluator rounds alike."""
    outcome = Outcome(None, *gravest(*outcomes))
    total = 0.0
    for one in outcomes:
        if one.value is None:
            return outcome
        total += one.value
    return finite(outcome._replace(value=total / len(outcomes)))


def stdev(outcomes: Sequence[Outcome]) -> Outcome:
    """Standard deviation of a sample (n - 1)."""
    middle = mean(outcomes)
    if middle.value is None:
        return middle
    total = 0.0
    for one in outcomes:
        difference = (one.value or 0.0) - middle.value
        total += difference * difference
    return finite(middle._replace(value=math.sqrt(total / (len(outcomes) - 1))))


def weighted(values: Sequence[Outcome], weights: Sequence[Outcome]) -> Outcome:
    outcome = Outcome(None, *gravest(*values, *weights))
    above = below = 0.0
    for value, weight in zip(values, weights, strict=True):
        if value.value is None or weight.value is None:
            return outcome
        above += value.value * weight.value
        below += weight.value
    return undefined(outcome) if below <= 0 else outcome._replace(value=above / below)


def apply(function: str, outcome: Outcome, number: int | None = None) -> Outcome:
    if outcome.value is None:
        return outcome
    answer = elementary(function, outcome.value, number)
    return impossible(outcome) if answer is None else finite(outcome._replace(value=answer))


def elementary(function: str, value: float, number: int | None = None) -> float | None:
    """One number of one number; `number` is the power or the degree of the root."""
    match function:
        case "abs":
            return abs(value)
        case "sqrt":
            return math.sqrt(value) if value >= 0 else None
        case "ln":
            return math.log(value) if value > 0 else None
        case "root":
            return value ** (1 / (number or 1)) if value >= 0 else None
        case "power":
            return _power(value, number or 1)
    raise ValueError(function)


def _power(value: float, exponent: int) -> float | None:
    try:
        return value**exponent
    except OverflowError:
        return None


def profile(outcomes: Sequence[Outcome], function: Callable[[Sequence[float]], Answer]) -> Outcome:
    outcome = Outcome(None, *gravest(*outcomes)) if outcomes else Outcome(None, Status.TOO_FEW_UNITS)
    values = [one.value for one in outcomes if one.value is not None]
    if not outcomes or len(values) < len(outcomes):
        return outcome
    try:
        answer = function(values)
    except OverflowError:
        return impossible(outcome)
    if not isinstance(answer, Status):
        return finite(outcome._replace(value=answer))
    return impossible(outcome) if answer is Status.NOT_APPLICABLE else outcome._replace(status=answer, reason=None)


def finite(outcome: Outcome) -> Outcome:
    return outcome if outcome.value is not None and math.isfinite(outcome.value) else impossible(outcome)


def undefined(outcome: Outcome) -> Outcome:
    return outcome._replace(value=None, status=Status.UNDEFINED_DENOMINATOR, reason=None)


def impossible(outcome: Outcome) -> Outcome:
    return outcome._replace(value=None, status=Status.NOT_APPLICABLE, reason=Reason(NOT_A_NUMBER))
