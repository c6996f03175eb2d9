"""A formula as text again, with the fewest brackets that keep its meaning."""

from .expression import (
    SCOPE_NAMES,
    Binary,
    Call,
    Expression,
    Lagged,
    Measure,
    Negative,
    Number,
    Over,
    Parameter,
    Reference,
    Scoped,
)

STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
UNARY, ATOM = 3, 4


def text_of(expression: Expression) -> str:
    match expression:
        case Number(value=value):
            return number_text(value)
        case Measure(code=name) | Reference(code=name) | Parameter(name=name):
            return name
        case Scoped(scope=scope, inner=inner):
            return f"{SCOPE_NAMES[scope]}({text_of(inner)})"
        case Lagged(years=years, inner=inner):
            return f"previous({text_of(inner)}, {years})"
        case Over(axis=axis, inner=inner):
            return f"{axis}({text_of(inner)})"
        case Negative(inner=inner):
            return f"-{bracketed(text_of(inner), strength(inner), UNARY)}"
        case Call(function=function, inner=inner, number=number):
            shown = "" if number is None or (function, number) == ("growth", 1) else f", {number}"
            return f"{function}({text_of(inner)}{shown})"
        case Binary():
            return joined(expression, text_of(expression.left), text_of(expression.right))


def joined(node: Binary, left: str, right: str) -> str:
    own = STRENGTH[node.operator]
    sides = bracketed(left, strength(node.left), own), bracketed(right, strength(node.right), own + 1)
    return f"{sides[0]} {node.operator} {sides[1]}"


def strength(expression: Expression) -> int:
    match expression:
        case Binary(operator=operator):
            return STRENGTH[operator]
        case Negative():
            return UNARY
    return ATOM


def bracketed(text: str, own: int, needed: int) -> str:
    return f"({text})" if own < needed else text


def number_text(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
