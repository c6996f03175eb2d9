"""The slow, obvious evaluator: one subject, one period, one node after the other. The oracle of the fast one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.cube import Aggregation, Cell
from indicators.period import Period
from indicators.published import Cells, Resolver, Used
from indicators.resolution import Codes, Subject
from indicators.status import Status, combine

from .arithmetic import apply, cagr, exceeds, finite, growth, index, mean, operate, profile, stdev, weighted
from .breaks import unbroken
from .expression import (
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
from .outcome import NO_PARTS, Figure, Gap, Outcome, Reason
from .profiles import AGAINST_COUNTRY, Answer, Standing, answer_of
from .reading import Answerable, Reader, Where, earlier


def evaluate(
    expression: Expression,
    subject: Subject,
    period: Period,
    codes: Codes,
    cells: Cells,
    *,
    resolver: Resolver | None = None,
) -> tuple[Figure, ...]:
    """The figures of a bound formula: one, or one per coarser activity where the subject's own are not published.

    A resolver of the same codes and cells, kept between calls, spares looking twice at what is published.
    """
    evaluator = Evaluator(Reader(resolver or Resolver(codes, cells)))
    answers = evaluator.reader.answers(expression, subject, period)
    return tuple(figure_of(answer, evaluator.answer(expression, answer.where)) for answer in answers)


def figure_of(answer: Answerable, outcome: Outcome) -> Figure:
    return Figure(
        value=outcome.value,
        status=outcome.status,
        activities=answer.where.activities,
        coarser_for=answer.coarser_for,
        territory=answer.where.territory,
        coverage=outcome.disclosed / outcome.seen if outcome.seen else 1.0,
        reason=None if outcome.status.has_value else outcome.reason,
    )


def answered(
    node: Profile, own: list[Outcome], country: list[Outcome], kinds: Sequence[str], standing: Standing | None
) -> Outcome:
    """A profile of the outcomes of its parts, and of the same parts in the country where it compares with them."""

    def of_values(values: Sequence[float]) -> Answer:
        parts, whole = values[: len(own)], values[len(own) :]
        return answer_of(node.function, parts, country=whole, kinds=kinds, fewest=node.fewest, standing=standing)

    return profile(own + country, of_values)


@dataclass(frozen=True)
class Evaluator:
    reader: Reader

    def answer(self, expression: Expression, where: Where) -> Outcome:
        """The value of a whole formula, which never looks across a break of its series."""
        return unbroken(expression, where, self.value(expression, where), self.reader)

    def value(self, expression: Expression, where: Where) -> Outcome:
        match expression:
            case Number(value=value):
                return Outcome(value)
            case Measure(code=code):
                return self.leaf(code, where)
            case Scoped() | Lagged():
                return self.value(expression.inner, self.reader.moved(where, expression))
            case Negative(inner=inner):
                outcome = self.value(inner, where)
                return outcome if outcome.value is None else outcome._replace(value=-outcome.value)
            case Binary(left=left, right=right):
                sides = self.value(left, where), self.value(right, where)
                return self._checked_share(expression, *sides, operate(expression.operator, *sides))
            case Profile():
                return self._profile(expression, where)
            case Call():
                return self._call(expression, where)
        raise TypeError(expression)

    def leaf(self, measure: str, where: Where) -> Outcome:
        """The value of a measure: the sum, or the weighted mean, of the cells that answer for it."""
        used = self.reader.used(measure, where)
        if isinstance(used, Gap):
            return Outcome(None, used.status, 1, 0, used.reason)
        cells = self.cells(measure, where, used)
        status = combine(cell.status for cell in cells)
        disclosed = sum(cell.whole is not None for cell in cells)
        scale = self.reader.resolver.codes.measures[measure].scale
        if not status.has_value:
            return Outcome(None, status, len(cells), disclosed)
        if len(cells) > 1 and self.is_mean(measure):
            return self._mean(measure, where, used, cells)
        total = sum(cell.whole * one.sign for cell, one in zip(cells, used, strict=True) if cell.whole is not None)
        return Outcome(float(total) / scale, status, len(cells), disclosed)

    def cells(self, measure: str, where: Where, used: Sequence[Used]) -> Sequence[Cell]:
        return [self.cell(measure, where.period, one) for one in used]

    def cell(self, measure: str, period: Period, used: Used) -> Cell:
        found = self.reader.resolver.cells.cell(measure, period, used.region, used.activity)
        return found or Cell(None, Status.MISSING_INPUT)

    def is_mean(self, measure: str) -> bool:
        return self.reader.resolver.codes.measures[measure].aggregation is Aggregation.MEAN

    def _mean(self, measure: str, where: Where, used: Sequence[Used], cells: Sequence[Cell]) -> Outcome:
        weights = [self.leaf(weight, place) for weight, place in self.reader.weights(measure, where, used)]
        values = [Outcome(float(cell.whole or 0), cell.status, 1, 1) for cell in cells]
        outcome = weighted(values, weights)
        scale = self.reader.resolver.codes.measures[measure].scale
        return outcome if outcome.value is None else finite(outcome._replace(value=outcome.value / scale))

    def _call(self, call: Call, where: Where) -> Outcome:
        number = call.number or 0
        match call.function:
            case "cagr":
                before = self.value(call.inner, earlier(where, number))
                return cagr(self.value(call.inner, where), before, number)
            case "growth":
                return growth(self.value(call.inner, where), self.value(call.inner, earlier(where, number)))
            case "index":
                base = where._replace(period=replace(where.period, year=number))
                return index(self.value(call.inner, where), self.value(call.inner, base))
            case "mean":
                return mean([self.value(call.inner, earlier(where, years)) for years in range(number)])
            case "stdev":
                return stdev([self.value(call.inner, earlier(where, years)) for years in range(number)])
        return apply(call.function, self.value(call.inner, where), call.number)

    def _profile(self, node: Profile, where: Where) -> Outcome:
        inner, parts = node.inner, self.reader.parts(node, where)
        if parts is None:
            reason = Reason(NO_PARTS, {"period": str(where.period)})
            return Outcome(None, Status.MISSING_INPUT, 1, 0, reason)
        own = [self.value(inner, part) for part in parts]
        country: list[Outcome] = []
        if node.function == AGAINST_COUNTRY:
            whole = self.reader.resolver.codes.regions.whole
            country = [self.value(inner, part._replace(territory=whole)) for part in parts]
        return answered(node, own, country, self.reader.kinds(node, parts), self.reader.standing(node, where, parts))

    def _checked_share(self, node: Binary, left: Outcome, right: Outcome, outcome: Outcome) -> Outcome:
        """A part above its whole is inconsistent, unless rounding explains it."""
        place = place_of(node.left)
        if outcome.value is None or node.operator != "/" or place is None or not is_share(node.left, node.right):
            return outcome
        facts = self.reader.resolver.codes.measures[place.measure]
        if facts.aggregation is not Aggregation.SUM or not exceeds(left.value or 0.0, right.value or 0.0, facts.scale):
            return outcome
        return outcome._replace(status=combine((outcome.status, Status.INCONSISTENT)))
