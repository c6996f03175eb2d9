"""A rule pack in words: each rule with what it rests on, and what two packs have otherwise. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from initiatives.lifecycle import Need
from initiatives.rule_values import GATE_RANGES, QUORUMS, VALUES, Group, Kind, Unit, Value
from initiatives.rules import NO_ARTICLE, GateRule, Pack, Recognition, write
from initiatives.sections import SECTIONS


@dataclass(frozen=True)
class Difference:
    """One rule that two packs have otherwise."""

    key: str
    group: Group
    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One rule as people read it, with what it rests on."""

    key: str
    label: str | Promise
    text: str
    article: str
    has_article: bool


def counted(number: int | Decimal, unit: Unit) -> str:
    """`15 working days`."""
    if unit == Unit.WORKING_DAYS:
        said = ngettext("%(count)s working day", "%(count)s working days", int(number))
    elif unit == Unit.DAYS:
        said = ngettext("%(count)s day", "%(count)s days", int(number))
    elif unit == Unit.ANSWERS:
        said = ngettext("%(count)s answer", "%(count)s answers", int(number))
    else:
        said = "%(count)s %%" if unit == Unit.PERCENT else "%(count)s"
    return said % {"count": f"{Decimal(number).normalize():f}"}


def shown(value: Value, raw: Any) -> str:
    """A value as a page says it."""
    if value.kind == Kind.QUORUM:
        return str(QUORUMS[raw])
    if value.kind == Kind.RECOGNITION:
        return str(Recognition(raw).label)
    if value.kind == Kind.YES_NO:
        return gettext("yes") if raw else gettext("no")
    if value.kind == Kind.SECTIONS:
        return ", ".join(str(SECTIONS[key].title) for key in raw if key in SECTIONS) if raw else gettext("all sections")
    if value.kind == Kind.MARKS:
        marks = sorted(raw or (), reverse=True)
        listed = ", ".join(str(mark) for mark in marks)
        return f"{listed} ({value.unit.label})" if marks else gettext("never")
    return counted(Decimal(raw) * 100 if value.kind == Kind.SHARE else raw, value.unit)


def gate_shown(gate: GateRule | None) -> str:
    if gate is None:
        return gettext("not asked")
    if gate.need in GATE_RANGES and GATE_RANGES[gate.need].is_yes_or_no:
        return gettext("asked")
    return gettext("at least %(count)s") % {"count": f"{gate.threshold.normalize():f}"}


def told(pack: Pack) -> dict[Group, list[Told]]:
    """Every rule of a pack by what it is about; needs that it does not ask for are left out."""
    content = write(pack)
    found: dict[Group, list[Told]] = {group: [] for group in Group}
    for gate in pack.gates:
        found[Group.GATES].append(_told(gate.need.value, gate.need.label, gate_shown(gate), gate.article))
    for key, value in VALUES.items():
        text = shown(value, value.of(content))
        found[value.group].append(_told(key, value.label, text, pack.articles.get(key, "")))
    return found


def differences(before: Pack, after: Pack) -> list[Difference]:
    """What the second pack has otherwise, with both sides; an article is a part of its rule."""
    return [
        *(_difference(need.value, Group.GATES, need.label, _gate(before, need), _gate(after, need)) for need in Need),
        *(
            _difference(key, value.group, value.label, _value(before, value), _value(after, value))
            for key, value in VALUES.items()
        ),
    ]


def changed(before: Pack, after: Pack) -> list[Difference]:
    return [each for each in differences(before, after) if each.before != each.after]


def _told(key: str, label: str | Promise, text: str, article: str) -> Told:
    return Told(key, label, text, article or str(NO_ARTICLE), bool(article))


def _difference(key: str, group: Group, label: str | Promise, before: str, after: str) -> Difference:
    return Difference(key, group, label, before, after)


def _gate(pack: Pack, need: Need) -> str:
    gate = next((each for each in pack.gates if each.need == need), None)
    return " · ".join(filter(None, (gate_shown(gate), gate.article if gate else "")))


def _value(pack: Pack, value: Value) -> str:
    return " · ".join(filter(None, (shown(value, value.of(write(pack))), pack.articles.get(value.key, ""))))
