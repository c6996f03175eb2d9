"""The same indicator of several subjects in the same years, from one snapshot."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.period import Period
from indicators.queries import figure as figures
from indicators.queries import name, series
from indicators.queries.definition import Definition, Definitions
from indicators.queries.figure import Figure
from indicators.queries.series import Series
from indicators.resolution import Subject

# More lines than this nobody tells apart.
MOST_OTHERS = 3


@dataclass(frozen=True)
class Compared:
    """`figures` are those of the period, `rows` the years around it; the first subject is the one that was asked for.

    `unknown`: what was asked for beside it and names nothing; `left_out`: what is more than can be shown.
    """

    definition: Definition
    period: Period
    at: dt.datetime | None
    subjects: Mapping[str, Subject]
    figures: Sequence[Figure]
    rows: Sequence[Series]
    vintage: dt.datetime | None
    names: Mapping[str, str]
    unknown: Sequence[str]
    left_out: Sequence[str]


def compared(
    known: Definitions,
    one: Definition,
    texts: Sequence[str],
    period: Period,
    *,
    at: dt.datetime | None = None,
) -> Compared:
    """The first of the texts must name something; of the others those that do are shown."""
    first, *others = dict.fromkeys(texts)
    subjects = {first: figures.subject_of(first, at=at, book=known.book)}
    unknown = []
    for text in others[: MOST_OTHERS * 2]:
        try:
            subjects[text] = figures.subject_of(text, at=at, book=known.book)
        except figures.UnknownSubject:
            unknown.append(text)
    listed = list(subjects)
    subjects = {text: subjects[text] for text in listed[: MOST_OTHERS + 1]}
    (published,) = figures.periods_by_definition([one], period.kind)
    years = sorted(
        {period, *(each for each in published if each.series == period.series)}, key=lambda each: each.sort_key
    )
    seen = figures.reading([(one, years)], at=at)
    return Compared(
        definition=one,
        period=period,
        at=at,
        subjects=subjects,
        figures=seen.figures(one, subjects, [period]),
        rows=series.rows_of(seen.figures(one, subjects, years)),
        vintage=seen.vintage,
        names=name.of_subjects(subjects.values()),
        unknown=unknown,
        left_out=listed[MOST_OTHERS + 1 :],
    )
