"""One cell of the scan taken apart: each condition with its value, and the verdict."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.models import Code, ScanRules
from indicators.queries.figure import Figure
from indicators.queries.scan import Cell, Scan
from indicators.scan import Verdict
from indicators.shown import scan, scan_words, texts

Shown = dict[str, Any]


def page(found: Scan, cell: Cell, filters: scan.Filters, sets: Sequence[ScanRules], rows: tuple[Code, Code]) -> Shown:
    place, activity = rows
    verdict = found.verdict(cell)
    return {
        "scan": found,
        "cell": cell,
        "subject": f"{cell[0]}:{cell[1]}",
        "region_row": place,
        "activity_row": activity,
        "region_name": scan.named(place),
        "activity_name": scan.named(activity),
        "verdict": scan.grade(found, cell),
        "tone": scan.TONES[verdict],
        "is_strong": verdict is Verdict.YES,
        "remark": scan_words.remark(found, cell),
        **_table([_condition(line) for line in scan_words.conditions(found, cell)]),
        "grades": _grades(found, cell),
        "ways_head": [_("Way to ask"), {"label": _("Value"), "numeric": True}],
        "ways": _ways(found, cell),
        "tabs": _tabs(found, cell, filters, sets),
        "back": f"{reverse('scan')}?{filters.query(verdict='')}",
        "vintage": found.reading.vintage,
        **scan.about(found),
    }


def _table(lines: list[list[Any]]) -> Shown:
    """Without the column of remarks where there is none."""
    head = [_("Condition"), {"label": _("Value"), "numeric": True}, _("Verdict"), _("Remarks")]
    is_remarked = any(line[-1] for line in lines)
    return {"head": head if is_remarked else head[:-1], "rows": lines if is_remarked else [row[:-1] for row in lines]}


def _condition(line: Shown) -> list[Any]:
    verdict = line["verdict"]
    return [
        line["text"],
        {"text": line["value"], "href": line["why"], "numeric": True},
        {"badge": str(scan.VERDICTS[verdict]), "tone": scan.TONES[verdict]},
        line["unknown"],
    ]


def _grades(found: Scan, cell: Cell) -> list[Shown]:
    """Of a rule set with several: which of them the cell has."""
    if len(found.rules.grades) == 1:
        return []
    language, place = get_language() or "en", found.place(cell)
    verdicts = [(each, Verdict(int(found.judged.grades[each.code][place]))) for each in found.rules.grades]
    return [
        {"name": each.names[language], "label": scan.VERDICTS[verdict], "tone": scan.TONES[verdict]}
        for each, verdict in verdicts
    ]


def _ways(found: Scan, cell: Cell) -> list[list[Any]]:
    """The quotient asked for in every other way that answers for this very cell."""
    column = found.columns.get("location_quotient")
    if column is None or cell not in column.ways:
        return []
    told = zip(found.ways, column.ways[cell], strict=True)
    return [
        [str(label), {"text": texts.number(figure.value, 2), "numeric": True}]
        for label, figure in told
        if _is_exact(figure)
    ]


def _is_exact(figure: Figure | None) -> bool:
    return figure is not None and figure.value is not None and not figure.is_coarser


def _tabs(found: Scan, cell: Cell, filters: scan.Filters, sets: Sequence[ScanRules]) -> list[Shown]:
    language = get_language() or "en"
    return [
        {
            "label": one.content["names"][language],
            "href": scan.address(cell, scan.Filters(rules=one.code, period=filters.period, as_of=filters.as_of)),
            "is_current": one.code == found.rules.code,
        }
        for one in sets
    ]
