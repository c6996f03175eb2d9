"""A frozen handing-in as people read it: sections of labelled lines, each with what stood there before. Pure."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from initiatives.budget import Source
from initiatives.lifecycle import Need
from initiatives.matters import ALL_SECTIONS
from initiatives.models import Leader, Membership, Organisation
from initiatives.queries.evidence import KIND_GROUPS
from initiatives.rules import Gate, Pack, judge
from initiatives.rungs import RUNGS
from initiatives.support import Kind as SupportKind

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One field: its items, one for a text, many for a list, and what changed against an earlier state."""

    key: str
    label: str | Promise
    items: tuple[str, ...]
    is_list: bool = False
    before: tuple[str, ...] | None = None

    @property
    def is_changed(self) -> bool:
        return self.before is not None and self.before != self.items

    @property
    def added(self) -> list[str]:
        return [item for item in self.items if self.before is not None and item not in self.before]

    @property
    def removed(self) -> list[str]:
        return [item for item in self.before or () if item not in self.items]


@dataclass(frozen=True)
class Part:
    """One section as it was handed in."""

    key: str
    title: str | Promise
    lines: tuple[Line, ...]
    is_changed: bool | None

    @property
    def count(self) -> int:
        return len(self.lines[0].items) if len(self.lines) == 1 and self.lines[0].is_list else 0


def parts(snapshot: Content, before: Content | None = None) -> list[Part]:
    """Every section; against `before`, where the reader has seen an earlier state."""
    return [
        Part(
            key=key,
            title=section.title,
            lines=tuple(_lines(key, snapshot[key], before.get(key, {}) if before is not None else None)),
            is_changed=None if before is None else snapshot[key] != before.get(key),
        )
        for key, section in ALL_SECTIONS.items()
        if key in snapshot
    ]


def gates(snapshot: Content, pack: Pack) -> list[Gate]:
    """The needs of the round's own rule pack, counted from what was handed in."""
    return judge(pack, _counted(snapshot), {})


def _lines(section: str, content: Content, before: Content | None) -> list[Line]:
    return [
        Line(
            key=key,
            label=label,
            items=_shown(read, content),
            is_list=is_list,
            before=None if before is None else _shown(read, before),
        )
        for key, label, read, is_list in (*_written(section), *STRUCTURED.get(section, ()))
    ]


def _shown(read: Callable[[Content], Sequence[str]], content: Content) -> tuple[str, ...]:
    return tuple(item for item in read(content) if item)


def _written(section: str) -> list[tuple[str, str | Promise, Callable[[Content], Sequence[str]], bool]]:
    if section in STRUCTURED:
        return []
    fields = (field for field in ALL_SECTIONS[section].fields if field.key != "language")
    return [(field.key, field.label, _text_of(field.key), False) for field in fields]


def _text_of(key: str) -> Callable[[Content], Sequence[str]]:
    return lambda content: [str(content.get(key) or "")]


def _code(code: Content | None) -> str:
    if not code:
        return ""
    name = code["name"].get(get_language() or "en") or code["name"]["en"]
    return name if code["code"].startswith("KZ") else f"{code['printed']} {name}"


def _codes_of(key: str) -> Callable[[Content], Sequence[str]]:
    return lambda content: [_code(code) for code in content.get(key) or ()]


def _organisation(content: Content) -> Sequence[str]:
    body = content.get("organisation")
    return [_joined(body["name"], _choice(Organisation.Kind, body["kind"]))] if body else []


def _term(content: Content) -> Sequence[str]:
    return [" – ".join(day for day in (_day(content.get("from")), _day(content.get("until"))) if day)]


def _consent(content: Content) -> Sequence[str]:
    return [_day(content.get("consented"))]


def _titles_of(key: str) -> Callable[[Content], Sequence[str]]:
    return lambda content: [each["title"] for each in content.get(key, ())]


def _leaders(content: Content) -> Sequence[str]:
    return [
        _joined(each["name"], each["organisation"], each["field"], _choice(Leader.Origin, each["origin"]))
        for each in content.get("leaders", ())
    ]


def _members(content: Content) -> Sequence[str]:
    return [
        _joined(
            each["name"],
            each["unit"],
            _choice(Organisation.Kind, each["kind"]),
            _choice(Membership.Role, each["role"]) if each["role"] else "",
        )
        for each in content.get("members", ())
    ]


def _targets(content: Content) -> Sequence[str]:
    return [_target(each) for each in content.get("targets", ())]


def _target(each: Content) -> str:
    """`Location quotient (KZ-39:A): 2.41 in 2024 → 2.6 in 2030`, in the formula's own unit."""
    name = each["name"].get(get_language() or "en") or each["name"]["en"]
    start = each["baseline"]
    way = f"{start['value']:.4g} ({start['year']}) → {each['value']:.4g} ({each['year']})"
    over = gettext("mean of %(count)s years") % {"count": each["years"]} if each["years"] > 1 else ""
    return _joined(f"{name}, {each['cell']}: {way}", over, each["goal"])


