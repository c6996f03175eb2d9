"""From text to a tree, through Python's own parser and a closed list of what may stand in a formula."""

import ast
import difflib
import math
from collections.abc import Collection, Mapping

from . import errors
from .errors import FormulaError
from .expression import (
    SCOPES,
    Axis,
    Binary,
    Call,
    Expression,
    Lagged,
    Measure,
    Negative,
    Number,
    Parameter,
    Profile,
    Reference,
    Scoped,
    at_column,
    children,
    mapped,
)
from .profiles import TABLE_FUNCTIONS

LONGEST, DEEPEST, COSTLIEST, MOST_YEARS = 2000, 100, 2000, 50
# About so many parts each axis has.
PARTS = {
    Axis.ACTIVITIES: 20,
    Axis.DIVISIONS: 90,
    Axis.GROUPS: 270,
    Axis.CLASSES: 620,
    Axis.REGIONS: 20,
    Axis.CELLS: 400,
}
FEWEST_PARTS, MOST_PARTS = 2, 1000
OPERATORS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
PARAMETERS = ("x", "y")
FUNCTIONS = ("abs", "ln", "sqrt")
# Each with the axis that is meant where the formula names none (None: it must name one).
PROFILES: Mapping[str, Axis | None] = {
    "hhi": Axis.ACTIVITIES,
    "entropy": Axis.ACTIVITIES,
    "krugman": Axis.ACTIVITIES,
    "gini": Axis.REGIONS,
    "theil": Axis.REGIONS,
    "mld": Axis.REGIONS,
    "cv": Axis.REGIONS,
    "related_variety": Axis.CLASSES,
    "unrelated_variety": Axis.CLASSES,
    **dict.fromkeys(TABLE_FUNCTIONS, Axis.CELLS),
    "sum": None,
    "average": None,
    "deviation": None,
    "smallest": None,
    "greatest": None,
    "count": None,
}
# These compare shares of activities with each other, or with those of the country.
OVER_ACTIVITIES = ("krugman", "related_variety", "unrelated_variety")
# function -> the number that it takes when none is given (None: one must be given), least and greatest
NUMBERED: Mapping[str, tuple[int | None, int, int]] = {
    "previous": (1, 1, MOST_YEARS),
    "growth": (1, 1, MOST_YEARS),
    "cagr": (None, 1, MOST_YEARS),
    "mean": (None, 1, MOST_YEARS),
    "stdev": (None, 2, MOST_YEARS),
    "index": (None, 1900, 2200),
    "power": (None, 2, 9),
    "root": (None, 2, MOST_YEARS),
}
AXES = tuple(axis.value for axis in Axis)
KNOWN_FUNCTIONS = (*SCOPES, *NUMBERED, *FUNCTIONS, *PROFILES, *AXES)


def parse(text: str, *, measures: Collection[str], indicators: Collection[str] = ()) -> Expression:
    """The tree of a formula; names must be measures, indicators, x or y."""
    if len(text) > LONGEST:
        raise FormulaError(errors.TOO_LONG, LONGEST + 1, errors.SPLIT_IT, limit=LONGEST)
    line = " ".join(text.splitlines())
    source = line.lstrip()
    reader = _Reader(source, len(line) - len(source), frozenset(measures), frozenset(indicators))
    expression = reader.read(reader.tree(), 0)
    _refuse_costly(expression)
    return expression


def bound(
    expression: Expression,
    *,
    parameters: Mapping[str, str] | None = None,
    references: Mapping[str, Expression] | None = None,
) -> Expression:
    """The tree with measures in the place of x and y, and formulas in the place of the indicators that it names."""
    chosen, known = parameters or {}, references or {}
    finished: dict[str, Expression] = {}

    def leaf(node: Expression) -> Expression:
        match node:
            case Parameter(name=name, column=column):
                if name not in chosen:
                    raise FormulaError(errors.NO_VALUE_FOR, column, name=name)
                return Measure(chosen[name], column)
            case Reference(code=code, column=column):
                if code not in known:
                    raise FormulaError(errors.NO_VALUE_FOR, column, name=code)
                if code not in finished:
                    finished[code] = mapped(known[code], leaf)
                    _refuse_costly(finished[code])
                return at_column(finished[code], column)
        return node

    try:
        result = mapped(expression, leaf)
        _refuse_costly(result)
    except RecursionError:
        raise FormulaError(errors.TOO_DEEP, cure=errors.SPLIT_IT) from None
    return result


def cost(expression: Expression) -> int:
    """How many values the formula looks at, about, for one subject and period."""
    inner = sum(map(cost, children(expression))) or 1
    match expression:
        case Call(function="mean" | "stdev", number=int(years)):
            return inner * years
        case Call(function="growth" | "cagr" | "index"):
            return inner * 2
        case Profile(axis=axis):
            return inner * PARTS[axis]
    return inner


def _refuse_costly(expression: Expression) -> None:
    if cost(expression) > COSTLIEST:
        raise FormulaError(errors.TOO_COSTLY, expression.column, errors.SPLIT_IT)


