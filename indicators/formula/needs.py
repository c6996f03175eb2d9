"""Which measures, scopes and years a formula looks at; and, turned round, who looks at a slice that has changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from indicators.cube import Aggregation, MeasureFacts
from indicators.period import Period

from .expression import (
    CLUSTER,
    Axis,
    Binary,
    Call,
    Expression,
    Lagged,
    Measure,
    Negative,
    Profile,
    Scope,
    Scoped,
    walk,
)
from .profiles import TABLE_FUNCTIONS

GROWTH = frozenset({"growth", "cagr", "index"})


@dataclass(frozen=True)
class Look:
    """One kind of cell that a formula reads: `years` before its period, or in the fixed year `base`."""

    measure: str
    scope: Scope
    years: int = 0
    base: int | None = None

    def period(self, at: Period) -> Period:
        return (at if self.base is None else replace(at, year=self.base)).years_before(self.years)

    @property
    def sees_regions(self) -> bool:
        return not self.scope.whole_country

    @property
    def sees_activities(self) -> bool:
        return not self.scope.all_activities


def looks(expression: Expression) -> frozenset[Look]:
    """Every look of a bound formula, without the weights of weighted means."""
    return frozenset(_looks(expression, Look("", CLUSTER)))


def needs(expression: Expression, measures: Mapping[str, MeasureFacts]) -> frozenset[Look]:
    """Every look of a bound formula, weights included."""
    found = looks(expression)
    waiting = list(found)
    while waiting:
        look = waiting.pop()
        facts = measures[look.measure]
        if facts.aggregation is Aggregation.MEAN and facts.weight is not None:
            weight = replace(look, measure=facts.weight, years=look.years + facts.weight_lag)
            if weight not in found:
                found |= {weight}
                waiting.append(weight)
    return found


def grown(expression: Expression) -> frozenset[str]:
    """The measures whose growth the formula speaks of: it holds one period against another of the same measure."""
    calls = (node for node in walk(expression) if isinstance(node, Call) and node.function in GROWTH)
    return frozenset(look.measure for call in calls for look in looks(call))


def slices_needed(found: Collection[Look], period: Period) -> frozenset[tuple[str, Period]]:
    """The slices that must be at hand to compute one period."""
    return frozenset((look.measure, look.period(period)) for look in found)


def stale_periods(found: Collection[Look], measure: str, changed: Period) -> frozenset[Period] | None:
    """The periods whose figures read the changed slice; None where every period of its kind does."""
    own = [look for look in found if look.measure == measure]
    if any(look.base is not None and look.base - look.years == changed.year for look in own):
        return None
    return frozenset(changed.years_before(-look.years) for look in own if look.base is None)


def _looks(expression: Expression, seen: Look) -> set[Look]:
    match expression:
        case Measure(code=code):
            return {replace(seen, measure=code)}
        case Scoped(scope=scope, inner=inner):
            return _looks(inner, replace(seen, scope=scope.within(seen.scope)))
        case Lagged(years=years, inner=inner):
            return _looks(inner, replace(seen, years=seen.years + years))
        case Binary(left=left, right=right):
            return _looks(left, seen) | _looks(right, seen)
        case Negative(inner=inner):
            return _looks(inner, seen)
        case Profile():
            return _looks_of_profile(expression, seen)
        case Call():
            return set().union(*(_looks(expression.inner, look) for look in _calls(expression, seen)))
    return set()


def _looks_of_profile(profile: Profile, seen: Look) -> set[Look]:
    if profile.axis is Axis.CELLS:
        return _looks_of_table(profile, seen)
    own = seen.scope._replace(all_activities=True) if profile.axis is not Axis.REGIONS else seen.scope
    found = _looks(profile.inner, replace(seen, scope=own))
    if profile.function == "krugman":
        found |= _looks(profile.inner, replace(seen, scope=own._replace(whole_country=True)))
    return found


def _looks_of_table(profile: Profile, seen: Look) -> set[Look]:
    """All of it; and, where the subject stands in it, its own row, column or cell."""
    scopes = {Scope(whole_country=True, all_activities=True)}
    if profile.function in TABLE_FUNCTIONS:
        is_row, is_column = profile.function == "complexity", profile.function == "activity_complexity"
        scopes.add(Scope(whole_country=is_column, all_activities=is_row).within(seen.scope))
    return set().union(*(_looks(profile.inner, replace(seen, scope=scope)) for scope in scopes))


def _calls(call: Call, seen: Look) -> list[Look]:
    number = call.number or 0
    match call.function:
        case "growth" | "cagr":
            return [seen, replace(seen, years=seen.years + number)]
        case "mean" | "stdev":
            return [replace(seen, years=seen.years + years) for years in range(number)]
        case "index":
            return [seen, replace(seen, base=number, years=0)]
    return [seen]
