"""Which values of a rule pack cannot stand, each with its reason. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

from initiatives.lifecycle import Need
from initiatives.rule_values import GATE_RANGES, VALUES, Kind, Value
from initiatives.rules import Pack, write


@dataclass(frozen=True)
class Problem:
    """What is wrong with one value, and why."""

    key: str
    label: str | Promise
    text: str


def problems(pack: Pack) -> list[Problem]:
    """Every value that is out of its range, and the values that do not go together."""
    content = write(pack)
    found = [Problem(gate.need.value, gate.need.label, _gate_problem(gate.need, gate.threshold)) for gate in pack.gates]
    found += [Problem(key, value.label, problem(value, value.of(content))) for key, value in VALUES.items()]
    found += [Problem(key, VALUES[key].label, text) for key, text in _together(pack)]
    return [each for each in found if each.text]


def problem(value: Value, raw: Any) -> str:
    """Why this cannot stand; empty where it can."""
    if value.kind == Kind.MARKS:
        wrong = [mark for mark in raw if not value.low <= mark <= value.high]
        return _range(value.low, value.high, "") if wrong else ""
    if value.kind not in (Kind.WHOLE, Kind.SHARE):
        return ""
    number = Decimal(raw) * 100 if value.kind == Kind.SHARE else raw
    return "" if value.low <= number <= value.high else _range(value.low, value.high, value.why)


def _gate_problem(need: Need, threshold: Decimal) -> str:
    allowed = GATE_RANGES.get(need)
    if allowed is None:
        return gettext("This need is not asked by a rule pack.")
    if allowed.is_whole and threshold != int(threshold):
        return gettext("A whole number.")
    if allowed.is_yes_or_no:
        return "" if threshold == 1 else gettext("It is asked or not.")
    return "" if 0 < threshold <= allowed.high else _range(0 if not allowed.is_whole else 1, allowed.high, "")


def _range(low: int, high: int, why: Promise | str) -> str:
    told = gettext("From %(low)s to %(high)s.") % {"low": low, "high": high}
    return f"{told} {why}".strip()


def _together(pack: Pack) -> list[tuple[str, str]]:
    said = [
        (
            "object_days",
            pack.object_days > pack.decision_days,
            gettext("Not longer than the limit of the decision."),
        ),
        (
            "coordination.other_days",
            pack.coordination.other_days < pack.coordination.blocking_days,
            gettext("Not sooner than a blocking one."),
        ),
    ]
    return [(key, text) for key, is_wrong, text in said if is_wrong]
