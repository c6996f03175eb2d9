"""Maps and tables of regions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from indicators.drawing import region_map
from indicators.drawing.marks import Picture
from indicators.models import Code
from indicators.queries import name
from indicators.queries.definition import Definitions
from indicators.queries.figure import Figure
from indicators.queries.region import BY_GROUP, BY_SECTION, GROUPS, SECTIONS, RegionFigures, RegionsFigures
from indicators.queries.series import Series, Table
from indicators.shown import addresses, cards, texts
from indicators.shown.indicators import choice, ordered
from indicators.status import Status

# So many years on either side have room on a phone.
NEAR = 2
Shown = dict[str, Any]
Rows = Mapping[str, Code]


def index(
    found: RegionsFigures | None, rows: Rows, known: Definitions, sections: Mapping[str, str], *, activity: str
) -> Shown:
    groups = list(_groups(found, known, sections, activity))
    if found is None:
        return {"map": None, "groups": groups, "rows": []}
    ordered = sorted(found.figures, key=lambda one: (one.value is None, -(one.value or 0.0)))
    return {
        "map": country_map(found.figures, rows, chosen=""),
        "groups": groups,
        "one": found.definition,
        "period": cards.period(found.period),
        "years": _years(found),
        "pictures": _pictures(found),
        "activity": sections.get(activity, activity),
        "price_basis": texts.price_basis(found.definition),
        "has_price_change": texts.has_price_change(found.definition),
        "head": [_("Region"), {"label": _("Value"), "numeric": True}],
        "rows": [_row(figure, rows) for figure in ordered],
        "country": found.country
        and {
            "value": texts.value(found.country),
            "href": addresses.of_figure(found.country),
            "is_known": found.country.value is not None,
        },
        "coarser": next((cards.coarser(one) for one in found.figures if one.is_coarser), ""),
        "vintage": found.reading.vintage,
    }


def _asked(found: RegionsFigures, period: str) -> str:
    asked = {"indicator": found.definition.code, "activity": found.activity, "period": period}
    return urlencode({key: value for key, value in asked.items() if value})


def _years(found: RegionsFigures) -> Shown:
    """The periods as a row of links, with the one before and the one after for those who go step by step."""
    here = found.periods.index(found.period)
    marks = [
        {
            "label": cards.period(one),
            "href": f"{reverse('regions')}?{_asked(found, str(one))}#map",
            "is_current": one == found.period,
            "is_far": abs(place - here) > NEAR,
        }
        for place, one in enumerate(found.periods)
    ]
    return {
        "marks": marks,
        "before": marks[here - 1] if here else None,
        "after": marks[here + 1] if here + 1 < len(marks) else None,
    }


def _pictures(found: RegionsFigures) -> list[Shown]:
    asked = _asked(found, str(found.period))
    return [
        {"label": kind.upper(), "href": f"{reverse('regions_map', kwargs={'kind': kind})}?{asked}"}
        for kind in ("svg", "png")
    ]


def country_map(figures: Sequence[Figure], rows: Rows, *, chosen: str) -> Shown:
    """For components/map.html; the table stands beside it on the page."""
    values = {_region(one): one.value for one in figures}
    steps = region_map.steps(values)
    written = {_region(one): texts.value(one) for one in figures}
    regions = [
        region_map.Region(
            code=code,
            name=row.name,
            short_name=row.short_name,
            value_text=written.get(code, ""),
            step=steps.by_code.get(code),
            href=reverse("region", kwargs={"code": code}),
            is_highlighted=code == chosen,
        )
        for code, row in rows.items()
    ]
    title = _("Map of the regions")
    return {
        "svg": region_map.draw(regions, title=title),
        "legend": _legend(steps.limits, figures),
        "credit": region_map.CREDIT,
    }


def page(row: Code, found: RegionFigures, neighbours: Rows, successors: Sequence[Code]) -> Shown:
    names = name.names([*SECTIONS, *GROUPS])
    whole = {one.definition.code: one for one in found.whole.rows}
    return {
        "region": row,
        "successors": [(one.name, reverse("region", kwargs={"code": one.code})) for one in successors],
        "figures": [cards.card(one) for one in found.whole.rows],
        "has_figures": any(one.latest.value is not None for one in found.whole.rows),
        "charts": [_chart(whole[code], row) for code in ("grp_growth_real", "grp_share") if code in whole],
        "sections": _table(found.sections, found.code, SECTIONS, BY_SECTION, names),
        "groups": _table(found.groups, found.code, GROUPS, BY_GROUP, names),
        "map": _outline(row, neighbours),
        "vintage": found.whole.reading.vintage,
    }


def _outline(row: Code, neighbours: Rows) -> Shown:
    if row.code not in neighbours:
        return {}
    return {"svg": outline(neighbours, {row.code}), "credit": region_map.CREDIT}


def outline(rows: Rows, chosen: Collection[str]) -> Picture:
    """Where some regions lie in the country."""
    regions = [
        region_map.Region(
            code=code,
            name=one.name,
            short_name=one.short_name,
            href=reverse("region", kwargs={"code": code}),
            is_highlighted=code in chosen,
            step=3 if code in chosen else None,
        )
        for code, one in rows.items()
    ]
    return region_map.draw(regions, title=_("Where it lies"))


def _chart(one: Series, row: Code) -> Shown:
    return cards.chart(one, names={row.code: row.short_name or row.name}, width=560, height=240)


def _table(table: Table, region: str, activities: Sequence[str], codes: Sequence[str], names: name.Names) -> Shown:
    """One line for each activity that the newest period knows, the largest first."""
    definitions = {one.definition.code: one.definition for one in table.rows}
    shown = [code for code in codes if code in definitions]
    lines = []
    for activity in activities:
        found = {code: _exact(table, code, f"{region}:{activity}") for code in shown}
        first = found[shown[0]] if shown else None
        if first is not None:
            lines.append((first, [activity, *found.values()]))
    lines.sort(key=lambda line: -(line[0].latest.value or 0.0))
    periods = {one.figures[-1].period for one in table.rows}
    return {
        "head": [_("Activity"), *(_heading(definitions[code], table) for code in shown), _("Ten years")],
        "rows": [_line(activity, found, names) for _first, (activity, *found) in lines],
        "period": ", ".join(sorted({str(one) for one in periods})),
    }


def _heading(one: Any, table: Table) -> Shown:
    newest = max(str(row.latest.period) for row in table.rows if row.definition is one)
    told = ", ".join(filter(None, [one.indicator.name, newest, texts.bare(one)[1]]))
    return {"label": told, "numeric": True}


def _line(activity: str, found: Sequence[Series | None], names: name.Names) -> list[Any]:
    cells = [cards.table_cell(one) for one in found]
    first = next(one for one in found if one)
    return [names.get(activity, activity), *cells, cards.sparkline(first)]


def _exact(table: Table, code: str, subject: str) -> Series | None:
    """The line of this very cell: a coarser one already has a line of its own."""
    found = table.find(code, subject)
    return found if found and not found.latest.is_coarser and found.latest.value is not None else None


def _row(figure: Figure, rows: Rows) -> list[Any]:
    row = rows.get(_region(figure))
    link = {"text": row.short_name or row.name, "href": reverse("region", kwargs={"code": row.code})} if row else ""
    value = {"text": texts.value(figure), "href": addresses.of_figure(figure), "numeric": True}
    if figure.status != Status.OK:
        value["text"] = f"{value['text']} ({texts.status(figure.status)})"
    return [link, value]


def _region(figure: Figure) -> str:
    return figure.subject.partition(":")[0]


def _legend(limits: Sequence[float], figures: Sequence[Figure]) -> list[Shown]:
    if not figures:
        return []
    written = texts.formatter(figures[0].definition)
    lower = ("", *limits)
    return [
        {
            "step": place + 1,
            "label": f"{written(float(lower[place]))} – {written(limit)}" if place else f"≤ {written(limit)}",
        }
        for place, limit in enumerate(limits)
    ]


def _groups(
    found: RegionsFigures | None, known: Definitions, sections: Mapping[str, str], activity: str
) -> Iterator[Shown]:
    """For components/filters.html."""
    chosen = found.definition.code if found else ""
    indicators = [(one.code, one.indicator.name) for one in ordered(known) if "cluster" not in one.code]
    yield choice("indicator", _("Indicator"), indicators, chosen)
    if sections:
        yield choice("activity", _("Activity"), list(sections.items()), activity)
    if found:
        periods = [(str(one), cards.period(one)) for one in reversed(found.periods)]
        yield choice("period", _("Period"), periods, str(found.period))
