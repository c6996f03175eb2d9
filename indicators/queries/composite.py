"""Composite indices as pages ask for them: a ranking, one region taken apart, and the years side by side."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from indicators import composite, reference
from indicators.composite import stability
from indicators.composite.table import Table
from indicators.models import FigureSlice, Indicator, IndicatorVersion
from indicators.period import Kind, Period
from indicators.queries import definition
from indicators.queries import figure as figures
from indicators.queries.cross_section import CrossSection, Ranking
from indicators.queries.definition import Definition, Definitions
from indicators.queries.figure import Reading

YEARS = 10


class UnknownIndex(LookupError):
    """No composite index of this code is in force."""


class NotPublished(LookupError):
    """The index has no values in this period."""


@dataclass(frozen=True)
class Ranked:
    """One period of an index. `ranking` holds the intervals, as the worker stored them or as they were drawn now."""

    definition: Definition
    period: Period
    periods: Sequence[Period]
    reading: Reading
    whole: CrossSection
    ranking: Ranking

    @property
    def ordered(self) -> list[str]:
        """Regions from the first place to the last, then those without one."""
        return sorted(self.ranking, key=lambda code: (self.ranking[code]["rank"] or np.inf, code))


@dataclass(frozen=True)
class Years:
    """The index in each of its last years."""

    definition: Definition
    periods: Sequence[Period]
    wholes: Mapping[Period, CrossSection]

    @cached_property
    def scores(self) -> Table:
        """Regions × years."""
        return np.column_stack([self.wholes[period].index.scores for period in self.periods])

    @property
    def newest(self) -> CrossSection:
        return self.wholes[self.periods[-1]]

    @cached_property
    def whole_regions(self) -> list[str]:
        """Regions that have a score in every one of the years."""
        complete = ~np.isnan(self.scores).any(axis=1)
        return [region for region, is_known in zip(self.newest.regions, complete, strict=True) if is_known]

    @cached_property
    def concordance(self) -> stability.Concordance | None:
        return stability.concordance(self.scores)

    def variation(self, region: str) -> stability.Variation | None:
        return stability.variation(self.scores[self.newest.regions.index(region)])

    def pairs(self) -> list[tuple[Period, float | None, float | None, float | None]]:
        """Each year against the one before: Spearman's and Kendall's correlation, and Kendall's among neighbours."""
        near = _near(self.newest.regions)
        return [
            (
                self.periods[place],
                stability.spearman(self.scores[:, place - 1], self.scores[:, place]),
                stability.kendall(self.scores[:, place - 1], self.scores[:, place]),
                stability.spatial_kendall(self.scores[:, place - 1], self.scores[:, place], near),
            )
            for place in range(1, len(self.periods))
        ]

    def change_holds(self) -> Mapping[str, float | None]:
        if len(self.periods) == 1:
            return dict.fromkeys(self.newest.regions)
        return self.newest.change_holds(self.wholes[self.periods[-2]])


def _near(regions: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which of these regions have a common border."""
    borders = {(row["region"], row["neighbour"]) for row in _borders()}
    return np.array([[(a, b) in borders or (b, a) in borders for b in regions] for a in regions], dtype=bool)


@cache
def _borders() -> list[dict[str, str]]:
    return reference.rows("neighbours")


def find(known: Definitions, code: str) -> Definition:
    try:
        one = known.find(code)
    except definition.UnknownIndicator as error:
        raise UnknownIndex(code) from error
    if one.recipe is None:
        raise UnknownIndex(code)
    return one


def in_force(known: Definitions) -> list[Definition]:
    return [one for one in known.all() if one.recipe is not None]


def periods(one: Definition) -> list[Period]:
    """Years in which everything that the index is made of is published, oldest first."""
    return figures.periods_by_definition([one], Kind.YEAR)[0]


def ranked(one: Definition, asked: Period | None, *, at: dt.datetime | None = None) -> Ranked:
    """The newest period where none is asked for."""
    published = periods(one)
    period = asked or (published[-1] if published else None)
    if period is None:
        raise NotPublished(one.code)
    seen = figures.reading([(one, [period])], at=at)
    whole = seen.cross_sections(one, [period])[period]
    stored = None if at else _stored(one, period)
    return Ranked(one, period, published, seen, whole, stored or whole.kept())


def newest(wanted: Sequence[Definition]) -> list[tuple[Definition, Period | None, CrossSection | None]]:
    """Each index in its newest year, all from one reading."""
    published = figures.periods_by_definition(wanted, Kind.YEAR)
    seen = figures.reading([(one, listed[-1:]) for one, listed in zip(wanted, published, strict=True)])
    return [
        (one, listed[-1], seen.cross_sections(one, listed[-1:])[listed[-1]]) if listed else (one, None, None)
        for one, listed in zip(wanted, published, strict=True)
    ]


def over_years(one: Definition) -> Years:
    published = periods(one)[-YEARS:]
    if not published:
        raise NotPublished(one.code)
    seen = figures.reading([(one, published)])
    return Years(one, published, seen.cross_sections(one, published))


def tried(known: Definitions, recipe: composite.Recipe) -> tuple[Period, CrossSection] | None:
    """What a recipe that nobody has published yet would answer in its newest year."""
    version = IndicatorVersion(indicator=Indicator(code="", name=""), recipe=composite.written(recipe), number=0)
    one = known.drafted(version.indicator, version).find("")
    published = periods(one)
    if not published:
        return None
    seen = figures.reading([(one, published[-1:])])
    return published[-1], seen.cross_sections(one, published[-1:])[published[-1]]


def _stored(one: Definition, period: Period) -> Ranking | None:
    """The ranking that the worker kept, where nothing has changed since."""
    rows = FigureSlice.objects.filter(version=one.version, measure=None, period=str(period), stale_since=None)
    found: Ranking | None = rows.values_list("cross_section", flat=True).first()
    return found
