"""Figures of the cluster itself as pages show them: a value, or the reason why there is none."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from initiatives.disclosure import Reason
from initiatives.models import Initiative
from initiatives.panel import Move
from initiatives.queries import cell_rest, returns, target
from initiatives.queries.cluster_figures import ClusterFigures, GrowthRow, Ratio, YearSums, newest_sums
from initiatives.questionnaire import QUESTIONS

THOUSAND = Decimal(1000)
FIRST = ("jobs", "turnover", "value_added")
RATIO_LABELS: dict[str, str | Promise] = {
    "small_jobs": gettext_lazy("Small and medium members' part of the jobs"),
    "small_turnover": gettext_lazy("Small and medium members' part of the turnover"),
    "value_added": gettext_lazy("Value added for each person, members"),
    "exports": gettext_lazy("Exports in the members' turnover"),
    "rnd": gettext_lazy("Research and development in the members' turnover"),
    "purchases_from_members": gettext_lazy("Bought inside the cluster, of all bought in"),
    "researchers": gettext_lazy("Researchers among the members' people"),
}
MOVES: dict[Move, str | Promise] = {
    Move.CONTINUING: gettext_lazy("members of both years"),
    Move.ENTERING: gettext_lazy("new members"),
    Move.LEAVING: gettext_lazy("members that have left"),
    Move.ANSWERING: gettext_lazy("members that answered only now"),
    Move.SILENT: gettext_lazy("members that answered no more"),
}


def shown(found: ClusterFigures) -> dict[str, Any]:
    """Nothing where no year has been closed yet."""
    if found.newest is None:
        return {}
    return {
        **cards(found.newest),
        "years": [year.campaign.year for year in found.years],
        "rows": [_row(key, found) for key in QUESTIONS if _is_told(key, found)],
        "growth": [_growth(row) for row in found.growth],
        "before": found.newest.campaign.year - 1,
        "ratios": [_ratio(one, found) for one in found.ratios if one.reason != Reason.NOBODY],
        "is_all_withheld": not any(one.is_disclosed for one in found.newest.sums.values()),
    }


def summary(initiative: Initiative) -> dict[str, Any]:
    """The count of returns and the first figures, for the initiative's home and its public profile."""
    collected = list(returns.counted(initiative))
    latest = returns.latest_of(collected)
    return {
        "campaign": latest,
        "sent": latest.sent if latest else 0,
        "asked": latest.asked if latest else 0,
        "href": reverse("returns", kwargs={"pk": initiative.pk}),
        "shown": cards(newest_sums(collected)),
    }


def cards(year: YearSums | None) -> dict[str, Any]:
    """The first figures of one year; nothing where no year has been closed yet."""
    if year is None:
        return {}
    return {
        "year": year.campaign.year,
        "returned": year.returned,
        "asked": year.asked,
        "disclosed_at": year.campaign.disclosed_at,
        "first": [_first(key, year) for key in FIRST],
    }


def rest(found: ClusterFigures, initiative: Initiative) -> dict[str, Any] | None:
    """The members' productivity against the rest of their cell; looked up where a page has room for it."""
    known = cell_rest.productivity(initiative, found.newest) if found.newest else None
    if known is None:
        return None
    named = target.named(known.cell) if known.cell else ""
    label = _("Value added for each person, the rest of the cell")
    return {
        "label": f"{label} ({named})" if named else label,
        "value": known.value,
        "unit": _("million tenge a year; official statistics less the members"),
        "reason": known.reason,
    }


def why(reason: Reason | None, count: int, at_least: int) -> str:
    if reason is None:
        return ""
    if reason == Reason.NOBODY:
        return _("nobody answered")
    if reason == Reason.TOO_FEW:
        told = ngettext("%(count)s return only: withheld", "%(count)s returns only: withheld", count)
        return told % {"count": count, "least": at_least}
    return str(REASONS[reason])


REASONS: dict[Reason, str | Promise] = {
    Reason.ONE_DOMINATES: gettext_lazy("one member makes up most of it: withheld"),
    Reason.TWO_DOMINATE: gettext_lazy("two members make up most of it: withheld"),
    Reason.REST: gettext_lazy("the rest would give a member away: withheld"),
}


def _is_told(key: str, found: ClusterFigures) -> bool:
    """A question that nobody ever answered takes no line."""
    return any(year.sums[key].count for year in found.years)


def _row(key: str, found: ClusterFigures) -> dict[str, Any]:
    question = QUESTIONS[key]
    cells = [
        {
            "value": year.sums[key].value,
            "reason": why(year.sums[key].reason, year.sums[key].count, found.rule.at_least),
            "count": year.sums[key].count,
        }
        for year in found.years
    ]
    return {"label": question.label, "unit": question.unit.label, "decimals": question.decimals, "cells": cells}


def _first(key: str, year: YearSums) -> dict[str, Any]:
    one, question = year.sums[key], QUESTIONS[key]
    return {
        "label": question.label,
        "unit": question.unit.label,
        "value": one.value,
        "decimals": question.decimals if one.value is not None and abs(one.value) < THOUSAND else 0,
        "reason": why(one.reason, one.count, 0),
        "count": one.count,
    }


def _growth(row: GrowthRow) -> dict[str, Any]:
    return {
        "label": QUESTIONS[row.key].label,
        "of_all": row.of_all,
        "of_panel": row.of_panel,
        "panel_count": row.panel_count,
        "reason": why(row.reason, 0, 0) if row.reason != Reason.TOO_FEW else _("too few returns in one of the years"),
        "panel_reason": _panel_why(row),
        "parts": [
            {"label": MOVES[move], "value": value, "count": count} for move, (value, count) in row.contributions.items()
        ],
        "has_price_change": row.key != "jobs",
    }


def _panel_why(row: GrowthRow) -> str:
    if row.panel_reason == Reason.TOO_FEW:
        return _("too few members answered in both years, or the others would be found out")
    return why(row.panel_reason, row.panel_count, 0)


def _ratio(one: Ratio, found: ClusterFigures) -> dict[str, Any]:
    return {
        "label": RATIO_LABELS[one.key],
        "value": one.value,
        "is_share": one.of != "jobs" or one.key in ("small_jobs", "researchers"),
        "unit": _("million tenge a year"),
        "reason": why(one.reason, one.count, found.rule.at_least),
        "count": one.count,
    }
