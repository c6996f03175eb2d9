"""The same walk as the reference evaluator, written out: the formula with its numbers, and every cell behind them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indicators.cube import Cell
from indicators.period import Period
from indicators.published import Cells, Resolver, Used
from indicators.resolution import Codes, Subject
from indicators.status import Status
from indicators.territory import Territory

from .expression import (
    CLUSTER,
    SCOPE_NAMES,
    Binary,
    Call,
    Expression,
    Lagged,
    Measure,
    Negative,
    Number,
    Profile,
    Scope,
    Scoped,
)
from .outcome import Figure, Gap, Outcome, Reason
from .profiles import AGAINST_COUNTRY, GROUPED_FUNCTIONS
from .reading import Reader, Where, earlier
from .reference import Evaluator, figure_of
from .writing import ATOM, bracketed, joined, number_text, strength, text_of

UNKNOWN = "?"


@dataclass(frozen=True)
class ExplainedCell:
    """A published cell behind a leaf, with the sign of its part in the sum."""

    measure: str
    period: Period
    region: str
    activity: str
    value: float | None
    status: Status
    sign: int = 1


@dataclass(frozen=True)
class ExplainedLeaf:
    """A measure as the formula read it: one scope, one period. `weights` explain a weighted mean, one per cell."""

    measure: str
    scope: str
    period: Period
    territory: Territory
    activities: tuple[str, ...]
    value: float | None
    status: Status
    cells: tuple[ExplainedCell, ...]
    reason: Reason | None = None
    weights: tuple["ExplainedLeaf", ...] = ()

    @property
    def text(self) -> str:
        return self.measure if self.scope == "cluster" else f"{self.scope}({self.measure})"


@dataclass(frozen=True)
class Explanation:
    """`filled` is `text` with numbers in full precision: whoever works it out gets the figure's value."""

    figure: Figure
    text: str
    filled: str
    leaves: tuple[ExplainedLeaf, ...]


def explain(
    expression: Expression,
    subject: Subject,
    period: Period,
    codes: Codes,
    cells: Cells,
    *,
    resolver: Resolver | None = None,
) -> tuple[Explanation, ...]:
    """One explanation for each figure of the subject, in the order in which `evaluate` gives them."""
    evaluator = _Once(Reader(resolver or Resolver(codes, cells)))
    explained = []
    for answer in evaluator.reader.answers(expression, subject, period):
        writer = _Writer(evaluator)
        filled = writer.filled(expression, answer.where, CLUSTER)
        figure = figure_of(answer, evaluator.answer(expression, answer.where))
        explained.append(Explanation(figure, text_of(expression), filled, tuple(writer.leaves.values())))
    return tuple(explained)


@dataclass(frozen=True)
class _Once(Evaluator):
    """Looks at each leaf once: its value is asked for by the figure, then by the formula with its numbers."""

    _leaves: dict[tuple[str, Where], Outcome] = field(default_factory=dict)
    _cells: dict[tuple[str, Where], Sequence[Cell]] = field(default_factory=dict)

    def leaf(self, measure: str, where: Where) -> Outcome:
        key = (measure, where)
        if key not in self._leaves:
            self._leaves[key] = super().leaf(measure, where)
        return self._leaves[key]

    def cells(self, measure: str, where: Where, used: Sequence[Used]) -> Sequence[Cell]:
        key = (measure, where)
        if key not in self._cells:
            self._cells[key] = super().cells(measure, where, used)
        return self._cells[key]


