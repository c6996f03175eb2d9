"""What follows from a figure that was computed anew, in the same transaction. Who follows it is known further up."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from indicators.models import FigureSlice
from indicators.period import Period, parse
from indicators.queries import figure as figures
from indicators.queries import verdict
from indicators.queries.definition import Definition
from indicators.queries.figure import Figure

Known = Mapping[tuple[str, str], float | None]

# As in the report of a release: what an old year said once is news for nobody.
NEWEST = 3


@dataclass(frozen=True)
class Turned:
    """A verdict that turned: against the same period as it stood, or against the year before where that is new."""

    subject: str
    cell: str
    value: float
    before: float
    before_period: Period
    line: float

    @property
    def is_above(self) -> bool:
        return self.value > self.line


@dataclass(frozen=True)
class Computed:
    """A figure slice that has just been computed. `state` names what it was computed from."""

    definition: Definition
    period: Period
    state: str
    turned: tuple[Turned, ...]


Follower = Callable[[Computed, dt.datetime], None]
_followers: list[Follower] = []


def followed_by(follower: Follower) -> None:
    """From now on `follower` is called for every figure slice that is computed, in its transaction."""
    if follower not in _followers:
        _followers.append(follower)


def follow(computed: Computed, at: dt.datetime) -> None:
    for follower in _followers:
        follower(computed, at)


def computed(standing: FigureSlice, one: Definition, found: Sequence[Figure], inputs: Mapping[str, int]) -> Computed:
    """What was computed, held against what stands; ask before it is overwritten."""
    state = hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:16]
    line = verdict.line_of(one)
    turned = () if line is None else _turned(standing, one, found, line)
    return Computed(one, parse(standing.period), state, tuple(turned))


def _turned(standing: FigureSlice, one: Definition, found: Sequence[Figure], line: float) -> list[Turned]:
    period = parse(standing.period)
    if standing.computed_at is not None:
        stored = zip(standing.subjects, standing.cells, standing.figures, strict=True)
        known: Known = {(subject, cell): value for subject, cell, value in stored}
        turned = _against(found, known, period, line)
        return turned if turned and _later(standing).count() < NEWEST else []
    if _later(standing).exists():
        return []
    before = _year_before(_beside(standing).exclude(pk=standing.pk), one, found, period)
    return _against(found, before, period.years_before(1), line)


def _beside(standing: FigureSlice) -> QuerySet[FigureSlice]:
    return FigureSlice.objects.filter(version=standing.version_id, measure=standing.measure_id)


def _later(standing: FigureSlice) -> QuerySet[FigureSlice]:
    return _beside(standing).filter(period__gt=standing.period)


def _against(found: Sequence[Figure], known: Known, of: Period, line: float) -> list[Turned]:
    pairs = ((each, known.get((each.subject, each.cell))) for each in found)
    return [
        Turned(each.subject, each.cell, each.value, was, of, line)
        for each, was in pairs
        if each.value is not None and was is not None and (each.value > line) != (was > line)
    ]


def _year_before(beside: QuerySet[FigureSlice], one: Definition, found: Sequence[Figure], period: Period) -> Known:
    """The figures of the year before, of subjects that have been measured by this version before."""
    last = beside.exclude(computed_at=None).order_by("-period").first()
    names = {each.subject for each in found} & set(last.subjects if last else ())
    listed = {name: subject for name, subject in figures.listed_subjects().items() if name in names}
    before = figures.evaluated(one, listed, [period.years_before(1)]) if listed else []
    return {(each.subject, each.cell): each.value for each in before}
