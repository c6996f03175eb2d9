"""Formulas as a list of steps, each thing that they have in common once, worked off block by block of rows."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .blocks import Block, write

CELLS_OF_A_BLOCK = 65_536  # half a megabyte of values: small enough for caches, large enough for few rounds

Shape = tuple[int, int]


class Step(NamedTuple):
    """What `work` makes of the blocks that the steps before it, its `inputs`, have found; without any, of the rows."""

    shape: Shape
    work: Callable[..., Block]
    inputs: tuple[int, ...] = ()

    def block(self, found: Mapping[int, Block], rows: slice) -> Block:
        return self.work(*(found[number] for number in self.inputs)) if self.inputs else self.work(rows)


def worked_off(steps: Sequence[Step], wanted: Collection[int], spent: Sequence[Block] = ()) -> Mapping[int, Block]:
    """The whole arrays of the steps that are wanted, in the arrays of `spent` blocks where their shape fits."""
    answers = _empty(steps, wanted, spent)
    last_use = {number: later for later, step in enumerate(steps) for number in (*step.inputs, later)}
    same_for_all = [number for number, step in enumerate(steps) if step.shape[0] == 1]
    once: dict[int, Block] = {}
    for number in same_for_all:
        once[number] = steps[number].block(once, slice(0, 1))
    _keep(once, answers, slice(0, 1))
    row_by_row = [number for number, step in enumerate(steps) if step.shape[0] > 1]
    for rows in _blocks([steps[number].shape for number in row_by_row]):
        found = dict(once)
        for number in row_by_row:
            found[number] = steps[number].block(found, rows)
            _keep({number: found[number]}, answers, rows)
            for used in (*steps[number].inputs, number):
                if last_use[used] == number:
                    found.pop(used, None)
    return answers


def _blocks(shapes: Sequence[Shape]) -> Iterator[slice]:
    rows, columns = max((rows for rows, _ in shapes), default=0), max((columns for _, columns in shapes), default=1)
    height = max(1, CELLS_OF_A_BLOCK // columns)
    return (slice(start, min(start + height, rows)) for start in range(0, rows, height))


def _keep(found: Mapping[int, Block], answers: Mapping[int, Block], rows: slice) -> None:
    for number in found.keys() & answers.keys():
        write(found[number], answers[number].values[rows], answers[number].gravities[rows])


def _empty(steps: Sequence[Step], wanted: Collection[int], spent: Sequence[Block]) -> dict[int, Block]:
    """New arrays of one shape lie in one piece, which the system hands out in half the time."""
    found: dict[int, Block] = {}
    for shape in {steps[number].shape for number in wanted}:
        alike = [number for number in wanted if steps[number].shape == shape]
        again = [Block(block.values, block.gravities) for block in spent if block.values.shape == shape]
        new = max(0, len(alike) - len(again))
        values, gravities = np.empty((new, *shape)), np.empty((new, *shape), dtype=np.uint8)
        again += [Block(values[place], gravities[place]) for place in range(new)]
        found |= dict(zip(alike, again, strict=False))
    return found
