"""The arithmetic of many outcomes at once: the same operations in the same order as for single ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from indicators.status import GRAVITY, Status, of_gravity

from .arithmetic import SHARE_TOLERANCE, elementary
from .outcome import NOT_A_NUMBER, Outcome, Reason

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Gravities = npt.NDArray[np.uint8]

LAST_WITH_VALUE = GRAVITY[Status.INCONSISTENT]
NOT_APPLICABLE = GRAVITY[Status.NOT_APPLICABLE]
UNDEFINED = GRAVITY[Status.UNDEFINED_DENOMINATOR]


@dataclass
class Reasons:
    """Reasons by number, so that columns can carry them; 0 is none."""

    listed: list[Reason | None] = field(default_factory=lambda: [None, Reason(NOT_A_NUMBER)])

    def number(self, reason: Reason | None) -> int:
        if reason is None:
            return 0
        self.listed.append(reason)
        return len(self.listed) - 1


@dataclass(frozen=True)
class Column:
    """One outcome per row; `values` hold 0 where the gravity says that there is none."""

    values: Floats
    gravities: Gravities
    seen: Whole
    disclosed: Whole
    reasons: Whole

    @property
    def has_value(self) -> npt.NDArray[np.bool_]:
        return self.gravities <= LAST_WITH_VALUE

    def taken(self, places: Whole) -> "Column":
        return Column(
            self.values[places],
            self.gravities[places],
            self.seen[places],
            self.disclosed[places],
            self.reasons[places],
        )

    def outcome(self, row: int, reasons: Reasons) -> Outcome:
        status = of_gravity(int(self.gravities[row]))
        value = float(self.values[row]) if status.has_value else None
        seen, disclosed = int(self.seen[row]), int(self.disclosed[row])
        return Outcome(value, status, seen, disclosed, reasons.listed[self.reasons[row]])


def constant(value: float, rows: int) -> Column:
    none = np.zeros(rows, dtype=np.int64)
    return Column(np.full(rows, value), np.full(rows, GRAVITY[Status.OK], dtype=np.uint8), none, none, none)


def column_of(outcomes: Sequence[Outcome], reasons: Reasons) -> Column:
    return Column(
        np.array([0.0 if outcome.value is None else outcome.value for outcome in outcomes], dtype=np.float64),
        np.array([GRAVITY[outcome.status] for outcome in outcomes], dtype=np.uint8),
        np.array([outcome.seen for outcome in outcomes], dtype=np.int64),
        np.array([outcome.disclosed for outcome in outcomes], dtype=np.int64),
        np.array([reasons.number(outcome.reason) for outcome in outcomes], dtype=np.int64),
    )


def operate(operator: str, left: Column, right: Column) -> Column:
    joint = _gravest(left, right)
    match operator:
        case "+":
            return finite(joint, left.values + right.values)
        case "-":
            return finite(joint, left.values - right.values)
        case "*":
            return finite(joint, left.values * right.values)
    return _divided(joint, left, right, right.values == 0)


def growth(now: Column, before: Column) -> Column:
    joint = _gravest(now, before)
    ratio = _ratio(now, before, before.values <= 0)
    return finite(_undefined(joint, before.values <= 0), ratio - 1)


def cagr(now: Column, before: Column, years: int) -> Column:
    is_undefined = before.values <= 0
    factor = each("root", _ratio(now, before, is_undefined), now.has_value & before.has_value & ~is_undefined, years)
    return finite(_undefined(_gravest(now, before), is_undefined), factor - 1)


def index(now: Column, base: Column) -> Column:
    joint = _gravest(now, base)
    ratio = _ratio(now, base, base.values <= 0)
    return finite(_undefined(joint, base.values <= 0), ratio * 100)


def mean(columns: Sequence[Column]) -> Column:
    total, joint = np.zeros_like(columns[0].values), columns[0]
    for place, column in enumerate(columns):
        total = total + column.values
        joint = _gravest(joint, column) if place else joint
    return finite(joint, total / len(columns))


def stdev(columns: Sequence[Column]) -> Column:
    middle = mean(columns)
    total = np.zeros_like(middle.values)
    for column in columns:
        difference = column.values - middle.values
        total = total + difference * difference
    return finite(middle, np.sqrt(total / (len(columns) - 1)))


def negative(column: Column) -> Column:
    return replace(column, values=np.where(column.has_value, -column.values, 0.0))


def apply(function: str, column: Column, number: int | None = None) -> Column:
    return finite(column, each(function, column.values, column.has_value, number))


def each(function: str, values: Floats, is_known: npt.NDArray[np.bool_], number: int | None) -> Floats:
    """One by one, as Python's functions round otherwise than NumPy's; no number where there is no answer."""
    values, is_known = np.broadcast_arrays(values, is_known)
    answers = [
        elementary(function, value, number) if known else None
        for value, known in zip(values.ravel().tolist(), is_known.ravel().tolist(), strict=True)
    ]
    found = np.array([np.nan if answer is None else answer for answer in answers], dtype=np.float64)
    return found.reshape(values.shape)


def checked_share(quotient: Column, part: Column, whole: Column, scale: float) -> Column:
    """A part above its whole is inconsistent, unless rounding explains it."""
    excess = part.values - whole.values > whole.values * SHARE_TOLERANCE + 1 / scale
    is_inconsistent = quotient.has_value & (whole.values > 0) & excess
    gravities = np.where(is_inconsistent, LAST_WITH_VALUE, quotient.gravities).astype(np.uint8)
    return replace(quotient, gravities=gravities)


def finite(joint: Column, values: Floats) -> Column:
    """The values where every input has one; what is no number is not applicable."""
    is_impossible = joint.has_value & ~np.isfinite(values)
    return replace(
        joint,
        values=np.where(joint.has_value & ~is_impossible, values, 0.0),
        gravities=np.where(is_impossible, NOT_APPLICABLE, joint.gravities).astype(np.uint8),
        reasons=np.where(is_impossible, 1, joint.reasons),
    )


def _divided(joint: Column, left: Column, right: Column, is_undefined: npt.NDArray[np.bool_]) -> Column:
    return finite(_undefined(joint, is_undefined), _ratio(left, right, is_undefined))


def _ratio(left: Column, right: Column, is_undefined: npt.NDArray[np.bool_]) -> Floats:
    ratio: Floats = left.values / np.where(is_undefined, 1.0, right.values)
    return ratio


def _undefined(joint: Column, is_undefined: npt.NDArray[np.bool_]) -> Column:
    hits = joint.has_value & is_undefined
    return replace(
        joint,
        gravities=np.where(hits, UNDEFINED, joint.gravities).astype(np.uint8),
        reasons=np.where(hits, 0, joint.reasons),
    )


def _gravest(left: Column, right: Column) -> Column:
    return Column(
        left.values,
        np.maximum(left.gravities, right.gravities),
        left.seen + right.seen,
        left.disclosed + right.disclosed,
        np.where(right.gravities > left.gravities, right.reasons, left.reasons),
    )
