"""What a release changes, as the components of the pages take it."""

from collections.abc import Iterable
from typing import Any

from indicators.formats import row
from indicators.models import Measure, Release
from indicators.queries import name
from indicators.queries import outlook as outlooks
from indicators.queries.outlook import Change, Revision, Turn
from indicators.shown import texts

Shown = dict[str, Any]


def outlook(release: Release) -> Shown:
    found_now = outlooks.outlook(release)
    measures = dict(Measure.objects.values_list("code", "name"))
    known = name.names(
        {code for each in found_now.revisions for code in (each.region, each.activity)}
        | {code for turn in found_now.turns for code in _codes_of(turn)}
    )
    clusters = name.of_clusters({turn.subject for turn in found_now.turns})
    return {
        "is_out": release.recorded_at is not None,
        "new": texts.number(found_now.new),
        "revised": texts.number(found_now.revised),
        "gone": texts.number(found_now.gone),
        "changes": [_change_row(each, measures) for each in found_now.changes],
        "revisions": [_revision_row(each, measures, known) for each in found_now.revisions],
        "turns": _by_subject(found_now.turns, known, clusters),
    }


def _codes_of(turn: Turn) -> set[str]:
    return {turn.subject, *(turn.cell.split(",") if turn.cell else ())}


def _change_row(each: Change, measures: dict[str, str]) -> list[Any]:
    counts = [{"text": texts.number(number), "numeric": True} for number in (each.new, each.revised, each.gone)]
    return [measures[each.measure], each.period, *counts]


def _revision_row(each: Revision, measures: dict[str, str], known: name.Names) -> list[Any]:
    where = f"{known.get(each.region, each.region)}: {known.get(each.activity, each.activity)}"
    return [
        where,
        f"{measures[each.measure]}, {each.period}",
        {"text": _with_status(each.before, each.before_status), "numeric": True},
        {"text": _with_status(each.after, each.status), "numeric": True},
    ]


def _with_status(value: float | None, status: str) -> str:
    written = texts.number(value, 1)
    return written if status == row.OK else f"{written} ({texts.status(status)})"


def _by_subject(turns: Iterable[Turn], known: name.Names, clusters: dict[str, Shown]) -> list[Shown]:
    """Initiatives first: whoever runs one is told why its light turned."""
    found: dict[str, Shown] = {}
    for turn in turns:
        named = clusters.get(turn.subject, {"name": known.get(turn.subject, turn.subject), "href": ""})
        block = found.setdefault(turn.subject, {**named, "is_initiative": turn.subject in clusters, "lines": []})
        block["lines"].append(_line(turn, known))
    return sorted(found.values(), key=lambda block: (not block["is_initiative"], block["name"]))


def _line(turn: Turn, known: name.Names) -> Shown:
    written = texts.formatter(turn.one)
    cell = ", ".join(known.get(code, code) for code in turn.cell.split(",")) if turn.cell else ""
    return {
        "indicator": turn.one.indicator.name,
        "cell": cell,
        "before": f"{written(turn.before)} ({turn.before_period})",
        "after": f"{written(turn.value)} ({turn.period})",
    }
