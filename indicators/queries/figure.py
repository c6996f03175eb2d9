"""Figures: the values of indicators for subjects and periods, current or as known at a moment."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators import formula
from indicators.formula import ExplainedLeaf, Explanation, Reason
from indicators.period import Kind, Period
from indicators.published import Resolver
from indicators.queries import cell, classification, cross_section, definition
from indicators.queries.cross_section import CrossSection
from indicators.queries.definition import Definition
from indicators.queries.last import Last
from indicators.queries.subject import UnknownSubject, listed_subjects, subject_of
from indicators.resolution import ALL_ACTIVITIES, Subject
from indicators.status import Status
from indicators.territory import Territory

__all__ = [
    "Figure",
    "Reading",
    "UnknownSubject",
    "evaluated",
    "explained",
    "figures",
    "listed_subjects",
    "periods_with_data",
    "reading",
    "subject_of",
]


@dataclass(frozen=True)
class Figure:
    """One value with all that must stand beside it. `cell` is what answers: `KZ-39:A` for an activity 01.11."""

    definition: Definition
    subject: str
    cell: str
    period: Period
    value: float | None
    status: Status
    coverage: float
    coarser_for: tuple[str, ...]
    reason: Reason | None
    vintage: dt.datetime | None
    territory: Territory = frozenset()

    @property
    def unit(self) -> str:
        return self.definition.unit

    @property
    def is_coarser(self) -> bool:
        return bool(self.coarser_for)


# A figure with its subject takes about a kilobyte, and a page of the scan asks for tens of thousands of them.
# A sum over the country has thousands of cells, and its explanation names each: some thirty megabytes of them.
_answered: Last[formula.Figures] = Last(200_000)
_explained: Last[tuple[Explanation, ...]] = Last(100_000)


def forget() -> None:
    """Compute everything anew: for comparisons."""
    _answered.clear()
    _explained.clear()


@dataclass(frozen=True)
class Reading:
    """What was read in one look at the database: every figure of it belongs to one snapshot."""

    book: classification.Book
    snapshot: cell.Snapshot
    resolver: Resolver

    @property
    def vintage(self) -> dt.datetime | None:
        return self.snapshot.vintage

    def figures(self, one: Definition, subjects: Mapping[str, Subject], periods: Sequence[Period]) -> list[Figure]:
        """All `subjects` (by the name under which each is asked for) in all `periods`, then by answering cell."""
        if one.recipe is not None:
            return self._composed(one, subjects, periods)
        answers = self._answers(one, tuple(dict.fromkeys(subjects.values())), tuple(periods))
        return [
            self._figure(one, name, subject, period, answer)
            for name, subject in subjects.items()
            for period in periods
            for answer in answers[subject, period]
        ]

    def explained(self, one: Definition, subject: Subject, period: Period) -> tuple[Explanation, ...]:
        """The formula, the numbers in it, and each cell that was used: one for each answering cell.

        A composite index is explained by its inputs, in the order of its recipe.
        """
        if one.recipe is not None:
            return tuple(each for part in one.inputs for each in self.explained(part, subject, period))
        key = (self.snapshot.fingerprint, one.expression, subject, period)
        known = _explained.get(key) if self.snapshot.fingerprint else None
        if known is None:
            cube, codes = self.snapshot.cube, self.book.codes
            known = formula.explain(one.expression, subject, period, codes, cube, resolver=self.resolver)
            if self.snapshot.fingerprint:
                _explained.keep(key, known, 1 + sum(_cells_in(leaf) for each in known for leaf in each.leaves))
        return known

    def cross_sections(self, one: Definition, periods: Sequence[Period]) -> dict[Period, CrossSection]:
        """A composite index over all present regions, from nothing but this reading."""
        regions = sorted(self.book.codes.regions.whole)
        asked = tuple(Subject(frozenset({region})) for region in regions)
        answers = [self._answers(part, asked, tuple(periods)) for part in one.inputs]
        return {
            period: CrossSection(
                one.recipe,
                {
                    region: [_input(each[subject, period]) for each in answers]
                    for region, subject in zip(regions, asked, strict=True)
                },
            )
            for period in periods
        }

    def _composed(self, one: Definition, subjects: Mapping[str, Subject], periods: Sequence[Period]) -> list[Figure]:
        found = self.cross_sections(one, periods)
        return [
            self._score(one, name, subject, period, found[period])
            for name, subject in subjects.items()
            for period in periods
        ]

    def _score(self, one: Definition, name: str, subject: Subject, period: Period, whole: CrossSection) -> Figure:
        region = str(subject)
        answer = whole.answer(region) if region in whole.inputs else cross_section.NOT_COMPARED
        return Figure(
            definition=one,
            subject=name,
            cell=region,
            period=period,
            value=answer.value,
            status=answer.status,
            coverage=answer.coverage,
            coarser_for=(),
            reason=answer.reason,
            vintage=self.vintage,
            territory=answer.territory,
        )

    def _answers(self, one: Definition, subjects: tuple[Subject, ...], periods: tuple[Period, ...]) -> formula.Figures:
        """Computed once for each state of the slices; whatever changes them changes the fingerprint."""
        key = (self.snapshot.fingerprint, one.expression, subjects, periods)
        known = _answered.get(key) if self.snapshot.fingerprint else None
        if known is None:
            cube, codes = self.snapshot.cube, self.book.codes
            known = formula.evaluate_dense(one.expression, subjects, periods, codes, cube, resolver=self.resolver)
            if self.snapshot.fingerprint:
                _answered.keep(key, known, 1 + sum(map(len, known.values())))
        return known

    def _figure(self, one: Definition, name: str, subject: Subject, period: Period, answer: formula.Figure) -> Figure:
        return Figure(
            definition=one,
            subject=name,
            cell=answering_cell(subject, answer),
            period=period,
            value=answer.value,
            status=answer.status,
            coverage=answer.coverage,
            coarser_for=answer.coarser_for,
            reason=answer.reason,
            vintage=self.vintage,
            territory=answer.territory,
        )


def _cells_in(leaf: ExplainedLeaf) -> int:
    return len(leaf.cells) + sum(map(_cells_in, leaf.weights))


def _input(answers: Sequence[formula.Figure]) -> cross_section.Input:
    """An indicator that answers in several cells, or not at all, has no one value for a region."""
    if len(answers) != 1:
        return cross_section.Input(None, Status.NOT_APPLICABLE)
    return cross_section.Input(answers[0].value, answers[0].status, answers[0].territory)


def reading(wanted: Iterable[tuple[Definition, Iterable[Period]]], *, at: dt.datetime | None = None) -> Reading:
    """Every slice that these indicators look at in these periods, in one statement."""
    needed = {key for one, periods in wanted for period in periods for key in formula.slices_needed(one.looks, period)}
    book = classification.book()
    snapshot = cell.as_of(needed, at, book=book) if at else cell.current(needed, book=book)
    return Reading(book, snapshot, cell.resolver(snapshot, book))


def figures(
    subject: str,
    codes: Iterable[str],
    periods: Sequence[Period],
    *,
    measure: str | None = None,
    at: dt.datetime | None = None,
) -> list[Figure]:
    """The figures of one subject, by indicator in the order given, then by period, then by answering cell."""
    found = definition.definitions(at)
    chosen = [found.find(code, measure) for code in codes]
    known = {subject: subject_of(subject, at=at, book=found.book)}
    seen = reading([(one, periods) for one in chosen], at=at)
    return [figure for one in chosen for figure in seen.figures(one, known, periods)]


def evaluated(
    one: Definition, subjects: Mapping[str, Subject], periods: Sequence[Period], *, at: dt.datetime | None = None
) -> list[Figure]:
    """All `subjects` in all `periods`, computed now."""
    return reading([(one, periods)], at=at).figures(one, subjects, periods)


def explained(
    subject: str, code: str, period: Period, *, measure: str | None = None, at: dt.datetime | None = None
) -> tuple[Definition, tuple[Explanation, ...], cell.Snapshot]:
    """How the figure comes about: the formula, the numbers in it, and each cell that was used."""
    found = definition.definitions(at)
    one = found.find(code, measure)
    seen = reading([(one, [period])], at=at)
    return one, seen.explained(one, subject_of(subject, at=at, book=found.book), period), seen.snapshot


def answering_cell(subject: Subject, answer: formula.Figure) -> str:
    """The subject itself where it is answered as a whole, else the part of it or the coarser cell that answers."""
    speaks_of = frozenset(answer.activities) - {ALL_ACTIVITIES}
    return str(subject) if speaks_of == subject.activities else str(Subject(subject.regions, speaks_of))


def periods_with_data(one: Definition) -> list[Period]:
    """Periods in which everything that the indicator looks at without a lag is published, oldest first."""
    return periods_by_definition([one])[0]


def periods_by_definition(wanted: Sequence[Definition], kind: Kind | None = None) -> list[list[Period]]:
    """The same for several indicators at once, in their order; of one kind of period only where it is given."""
    present = [{look.measure for look in one.looks if look.years == 0 and look.base is None} for one in wanted]
    known = cell.known_periods(set().union(*present))
    return [_common([known[measure] for measure in measures], kind) for measures in present]


def _common(published: Collection[set[Period]], kind: Kind | None) -> list[Period]:
    common = set.intersection(*published) if published else set()
    return sorted((each for each in common if kind in (None, each.kind)), key=lambda each: each.sort_key)
