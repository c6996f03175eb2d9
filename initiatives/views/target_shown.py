"""A target as its card shows it: light, numbers in the unit of the indicator, a small chart and its table."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.drawing import series
from indicators.drawing.series import Line, Point
from indicators.models import Code
from indicators.shown import texts
from initiatives.models import Target
from initiatives.queries.target import UNCERTAIN, Progress, Value

WIDTH, HEIGHT = 420, 180


def cards(found: list[Progress]) -> list[dict[str, Any]]:
    """All of them, with the places read in one look."""
    named = _places([progress.target for progress in found])
    return [_card(progress, named[progress.target.cell]) for progress in found]


def _card(progress: Progress, place: str) -> dict[str, Any]:
    target, one = progress.target, progress.definition
    shown: dict[str, Any] = {
        "target": target,
        "name": target.indicator.name,
        "place": place,
        "is_coarser": target.is_coarser,
        "light": progress.light,
        "reason": progress.reason,
        "is_uncertain": progress.is_uncertain,
        "vintage": progress.vintage,
    }
    if one is None:
        return shown
    write = texts.formatter(one)
    latest = progress.latest
    return shown | {
        "unit": texts.unit(one),
        "baseline": write(target.baseline_value),
        "baseline_status": texts.status(target.baseline_status) if target.baseline_status != "ok" else "",
        "revised": write(progress.baseline_now.value) if progress.is_revised and progress.baseline_now else "",
        "aim": write(target.value),
        "now": write(latest.value) if latest and latest.counts else "",
        "now_year": latest.year if latest else None,
        "now_status": texts.status(latest.status) if latest and latest.status != "ok" else "",
        "expected": write(progress.expected) if latest and latest.counts else "",
        "share": None if progress.share is None else round(progress.share * 100),
        "forecast": write(progress.forecast) if progress.forecast is not None else "",
        "has_price_change": texts.has_price_change(one),
        "svg": _picture(progress),
        "head": [_("Year"), _numeric(_("Figure")), _numeric(_("Path")), _("Status")],
        "rows": _rows(progress),
        "legend": [{"label": _("Figure"), "tone": 1}, {"label": _("Path to the target"), "tone": 2}],
        "why_url": _why(progress),
    }


def _places(targets: list[Target]) -> dict[str, str]:
    """What answers for each target, in words."""
    wanted = {code for target in targets for half in target.cell.split(":") for code in half.split("+")}
    names = {code.code: code for code in Code.objects.filter(code__in=wanted)}
    return {target.cell: _cell(target.cell, names) for target in targets}


def _cell(cell: str, names: dict[str, Code]) -> str:
    regions, _colon, activities = cell.partition(":")
    where = ", ".join(names[code].name if code in names else code for code in regions.split("+"))
    found = [names[code] for code in activities.split("+") if code in names]
    return f"{where}: {', '.join(f'{code.printed_code} {code.name}' for code in found)}" if found else where


def _picture(progress: Progress) -> str:
    target, one = progress.target, progress.definition
    if one is None:
        return ""
    known = {value.year: value for value in progress.values}
    first = min([*known, target.baseline_year])
    years = range(first, target.year + 1)
    figures = [
        Point(
            str(year),
            known[year].value if year in known and known[year].is_comparable else None,
            is_provisional=year in known and known[year].status in UNCERTAIN,
        )
        for year in years
    ]
    way = target.way
    # A path is a wish and no observation: dashed, with hollow points.
    path = [
        Point(str(year), way.expected(year) if year >= way.from_year else None, is_provisional=True) for year in years
    ]
    return series.draw(
        [Line(_("Figure"), figures), Line(_("Path to the target"), path, tone=2)],
        title=target.indicator.name,
        description=_("The figures so far and the straight path from the baseline to the target."),
        number=texts.axis(one),
        width=WIDTH,
        height=HEIGHT,
    )


def _numeric(label: str) -> dict[str, Any]:
    return {"label": label, "numeric": True}


def _status(value: Value | None) -> str:
    if value is None:
        return ""
    return texts.status(value.status) if value.is_comparable else _("not comparable")


def _rows(progress: Progress) -> list[list[Any]]:
    one, target = progress.definition, progress.target
    if one is None:
        return []
    write, way = texts.formatter(one), target.way
    known = {value.year: value for value in progress.values}
    rows = []
    for year in range(min([*known, target.baseline_year]), target.year + 1):
        value = known.get(year)
        path = write(way.expected(year)) if year >= way.from_year else ""
        figure = write(value.value) if value else ""
        rows.append([str(year), {"text": figure, "numeric": True}, {"text": path, "numeric": True}, _status(value)])
    return rows


def _why(progress: Progress) -> str:
    """The page that explains the newest figure."""
    if progress.latest is None:
        return ""
    target = progress.target
    address = {"indicator": target.indicator.code, "subject": target.cell, "period": str(progress.latest.year)}
    measure = target.measure
    return reverse("figure", kwargs=address) + (f"?measure={measure.code}" if measure else "")
