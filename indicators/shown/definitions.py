"""Indicators and their formulas as pages show them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators import formula, graph
from indicators.formula import FormulaError
from indicators.models import Indicator, IndicatorVersion
from indicators.queries import threshold
from indicators.queries.definition import Definitions
from indicators.queries.draft import Draft
from indicators.queries.figure import Figure
from indicators.shown import cards, indicators, texts
from indicators.status import Status

Shown = dict[str, Any]


def index(known: Definitions, *, may_define: bool) -> Shown:
    families: dict[str, list[Shown]] = {value: [] for value in Indicator.Family.values}
    for one in known.all():
        families[one.indicator.family].append(indicators.told(one))
    drafts = IndicatorVersion.objects.drafts().select_related("indicator") if may_define else []
    labels = dict(Indicator.Family.choices)
    return {
        "families": [
            {"code": code or "others", "name": labels[code], "indicators": listed}
            for code, listed in families.items()
            if listed
        ],
        "count": len(known.versions),
        "drafts": [{"name": row.indicator.name, "href": _address(row.indicator.code)} for row in drafts],
        "may_define": may_define,
    }


def page(known: Definitions, indicator: Indicator, *, may_define: bool) -> Shown:
    versions = list(indicator.versions.select_related("published_by", "drafted_by").order_by("-number"))
    if not may_define:
        versions = [version for version in versions if version.published_at]
    code = indicator.code
    standing = known.versions.get(code)
    one = known.find(code) if standing else None
    written = versions[0].formula if versions else ""
    reached = graph.downstream([code], known.inputs()) if standing else frozenset()
    return {
        "indicator": indicator,
        "one": indicators.told(one) if one else None,
        "family": indicator.get_family_display(),
        "versions": [version_row(version) for version in versions],
        "head": [_("Version"), _("Formula"), _("In force from"), _("until")],
        "draft": next((version for version in versions if not version.published_at), None),
        "standing": standing,
        "may_define": may_define,
        "measures": _measures(known, code) if standing else [],
        "takes": [measure.name for measure in indicator.measures.all()] if standing else [],
        "inputs": [_link(known, name) for name in sorted(known.inputs()[code])] if standing else [],
        "direct": [_link(known, name) for name, used in sorted(known.inputs().items()) if code in used],
        "reached": len(reached),
        "thresholds": [threshold_row(one) for one in threshold.of(code)],
        "threshold_head": [{"label": _("Line"), "numeric": True}, _("What it means"), _("Who drew it")],
        "written": written,
    }


def _measures(known: Definitions, code: str) -> list[str]:
    one = known.find(code)
    return [measure.name for name, measure in known.measures.items() if name in one.measures]


def _link(known: Definitions, code: str) -> Shown:
    return {"name": known.versions[code].indicator.name, "code": code, "href": _address(code)}


def _address(code: str) -> str:
    return reverse("indicator", kwargs={"code": code})


def version_row(version: IndicatorVersion) -> list[Any]:
    is_draft = version.published_at is None
    since = {"text": _("draft"), "badge": True, "tone": "info"} if is_draft else version.published_at
    return [str(version.number), version.formula, since, version.superseded_at]


def threshold_row(one: threshold.Threshold) -> list[Any]:
    sign = {">=": "≥", "<=": "≤"}.get(one.comparison, one.comparison)
    drawn_by = _("portal default") if one.source == "portal" else one.source
    default = _("default")
    source = f"{drawn_by} ({default})" if one.is_portal_default and one.source != "portal" else drawn_by
    return [{"text": f"{sign} {texts.number(one.value, _decimals(one.value))}", "numeric": True}, one.meaning, source]


def _decimals(value: float) -> int:
    return len(f"{value:g}".partition(".")[2])


def refused(text: str, error: FormulaError | None) -> Shown:
    """The formula up to the place of the error, and from there on."""
    if error is None:
        return {"is_empty": True}
    at = min(error.column - 1, len(text))
    shortest = 60
    return {
        "wrong": _(error.template) % error.params,
        "cure": _(error.cure) % error.params if error.cure else "",
        "column": error.column,
        "before": ("… " if at > shortest else "") + text[max(0, at - shortest) : at],
        "rest": text[at : at + shortest] + (" …" if len(text) > at + shortest else ""),
    }


def tried(draft: Draft, found: Sequence[Figure], known: Definitions) -> Shown:
    one = draft.definition
    names = {code: measure.name for code, measure in known.measures.items()}
    undefined = [figure for figure in found if figure.status is Status.UNDEFINED_DENOMINATOR]
    return {
        "written": formula.text_of(one.expression),
        "unit": _("a number without a unit") if draft.unit.is_pure else str(draft.unit),
        "measures": [names[code] for code in sorted(one.measures)],
        "inputs": [known.versions[code].indicator.name for code in sorted(draft.inputs)],
        "is_undefined": bool(found) and len(undefined) == len(found),
        "has_values": any(figure.value is not None for figure in found),
        "head": [_("Period"), _("Answers for"), {"label": _("Value"), "numeric": True}, _("Status")],
        "rows": [
            [
                cards.period(figure.period),
                figure.cell,
                {"text": texts.value(figure), "numeric": True},
                texts.status(figure.status),
            ]
            for figure in found
        ],
    }
