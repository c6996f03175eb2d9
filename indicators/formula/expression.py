"""What a formula is made of. Immutable; columns tell where it stood in the text and do not count in comparisons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple


class Scope(NamedTuple):
    """Where a formula looks, seen from its subject: its own regions and activities, or all of them."""

    whole_country: bool = False
    all_activities: bool = False

    def within(self, outer: "Scope") -> "Scope":
        return Scope(self.whole_country or outer.whole_country, self.all_activities or outer.all_activities)

    def contains(self, part: "Scope") -> bool:
        return part.within(self) == self and part != self


CLUSTER = Scope()
SCOPES = {
    "industry": Scope(whole_country=True),
    "region": Scope(all_activities=True),
    "economy": Scope(whole_country=True, all_activities=True),
}
SCOPE_NAMES = {CLUSTER: "cluster", **{scope: name for name, scope in SCOPES.items()}}


class Axis(StrEnum):
    """Over what a profile is taken: the parts of all activities, as coarse or fine as named, the regions, or both."""

    ACTIVITIES = "activities"
    DIVISIONS = "divisions"
    GROUPS = "groups"
    CLASSES = "classes"
    REGIONS = "regions"
    CELLS = "cells"


@dataclass(frozen=True)
class Number:
    value: float
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Measure:
    code: str
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Parameter:
    """x, the chosen measure, or y, its comparator."""

    name: str
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Reference:
    """Another indicator, by its code."""

    code: str
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Scoped:
    scope: Scope
    inner: "Expression"
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Lagged:
    """The same period so many years before."""

    years: int
    inner: "Expression"
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Negative:
    inner: "Expression"
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Binary:
    operator: str
    left: "Expression"
    right: "Expression"
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Profile:
    """A function of the values that an expression takes for each part of an axis; fewer than `fewest` are too few."""

    function: str
    axis: Axis
    inner: "Expression"
    fewest: int = 0
    column: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Call:
    """A function of one expression and, where it takes one, a whole number (years, the base year, a power)."""

    function: str
    inner: "Expression"
    number: int | None = None
    column: int = field(default=1, compare=False)


Expression = Number | Measure | Parameter | Reference | Scoped | Lagged | Negative | Binary | Profile | Call


def children(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Binary(left=left, right=right):
            return (left, right)
        case Scoped() | Lagged() | Negative() | Profile() | Call():
            return (expression.inner,)
    return ()


def walk(expression: Expression) -> Iterator[Expression]:
    yield expression
    for child in children(expression):
        yield from walk(child)


def mapped(expression: Expression, leaf: Callable[[Expression], Expression]) -> Expression:
    """The same tree with each leaf replaced."""
    match expression:
        case Binary(left=left, right=right):
            return replace(expression, left=mapped(left, leaf), right=mapped(right, leaf))
        case Scoped() | Lagged() | Negative() | Profile() | Call():
            return replace(expression, inner=mapped(expression.inner, leaf))
    return leaf(expression)


def at_column(expression: Expression, column: int) -> Expression:
    """The same tree, all of it at the place where the formula names it."""
    match expression:
        case Binary(left=left, right=right):
            return replace(expression, left=at_column(left, column), right=at_column(right, column), column=column)
        case Scoped() | Lagged() | Negative() | Profile() | Call():
            return replace(expression, inner=at_column(expression.inner, column), column=column)
    return replace(expression, column=column)


def names(expression: Expression) -> frozenset[str]:
    """Codes of the measures and indicators that the formula names itself."""
    return frozenset(node.code for node in walk(expression) if isinstance(node, Measure | Reference))


class Place(NamedTuple):
    """A bare measure as it stands in a formula."""

    measure: str
    scope: Scope
    years: int


def place_of(expression: Expression, scope: Scope = CLUSTER, years: int = 0) -> Place | None:
    match expression:
        case Measure(code=code):
            return Place(code, scope, years)
        case Scoped(scope=inner_scope, inner=inner):
            return place_of(inner, inner_scope.within(scope), years)
        case Lagged(years=more, inner=inner):
            return place_of(inner, scope, years + more)
    return None


def is_share(left: Expression, right: Expression) -> bool:
    """Whether a division sets a part against its whole: the same measure and time, seen more widely below."""
    part, whole = place_of(left), place_of(right)
    if part is None or whole is None:
        return False
    return (part.measure, part.years) == (whole.measure, whole.years) and whole.scope.contains(part.scope)