@dataclass
class _Writer:
    evaluator: Evaluator
    leaves: dict[tuple[str, Where], ExplainedLeaf] = field(default_factory=dict)

    def filled(self, expression: Expression, where: Where, scope: Scope) -> str:
        match expression:
            case Number(value=value):
                return number_text(value)
            case Measure(code=code):
                return self._leaf(code, where, scope)
            case Scoped() | Lagged():
                seen = expression.scope.within(scope) if isinstance(expression, Scoped) else scope
                return self.filled(expression.inner, self.evaluator.reader.moved(where, expression), seen)
            case Negative(inner=inner):
                return f"-{bracketed(self.filled(inner, where, scope), strength(_bare(inner)), ATOM)}"
            case Binary(left=left, right=right):
                node = replace(expression, left=_bare(left), right=_bare(right))
                return joined(node, self.filled(left, where, scope), self.filled(right, where, scope))
            case Profile():
                return self._profile(expression, where, scope)
            case Call():
                return self._call(expression, where, scope)
        raise TypeError(expression)

    def _leaf(self, measure: str, where: Where, scope: Scope) -> str:
        key = (measure, where)
        if key not in self.leaves:
            self.leaves[key] = self._explained(measure, where, scope)
        value = self.leaves[key].value
        return UNKNOWN if value is None else f"({number_text(value)})" if value < 0 else number_text(value)

    def _explained(self, measure: str, where: Where, scope: Scope) -> ExplainedLeaf:
        reader, outcome = self.evaluator.reader, self.evaluator.leaf(measure, where)
        used = reader.used(measure, where)
        leaf = ExplainedLeaf(
            measure,
            SCOPE_NAMES[scope],
            where.period,
            where.territory,
            where.activities,
            outcome.value,
            outcome.status,
            (),
        )
        if isinstance(used, Gap):
            return replace(leaf, reason=used.reason)
        scale = reader.resolver.codes.measures[measure].scale
        cells = []
        for one, cell in zip(used, self.evaluator.cells(measure, where, used), strict=True):
            value = None if cell.whole is None else cell.whole / scale
            cells.append(ExplainedCell(measure, where.period, one.region, one.activity, value, cell.status, one.sign))
        weights: tuple[ExplainedLeaf, ...] = ()
        if len(cells) > 1 and self.evaluator.is_mean(measure):
            places = reader.weights(measure, where, used)
            weights = tuple(self._explained(weight, place, scope) for weight, place in places)
        return replace(leaf, cells=tuple(cells), weights=weights, reason=outcome.reason)

    def _call(self, call: Call, where: Where, scope: Scope) -> str:
        number = call.number or 0
        now = self._atom(call.inner, where, scope)
        match call.function:
            case "cagr":
                return f"(root({now} / {self._atom(call.inner, earlier(where, number), scope)}, {number}) - 1)"
            case "power" | "root":
                return f"{call.function}({self.filled(call.inner, where, scope)}, {number})"
            case "growth":
                return f"({now} / {self._atom(call.inner, earlier(where, number), scope)} - 1)"
            case "index":
                base = where._replace(period=replace(where.period, year=number))
                return f"({now} / {self._atom(call.inner, base, scope)} * 100)"
            case "mean":
                years = (self._atom(call.inner, earlier(where, lag), scope) for lag in range(number))
                return f"(({' + '.join(years)}) / {number})"
            case "stdev":
                years = (self.filled(call.inner, earlier(where, lag), scope) for lag in range(number))
                return f"stdev({', '.join(years)})"
        return f"{call.function}({self.filled(call.inner, where, scope)})"

    def _profile(self, node: Profile, where: Where, scope: Scope) -> str:
        parts = self.evaluator.reader.parts(node, where)
        if parts is None:
            return UNKNOWN
        own = [self.filled(node.inner, part, scope) for part in parts]
        if (standing := self.evaluator.reader.standing(node, where, parts)) is not None:
            return f"{node.function}([{', '.join(own)}], {tuple(standing)})"
        if node.function in GROUPED_FUNCTIONS:
            return f"{node.function}([{', '.join(own)}], {self.evaluator.reader.kinds(node, parts)})"
        if node.function != AGAINST_COUNTRY:
            return f"{node.function}([{', '.join(own)}])"
        whole = self.evaluator.reader.resolver.codes.regions.whole
        wide = scope._replace(whole_country=True)
        country = [self.filled(node.inner, part._replace(territory=whole), wide) for part in parts]
        return f"krugman([{', '.join(own)}], [{', '.join(country)}])"

    def _atom(self, expression: Expression, where: Where, scope: Scope) -> str:
        return bracketed(self.filled(expression, where, scope), strength(_bare(expression)), ATOM)


def _bare(expression: Expression) -> Expression:
    """What is left of an expression once its scopes and lags are filled in: it decides about brackets."""
    while isinstance(expression, Scoped | Lagged):
        expression = expression.inner
    return expression
