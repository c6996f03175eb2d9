"""How old a figure is, when the next release is due, and what has just come in."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.timesince import timesince
from django.utils.timezone import localdate

from indicators.models import FigureSlice, Source
from indicators.queries import explanation as explanations
from indicators.queries import name
from indicators.queries.explanation import Explained
from indicators.queries.nearest import Nearest
from indicators.resolution import Subject
from indicators.shown import addresses, cards, texts

Shown = dict[str, Any]


def age(vintage: dt.datetime | None, on: dt.datetime) -> str:
    """`3 months`, counted at the moment of the page."""
    return timesince(vintage, on) if vintage else ""


def due(sources: Sequence[Source], on: dt.datetime) -> list[Shown]:
    """One line for each source behind the figure."""
    day = localdate(on)
    return [
        {
            "name": source.name,
            "day": source.next_due_on,
            "is_overdue": source.is_overdue(on=day),
            "is_announced": source.is_due_announced,
            "note": source.due_note,
        }
        for source in sources
    ]


def waiting(found: Explained, awaited: FigureSlice | None, on: dt.datetime) -> Shown:
    """A release that rankings and notices do not follow yet; the page itself counts it already."""
    if awaited is None or found.at or awaited.stale_since is None:
        return {}
    newest = explanations.newest_release(found.releases)
    is_release = newest is not None and newest.recorded_at is not None and newest.recorded_at >= awaited.stale_since
    since = newest.recorded_at if newest is not None and is_release else awaited.stale_since
    return {
        "number": newest.pk if newest is not None and is_release else None,
        "seconds": max(0, round((on - since).total_seconds())) if since else 0,
        "before": _before(found, awaited),
    }


def _before(found: Explained, awaited: FigureSlice) -> str:
    """What the stored row still says of a listed subject, where that differs from the page."""
    stored = zip(awaited.subjects, awaited.cells, awaited.figures, strict=True)
    kept = [value for subject, cell, value in stored if (subject, cell) == (found.main.subject, found.main.cell)]
    if not kept or kept[0] is None or kept[0] == found.main.value:
        return ""
    return texts.formatter(found.definition)(kept[0])


def nearest(around: Nearest | None, found: Explained) -> Shown:
    """What stands nearest to a figure without a value."""
    if around is None:
        return {}
    return {
        "wider": _wider(around, found) if around.wider else {},
        "other_year": _other_year(around) if around.other_year else {},
    }


def _wider(around: Nearest, found: Explained) -> Shown:
    figure = around.wider
    if figure is None:
        return {}
    # The name may not be among those that the page has read, as nothing of the figure speaks of the wider activity.
    activities = Subject.parse(figure.cell).activities
    known = name.names(activities)
    return {
        "label": name.activities(Subject.parse(figure.cell), known) or ", ".join(sorted(activities)),
        "value": texts.value(figure),
        "href": addresses.of_figure(figure, at=found.at),
    }


def _other_year(around: Nearest) -> Shown:
    figure = around.other_year
    if figure is None:
        return {}
    return {"label": cards.period(figure.period), "value": texts.value(figure), "href": addresses.of_figure(figure)}
