import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.formula import blocks, columns, steps
from indicators.formula.blocks import Block
from indicators.formula.columns import Column
from indicators.status import GRAVITY, Status

OK, PROVISIONAL, SUPPRESSED = (GRAVITY[one] for one in (Status.OK, Status.PROVISIONAL, Status.SUPPRESSED))
NUMBERS = (0.0, 1.0, 2.0, 3.0, 4.0, 7.5, 100.0, -1.0, -3.0, 1e300, 5e-324)
SHAPES = ((3, 4), (3, 1), (1, 4), (1, 1))
OPERATIONS = ["+", "-", "*", "/", "share", "growth", "cagr", "index", "mean", "stdev", "negative", "ln", "root"]


@st.composite
def sides(draw) -> Block:
    """Any numbers and statuses, or only the tame ones that most of the statistics are made of."""
    shape = draw(st.sampled_from(SHAPES))
    is_tame = draw(st.booleans())
    numbers = st.sampled_from(NUMBERS[1:6] if is_tame else NUMBERS)
    gravities = st.sampled_from((OK, OK, OK, OK, PROVISIONAL, SUPPRESSED)[: 4 if is_tame else 6])
    size = shape[0] * shape[1]
    held = np.array(draw(st.lists(gravities, min_size=size, max_size=size)), dtype=np.uint8).reshape(shape)
    if draw(st.booleans()):
        held[draw(st.integers(0, shape[0] - 1)), draw(st.integers(0, shape[1] - 1))] = blocks.MISSING
    values = np.array(draw(st.lists(numbers, min_size=size, max_size=size))).reshape(shape)
    return Block(np.where(held <= columns.LAST_WITH_VALUE, values, 0.0), held, is_clean=True)


def as_column(block: Block) -> Column:
    none = np.zeros(block.values.shape, dtype=np.int64)
    return Column(block.values, block.gravities, none, none, none)


def by_columns(operation: str, left: Column, right: Column) -> Column:
    match operation:
        case "share":
            return columns.checked_share(columns.operate("/", left, right), left, right, 10.0)
        case "growth" | "index":
            return getattr(columns, operation)(left, right)
        case "cagr":
            return columns.cagr(left, right, 3)
        case "mean" | "stdev":
            return getattr(columns, operation)([left, right])
        case "negative":
            return columns.negative(left)
        case "ln" | "root":
            return columns.apply(operation, left, 3)
    return columns.operate(operation, left, right)


def by_blocks(operation: str, left: Block, right: Block) -> Block:
    match operation:
        case "share":
            return blocks.share(left, right, scale=10.0)
        case "growth" | "index" | "mean" | "stdev":
            return getattr(blocks, operation)(left, right)
        case "cagr":
            return blocks.cagr(left, right, years=3)
        case "negative":
            return blocks.negative(left)
        case "ln" | "root":
            return blocks.apply(left, function=operation, number=3)
    return blocks.operate(operation, left, right)


def written(block: Block) -> tuple[bytes, bytes]:
    values, gravities = np.empty(block.values.shape), np.empty(block.values.shape, dtype=np.uint8)
    blocks.write(block, values, gravities)
    return values.tobytes(), gravities.tobytes()


def as_written(column: Column) -> tuple[bytes, bytes]:
    return np.where(column.has_value, column.values, 0.0).tobytes(), column.gravities.tobytes()


@pytest.mark.parametrize("operation", OPERATIONS)
@settings(max_examples=60, deadline=None)
@given(sides(), sides(), sides())
def test_blocks_hold_what_columns_hold_bit_for_bit(operation, left, right, third):
    """The second step works on what the first has left behind where there is no value."""
    with np.errstate(all="ignore"):
        first = by_blocks(operation, left, right)
        expected = by_columns(operation, as_column(left), as_column(right))
        assert written(first) == as_written(expected)
        for again in ("/", "-", "growth", "share"):
            second, slow = by_blocks(again, first, third), by_columns(again, expected, as_column(third))
            assert written(second) == as_written(slow)
            turned, slow = by_blocks(again, third, first), by_columns(again, as_column(third), expected)
            assert written(turned) == as_written(slow)


@given(sides(), sides())
def test_a_block_that_is_called_clean_is_clean(left, right):
    with np.errstate(all="ignore"):
        quotient = by_blocks("/", left, right)
    if quotient.is_clean:
        assert not quotient.values[~quotient.has_value].any()


def test_nothing_that_a_block_is_made_of_is_written_in():
    ones = Block(np.ones((2, 2)), np.full((2, 2), OK, dtype=np.uint8), is_clean=True)
    for operation in OPERATIONS:
        with np.errstate(all="ignore"):
            by_blocks(operation, by_blocks(operation, ones, blocks.constant(0.0)), ones)
    assert written(ones) == written(Block(np.ones((2, 2)), np.ones((2, 2), dtype=np.uint8)))


def test_steps_give_the_same_in_blocks_of_any_height(monkeypatch):
    values = np.arange(1.0, 41.0).reshape(10, 4)
    full = Block(values, np.full(values.shape, OK, dtype=np.uint8), is_clean=True)
    total = Block(values.sum(axis=0, keepdims=True), np.full((1, 4), OK, dtype=np.uint8), is_clean=True)
    plan = [
        steps.Step((10, 4), lambda rows: Block(full.values[rows], full.gravities[rows], is_clean=True)),
        steps.Step((1, 4), lambda _: total),
        steps.Step((10, 4), lambda left, right: blocks.operate("/", left, right), (0, 1)),
        steps.Step((10, 4), lambda left, right: blocks.operate("-", left, right), (2, 2)),
    ]
    found = []
    for cells in (1, 8, 12, 1_000):
        monkeypatch.setattr(steps, "CELLS_OF_A_BLOCK", cells)
        found.append([written(block) for _, block in sorted(steps.worked_off(plan, {0, 2, 3}).items())])
    assert found == [found[0]] * 4
    assert found[0][1] == written(Block(values / total.values, full.gravities))
