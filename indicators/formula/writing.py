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
    Parameter,
    Profile,
    Reference,
    Scoped,
)

STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
UNARY, ATOM = 3, 4
SHOWN_WHOLE = 10**15  # beyond it whole numbers are written like the others


def text_of(expression: Expression) -> str:
    match expression:
        case Number(value=value):
            return number_text(value)
        case Measure(code=name) | Reference(code=name) | Parameter(name=name):
            return name
        case Negative(inner=inner):
            return f"-{bracketed(text_of(inner), strength(inner), UNARY)}"
        case Binary():
            return joined(expression, text_of(expression.left), text_of(expression.right))
        case Scoped() | Lagged() | Profile() | Call():
            return _applied(expression, text_of(expression.inner))


def _applied(expression: Scoped | Lagged | Profile | Call, inner: str) -> str:
    match expression:
        case Scoped(scope=scope):
            return f"{SCOPE_NAMES[scope]}({inner})"
        case Lagged(years=years):
            return f"previous({inner}, {years})"
        case Profile(function=function, axis=axis, fewest=fewest):
            return f"{function}({axis}({inner}), {fewest})" if fewest else f"{function}({axis}({inner}))"
        case Call(function=function, number=number):
            shown = "" if number is None or (function, number) == ("growth", 1) else f", {number}"
            return f"{function}({inner}{shown})"


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
    return str(int(value)) if value.is_integer() and abs(value) < SHOWN_WHOLE else repr(value)
