"""Figures over the years, one row for each answering cell: what small charts and territorial bases show."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.period import Kind, Period
from indicators.queries import definition
from indicators.queries import figure as figures
from indicators.queries.definition import Definition, Definitions
from indicators.queries.figure import Figure, Reading
from indicators.resolution import Subject
from indicators.status import Status

TERRITORIAL_BASE = (
    "location_quotient",
    "cluster_lead",
    "sector_lead",
    "share_in_grp",
    "productivity",
    "employment_growth",
)


@dataclass(frozen=True)
class Series:
    """One indicator for one subject, as one cell answers for it, oldest first."""

    definition: Definition
    subject: str
    cell: str
    figures: tuple[Figure, ...]

    @property
    def latest(self) -> Figure:
        """The newest figure with a value, else the newest of all, which says why it has none."""
        return next((one for one in reversed(self.figures) if one.value is not None), self.figures[-1])

    @property
    def before(self) -> Figure | None:
        earlier = self.latest.period.years_before(1)
        return next((one for one in self.figures if one.period == earlier), None)

    @property
    def breaks(self) -> tuple[Period, ...]:
        """Periods that speak of another territory than the period before."""
        pairs = zip(self.figures, self.figures[1:], strict=False)
        return tuple(now.period for then, now in pairs if then.territory != now.territory)

    @property
    def is_provisional(self) -> bool:
        return self.latest.status == Status.PROVISIONAL


@dataclass(frozen=True)
class Table:
    """Several indicators of several subjects, from one snapshot."""

    reading: Reading
    rows: tuple[Series, ...]

    def find(self, code: str, subject: str) -> Series | None:
        found = (row for row in self.rows if (row.definition.code, row.subject) == (code, subject))
        return max(found, key=lambda row: row.figures[-1].period.sort_key, default=None)


@dataclass(frozen=True)
class Asked:
    """Some indicators of some subjects, in every year with data or in the last so many."""

    subjects: Mapping[str, Subject]
    definitions: Sequence[Definition]
    years: int | None = None


def together(asked: Sequence[Asked], *, at: dt.datetime | None = None) -> list[Table]:
    """One table for each thing asked, all from one snapshot."""
    flat = [(one, each.years) for each in asked for one in each.definitions]
    found = iter(figures.periods_by_definition([one for one, _ in flat], Kind.YEAR))
    periods = iter([listed[-years:] if years else listed for (_, years), listed in zip(flat, found, strict=True)])
    wanted = [[(one, next(periods)) for one in each.definitions] for each in asked]
    seen = figures.reading([pair for pairs in wanted for pair in pairs], at=at)
    return [
        Table(
            seen,
            tuple(row for one, listed in pairs if listed for row in rows_of(seen.figures(one, each.subjects, listed))),
        )
        for each, pairs in zip(asked, wanted, strict=True)
    ]


def rows_of(found: Iterable[Figure]) -> list[Series]:
    """Figures gathered by indicator, subject and answering cell, in the order in which they come."""
    rows: dict[tuple[int, str, str], list[Figure]] = {}
    for one in found:
        rows.setdefault((id(one.definition), one.subject, one.cell), []).append(one)
    return [Series(listed[0].definition, listed[0].subject, listed[0].cell, tuple(listed)) for listed in rows.values()]


def base_figures(subject: str, *, at: dt.datetime | None = None) -> list[Series]:
    """The territorial base of a cluster: coarser cells stand one beside the other, never summed.

    `subject` is a listed one such as `initiative:7`, or a text such as `KZ-61+KZ-43:A+C`.
    """
    known = definition.definitions(at)
    asked = {subject: figures.subject_of(subject, at=at, book=known.book)}
    (table,) = together([Asked(asked, chosen(known, TERRITORIAL_BASE))], at=at)
    rows = table.rows
    newest: dict[str, Period] = {}
    for row in rows:
        last = row.figures[-1].period
        newest[row.definition.code] = max(newest.get(row.definition.code, last), last, key=lambda each: each.sort_key)
    # An older cell that no longer answers (sections were published together before 2014) would only confuse.
    return [row for row in rows if row.figures[-1].period == newest[row.definition.code]]


def chosen(known: Definitions, codes: Iterable[str]) -> list[Definition]:
    """The indicators of these codes that are in force."""
    return [known.find(code) for code in codes if code in known.versions]
