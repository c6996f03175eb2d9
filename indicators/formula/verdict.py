"""What may be said of a figure that is held against a line, also where it is only known to lie between two bounds."""

import operator
from collections.abc import Callable, Mapping
from enum import StrEnum

from .interval import Interval, point

COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


class Verdict(StrEnum):
    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"
    NONE = "none"  # nothing is known


def verdict(value: float | None, bounds: Interval | None, comparison: str, line: float) -> Verdict:
    """Whatever the true value is inside its bounds: the line is passed, may be passed, or is not passed."""
    known = point(value) if value is not None else bounds
    if known is None:
        return Verdict.NONE
    passes = {COMPARE[comparison](end, line) for end in known}
    if len(passes) > 1:
        return Verdict.POSSIBLE
    return Verdict.CERTAIN if passes.pop() else Verdict.NO
