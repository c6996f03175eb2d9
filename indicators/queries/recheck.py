"""A figure worked out anew, from the observations themselves and by the slow evaluator: is it what the page shows?"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from indicators import formula
from indicators.models import FigureSlice
from indicators.period import Period
from indicators.published import Resolver
from indicators.queries import cell
from indicators.queries import figure as figures
from indicators.queries.definition import Definition, Definitions
from indicators.queries.figure import Figure
from indicators.resolution import Subject
from indicators.status import ABSENT, Status

# A release that is published in between changes one look and not the other, so both are taken again.
TRIES = 3

Answer = tuple[float | None, Status]


@dataclass(frozen=True)
class Checked:
    """`again` is what the slow evaluator says; `kept` what a worker has stored for a listed subject."""

    figure: Figure
    again: Answer | None
    kept: Answer | None

    @property
    def is_equal(self) -> bool:
        """To the last bit, with the same status."""
        shown = (self.figure.value, self.figure.status)
        return self.again == shown and self.kept in (None, shown)


@dataclass(frozen=True)
class Recheck:
    definition: Definition
    subject: Subject
    period: Period
    at: dt.datetime | None
    checked: Sequence[Checked]
    observations: int

    @property
    def is_equal(self) -> bool:
        return all(one.is_equal for one in self.checked)


def recheck(
    known: Definitions, one: Definition, text: str, period: Period, *, at: dt.datetime | None = None
) -> Recheck:
    subject = figures.subject_of(text, at=at, book=known.book)
    needed = formula.slices_needed(one.looks, period)
    for _try in range(TRIES):
        seen = figures.reading([(one, [period])], at=at)
        rows = cell.as_of(needed, at or cell.END_OF_TIME, book=known.book)
        if at or figures.reading([(one, [period])]).snapshot.fingerprint == seen.snapshot.fingerprint:
            break
    again = _again(known, one, subject, period, rows)
    kept = {} if at else _kept(one, text, period)
    checked = [
        Checked(figure, again.get(figure.cell), kept.get(figure.cell))
        for figure in seen.figures(one, {text: subject}, [period])
    ]
    return Recheck(one, subject, period, at, checked, _observations(rows))


def _again(
    known: Definitions, one: Definition, subject: Subject, period: Period, rows: cell.Snapshot
) -> dict[str, Answer]:
    """Answering cell → its answer. A composite index has no formula; it is put together anew from the same rows."""
    codes = rows.codes(known.book)
    if one.recipe is not None:
        anew = figures.Reading(known.book, rows, Resolver(codes, rows.cube))
        found = anew.figures(one, {str(subject): subject}, [period])
        return {each.cell: (each.value, each.status) for each in found}
    return {
        figures.answering_cell(subject, answer): (answer.value, answer.status)
        for answer in formula.evaluate(one.expression, subject, period, codes, rows.cube)
    }


def _kept(one: Definition, text: str, period: Period) -> dict[str, Answer]:
    """Answering cell → what stands in the stored row, where it waits for no worker."""
    number = one.measure.pk if one.measure else None
    row = FigureSlice.objects.filter(version=one.version, measure=number, period=str(period), stale_since=None).first()
    if row is None:
        return {}
    stored = zip(row.subjects, row.cells, row.figures, row.statuses, strict=True)
    return {cell_: (value, Status(status)) for subject, cell_, value, status in stored if subject == text}


def _observations(rows: cell.Snapshot) -> int:
    return sum(int((plane.gravities != ABSENT).sum()) for plane in rows.cube.slices.values())
