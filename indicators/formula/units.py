"""The unit of a formula, or why it has none: amounts add to amounts of the same unit, valuation and price basis."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from indicators.cube import MeasureFacts

from . import errors
from .errors import FormulaError, UnitError
from .expression import Binary, Call, Expression, Lagged, Measure, Negative, Number, Profile, Scoped
from .writing import text_of

INDEX = "index points"
OF_THE_PARTS = ("sum", "average", "deviation", "smallest", "greatest")  # in the unit of what they are taken of


@dataclass(frozen=True)
class Unit:
    """`powers`: symbol → power, none for a pure number. Rates of growth keep the price basis that they were made of."""

    powers: tuple[tuple[str, int], ...] = ()
    valuation: str = ""
    price_basis: str = ""

    def __str__(self) -> str:
        above = " × ".join(_power(symbol, power) for symbol, power in self.powers if power > 0)
        below = " / ".join(_power(symbol, -power) for symbol, power in self.powers if power < 0)
        if not self.powers:
            return "fraction"
        return f"{above or '1'} / {below}" if below else above

    @property
    def is_pure(self) -> bool:
        return not self.powers


def _power(symbol: str, power: int) -> str:
    return symbol if power == 1 else f"{symbol}^{power}"


def unit_of(expression: Expression, measures: Mapping[str, MeasureFacts]) -> Unit:
    """The unit of a bound formula; refuses, with the column, what does not go together."""
    match expression:
        case Number():
            return Unit()
        case Measure(code=code):
            facts = measures[code]
            powers = () if facts.unit == "fraction" else ((facts.unit, 1),)
            return Unit(powers, facts.valuation, facts.price_basis)
        case Scoped(inner=inner) | Lagged(inner=inner) | Negative(inner=inner):
            return unit_of(inner, measures)
        case Binary():
            return _binary(expression, unit_of(expression.left, measures), unit_of(expression.right, measures))
        case Call():
            return _call(expression, unit_of(expression.inner, measures))
        case Profile(function=function):
            unit = unit_of(expression.inner, measures)
            return unit if function in OF_THE_PARTS else Unit()
    raise FormulaError(errors.NO_VALUE_FOR, expression.column, name=text_of(expression))


def _binary(node: Binary, left: Unit, right: Unit) -> Unit:
    if node.operator in "+-":
        return _sum(node, left, right)
    _same_prices(node, left, right)
    sign = 1 if node.operator == "*" else -1
    if sign < 0 and left.powers == ((INDEX, 1),) and node.right == Number(100.0):
        return replace(left, powers=())
    powers = Counter(dict(left.powers))
    for symbol, power in right.powers:
        powers[symbol] += sign * power
    remaining = tuple(sorted((symbol, power) for symbol, power in powers.items() if power))
    return _product(left, right, remaining)


def _product(left: Unit, right: Unit, powers: tuple[tuple[str, int], ...]) -> Unit:
    """A ratio of two amounts of money has neither valuation nor price basis any more.

    An amount per head keeps them, and so does an amount times a rate of growth.
    """
    if left.is_pure or right.is_pure:
        amount, rate = (right, left) if left.is_pure else (left, right)
        return Unit(powers, amount.valuation or rate.valuation, amount.price_basis or rate.price_basis)
    if left.price_basis and right.price_basis:
        return Unit(powers)
    return Unit(powers, left.valuation or right.valuation, left.price_basis or right.price_basis)


def _sum(node: Binary, left: Unit, right: Unit) -> Unit:
    if left.powers != right.powers:
        raise UnitError(errors.UNITS_DIFFER, node.column, errors.SAME_UNIT_CURE, left=left, right=right)
    _same_prices(node, left, right)
    if left.powers and left.valuation != right.valuation:
        sides = {"left": left.valuation or "—", "right": right.valuation or "—"}
        raise UnitError(errors.VALUATIONS_DIFFER, node.column, errors.SAME_PRICES_CURE, **sides)
    return replace(left, price_basis=left.price_basis or right.price_basis)


def _same_prices(node: Binary, left: Unit, right: Unit) -> None:
    if left.price_basis and right.price_basis and left.price_basis != right.price_basis:
        sides = {"left": left.price_basis, "right": right.price_basis}
        raise UnitError(errors.PRICES_DIFFER, node.column, errors.SAME_PRICES_CURE, **sides)


def _call(node: Call, inner: Unit) -> Unit:
    match node.function:
        case "growth" | "cagr" if inner.powers == ((INDEX, 1),):
            raise UnitError(errors.GROWTH_OF_INDEX, node.column, errors.INDEX_CURE)
        case "growth" | "cagr":
            return Unit(price_basis=inner.price_basis)
        case "index":
            return Unit(((INDEX, 1),), price_basis=inner.price_basis)
        case "mean" | "stdev" | "abs":
            return inner
        case "power":
            return replace(inner, powers=tuple((symbol, power * (node.number or 1)) for symbol, power in inner.powers))
        case "root":
            return _root(node, inner)
        case "ln" | "sqrt" if not inner.is_pure:
            raise UnitError(errors.NEEDS_PURE_NUMBER, node.column, errors.SAME_UNIT_CURE, name=node.function)
    return Unit()


def _root(node: Call, inner: Unit) -> Unit:
    degree = node.number or 1
    if any(power % degree for _, power in inner.powers):
        raise UnitError(errors.UNIT_HAS_NO_ROOT, node.column, errors.SAME_UNIT_CURE, unit=inner)
    return replace(inner, powers=tuple((symbol, power // degree) for symbol, power in inner.powers))
