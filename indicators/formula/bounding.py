"""The same walk as the reference evaluator over bounds: where a value is withheld, between what it must lie."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from indicators.cube import Aggregation
from indicators.period import Period
from indicators.published import Cells, Resolver, Used
from indicators.resolution import Codes, Subject
from indicators.status import Status

from . import interval
from .expression import Binary, Call, Expression, Lagged, Measure, Negative, Number, Profile, Scoped
from .interval import ANYTHING, Interval, point
from .outcome import Gap
from .reading import Reader, Where, earlier
from .reference import Evaluator
from .withheld import Cell, Surroundings

Given = Mapping[tuple[str, Period], Mapping[Cell, Interval]]


def bounds(
    expression: Expression,
    subject: Subject,
    period: Period,
    codes: Codes,
    cells: Cells,
    *,
    not_negative: Collection[str] = (),
    given: Given | None = None,
    resolver: Resolver | None = None,
) -> tuple[Interval | None, ...]:
    """For each figure that `evaluate` gives: the bounds of one that is withheld, None of any other.

    `not_negative`: measures of which no value is below zero. `given`: bounds in whole numbers that sources tell.
    """
    evaluator = Evaluator(Reader(resolver or Resolver(codes, cells)))
    bounder = _Bounder(evaluator, not_negative, given or {})
    return tuple(
        bounder.of_figure(expression, answer.where) for answer in evaluator.reader.answers(expression, subject, period)
    )


@dataclass(frozen=True)
class _Bounder:
    evaluator: Evaluator
    not_negative: Collection[str]
    given: Given
    _surroundings: dict[tuple[str, Period], Surroundings] = field(default_factory=dict)

    @property
    def reader(self) -> Reader:
        return self.evaluator.reader

    def of_figure(self, expression: Expression, where: Where) -> Interval | None:
        if self.evaluator.answer(expression, where).status is not Status.SUPPRESSED:
            return None
        found = self.value(expression, where)
        return found if found.is_bounded and not found.is_empty else None

    def value(self, expression: Expression, where: Where) -> Interval:
        match expression:
            case Number(value=value):
                return point(value)
            case Measure(code=code):
                return self._leaf(code, where)
            case Scoped() | Lagged():
                return self.value(expression.inner, self.reader.moved(where, expression))
            case Negative(inner=inner):
                found = self.value(inner, where)
                return Interval(-found.high, -found.low)
            case Binary(left=left, right=right):
                return interval.operate(expression.operator, self.value(left, where), self.value(right, where))
            case Profile():
                return self._profile(expression, where)
            case Call():
                return self._call(expression, where)
        raise TypeError(expression)

    def _leaf(self, measure: str, where: Where) -> Interval:
        outcome = self.evaluator.leaf(measure, where)
        if outcome.value is not None:
            return point(outcome.value)
        used = self.reader.used(measure, where)
        if isinstance(used, Gap):
            return ANYTHING
        parts = [self._cell(measure, where.period, cell) for cell in used]
        facts = self.reader.resolver.codes.measures[measure]
        if len(used) > 1 and facts.aggregation is Aggregation.MEAN:
            places = self.reader.weights(measure, where, used)
            found = interval.weighted(parts, [self._leaf(*place) for place in places])
        else:
            found = interval.total(
                part if cell.sign > 0 else Interval(-part.high, -part.low)
                for part, cell in zip(parts, used, strict=True)
            )
        return interval.divided(found, point(facts.scale))

    def _cell(self, measure: str, period: Period, used: Used) -> Interval:
        found = self.evaluator.cell(measure, period, used)
        if found.whole is not None:
            return point(float(found.whole))
        if found.status is not Status.SUPPRESSED:
            return ANYTHING
        key = (measure, period)
        if key not in self._surroundings:
            is_not_negative = measure in self.not_negative
            around = Surroundings(self.reader.resolver, *key, is_not_negative, self.given.get(key, {}))
            self._surroundings[key] = around
        return self._surroundings[key].bounds(Cell(used.region, used.activity))

    def _profile(self, node: Profile, where: Where) -> Interval:
        parts = self.reader.parts(node, where)
        if not parts or len(parts) < node.fewest:
            return ANYTHING
        return interval.profile(node.function, [self.value(node.inner, part) for part in parts])

    def _call(self, call: Call, where: Where) -> Interval:
        number, inner = call.number or 0, call.inner
        now = self.value(inner, where)
        match call.function:
            case "growth":
                return interval.growth(now, self.value(inner, earlier(where, number)))
            case "cagr":
                return interval.cagr(now, self.value(inner, earlier(where, number)), number)
            case "index":
                base = where._replace(period=replace(where.period, year=number))
                return interval.index(now, self.value(inner, base))
            case "mean":
                return interval.mean([self.value(inner, earlier(where, years)) for years in range(number)])
            case "stdev":
                return interval.stdev([self.value(inner, earlier(where, years)) for years in range(number)])
        return interval.apply(call.function, now, call.number)
