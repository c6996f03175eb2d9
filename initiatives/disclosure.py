"""When a sum of members' answers may be shown: enough members, nobody in front, nothing left over by subtraction."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

Contributions = Mapping[Hashable, Decimal]


class Reason(StrEnum):
    """Why a sum is withheld."""

    NOBODY = "nobody"
    TOO_FEW = "too_few"
    ONE_DOMINATES = "one_dominates"
    TWO_DOMINATE = "two_dominate"
    REST = "rest"


class RuleRefused(ValueError):
    """The content is no disclosure rule; the message says which part and why."""


@dataclass(frozen=True)
class Rule:
    """Thresholds as data; a rule pack carries them."""

    at_least: int = 5
    largest: Decimal = Decimal("0.70")
    two_largest: Decimal = Decimal("0.85")
    # Published sums change together with at least so many answers, or with none.
    at_least_changed: int = 3


@dataclass(frozen=True)
class Sum:
    """A sum with the number of its answers; it has a value exactly where there is no reason to withhold it."""

    value: Decimal | None
    count: int
    reason: Reason | None = None

    @property
    def is_disclosed(self) -> bool:
        return self.reason is None


def read(content: Mapping[str, Any]) -> Rule:
    """Read the thresholds, each where it is given; raise RuleRefused where one makes no sense."""
    given = write(Rule()) | dict(content)
    rule = Rule(
        at_least=_whole("at_least", given["at_least"]),
        largest=_share("largest", given["largest"]),
        two_largest=_share("two_largest", given["two_largest"]),
        at_least_changed=_whole("at_least_changed", given["at_least_changed"]),
    )
    if rule.two_largest < rule.largest:
        raise RuleRefused("disclosure: two members cannot have less than one")
    return rule


def write(rule: Rule) -> dict[str, Any]:
    return {
        "at_least": rule.at_least,
        "largest": str(rule.largest),
        "two_largest": str(rule.two_largest),
        "at_least_changed": rule.at_least_changed,
    }


def why_withheld(contributions: Contributions, rule: Rule) -> Reason | None:
    """The first reason against showing this sum by itself."""
    if not contributions:
        return Reason.NOBODY
    if len(contributions) < rule.at_least:
        return Reason.TOO_FEW
    sizes = sorted((abs(value) for value in contributions.values()), reverse=True)
    whole = sum(sizes)
    # Where all say zero there is nobody in front of anybody.
    if sizes[0] > rule.largest * whole:
        return Reason.ONE_DOMINATES
    if sum(sizes[:2]) > rule.two_largest * whole:
        return Reason.TWO_DOMINATE
    return None


def total(contributions: Contributions, rule: Rule) -> Sum:
    return _sum(contributions, why_withheld(contributions, rule))


def part(contributions: Contributions, members: Iterable[Hashable], rule: Rule) -> Sum:
    """The sum over some of the members, beside the sum over all: what is left must be fit to be shown as well."""
    chosen = frozenset(members)
    inside = {member: value for member, value in contributions.items() if member in chosen}
    outside = {member: value for member, value in contributions.items() if member not in chosen}
    reason = why_withheld(inside, rule)
    if reason is None and outside and why_withheld(outside, rule):
        reason = Reason.REST
    return _sum(inside, reason)


def ratio(upper: Contributions, lower: Contributions, rule: Rule) -> tuple[Sum, Sum]:
    """Two sums over the members that answered both, each beside its own sum over all."""
    both = upper.keys() & lower.keys()
    above, below = part(upper, both, rule), part(lower, both, rule)
    reason = above.reason or below.reason
    return (above, below) if reason is None else (_sum(upper, reason), _sum(lower, reason))


def together(groups: Sequence[Contributions], rule: Rule) -> Reason | None:
    """Why sums over groups cannot stand beside each other: each that is not empty must be fit to be shown."""
    return next((reason for group in groups if group and (reason := why_withheld(group, rule))), None)


def changed(before: Contributions, after: Contributions) -> int:
    """How many members' answers make the difference between two states of a sum."""
    return sum(before.get(member) != after.get(member) for member in before.keys() | after.keys())


def may_follow(before: Contributions, after: Contributions, rule: Rule) -> bool:
    """Whether a published sum may be replaced: the difference of two states must not be one member's secret."""
    count = changed(before, after)
    return count == 0 or count >= rule.at_least_changed


def _sum(contributions: Contributions, reason: Reason | None) -> Sum:
    value = None if reason else sum(contributions.values(), Decimal())
    return Sum(value, len(contributions), reason)


def _whole(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise RuleRefused(f"disclosure: {name}: a whole number from 1 up")
    return value


def _share(name: str, value: object) -> Decimal:
    try:
        share = Decimal(str(value))
    except ArithmeticError as error:
        raise RuleRefused(f"disclosure: {name}: {value}") from error
    if not share.is_finite() or not 0 < share <= 1:
        raise RuleRefused(f"disclosure: {name}: a share between 0 and 1")
    return share