def _rung(content: Content) -> Sequence[str]:
    return [str(RUNGS[content["rung"]].title)] if content.get("rung") in RUNGS else []


def _evidence(content: Content) -> Sequence[str]:
    return [
        _joined(each["title"], each["number"], _day(each["dated"]), each["bin"]) for each in content.get("evidence", ())
    ]


def _parties(content: Content) -> Sequence[str]:
    return [
        _joined(_code(each["region"]), each["authority"]["name"] if each["authority"] else gettext("nobody yet"))
        for each in content.get("parties", ())
    ]


def _asked(content: Content) -> Sequence[str]:
    return [f"{each['year']}: {each['asked']:,} ₸".replace(",", "\u00a0") for each in content.get("years", ())]


def _asked_of(content: Content) -> Sequence[str]:
    body = content.get("authority")
    return [_joined(body["name"], _choice(Source, content["source"]))] if body else []


def _joined(*words: str) -> str:
    return " · ".join(str(word) for word in words if word)


def _choice(choices: Any, value: str) -> str:
    return str(dict(choices.choices).get(value, value))


def _day(text: str | None) -> str:
    return date_format(dt.date.fromisoformat(text), "DATE_FORMAT") if text else ""


MANDATE = (
    ("organisation", _("Organisation"), _organisation, False),
    ("term", _("Term"), _term, False),
    ("staff", _("Full-time equivalents"), _text_of("staff"), False),
    ("manager", _("Cluster manager"), _text_of("manager"), False),
    ("mandate", _("Mandate document"), _text_of("mandate"), False),
)

STRUCTURED: dict[str, tuple[tuple[str, str | Promise, Callable[[Content], Sequence[str]], bool], ...]] = {
    "place": (
        ("regions", _("Regions"), _codes_of("regions"), True),
        ("activities", _("Activities"), _codes_of("activities"), True),
        ("lead_region", _("Lead region"), lambda content: [_code(content.get("lead_region"))], False),
    ),
    "managing": MANDATE,
    "successor": (
        *MANDATE,
        ("consented", _("Agreed by its signatory"), _consent, False),
        ("files", _("Files of the mandate"), _titles_of("files"), True),
    ),
    "predecessor": MANDATE,
    "leaders": (("leaders", _("Leaders"), _leaders, True),),
    "members": (("members", _("Members"), _members, True),),
    "rung_evidence": (
        ("rung", _("Rung"), _rung, False),
        ("evidence", _("Evidence"), _evidence, True),
    ),
    "coordination_parties": (
        ("parties", _("Authorities"), _parties, True),
        ("abroad", _("Members from abroad"), lambda content: content.get("abroad", ()), True),
    ),
    "support_purpose": (
        ("number", _("Number"), _text_of("number"), False),
        ("title", _("Title"), _text_of("title"), False),
        ("kind", _("Kind of support"), lambda content: [_choice(SupportKind, content.get("kind", ""))], False),
        ("project", _("Project"), _text_of("project"), False),
        ("measure", _("Measure of the plan"), _text_of("measure"), False),
        ("grounds", _("Why it needs support"), _text_of("grounds"), False),
    ),
    "support_money": (
        ("authority", _("Asked of"), _asked_of, False),
        ("years", _("By year"), _asked, True),
    ),
    "plan_targets": (("targets", _("Targets"), _targets, True),),
}


def _counted(snapshot: Content) -> dict[Need, Decimal]:
    place, managing = snapshot.get("place", {}), snapshot.get("managing", {})
    members = snapshot.get("members", {}).get("members", ())
    kinds = {KIND_GROUPS.get(each["kind"], each["kind"]) for each in members} - {*Organisation.AUTHORITY_KINDS}
    origins = {each["origin"] for each in snapshot.get("leaders", {}).get("leaders", ())}
    return {
        Need.PLACE: Decimal(bool(place.get("regions") and place.get("activities"))),
        Need.MEMBERS: Decimal(len(members)),
        Need.KINDS: Decimal(len(kinds)),
        Need.MANAGING: Decimal(bool(managing.get("organisation"))),
        Need.STAFF: Decimal(managing.get("staff") or 0),
        Need.LEADERS: Decimal(len(origins & {Leader.Origin.BUSINESS, Leader.Origin.SCIENCE})),
        Need.VISION: Decimal(bool(snapshot.get("vision", {}).get("vision"))),
        Need.MANDATE: Decimal(bool(managing.get("papers"))),
        Need.LETTERS: Decimal(sum(bool(each.get("papers")) for each in members)),
    }
