"""The cluster scan as its pages show it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from indicators.drawing import region_map
from indicators.models import Code, Dismissal, ScanRules
from indicators.queries.scan import Cell, Scan
from indicators.scan import Verdict
from indicators.shown import cards, scan_words, texts
from indicators.shown.indicators import choice

Shown = dict[str, Any]
Rows = Mapping[str, Code]
Dismissals = Mapping[Cell, Dismissal]

FOUND, ALL, DISMISSED = "found", "all", "dismissed"
VERDICTS = {
    Verdict.YES: gettext_lazy("yes"),
    Verdict.POSSIBLE: gettext_lazy("possible"),
    Verdict.NO: gettext_lazy("no"),
    Verdict.NOT_JUDGED: gettext_lazy("not judged"),
}
TONES = {Verdict.YES: "good", Verdict.POSSIBLE: "warn", Verdict.NO: "neutral", Verdict.NOT_JUDGED: "muted"}
MOST_ROWS, MOST_COLUMNS = 200, 20
STEPS = (0.5, 1.0, 1.5, 2.0)


@dataclass(frozen=True)
class Filters:
    """What the address asks to see of the cells."""

    rules: str = ""
    region: str = ""
    section: str = ""
    verdict: str = FOUND
    period: str = ""
    as_of: str = ""

    def query(self, **other: str) -> str:
        kept = {key: value for key, value in (vars(self) | other).items() if value}
        return urlencode(kept)


def named(row: Code) -> str:
    return row.short_name or row.name


def page(found: Scan, filters: Filters, sets: Sequence[ScanRules], regions: Rows, told: Shown) -> Shown:
    """`told`: `activities` and `sections` as rows, and the standing `dismissals`."""
    activities, dismissals = told["activities"], told["dismissals"]
    cells = chosen(found, filters, dismissals)
    return {
        "scan": found,
        "filters": filters,
        "choices": list(choices(found, filters, sets, regions, told["sections"])),
        "tiles": _tiles(found, filters, dismissals),
        **_table(found, [_line(found, cell, filters, regions, activities, dismissals) for cell in cells[:MOST_ROWS]]),
        "left_out": max(0, len(cells) - MOST_ROWS),
        "heat": _heat(found, filters, regions, activities, dismissals),
        "map": _map(found, filters, regions, dismissals),
        "gaps": filters.query(verdict="", region="", section=""),
        "vintage": found.reading.vintage,
        **about(found),
    }


def chosen(found: Scan, filters: Filters, dismissals: Dismissals) -> list[Cell]:
    return [cell for cell in ordered(found) if _is_asked(found, cell, filters, dismissals)]


def about(found: Scan) -> Shown:
    language = get_language() or "en"
    return {
        "period": cards.period(found.period),
        "rules_name": found.rules.names[language],
        "rules_told": found.rules.told[language],
        "rules_source": found.rules.source,
        "is_portal_default": found.rules.is_portal_default,
        "number": found.version.number,
        "has_price_change": any(
            one.definition is not None and one.definition.includes_price_change for one in found.columns.values()
        ),
        "at": found.at,
    }


def address(cell: Cell, filters: Filters) -> str:
    path = reverse("scan_cell", kwargs={"region": cell[0], "activity": cell[1]})
    asked = {key: getattr(filters, key) for key in ("rules", "period", "as_of") if getattr(filters, key)}
    return f"{path}?{urlencode(asked)}" if asked else path


def ordered(found: Scan) -> list[Cell]:
    """The surest first, then by how much the activity weighs."""
    weight = {cell: scan_words.leading(found, cell) for cell in found.cells()}
    return sorted(found.cells(), key=lambda cell: (-_rank(found.verdict(cell)), -(weight[cell] or 0.0), cell))


def _rank(verdict: Verdict) -> int:
    """What is not judged comes last: it is no weaker than a no, but says less."""
    return -1 if verdict is Verdict.NOT_JUDGED else int(verdict)


def _is_asked(found: Scan, cell: Cell, filters: Filters, dismissals: Collection[Cell]) -> bool:
    if filters.region and cell[0] != filters.region:
        return False
    if filters.verdict == DISMISSED:
        return cell in dismissals
    if cell in dismissals:
        return filters.verdict == ALL
    verdict = found.verdict(cell)
    if filters.verdict == FOUND:
        return verdict in (Verdict.YES, Verdict.POSSIBLE)
    return filters.verdict in (ALL, verdict.word)


def choices(found: Scan, filters: Filters, sets: Sequence[ScanRules], regions: Rows, sections: Rows) -> Iterator[Shown]:
    language = get_language() or "en"
    yield choice("rules", _("Rule set"), [(one.code, one.content["names"][language]) for one in sets], found.rules.code)
    everywhere = [("", _("all regions")), *((code, named(row)) for code, row in regions.items())]
    yield choice("region", _("Region"), everywhere, filters.region)
    parts = [("", _("all traded sections")), *((code, f"{code} {named(row)}") for code, row in sections.items())]
    yield choice("section", _("Section of the economy"), parts, filters.section)
    answers = [
        (FOUND, _("yes and possible")),
        *((verdict.word, str(label)) for verdict, label in VERDICTS.items()),
        (DISMISSED, _("set aside")),
        (ALL, _("all cells")),
    ]
    yield choice("verdict", _("Verdict"), answers, filters.verdict)
    periods = [(str(one), cards.period(one)) for one in reversed(found.periods)]
    yield choice("period", _("Period"), periods, str(found.period))


def _tiles(found: Scan, filters: Filters, dismissals: Dismissals) -> list[Shown]:
    counted = [found.verdict(cell) for cell in found.cells() if cell not in dismissals]
    tiles = [
        {
            "value": sum(each is verdict for each in counted),
            "label": str(VERDICTS[verdict]),
            "href": f"?{filters.query(verdict=verdict.word)}#cells",
        }
        for verdict in (Verdict.YES, Verdict.POSSIBLE, Verdict.NO, Verdict.NOT_JUDGED)
    ]
    if aside := sum(found.holds(cell) for cell in dismissals):
        tiles.append({"value": aside, "label": _("set aside"), "href": f"?{filters.query(verdict=DISMISSED)}#cells"})
    return tiles


def _table(found: Scan, lines: list[list[Any]]) -> Shown:
    """Without the column of remarks where there is none."""
    head = [_("Region"), _("Activity"), _("Verdict"), *_heads(found), _("Remarks")]
    is_remarked = any(line[-1] for line in lines)
    return {"head": head if is_remarked else head[:-1], "rows": lines if is_remarked else [row[:-1] for row in lines]}


def _heads(found: Scan) -> list[Shown]:
    return [{"label": scan_words.column(code), "numeric": True} for code in found.rules.columns]


def _line(
    found: Scan, cell: Cell, filters: Filters, regions: Rows, activities: Rows, dismissals: Dismissals
) -> list[Any]:
    verdict = found.verdict(cell)
    remarks = dismissals[cell].reason if cell in dismissals else scan_words.remark(found, cell)
    return [
        {"text": named(regions[cell[0]]), "href": address(cell, filters)},
        f"{activities[cell[1]].printed_code} {named(activities[cell[1]])}",
        {"badge": _("set aside") if cell in dismissals else grade(found, cell), "tone": TONES[verdict]},
        *({"text": scan_words.value(found, code, cell), "href": scan_words.why(found, code, cell), "numeric": True}
          for code in found.rules.columns),
        remarks,
    ]  # fmt: skip


def grade(found: Scan, cell: Cell) -> str:
    """Yes with its grade, where the rule set has several."""
    verdict = found.verdict(cell)
    reached = found.judged.reached(found.place(cell))
    if not reached or len(found.rules.grades) == 1:
        return str(VERDICTS[verdict])
    one = next(each for each in found.rules.grades if each.code == reached)
    return f"{VERDICTS[verdict]}: {one.names[get_language() or 'en']}"


def _heat(found: Scan, filters: Filters, regions: Rows, activities: Rows, dismissals: Dismissals) -> Shown:
    """Regions × activities in shades of the leading column, with a mark where the answer is yes."""
    if len(found.activities) > MOST_COLUMNS:
        return {}
    lines = []
    for code, row in regions.items():
        if not filters.region or code == filters.region:
            cells = [_shade(found, (code, activity), filters, regions, activities, dismissals)
                     for activity in found.activities]  # fmt: skip
            lines.append({"name": named(row), "cells": cells})
    heads = [{"code": activities[code].printed_code, "name": named(activities[code])} for code in found.activities]
    return {
        "heads": heads,
        "lines": lines,
        "of": scan_words.column(scan_words.leading_column(found)),
        "title": _("Regions and activities"),
    }


def _shade(found: Scan, cell: Cell, filters: Filters, regions: Rows, activities: Rows, dismissals: Dismissals) -> Shown:
    value, verdict = scan_words.leading(found, cell), found.verdict(cell)
    word = _("set aside") if cell in dismissals else str(VERDICTS[verdict])
    return {
        "text": scan_words.value(found, scan_words.leading_column(found), cell),
        "step": None if value is None else 1 + int(np.searchsorted(STEPS, value, side="right")),
        "is_strong": verdict is Verdict.YES and cell not in dismissals,
        "is_possible": verdict is Verdict.POSSIBLE and cell not in dismissals,
        "href": address(cell, filters),
        "label": f"{named(regions[cell[0]])}, {named(activities[cell[1]])}: {word}",
    }


def _map(found: Scan, filters: Filters, regions: Rows, dismissals: Dismissals) -> Shown:
    """How many strong cells each region has; of one chosen section how much it weighs."""
    is_one = bool(filters.section) and len(found.activities) == 1
    values: dict[str, float | None] = {}
    for code in regions:
        mine = [(code, activity) for activity in found.activities if (code, activity) not in dismissals]
        count = sum(found.verdict(cell) is Verdict.YES for cell in mine)
        values[code] = scan_words.leading(found, (code, found.activities[0])) if is_one else float(count)
    steps = region_map.steps(values)
    drawn = [
        region_map.Region(
            code=code,
            name=row.name,
            short_name=row.short_name,
            value_text=_mapped(values[code], is_one=is_one),
            step=steps.by_code.get(code),
            href=f"?{filters.query(region=code)}#cells",
            is_highlighted=code == filters.region,
        )
        for code, row in regions.items()
    ]
    title = scan_words.column(scan_words.leading_column(found)) if is_one else _("Strong cells by region")
    lower = (None, *steps.limits)
    return {
        "svg": region_map.draw(drawn, title=title),
        "title": title,
        "legend": [
            {"step": place + 1, "label": _between(lower[place], limit, is_one=is_one)}
            for place, limit in enumerate(steps.limits)
        ],
        "credit": region_map.CREDIT,
    }


def _mapped(value: float | None, *, is_one: bool) -> str:
    return texts.number(value, 2 if is_one else 0)


def _between(low: float | None, high: float, *, is_one: bool) -> str:
    decimals = 2 if is_one else 0
    if low is None and not is_one and high == 0:
        return texts.number(0)
    if low is None:
        return f"≤ {texts.number(high, decimals)}"
    if is_one:
        return f"{texts.number(low, decimals)} – {texts.number(high, decimals)}"
    return texts.number(high) if high == low + 1 else f"{texts.number(low + 1)} – {texts.number(high)}"
