"""Figures: the values of indicators for subjects and periods, current or as known at a moment."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from indicators import formula
from indicators.formula import Explanation, Reason
from indicators.models import Subject as ListedSubject
from indicators.models import SubjectPart
from indicators.period import Period
from indicators.queries import cell, classification, definition
from indicators.queries.definition import Definition
from indicators.resolution import Subject
from indicators.status import Status


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

    @property
    def unit(self) -> str:
        return self.definition.unit

    @property
    def is_coarser(self) -> bool:
        return bool(self.coarser_for)


class UnknownSubject(LookupError):
    """The text names no subject, or a region or an activity in it is unknown."""


def subject_of(text: str, *, at: dt.datetime | None = None) -> Subject:
    """`KZ`, `KZ-23:B`, `KZ-61+KZ-43:A+C`, or a listed one such as `initiative:7` as it was at a moment."""
    if ListedSubject.objects.filter(code=text, kind=ListedSubject.Kind.CLUSTER).exists():
        return _listed([text], at)[text]
    book = classification.book()
    try:
        subject = Subject.parse(text)
    except ValueError as error:
        raise UnknownSubject(text) from error
    unknown = {code for code in subject.regions if code not in book.region_ids} | {
        code for code in subject.activities if code not in book.activity_ids
    }
    if unknown:
        raise UnknownSubject(", ".join(sorted(unknown)))
    return subject


def listed_subjects(*, at: dt.datetime | None = None) -> dict[str, Subject]:
    """Code → what it covers, of every listed subject: the country, the regions, the initiatives."""
    return _listed(list(ListedSubject.objects.listed().values_list("code", flat=True)), at)


def figures(
    subject: str,
    codes: Iterable[str],
    periods: Sequence[Period],
    *,
    measure: str | None = None,
    at: dt.datetime | None = None,
) -> list[Figure]:
    """The figures of one subject, by indicator in the order given, then by period, then by answering cell."""
    definitions = [definition.find(code, measure=measure, at=at) for code in codes]
    known = {subject: subject_of(subject, at=at)}
    return [figure for one in definitions for figure in evaluated(one, known, periods, at=at)]


def evaluated(
    one: Definition, subjects: dict[str, Subject], periods: Sequence[Period], *, at: dt.datetime | None = None
) -> list[Figure]:
    """All `subjects` (by the name under which each is asked for) in all `periods`, computed now."""
    snapshot = read(one, periods, at=at)
    return arranged(one, subjects, periods, snapshot)


def read(one: Definition, periods: Collection[Period], *, at: dt.datetime | None = None) -> cell.Snapshot:
    """The slices that the indicator looks at in these periods."""
    needed = {key for period in periods for key in formula.slices_needed(one.looks, period)}
    return cell.as_of(needed, at) if at else cell.current(needed)


def arranged(
    one: Definition, subjects: dict[str, Subject], periods: Sequence[Period], snapshot: cell.Snapshot
) -> list[Figure]:
    codes = classification.book().codes
    answers = formula.evaluate_dense(
        one.expression, list(dict.fromkeys(subjects.values())), list(periods), codes, snapshot.cube
    )
    return [
        Figure(
            definition=one,
            subject=name,
            cell=_cell(subject, answer),
            period=period,
            value=answer.value,
            status=answer.status,
            coverage=answer.coverage,
            coarser_for=answer.coarser_for,
            reason=answer.reason,
            vintage=snapshot.vintage,
        )
        for name, subject in subjects.items()
        for period in periods
        for answer in answers[subject, period]
    ]


def explained(
    subject: str, code: str, period: Period, *, measure: str | None = None, at: dt.datetime | None = None
) -> tuple[Definition, tuple[Explanation, ...], cell.Snapshot]:
    """How the figure comes about: the formula, the numbers in it, and each cell that was used."""
    one = definition.find(code, measure=measure, at=at)
    snapshot = read(one, [period], at=at)
    codes = classification.book().codes
    return one, formula.explain(one.expression, subject_of(subject, at=at), period, codes, snapshot.cube), snapshot


def periods_with_data(one: Definition) -> list[Period]:
    """Periods in which everything that the indicator looks at without a lag is published, oldest first."""
    present = {look.measure for look in one.looks if look.years == 0 and look.base is None}
    known = cell.known_periods(present)
    common = set.intersection(*known.values()) if known else set()
    return sorted(common, key=lambda each: each.sort_key)


def _cell(subject: Subject, answer: formula.Figure) -> str:
    if not answer.coarser_for:
        return str(subject)
    return str(Subject(subject.regions, frozenset(answer.activities)))


def _listed(codes: Collection[str], at: dt.datetime | None) -> dict[str, Subject]:
    book = classification.book()
    parts = SubjectPart.objects.as_of(at) if at else SubjectPart.objects.current()
    regions: dict[str, set[str]] = {code: set() for code in codes}
    activities: dict[str, set[str]] = {code: set() for code in codes}
    region_ids = set(book.region_ids.values())
    for code, part in parts.filter(subject__code__in=codes).values_list("subject__code", "code_id"):
        (regions if part in region_ids else activities)[code].add(book.code_of[part])
    return {code: Subject(frozenset(regions[code]), frozenset(activities[code])) for code in codes if regions[code]}
