"""Everything that "Why this number" shows of one figure, from one snapshot."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.formula import Explanation
from indicators.models import Code, FigureSlice, Measure, Release, SubjectPart
from indicators.period import Period
from indicators.queries import definition, name, provenance, series, variant
from indicators.queries import figure as figures
from indicators.queries.definition import Definition, Definitions
from indicators.queries.figure import Figure
from indicators.queries.provenance import Origin, Place
from indicators.queries.series import Series
from indicators.queries.variant import Variant
from indicators.resolution import Subject


@dataclass(frozen=True)
class Explained:
    """`figures` and `explanations` run in parallel, one for each answering cell; so do the rows of `history`."""

    definition: Definition
    subject: Subject
    period: Period
    at: dt.datetime | None
    vintage: dt.datetime | None
    figures: Sequence[Figure]
    explanations: Sequence[Explanation]
    origins: dict[Place, Origin]
    history: Sequence[Series]
    periods: Sequence[Period]
    variants: Sequence[Variant]
    measures: Mapping[str, Measure]
    codes: Mapping[str, Code]

    @property
    def main(self) -> Figure:
        return self.figures[0]

    @property
    def releases(self) -> list[Release]:
        found = {origin.release.pk: origin.release for origin in self.origins.values()}
        return [found[number] for number in sorted(found)]


def explained(
    known: Definitions,
    one: Definition,
    text: str,
    period: Period,
    *,
    at: dt.datetime | None = None,
    most: int | None = None,
) -> Explained:
    """`most`: how many cells of each leaf are named and traced to their files; all of them where it is not given."""
    subject = figures.subject_of(text, at=at, book=known.book)
    (published,) = figures.periods_by_definition([one], period.kind)
    years = [each for each in published if each.series == period.series]
    others = variant.definitions(known, one)
    seen = figures.reading([(one, {*years, period}), *((other, [period]) for _, other in others)], at=at)
    found = seen.figures(one, {text: subject}, [period])
    explanations = seen.explained(one, subject, period)
    rows = series.rows_of(seen.figures(one, {text: subject}, sorted({*years, period}, key=lambda each: each.sort_key)))
    cells = {figure.cell for figure in found}
    return Explained(
        definition=one,
        subject=subject,
        period=period,
        at=at,
        vintage=_vintage(seen.vintage, one, text, at),
        figures=found,
        explanations=explanations,
        origins=provenance.origins(explanations, at=at, book=known.book, most=most),
        history=[row for row in rows if row.cell in cells],
        periods=years,
        variants=variant.verdicts(seen, others, subject, period) if len(found) == 1 else [],
        measures=known.measures,
        codes=name.rows(_codes(subject, found, explanations, most)),
    )


def _codes(
    subject: Subject, found: Sequence[Figure], explanations: Sequence[Explanation], most: int | None
) -> set[str]:
    cells = (cell for each in explanations for leaf in each.leaves for cell in provenance.cells_of(leaf)[:most])
    subjects = (subject, *(Subject.parse(figure.cell) for figure in found))
    named = {code for one in subjects for code in (*one.regions, *one.activities)}
    return named | {code for cell in cells for code in (cell.region, cell.activity)}


def value_now(explained: Explained) -> Sequence[Figure]:
    """The same figures as they are today, for whoever looks at the past."""
    known = definition.definitions()
    measure = explained.definition.measure.code if explained.definition.takes_measure else None
    one = known.find(explained.definition.code, measure)
    subject = explained.main.subject
    asked = {subject: figures.subject_of(subject, book=known.book)}
    return figures.reading([(one, [explained.period])]).figures(one, asked, [explained.period])


def awaited(one: Definition, period: Period) -> FigureSlice | None:
    """The stored row that still waits for a worker: pages are fresh already, lists and verdicts follow."""
    number = one.measure.pk if one.measure else None
    rows = FigureSlice.objects.stale().filter(version=one.version, measure=number, period=str(period))
    return rows.first()


def newest_release(releases: Sequence[Release]) -> Release | None:
    recorded = [one for one in releases if one.recorded_at]
    return max(recorded, key=lambda one: one.recorded_at, default=None)


def _vintage(read: dt.datetime | None, one: Definition, text: str, at: dt.datetime | None) -> dt.datetime | None:
    """The last moment at which anything behind the figure changed: numbers, formula, or what the subject covers."""
    parts = SubjectPart.objects.filter(subject__code=text).values_list("recorded_at", "superseded_at")
    moments = [read, one.version.published_at, *(moment for pair in parts for moment in pair)]
    known = [moment for moment in moments if moment and (at is None or moment <= at)]
    return max(known, default=None)
