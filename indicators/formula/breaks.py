"""Where a series was counted in another way from some period on, nothing is computed across that point."""

from collections.abc import Iterator
from dataclasses import replace

from indicators.period import Period
from indicators.resolution import ALL_ACTIVITIES, Break
from indicators.status import Status

from .expression import Binary, Call, Expression, Lagged, Measure, Negative, Profile, Scoped
from .needs import Look, looks
from .outcome import Gap, Outcome, Reason
from .profiles import AGAINST_COUNTRY
from .reading import Reader, Where


def _(sentence: str) -> str:
    return sentence


SERIES_BROKEN = _("%(measure)s of %(region)s, %(activity)s is counted in another way since %(period)s.")
Broken = dict[str, list[Break]]


def unbroken(expression: Expression, where: Where, outcome: Outcome, reader: Reader) -> Outcome:
    """The outcome, unless a part of it looks across a break from the period of the figure."""
    if outcome.status is Status.NOT_APPLICABLE:
        return outcome
    broken = crossable(expression, where.period, reader)
    reason = crossed(expression, where, reader, broken) if broken else None
    return outcome._replace(value=None, status=Status.NOT_APPLICABLE, reason=reason) if reason else outcome


def crossable(expression: Expression, period: Period, reader: Reader) -> Broken:
    """By measure, the breaks between a period and another one at which the formula looks as well."""
    declared = reader.resolver.codes.breaks
    found: Broken = {}
    for look in looks(expression) if declared else ():
        lie_between = [one for one in declared.get(look.measure, ()) if _lies_between(one, look, period)]
        known = found.get(look.measure, [])
        if lie_between:
            found[look.measure] = sorted({*known, *lie_between}, key=_in_order)
    return found


def _lies_between(one: Break, look: Look, period: Period) -> bool:
    return is_between(one.period, look.period(period), period)


def is_between(broken: Period, one: Period, other: Period) -> bool:
    first, last = sorted((one.sort_key, other.sort_key))
    return broken.series == one.series and first < broken.sort_key <= last


def _in_order(one: Break) -> tuple[object, ...]:
    return (*one.period.sort_key, one.region, one.activity)


def crossed(expression: Expression, where: Where, reader: Reader, broken: Broken) -> Reason | None:
    for measure, place in _reads(expression, where, reader):
        for one in broken.get(measure, ()):
            if is_between(one.period, place.period, where.period) and answers_for(one, measure, place, reader):
                return Reason(SERIES_BROKEN, {"measure": measure, **one._asdict(), "period": str(one.period)})
    return None


def answers_for(one: Break, measure: str, place: Where, reader: Reader) -> bool:
    """Whether the broken cell, or what it is put together from there, counts into the value."""
    used = reader.used(measure, place)
    if isinstance(used, Gap):
        return False
    there = {cell.activity for cell in used if cell.region == one.region}
    if one.activity in there or one.activity not in place.activities:
        return one.activity in there
    tree = reader.resolver.codes.activities
    return any(one.activity in (ALL_ACTIVITIES, *tree.ancestors(activity)) for activity in there)


def _reads(expression: Expression, where: Where, reader: Reader) -> Iterator[tuple[str, Where]]:
    """Every measure that is read, and where; weights are read only to weigh what belongs to one period."""
    match expression:
        case Measure(code=code):
            yield code, where
        case Scoped() | Lagged():
            yield from _reads(expression.inner, reader.moved(where, expression), reader)
        case Negative(inner=inner):
            yield from _reads(inner, where, reader)
        case Binary(left=left, right=right):
            yield from _reads(left, where, reader)
            yield from _reads(right, where, reader)
        case Profile() | Call():
            for place in _places(expression, where, reader):
                yield from _reads(expression.inner, place, reader)


def _places(node: Profile | Call, where: Where, reader: Reader) -> list[Where]:
    if isinstance(node, Profile):
        parts = reader.parts(node, where) or []
        whole = reader.resolver.codes.regions.whole
        is_compared = node.function == AGAINST_COUNTRY
        return parts + [part._replace(territory=whole) for part in parts if is_compared]
    return [where._replace(period=period) for period in periods_of(node, where.period)]


def periods_of(call: Call, period: Period) -> list[Period]:
    """The periods at which a function looks, seen from one."""
    number = call.number or 0
    match call.function:
        case "growth" | "cagr":
            return [period, period.years_before(number)]
        case "mean" | "stdev":
            return [period.years_before(years) for years in range(number)]
        case "index":
            return [period, replace(period, year=number)]
    return [period]
