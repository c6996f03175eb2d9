"""What will be handed in, row by row, for people to check."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from initiatives.models import Initiative, Leader, Membership, Organisation
from initiatives.queries.lifecycle import section_address
from initiatives.queries.snapshot import snapshot
from initiatives.sections import SECTIONS, Section

Row = dict[str, Any]


def summary(initiative: Initiative, *, on: dt.date, is_editable: bool) -> list[dict[str, Any]]:
    frozen = snapshot(initiative, on=on)
    return [
        {
            "section": section,
            "title": section.title,
            "rows": _rows(section, frozen[section.key], _links(initiative, section) if is_editable else {}),
        }
        for section in SECTIONS.values()
    ]


def of_snapshot(frozen: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same rows for what was frozen at a handing-in."""
    known = [section for section in SECTIONS.values() if section.key in frozen]
    return [
        {"section": section, "title": section.title, "rows": _rows(section, frozen[section.key], {})}
        for section in known
    ]


def _links(initiative: Initiative, section: Section) -> dict[str, str]:
    address = section_address(initiative, section.key)
    return {field.key: f"{address}#id_{field.key}" for field in section.fields} | {"": address}


def _rows(section: Section, content: Mapping[str, Any], links: Mapping[str, str]) -> list[Row]:
    if section.key in LISTED:
        return LISTED[section.key](section, content, links.get("", ""))
    return [
        {"term": field.label, "href": links.get(field.key, "")} | _shown(content.get(field.key))
        for field in section.fields
    ]


def _shown(value: Any) -> Row:
    if isinstance(value, list):
        return {"lines": [code_text(code) for code in value]}
    if isinstance(value, Mapping):
        return {"value": code_text(value)}
    return {"value": str(dict(settings.LANGUAGES).get(value, value or ""))}


def code_text(code: Mapping[str, Any]) -> str:
    name = code["name"].get(get_language() or "en") or code["name"]["en"]
    return f"{code['printed']} {name}"


def _managing(section: Section, content: Mapping[str, Any], href: str) -> list[Row]:
    organisation = content.get("organisation")
    if not organisation:
        return [{"term": section.title, "value": "", "href": href}]
    term = _("%(from)s to %(until)s") % {"from": _day(content["from"]), "until": _day(content["until"])}
    return [
        {"term": section.title, "value": organisation["name"], "href": href},
        {"term": _("Term"), "value": term},
        {"term": _("Full-time equivalents"), "value": content["staff"]},
        {"term": _("Cluster manager"), "value": content["manager"]},
        {"term": _("Mandate document"), "value": content["mandate"]},
    ]


def _leaders(section: Section, content: Mapping[str, Any], href: str) -> list[Row]:
    origins = dict(Leader.Origin.choices)
    told = [
        ", ".join(filter(None, [one["name"], str(origins.get(one["origin"], "")), one["organisation"], one["field"]]))
        for one in content["leaders"]
    ]
    return [{"term": section.title, "lines": told, "href": href}]


def _members(section: Section, content: Mapping[str, Any], href: str) -> list[Row]:
    kinds, roles = dict(Organisation.Kind.choices), dict(Membership.Role.choices)
    told = [
        ", ".join(filter(None, [one["name"], str(kinds.get(one["kind"], "")), str(roles.get(one["role"], ""))]))
        for one in content["members"]
    ]
    return [
        {
            "term": _("%(title)s (%(count)s)") % {"title": section.title, "count": len(told)},
            "lines": told,
            "href": href,
        }
    ]


def _day(text: str | None) -> str:
    day = parse_date(text) if text else None
    return date_format(day) if day else "–"


LISTED = {"managing": _managing, "leaders": _leaders, "members": _members}
