"""Figures as the components of the pages take them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.drawing import series as lines
from indicators.drawing import spark
from indicators.drawing.marks import Picture
from indicators.period import Kind, Period
from indicators.queries import name
from indicators.queries.figure import Figure
from indicators.queries.name import Names
from indicators.queries.series import Series
from indicators.resolution import Subject
from indicators.shown import addresses, texts
from indicators.status import Status

Card = dict[str, Any]
ROMAN = ("", "I", "II", "III", "IV")


def period(one: Period) -> str:
    """2022; III quarter of 2022; January to September 2022."""
    if one.kind == Kind.YEAR:
        return str(one.year)
    if one.kind == Kind.QUARTER:
        return _("%(quarter)s quarter of %(year)s") % {"quarter": ROMAN[one.number], "year": one.year}
    return str(one)


def card(row: Series, *, at: dt.datetime | None = None, label: str = "", note: str = "") -> Card:
    """For components/figure.html."""
    latest = row.latest
    written, unit = texts.bare(row.definition)
    return {
        "label": label or row.definition.indicator.name,
        "value": written(latest.value),
        "unit": unit if latest.value is not None else "",
        "period": period(latest.period),
        "status": str(latest.status),
        "status_label": texts.status(latest.status),
        "note": note or _note(row),
        "explain_url": addresses.of_figure(latest, at=at),
        "spark": sparkline(row),
        "delta": _change(row),
    }


def single(figure: Figure, *, at: dt.datetime | None = None) -> Card:
    """One figure without its series, for components/figure.html."""
    written, unit = texts.bare(figure.definition)
    has_value = figure.value is not None
    price = _("includes price change") if has_value and texts.has_price_change(figure.definition) else ""
    return {
        "label": figure.definition.indicator.name,
        "value": written(figure.value),
        "unit": unit if has_value else "",
        "period": period(figure.period),
        "status": str(figure.status),
        "status_label": texts.status(figure.status),
        "note": ". ".join(filter(None, (coarser(figure), price))),
        "explain_url": addresses.of_figure(figure, at=at),
    }


def sparkline(row: Series) -> Picture:
    values = [figure.value for figure in row.figures]
    title = f"{row.definition.indicator.name}, {row.figures[0].period}–{row.figures[-1].period}"
    return spark.draw(values, title=title, is_last_provisional=row.is_provisional)


def chart(row: Series, *, names: Names, width: float = 640, height: float = 260) -> Card:
    """For components/chart.html: the series with its breaks, and its table."""
    one = row.definition
    breaks = [(str(each), _("borders of %(year)s") % {"year": each.year}) for each in row.breaks]
    points = [lines.Point(str(each.period), each.value, each.status == Status.PROVISIONAL) for each in row.figures]
    picture = lines.draw(
        [lines.Line(one.indicator.name, points)],
        title=f"{one.indicator.name}, {row.figures[0].period}–{row.figures[-1].period}",
        number=texts.axis(one),
        breaks=breaks,
        width=width,
        height=height,
    )
    return {
        "svg": picture,
        "title": one.indicator.name,
        "caption": caption(row, names),
        "head": [_("Period"), {"label": _("Value"), "numeric": True}, _("Status")],
        "rows": [_row(each) for each in reversed(row.figures)],
    }


def caption(row: Series, names: Names) -> str:
    subject = Subject.parse(row.cell)
    told = [name.activities(subject, names), name.regions(subject, names), texts.unit(row.definition)]
    if texts.has_price_change(row.definition):
        told.append(_("includes price change"))
    return ", ".join(part for part in told if part)


def _row(figure: Figure) -> list[Any]:
    link = {"text": period(figure.period), "href": addresses.of_figure(figure)}
    return [link, {"text": texts.value(figure), "numeric": True}, texts.status(figure.status)]


def _note(row: Series) -> str:
    if row.latest.value is None:
        return ""
    return _("includes price change") if texts.has_price_change(row.definition) else ""


def _change(row: Series) -> str:
    """Against the year before, where both years speak of one territory and prices do not decide."""
    before, latest = row.before, row.latest
    is_level = row.definition.version.shown_as in {"times", "percent"} and not texts.is_signed(row.definition)
    is_known = before is not None and before.value is not None and latest.value is not None
    if before is None or not is_level or not is_known or before.territory != latest.territory:
        return ""
    then = texts.value(before)
    return _("%(value)s a year before") % {"value": then}


def blocks(rows: Sequence[Series], names: Names) -> list[Card]:
    """A territorial base: one block for each cell that answers, with what it answers for."""
    found: dict[str, list[Series]] = {}
    for row in rows:
        found.setdefault(row.cell, []).append(row)
    # What the territory is most specialised in comes first, with cards; the others as short tables.
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), -(item[1][0].latest.value or 0.0), item[0]))
    return [
        {
            "heading": heading(cell, names),
            "note": coarser(listed[0].latest),
            "figures": [card(row) for row in listed],
            "head": [_("Indicator"), {"label": _("Value"), "numeric": True}, _("Period"), _("Remarks"), _("Years")],
            "rows": [line(row) for row in listed],
        }
        for cell, listed in ordered
    ]


def line(row: Series) -> list[Any]:
    """The same as a line of a table."""
    latest = row.latest
    remarks = [texts.status(latest.status)] if latest.status != Status.OK else []
    remarks += filter(None, [_note(row)])
    value = {"text": texts.value(latest), "href": addresses.of_figure(latest), "numeric": True}
    return [row.definition.indicator.name, value, period(latest.period), ", ".join(remarks), sparkline(row)]


def heading(cell: str, names: Names) -> str:
    subject = Subject.parse(cell)
    told = name.activities(subject, names) or _("all activities")
    return told[:1].upper() + told[1:]


def coarser(figure: Figure) -> str:
    """Says that a wider cell answers, and for what."""
    if not figure.is_coarser:
        return ""
    codes = [name.printed(code) for code in figure.coarser_for]
    cell = "+".join(sorted(Subject.parse(figure.cell).activities)).replace("-", "–")
    together = _("coarser: %(cell)s together") if "–" in cell else _("coarser: section %(cell)s")
    apart = ngettext("%(asked)s is not published by itself", "%(asked)s are not published by themselves", len(codes))
    return "; ".join((together % {"cell": cell}, apart % {"asked": ", ".join(codes)}))


def table_cell(row: Series | None) -> Card:
    """A value of a table that leads to its explanation."""
    if row is None:
        return {"text": texts.NOTHING, "numeric": True}
    written, _unit = texts.bare(row.definition)
    return {"text": written(row.latest.value), "href": addresses.of_figure(row.latest), "numeric": True}
