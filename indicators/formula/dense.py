"""The fast evaluator: all subjects and periods of a formula at once, on the arrays of a cube."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from indicators import totals
from indicators.cube import EXACT_BELOW, Aggregation, Cube, CubeError, MeasureFacts, Slice
from indicators.period import Period
from indicators.published import Resolver, Used
from indicators.resolution import Codes, Subject
from indicators.status import Status
from indicators.totals import Total, Totals

from . import columns
from .breaks import unbroken
from .columns import LAST_WITH_VALUE, Column, Reasons, Whole, column_of, constant
from .expression import Binary, Call, Expression, Lagged, Measure, Negative, Number, Profile, Scoped, is_share, place_of
from .outcome import NO_PARTS, Figure, Gap, Outcome, Reason
from .profiles import AGAINST_COUNTRY
from .reading import Answerable, Reader, Where, earlier
from .reference import Evaluator, answered, figure_of

Figures = Mapping[tuple[Subject, Period], tuple[Figure, ...]]


def evaluate_dense(
    expression: Expression,
    subjects: Sequence[Subject],
    periods: Sequence[Period],
    codes: Codes,
    cube: Cube,
    *,
    resolver: Resolver | None = None,
) -> Figures:
    """The figures that the reference evaluator would give one by one, bit for bit."""
    reader = Reader(resolver or Resolver(codes, cube))
    asked = [(subject, period) for period in periods for subject in subjects]
    answers = [reader.answers(expression, subject, period) for subject, period in asked]
    evaluator = DenseEvaluator(reader, cube)
    flat: list[Answerable] = [answer for listed in answers for answer in listed]
    with np.errstate(all="ignore"):
        column = evaluator.column(expression, evaluator.rows_of([answer.where for answer in flat]))
    outcomes = (column.outcome(row, evaluator.reasons) for row in range(len(flat)))
    return {
        key: tuple(figure_of(answer, unbroken(expression, answer.where, next(outcomes), reader)) for answer in listed)
        for key, listed in zip(asked, answers, strict=True)
    }


@dataclass
class DenseEvaluator:
    """Rows are numbers of places; each place is worked out once, however many rows look at it."""

    reader: Reader
    cube: Cube
    reasons: Reasons = field(default_factory=Reasons)
    _places: list[Where] = field(default_factory=list)
    _numbers: dict[Where, int] = field(default_factory=dict)
    _totals: dict[tuple[str, Period], Totals] = field(default_factory=dict)

    def rows_of(self, places: Sequence[Where]) -> Whole:
        return np.array([self._number(place) for place in places], dtype=np.int64)

    def column(self, expression: Expression, rows: Whole) -> Column:
        match expression:
            case Number(value=value):
                return constant(value, len(rows))
            case Measure(code=code):
                return self._leaf(code, rows)
            case Scoped() | Lagged():
                moved = self._moved(rows, lambda where: self.reader.moved(where, expression))
                return self.column(expression.inner, moved)
            case Negative(inner=inner):
                return columns.negative(self.column(inner, rows))
            case Binary():
                return self._binary(expression, rows)
            case Profile():
                return self._profile(expression, rows)
            case Call():
                return self._call(expression, rows)
        raise TypeError(expression)

    def _binary(self, node: Binary, rows: Whole) -> Column:
        left, right = self.column(node.left, rows), self.column(node.right, rows)
        result = columns.operate(node.operator, left, right)
        place = place_of(node.left)
        if node.operator != "/" or place is None or not is_share(node.left, node.right):
            return result
        facts = self.reader.resolver.codes.measures[place.measure]
        if facts.aggregation is not Aggregation.SUM:
            return result
        return columns.checked_share(result, left, right, facts.scale)

    def _call(self, call: Call, rows: Whole) -> Column:
        number = call.number or 0
        match call.function:
            case "cagr":
                return columns.cagr(self.column(call.inner, rows), self._before(call, rows, number), number)
            case "growth":
                return columns.growth(self.column(call.inner, rows), self._before(call, rows, number))
            case "index":
                base = self._moved(rows, lambda where: where._replace(period=replace(where.period, year=number)))
                return columns.index(self.column(call.inner, rows), self.column(call.inner, base))
            case "mean":
                return columns.mean([self._before(call, rows, years) for years in range(number)])
            case "stdev":
                return columns.stdev([self._before(call, rows, years) for years in range(number)])
        return columns.apply(call.function, self.column(call.inner, rows), call.number)

    def _before(self, call: Call, rows: Whole, years: int) -> Column:
        return self.column(call.inner, self._moved(rows, lambda where: earlier(where, years)))

    def _moved(self, rows: Whole, move: Callable[[Where], Where]) -> Whole:
        places, inverse = np.unique(rows, return_inverse=True)
        return self.rows_of([move(self._places[place]) for place in places])[inverse]

    def _number(self, place: Where) -> int:
        if place not in self._numbers:
            self._numbers[place] = len(self._places)
            self._places.append(place)
        return self._numbers[place]

    def _leaf(self, measure: str, rows: Whole) -> Column:
        numbers, inverse = np.unique(rows, return_inverse=True)
        places = [self._places[number] for number in numbers]
        facts = self.reader.resolver.codes.measures[measure]
        singly: dict[int, Outcome] = {}
        summed: dict[Period, list[tuple[int, tuple[Used, ...]]]] = {}
        added: dict[int, Total] = {}
        for row, where in enumerate(places):
            if (total := self._total(facts, where)) is not None:
                added[row] = total
                continue
            used = self.reader.used(measure, where)
            if isinstance(used, Gap) or not used or (len(used) > 1 and facts.aggregation is Aggregation.MEAN):
                singly[row] = Evaluator(self.reader).leaf(measure, where)
            else:
                summed.setdefault(where.period, []).append((row, used))
        column = column_of([singly.get(row, Outcome(None)) for row in range(len(places))], self.reasons)
        for period, listed in summed.items():
            _add_up(column, self.cube.slices[measure, period], listed, facts.scale)
        for row, total in added.items():
            column.values[row], column.gravities[row] = total.whole / facts.scale, total.gravity
            column.seen[row], column.disclosed[row] = total.seen, total.disclosed
        return column.taken(inverse)

    def _total(self, facts: MeasureFacts, where: Where) -> Total | None:
        """Where many cells make up a sum, whole rows and columns are added up instead of listing them."""
        plane = self.cube.slices.get((facts.code, where.period))
        if plane is None or plane.values.size < totals.LARGE or facts.aggregation is not Aggregation.SUM:
            return None
        key = (facts.code, where.period)
        if key not in self._totals:
            self._totals[key] = Totals(plane, self.reader.resolver.codes)
        return self._totals[key].total(where.territory, where.activities)

    def _profile(self, node: Profile, rows: Whole) -> Column:
        numbers, inverse = np.unique(rows, return_inverse=True)
        parts = [self.reader.parts(node, self._places[number]) for number in numbers]
        own = self._each(node.inner, [place for listed in parts for place in listed or ()])
        country: list[Outcome] = []
        if node.function == AGAINST_COUNTRY:
            whole = self.reader.resolver.codes.regions.whole
            above = [place._replace(territory=whole) for listed in parts for place in listed or ()]
            country = self._each(node.inner, above)
        outcomes, start = [], 0
        for number, listed in zip(numbers, parts, strict=True):
            end = start + len(listed or ())
            outcomes.append(self._answer(node, number, listed, own[start:end], country[start:end]))
            start = end
        return column_of(outcomes, self.reasons).taken(inverse)

    def _each(self, inner: Expression, places: Sequence[Where]) -> list[Outcome]:
        column = self.column(inner, self.rows_of(places))
        return [column.outcome(row, self.reasons) for row in range(len(places))]

    def _answer(
        self, node: Profile, number: int, parts: list[Where] | None, own: list[Outcome], country: list[Outcome]
    ) -> Outcome:
        if parts is None:
            reason = Reason(NO_PARTS, {"period": str(self._places[number].period)})
            return Outcome(None, Status.MISSING_INPUT, 1, 0, reason)
        standing = self.reader.standing(node, self._places[number], parts)
        return answered(node, own, country, self.reader.kinds(node, parts), standing)


def _add_up(column: Column, plane: Slice, listed: Sequence[tuple[int, tuple[Used, ...]]], scale: float) -> None:
    """Exact sums of whole numbers, row by row of one slice, written into the column; + 0.0 makes zero of -0.0."""
    cells = [cell for _, used in listed for cell in used]
    regions = np.array([plane.row_of[cell.region] for cell in cells], dtype=np.int64)
    activities = np.array([plane.column_of[cell.activity] for cell in cells], dtype=np.int64)
    signs = np.array([cell.sign for cell in cells], dtype=np.float64)
    rows = np.array([row for row, _ in listed], dtype=np.int64)
    starts = np.cumsum([0, *(len(used) for _, used in listed)])[:-1]
    values, gravities = plane.values[regions, activities], plane.gravities[regions, activities]
    if (np.add.reduceat(np.abs(values), starts) >= EXACT_BELOW).any():
        raise CubeError
    gravest = np.maximum.reduceat(gravities, starts)
    has_value = gravest <= LAST_WITH_VALUE
    column.gravities[rows] = gravest
    column.values[rows] = np.where(has_value, (np.add.reduceat(values * signs, starts) + 0.0) / scale, 0.0)
    column.seen[rows] = np.diff([*starts, len(cells)])
    column.disclosed[rows] = np.add.reduceat((gravities <= LAST_WITH_VALUE).astype(np.int64), starts)
