"""From a figure back to releases, files and rows."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from indicators.formula import ExplainedCell, ExplainedLeaf, Explanation
from indicators.models import Observation, Release
from indicators.period import Period
from indicators.queries import classification
from indicators.queries import figure as figures

Place = tuple[str, str, str, str]
BLOCKS = 20
# A region × activity that is looked at brings others with it: rows as the database has them, not as objects.
PLACE = ("measure_id", "period", "region_id", "activity_id")
TOLD = ("release_id", "sheet", "line", "column", "value", "status", "recorded_at")


@dataclass(frozen=True)
class Origin:
    """Where one input value stands: its release, the sheet and the place in it."""

    release: Release
    sheet: str
    line: int | None
    column: int | None
    value: float | None
    status: str
    recorded_at: dt.datetime


def origins(
    explanations: Iterable[Explanation],
    *,
    at: dt.datetime | None = None,
    book: classification.Book | None = None,
    most: int | None = None,
) -> dict[Place, Origin]:
    """(measure, period, region, activity) of cells that were used, at most so many of a leaf → where it comes from."""
    wanted = {
        (cell.measure, str(cell.period), cell.region, cell.activity)
        for explanation in explanations
        for leaf in explanation.leaves
        for cell in cells_of(leaf)[:most]
    }
    if not wanted:
        return {}
    book = book or classification.book()
    rows = Observation.objects.as_of(at) if at else Observation.objects.current()
    measures = {number: code for code, number in book.measure_ids.items()}
    found = rows.filter(_around(wanted, book)).values_list(*PLACE, *TOLD)
    placed = {
        place: row
        for measure, period, region, activity, *row in found.iterator(chunk_size=2000)
        if (place := (measures[measure], period, book.code_of[region], book.code_of[activity])) in wanted
    }
    known = Release.objects.select_related("source").in_bulk({row[0] for row in placed.values()})
    return {place: _origin(known[release], *row) for place, (release, *row) in placed.items()}


def cells_of(leaf: ExplainedLeaf) -> list[ExplainedCell]:
    """What the leaf adds up, then what it is weighted by."""
    return [*leaf.cells, *(cell for weight in leaf.weights for cell in weight.cells)]


def _around(wanted: set[Place], book: classification.Book) -> Q:
    """Regions × activities of each slice that is looked at: a sum over thousands of cells stays a short question."""
    inside: dict[tuple[str, str], dict[str, set[str]]] = {}
    for measure, period, region, activity in wanted:
        inside.setdefault((measure, period), {}).setdefault(region, set()).add(activity)
    chosen = Q(pk=None)
    for measure, period in sorted(inside):
        for regions, activities in _blocks(inside[measure, period]):
            chosen |= Q(
                measure=book.measure_ids[measure],
                period=period,
                region__in=[book.region_ids[code] for code in regions],
                activity__in=[book.activity_ids[code] for code in activities],
            )
    return chosen


def _blocks(activities_of: Mapping[str, set[str]]) -> list[tuple[list[str], list[str]]]:
    """Regions of which the same activities are wanted go together; where few are alike, all of them with all."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for region in sorted(activities_of):
        alike.setdefault(tuple(sorted(activities_of[region])), []).append(region)
    if len(alike) <= BLOCKS:
        return [(regions, list(activities)) for activities, regions in alike.items()]
    return [(sorted(activities_of), sorted(set().union(*activities_of.values())))]


def releases(
    subject: str, code: str, period: Period, *, measure: str | None = None, at: dt.datetime | None = None
) -> dict[str, str]:
    """Answering cell → the numbers of the releases that its inputs come from, joined by `+`."""
    _, explanations, _ = figures.explained(subject, code, period, measure=measure, at=at)
    found: dict[str, set[int]] = {}
    book = classification.book()
    asked = figures.subject_of(subject, at=at, book=book)
    for explanation in explanations:
        numbers = {origin.release.pk for origin in origins([explanation], at=at, book=book).values()}
        found.setdefault(figures.answering_cell(asked, explanation.figure), set()).update(numbers)
    return {answering: "+".join(map(str, sorted(numbers))) for answering, numbers in found.items()}


def _origin(release: Release, place: int, *told: Any) -> Origin:
    return Origin(release, release.sheets[place] if place < len(release.sheets) else "", *told)
