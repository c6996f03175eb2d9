"""Between what a withheld figure must lie, where the published values around it leave only so much room."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from functools import cache

from django.db.models import Q

from indicators import formula, reference
from indicators.formula import Interval
from indicators.formula.bounding import Given
from indicators.formula.withheld import Cell
from indicators.models import Observation
from indicators.period import Period, parse
from indicators.queries import definition
from indicators.queries import figure as figures
from indicators.queries.figure import Figure, Reading
from indicators.resolution import Subject
from indicators.status import Status

Key = tuple[str, str | None, str, str, str]


def key(figure: Figure) -> Key:
    measure = figure.definition.measure.code if figure.definition.measure else None
    return (figure.definition.code, measure, figure.subject, figure.cell, str(figure.period))


def of(found: Iterable[Figure], *, at: dt.datetime | None = None) -> Mapping[Key, Interval]:
    """The bounds of those figures that are withheld and can be bounded; nothing is read where none is withheld."""
    asked = [one for one in found if one.status is Status.SUPPRESSED and one.definition.recipe is None]
    if not asked:
        return {}
    book = definition.definitions(at).book
    seen = figures.reading([(figure.definition, [figure.period]) for figure in asked], at=at)
    names = {figure.subject for figure in asked}
    subjects = {name: figures.subject_of(name, at=at, book=book) for name in names}
    given = _given(seen, at)
    told: dict[Key, Interval] = {}
    for figure in asked:
        if key(figure) not in told:
            told |= _bounds(seen, figure, subjects[figure.subject], given)
    return told


def _bounds(seen: Reading, asked: Figure, subject: Subject, given: Given) -> dict[Key, Interval]:
    """Of every cell that answers for the subject in that period."""
    one, period = asked.definition, asked.period
    answers = seen.figures(one, {asked.subject: subject}, [period])
    found = formula.bounds(
        one.expression,
        subject,
        period,
        seen.book.codes,
        seen.snapshot.cube,
        not_negative=_not_negative(),
        given=given,
        resolver=seen.resolver,
    )
    return {key(figure): each for figure, each in zip(answers, found, strict=True) if each is not None}


def _given(seen: Reading, at: dt.datetime | None) -> Given:
    """What sources tell of the cells that they withhold, in whole numbers as in the cube."""
    codes, measures = seen.book.code_of, seen.book.codes.measures
    held = {(measure, str(period)) for measure, period in seen.snapshot.cube.slices}
    rows = Observation.objects.current() if at is None else Observation.objects.as_of(at)
    asked = rows.filter(Q(low__isnull=False) | Q(high__isnull=False), measure__code__in={code for code, _ in held})
    columns = ("measure__code", "period", "region_id", "activity_id", "low", "high")
    found: dict[tuple[str, Period], dict[Cell, Interval]] = {}
    for measure, period, region, activity, low, high in asked.values_list(*columns):
        if (measure, period) in held:
            scale = measures[measure].scale
            ends = (-math.inf if low is None else low * scale, math.inf if high is None else high * scale)
            found.setdefault((measure, parse(period)), {})[Cell(codes[region], codes[activity])] = Interval(*ends)
    return found


@cache
def _not_negative() -> frozenset[str]:
    """Measures of which no value is below zero; value added can be."""
    return frozenset(reference.document("interval_rules")["not_negative"])
