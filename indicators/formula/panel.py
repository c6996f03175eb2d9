"""Whole cross-sections: formulas for every region × activity of a period, for scans and rankings.

A cell is answered where its own values are published as they stand. It is never answered coarser nor put together
from its parts, so what is missing here may still have a figure of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from indicators.cube import Aggregation, Cube
from indicators.period import Period
from indicators.published import Resolver
from indicators.resolution import Codes

from . import blocks
from .barring import barred
from .blocks import Block
from .columns import NOT_APPLICABLE, Floats, Gravities
from .dense import DenseEvaluator
from .expression import (
    CLUSTER,
    Binary,
    Call,
    Expression,
    Lagged,
    Measure,
    Negative,
    Number,
    Profile,
    Scoped,
    is_share,
    place_of,
)
from .leaves import Leaves, View
from .needs import looks
from .reading import Reader
from .steps import Step, worked_off


@dataclass(frozen=True)
class Panel:
    """`values` and `gravities` [region, activity]; a value is 0 where its gravity says that there is none."""

    regions: tuple[str, ...]
    activities: tuple[str, ...]
    values: Floats
    gravities: Gravities


def panel(
    expression: Expression,
    period: Period,
    regions: Sequence[str],
    activities: Sequence[str],
    codes: Codes,
    cube: Cube,
    *,
    resolver: Resolver | None = None,
) -> Panel:
    """A bound formula for every region × activity of one period."""
    return panels([expression], period, regions, activities, codes, cube, resolver=resolver)[0]


def panels(
    expressions: Sequence[Expression],
    period: Period,
    regions: Sequence[str],
    activities: Sequence[str],
    codes: Codes,
    cube: Cube,
    *,
    resolver: Resolver | None = None,
    spent: Sequence[Panel] = (),
) -> list[Panel]:
    """Several bound formulas at once: what they have in common is computed once.

    `spent` panels are needed by nobody any more: new ones may take their arrays.
    """
    evaluator = DenseEvaluator(Reader(resolver or Resolver(codes, cube)), cube)
    plan = _Plan(Leaves(evaluator, tuple(regions), tuple(activities)))
    shape = (len(regions), len(activities))
    if 0 in shape:
        return [plan.panel(blocks.nothing(shape)) for _ in expressions]
    with np.errstate(all="ignore"):
        numbers = [plan.number(expression, plan.view(expression, period)) for expression in expressions]
        found = worked_off(plan.steps, set(numbers), _arrays(spent))
    reader = evaluator.reader
    pairs = zip(expressions, numbers, strict=True)
    return [_unbroken(plan.panel(found[number]), expression, period, reader) for expression, number in pairs]


def _unbroken(found: Panel, expression: Expression, period: Period, reader: Reader) -> Panel:
    """Nothing is compared across a break of its series."""
    cells = barred(expression, period, found.regions, found.activities, reader)
    if not cells.any():
        return found
    values, gravities = found.values.copy(), found.gravities.copy()
    values[cells], gravities[cells] = 0.0, NOT_APPLICABLE
    return replace(found, values=values, gravities=gravities)


def _arrays(spent: Sequence[Panel]) -> list[Block]:
    """Each once, as panels of the same formula share theirs; without those that are spread from fewer numbers."""
    own = {id(panel.values): panel for panel in spent if panel.values.flags.writeable}
    return [Block(panel.values, panel.gravities) for panel in own.values()]


@dataclass
class _Plan:
    """Formulas taken apart into steps; what looks at the same place for the same thing is one step."""

    leaves: Leaves
    steps: list[Step] = field(default_factory=list)
    _numbers: dict[tuple[Expression, View], int] = field(default_factory=dict)

    def panel(self, block: Block) -> Panel:
        shape = (len(self.leaves.regions), len(self.leaves.activities))
        values, gravities = block.values, block.gravities
        if values.shape != shape:
            values, gravities = np.broadcast_to(values, shape), np.broadcast_to(gravities, shape)
        return Panel(self.leaves.regions, self.leaves.activities, values, gravities)

    def view(self, expression: Expression, period: Period) -> View:
        found, reader = looks(expression), self.leaves.reader
        moved = tuple(reader.territory(found, [code], period) for code in self.leaves.changing)
        return View(CLUSTER, period, moved)

    def number(self, expression: Expression, view: View) -> int:
        key = (expression, view)
        if key not in self._numbers:
            self._numbers[key] = self._planned(expression, view)
        return self._numbers[key]

    def _planned(self, expression: Expression, view: View) -> int:
        match expression:
            case Number(value=value):
                return self._whole(blocks.constant(value))
            case Measure(code=code):
                return self._leaf(code, view)
            case Scoped() | Lagged():
                return self.number(expression.inner, view.within(expression))
            case Negative(inner=inner):
                return self._work(blocks.negative, self.number(inner, view))
            case Binary(left=left, right=right):
                return self._work(self._operation(expression), self.number(left, view), self.number(right, view))
            case Profile():
                return self._whole(self.leaves.cell_by_cell(expression, view))
            case Call():
                return self._call(expression, view)
        raise TypeError(expression)

    def _step(self, shape: tuple[int, int], read: Callable[[slice], Block]) -> int:
        self.steps.append(Step(shape, read))
        return len(self.steps) - 1

    def _whole(self, block: Block) -> int:
        shape = (block.values.shape[0], block.values.shape[1])
        return self._step(shape, lambda rows: Block(block.values[rows], block.gravities[rows], block.is_clean))

    def _work(self, work: Callable[..., Block], *inputs: int) -> int:
        shapes = [self.steps[number].shape for number in inputs]
        self.steps.append(Step((max(rows for rows, _ in shapes), max(own for _, own in shapes)), work, inputs))
        return len(self.steps) - 1

    def _leaf(self, measure: str, view: View) -> int:
        window = self.leaves.window(measure, view)
        if window is None:
            return self._whole(blocks.nothing((1, 1)))
        if view.scope != CLUSTER:
            return self._whole(self.leaves.completed(measure, view, window.block(slice(None))))
        return self._step((len(window.rows), len(window.columns)), window.block)

    def _operation(self, node: Binary) -> Callable[..., Block]:
        place = place_of(node.left)
        if node.operator == "/" and place is not None and is_share(node.left, node.right):
            facts = self.leaves.codes.measures[place.measure]
            if facts.aggregation is Aggregation.SUM:
                return partial(blocks.share, scale=facts.scale)
        return partial(blocks.operate, node.operator)

    def _call(self, call: Call, view: View) -> int:
        number = call.number or 0

        def before(years: int) -> int:
            return self.number(call.inner, view._replace(period=view.period.years_before(years)))

        match call.function:
            case "cagr":
                return self._work(partial(blocks.cagr, years=number), before(0), before(number))
            case "growth":
                return self._work(blocks.growth, before(0), before(number))
            case "index":
                base = view._replace(period=replace(view.period, year=number))
                return self._work(blocks.index, before(0), self.number(call.inner, base))
            case "mean" | "stdev":
                work = blocks.mean if call.function == "mean" else blocks.stdev
                return self._work(work, *(before(years) for years in range(number)))
        return self._work(partial(blocks.apply, function=call.function, number=call.number), before(0))
