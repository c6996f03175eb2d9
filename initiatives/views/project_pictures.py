"""Timeline and money of projects as pictures and as the tables beside them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.drawing import budget as budget_drawing
from indicators.drawing import timeline as timeline_drawing
from indicators.drawing.marks import Picture
from initiatives.budget import Sum
from initiatives.models import Milestone
from initiatives.queries.budget import Money
from initiatives.queries.project import Shown, grouped

MLN = 1_000_000
TIMELINE_HEAD = [
    gettext_lazy("Project"),
    gettext_lazy("Stage"),
    gettext_lazy("First day"),
    gettext_lazy("Last day"),
    gettext_lazy("Next milestone"),
    gettext_lazy("Late"),
]
MONEY_HEAD = [
    gettext_lazy("Project"),
    gettext_lazy("Stage"),
    {"label": gettext_lazy("Planned, ₸"), "numeric": True},
    {"label": gettext_lazy("Spent, ₸"), "numeric": True},
    {"label": gettext_lazy("Not public money"), "numeric": True},
]


def timeline(found: Sequence[Shown], *, title: str, on: dt.date, is_inside: bool) -> Picture:
    rows = [
        timeline_drawing.Row(
            label=one.project.title,
            start=one.project.starts_on,
            end=one.project.ends_on,
            tone="warn" if is_inside and one.concerns else one.project.stage_enum.tone,
            href=reverse("project", kwargs={"pk": one.project.pk}),
            marks=[
                timeline_drawing.Mark(each.done_on or each.due_on, each.title, state(each, on))
                for each in one.project.milestones.all()
                if each.dropped_at is None
            ],
        )
        for one in found
    ]
    return timeline_drawing.draw(rows, title=title, today=on, today_label=_("today"))


def state(milestone: Milestone, on: dt.date) -> str:
    if milestone.dropped_at:
        return "dropped"
    if milestone.done_on:
        return "done"
    return "late" if milestone.is_late(on) else "open"


def timeline_rows(found: Sequence[Shown], *, on: dt.date) -> list[list[Any]]:
    rows = []
    for one in found:
        project, coming = one.project, one.next_milestone
        late = sum(each.is_late(on) for each in project.milestones.all())
        rows.append(
            [
                {"text": project.title, "href": reverse("project", kwargs={"pk": project.pk})},
                {"badge": project.stage_enum.label, "tone": project.stage_enum.tone},
                date_format(project.starts_on),
                date_format(project.ends_on),
                f"{date_format(coming.due_on)}: {coming.title}" if coming else "–",
                {"badge": late, "tone": "warn"} if late else "–",
            ]
        )
    return rows


def budget(money: Money, *, title: str) -> Picture:
    groups = [
        budget_drawing.Group(str(year), money.by_year[year].planned, money.by_year[year].spent) for year in money.years
    ]
    return budget_drawing.draw(groups, title=title, number=_short, planned_label=_("planned"), spent_label=_("spent"))


def budget_table(money: Money) -> dict[str, Any]:
    head: list[Any] = [_("Source")]
    for year in money.years:
        head += [
            {"label": _("%(year)s planned") % {"year": year}, "numeric": True},
            {"label": _("%(year)s spent") % {"year": year}, "numeric": True},
        ]
    head += [{"label": _("Planned"), "numeric": True}, {"label": _("Spent"), "numeric": True}]
    rows = [
        [source.label, *_pairs([money.cells[source, year] for year in money.years] + [money.by_source[source]])]
        for source in money.by_source
        if money.by_source[source].lines
    ]
    if rows:
        rows.append([_("all sources"), *_pairs([money.by_year[year] for year in money.years] + [money.whole])])
    return {"head": head, "rows": rows}


def lines(found: Shown) -> dict[str, Any]:
    """The money of one project, a row per year and source, so that it fits a narrow page."""
    head = [
        _("Year"),
        _("Source"),
        {"label": _("Planned, ₸"), "numeric": True},
        {"label": _("Spent, ₸"), "numeric": True},
    ]
    rows: list[list[Any]] = [
        [str(line.year), line.get_source_display(), *_pairs([Sum(line.planned, line.spent)])]
        for line in found.project.budget_lines.all()
    ]
    if rows:
        rows.append([_("all years"), "", *_pairs([found.money])])
    return {"head": head, "rows": rows}


def sources(money: Money) -> list[dict[str, Any]]:
    """Each source as a pair of bars against the largest plan."""
    known = [amount for each in money.by_source.values() for amount in (each.planned, each.spent) if amount]
    most = max(known, default=1)
    return [
        {
            "label": source.label,
            "planned": each.planned,
            "spent": each.spent,
            "most": most,
            "is_over": bool(each.spent) and (each.planned is None or each.spent > each.planned),
        }
        for source, each in money.by_source.items()
        if each.lines
    ]


def money_rows(found: Sequence[Shown]) -> list[list[Any]]:
    return [
        [
            {"text": one.project.title, "href": reverse("project", kwargs={"pk": one.project.pk})},
            {"badge": one.project.stage_enum.label, "tone": one.project.stage_enum.tone},
            {"text": grouped(one.money.planned), "numeric": True},
            {"text": grouped(one.money.spent), "numeric": True},
            {"text": "–" if one.cofinancing is None else f"{100 * one.cofinancing:.0f}\u00a0%", "numeric": True},
        ]
        for one in found
    ]


def _pairs(sums: Sequence[Sum]) -> list[dict[str, Any]]:
    return [{"text": grouped(amount), "numeric": True} for each in sums for amount in (each.planned, each.spent)]


def _short(amount: float) -> str:
    return f"{amount / MLN:,.0f}".replace(",", "\u00a0")
