"""The arithmetic of columns for blocks of a cross-section [region, activity], without their counts and reasons.

Where a status says that there is no value, any number may stand until `write` puts 0 there.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from indicators.status import GRAVITY, Status

from .arithmetic import SHARE_TOLERANCE
from .columns import LAST_WITH_VALUE, NOT_APPLICABLE, UNDEFINED, Floats, Gravities, each

OK = GRAVITY[Status.OK]
MISSING = GRAVITY[Status.MISSING_INPUT]

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Block:
    """`is_clean`: its values are known to be 0 where there is none. Blocks share arrays, so nobody writes in them."""

    values: Floats
    gravities: Gravities
    is_clean: bool = False

    @property
    def has_value(self) -> Flags:
        return self.gravities <= LAST_WITH_VALUE

    @cached_property
    def is_sound(self) -> bool:
        """A single row or column, all of it ok and above zero: dividing by it brings no new status."""
        return 1 in self.values.shape and bool((self.gravities == OK).all() and (self.values > 0).all())


def constant(value: float) -> Block:
    return Block(np.full((1, 1), value), np.full((1, 1), OK, dtype=np.uint8))


def nothing(shape: tuple[int, int]) -> Block:
    """Nothing is published there."""
    return Block(np.zeros(shape), np.full(shape, MISSING, dtype=np.uint8), is_clean=True)


def operate(operator: str, left: Block, right: Block) -> Block:
    match operator:
        case "+":
            return _finite(left.values + right.values, _gravest(left, right))
        case "-":
            return _finite(left.values - right.values, _gravest(left, right))
        case "*":
            return _finite(left.values * right.values, _gravest(left, right))
    return _divided(left, right)


def share(part: Block, whole: Block, *, scale: float) -> Block:
    """A quotient that is inconsistent where the part is above its whole, unless rounding explains it."""
    quotient = _divided(part, whole)
    if quotient.is_clean and quotient.values.max() <= 1:
        return quotient
    excess = part.values - whole.values > whole.values * SHARE_TOLERANCE + 1 / scale
    is_inconsistent = quotient.has_value & (whole.values > 0) & excess
    return replace(quotient, gravities=np.where(is_inconsistent, np.uint8(LAST_WITH_VALUE), quotient.gravities))


def growth(now: Block, before: Block) -> Block:
    ratio, gravities = _ratio(now, before)
    return _finite(ratio - 1, gravities)


def cagr(now: Block, before: Block, *, years: int) -> Block:
    ratio, gravities = _ratio(now, before)
    return _finite(each("root", ratio, gravities <= LAST_WITH_VALUE, years) - 1, gravities)


def index(now: Block, base: Block) -> Block:
    ratio, gravities = _ratio(now, base)
    return _finite(ratio * 100, gravities)


def mean(*blocks: Block) -> Block:
    total, gravities = np.zeros_like(blocks[0].values), blocks[0].gravities
    for block in blocks:
        total, gravities = total + block.values, np.maximum(gravities, block.gravities)
    return _finite(total / len(blocks), gravities)


def stdev(*blocks: Block) -> Block:
    middle = mean(*blocks)
    total = np.zeros_like(middle.values)
    for block in blocks:
        difference = block.values - middle.values
        total = total + difference * difference
    return _finite(np.sqrt(total / (len(blocks) - 1)), middle.gravities)


def negative(block: Block) -> Block:
    return Block(-block.values, block.gravities)


def apply(block: Block, *, function: str, number: int | None = None) -> Block:
    return _finite(each(function, block.values, block.has_value, number), block.gravities)


def write(block: Block, values: Floats, gravities: Gravities) -> None:
    """Into arrays of its shape. By a mask of bits: np.where takes three times as long where holes are irregular."""
    np.copyto(gravities, block.gravities)
    if block.is_clean:
        np.copyto(values, block.values)
    else:
        mask = np.negative(block.has_value.view(np.int8))
        np.bitwise_and(block.values.view(np.int64), mask, out=values.view(np.int64))


def _gravest(left: Block, right: Block) -> Gravities:
    return np.maximum(left.gravities, right.gravities)


def _divided(left: Block, right: Block) -> Block:
    values: Floats = left.values / right.values
    if left.is_clean and right.is_sound and left.values.shape == values.shape and np.isfinite(values.sum()):
        return Block(values, left.gravities, is_clean=True)
    gravities = _gravest(left, right)
    impossible = _impossible(values, gravities)
    if impossible.any():
        gravities[impossible] = NOT_APPLICABLE
        gravities[impossible & (right.values == 0)] = UNDEFINED
    return Block(values, gravities)


def _ratio(now: Block, before: Block) -> tuple[Floats, Gravities]:
    gravities = _gravest(now, before)
    is_undefined = (before.values <= 0) & (gravities <= LAST_WITH_VALUE)
    if is_undefined.any():
        gravities[is_undefined] = UNDEFINED
    ratio: Floats = now.values / before.values
    return ratio, gravities


def _finite(values: Floats, gravities: Gravities) -> Block:
    impossible = _impossible(values, gravities)
    return Block(values, np.where(impossible, np.uint8(NOT_APPLICABLE), gravities) if impossible.any() else gravities)


def _impossible(values: Floats, gravities: Gravities) -> Flags:
    """Where every input has a value and yet the result is no number."""
    return np.less(np.isfinite(values), gravities <= LAST_WITH_VALUE)