class _Reader:
    def __init__(self, source: str, indent: int, measures: frozenset[str], indicators: frozenset[str]) -> None:
        self.source, self.indent, self.measures, self.indicators = source, indent, measures, indicators

    def tree(self) -> ast.expr:
        if (place := self.source.find("#")) >= 0:
            raise FormulaError(errors.NOT_IN_LANGUAGE, place + 1 + self.indent, errors.USE_OPERATORS, part="#")
        try:
            return ast.parse(self.source, mode="eval").body
        except SyntaxError as error:
            column = (error.offset or len(self.source) + 1) + self.indent
            raise FormulaError(errors.NOT_A_FORMULA, column, errors.USE_OPERATORS) from None
        except (MemoryError, RecursionError):
            raise FormulaError(errors.TOO_DEEP, cure=errors.SPLIT_IT) from None
        except ValueError:
            raise FormulaError(errors.NOT_A_FORMULA, cure=errors.USE_OPERATORS) from None

    def column(self, node: ast.expr) -> int:
        before = self.source.encode()[: node.col_offset].decode(errors="replace")
        return len(before) + 1 + self.indent

    def read(self, node: ast.expr, depth: int) -> Expression:
        column = self.column(node)
        if depth > DEEPEST:
            raise FormulaError(errors.TOO_DEEP, column, errors.SPLIT_IT)
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return Number(self._finite(value, column), column)
            case ast.Name(id=name):
                return self._named(name, column)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negative(self.read(operand, depth + 1), column)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                sides = (self.read(left, depth + 1), self.read(right, depth + 1))
                return Binary(OPERATORS[type(op)], *sides, column)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._call(name, args, column, depth + 1)
        raise FormulaError(errors.NOT_IN_LANGUAGE, column, errors.USE_OPERATORS, part=self._segment(node))

    def _call(self, name: str, args: list[ast.expr], column: int, depth: int) -> Expression:
        if name not in KNOWN_FUNCTIONS:
            raise self._unknown(errors.UNKNOWN_FUNCTION, name, KNOWN_FUNCTIONS, column)
        if name in AXES:
            raise FormulaError(errors.AXIS_ALONE, column, name=name)
        if name in NUMBERED:
            return self._numbered(name, args, column, depth)
        if name in PROFILES:
            return self._profile(name, args, column, depth)
        if len(args) != 1:
            raise FormulaError(errors.TAKES_ONE, column, name=name)
        inner = self.read(args[0], depth)
        return Scoped(SCOPES[name], inner, column) if name in SCOPES else Call(name, inner, None, column)

    def _profile(self, name: str, args: list[ast.expr], column: int, depth: int) -> Profile:
        match args:
            case [over]:
                fewest = 0
            case [over, ast.Constant(value=int(fewest))] if FEWEST_PARTS <= fewest <= MOST_PARTS:
                pass
            case _:
                raise FormulaError(errors.TAKES_FEWEST, column, name=name)
        axis, inner = self._axis(name, over, column)
        return Profile(name, axis, self.read(inner, depth + 1), fewest, column)

    def _axis(self, name: str, over: ast.expr, column: int) -> tuple[Axis, ast.expr]:
        axis, inner = PROFILES[name], over
        match over:
            case ast.Call(func=ast.Name(id=named), args=[within], keywords=[]) if named in AXES:
                axis, inner = Axis(named), within
        if axis is None:
            raise FormulaError(errors.AXIS_NEEDED, column, errors.NAME_AN_AXIS, name=name)
        if axis in (Axis.REGIONS, Axis.CELLS) and name in OVER_ACTIVITIES:
            raise FormulaError(errors.ONLY_ACTIVITIES, self.column(over), name=name)
        if axis is not Axis.CELLS and name in TABLE_FUNCTIONS:
            raise FormulaError(errors.ONLY_CELLS, self.column(over), name=name)
        return axis, inner

    def _numbered(self, name: str, args: list[ast.expr], column: int, depth: int) -> Expression:
        default, least, greatest = NUMBERED[name]
        match args:
            case [inner] if default is not None:
                number = default
            case [inner, ast.Constant(value=int(number))] if least <= number <= greatest:
                pass
            case _:
                raise FormulaError(errors.TAKES_NUMBER, column, name=name, least=least, greatest=greatest)
        body = self.read(inner, depth)
        return Lagged(number, body, column) if name == "previous" else Call(name, body, number, column)

    def _named(self, name: str, column: int) -> Expression:
        if name in self.measures:
            return Measure(name, column)
        if name in self.indicators:
            return Reference(name, column)
        if name in PARAMETERS:
            return Parameter(name, column)
        raise self._unknown(errors.UNKNOWN_NAME, name, (*self.measures, *self.indicators, *PARAMETERS), column)

    def _finite(self, value: float, column: int) -> float:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise FormulaError(errors.NUMBER_TOO_LARGE, column)
        return number

    def _unknown(self, template: str, name: str, known: Collection[str], column: int) -> FormulaError:
        nearest = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.0)
        cure = errors.DID_YOU_MEAN if nearest else ""
        return FormulaError(template, column, cure, name=name, nearest=nearest[0] if nearest else "")

    def _segment(self, node: ast.expr) -> str:
        return (ast.get_source_segment(self.source, node) or "")[:40]
