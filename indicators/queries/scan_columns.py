"""What the conditions of a rule set look at, read for every cell: figures, their margins, and their earlier years."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from indicators import scan as kernel
from indicators.period import Period
from indicators.queries import interval
from indicators.queries.definition import Definition, Definitions
from indicators.queries.figure import Figure, Reading
from indicators.resolution import Subject
from indicators.scan import Doubt, RuleSet, Sampled
from indicators.status import GRAVITY, Status

Values = npt.NDArray[np.float64]
Cell = tuple[str, str]

AMOUNT, TRADED_QUOTIENT = "amount", "traded_quotient"
QUOTIENT = "location_quotient"
# Counted by a measure of its own, whatever the rule set's measure is.
COUNTS = ("jobs", "establishments")
JUST = "x"


@dataclass(frozen=True)
class Column:
    """The kernel's column with the figures that it was made of, and what its margins come from."""

    column: kernel.Column
    figures: Mapping[Cell, Figure]
    definition: Definition | None
    sampled: Mapping[Cell, Sampled] = field(default_factory=dict)
    ways: Mapping[Cell, Sequence[Figure | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Looked:
    """One reading, seen as a grid of regions and activities."""

    seen: Reading
    period: Period
    regions: Sequence[str]
    activities: Sequence[str]
    traded: Sequence[str]
    at: dt.datetime | None

    @property
    def country(self) -> str:
        return self.seen.book.codes.regions.country

    @cached_property
    def subjects(self) -> Mapping[Cell, Subject]:
        return {
            (region, activity): Subject(frozenset({region}), frozenset({activity}))
            for region in self.regions
            for activity in self.activities
        }

    def place(self, cell: Cell) -> tuple[int, int]:
        return self._row[cell[0]], self._place[cell[1]]

    @cached_property
    def _row(self) -> Mapping[str, int]:
        return {code: place for place, code in enumerate(self.regions)}

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {code: place for place, code in enumerate(self.activities)}

    def figures(self, one: Definition, period: Period) -> dict[Cell, Figure]:
        return self.answered(one, period, self.subjects)

    def answered(self, one: Definition, period: Period, subjects: Mapping[Cell, Subject]) -> dict[Cell, Figure]:
        """The first answer of each cell; whether it speaks of that very cell is told by `known`."""
        named = {str(subject): cell for cell, subject in subjects.items()}
        found = self.seen.figures(one, {str(subject): subject for subject in subjects.values()}, [period])
        return {named[figure.subject]: figure for figure in reversed(found)}

    def grid(self, figures: Mapping[Cell, Figure]) -> Values:
        rows = [[known(figures.get((region, code))) for code in self.activities] for region in self.regions]
        return np.array(rows, dtype=np.float64).reshape(len(self.regions), len(self.activities))


def known(figure: Figure | None) -> float:
    """The value of the very cell; NaN where a coarser one answers, or a part is larger than its whole."""
    if figure is None or figure.value is None or figure.is_coarser:
        return float("nan")
    return figure.value if GRAVITY[figure.status] < GRAVITY[Status.INCONSISTENT] else float("nan")


def definitions(known_: Definitions, rules: RuleSet) -> dict[str, Definition]:
    """Column → what is evaluated for it. The amount itself is always read: it says where there is something at all."""
    asked = dict.fromkeys((AMOUNT, *rules.columns))
    return {code: _definition(known_, code, rules.measure) for code in asked}


def _definition(known_: Definitions, code: str, measure: str) -> Definition:
    if code in (AMOUNT, TRADED_QUOTIENT):
        return known_.variant(QUOTIENT, JUST, measure)
    if code in COUNTS:
        return known_.variant(QUOTIENT, JUST, code)
    return known_.find(code, measure)


def columns(
    rules: RuleSet, used: Mapping[str, Definition], looked: Looked, ways: Sequence[Definition]
) -> dict[str, Column]:
    found = {code: _column(rules, one, looked) for code, one in used.items()}
    if TRADED_QUOTIENT in found:
        found[TRADED_QUOTIENT] = _of_traded(found[AMOUNT], used[AMOUNT], looked)
    if QUOTIENT in found and rules.doubt is Doubt.WAYS:
        found[QUOTIENT] = _in_other_ways(found[QUOTIENT], looked, ways)
    if QUOTIENT in found and rules.doubt is Doubt.SAMPLING:
        found[QUOTIENT] = _drawn_again(found[QUOTIENT], rules, used[AMOUNT], looked)
    return found


def _column(rules: RuleSet, one: Definition, looked: Looked) -> Column:
    figures = looked.figures(one, looked.period)
    values = looked.grid(figures)
    earlier = _earlier(rules, one, looked, figures) if one.code == QUOTIENT and one.takes_measure else ()
    low, high = _withheld(looked, figures, values)
    return Column(kernel.Column(values, low, high, earlier), figures, one)


def _earlier(rules: RuleSet, one: Definition, looked: Looked, figures: Mapping[Cell, Figure]) -> tuple[Values, ...]:
    """Years in which the cell was another territory are not compared with."""
    found = []
    for back in range(1, rules.years_back + 1):
        before = looked.figures(one, looked.period.years_before(back))
        same = {cell: figure for cell, figure in before.items() if figure.territory == figures[cell].territory}
        found.append(looked.grid(same))
    return tuple(found)


def _withheld(looked: Looked, figures: Mapping[Cell, Figure], values: Values) -> tuple[Values, Values]:
    """A value that the office withholds may still be known to lie between two ends."""
    low, high = values.copy(), values.copy()
    bounds = interval.of(figures.values(), at=looked.at)
    for cell, figure in figures.items():
        found = bounds.get(interval.key(figure))
        if found is not None and not figure.is_coarser:
            low[looked.place(cell)], high[looked.place(cell)] = found
    return low, high


def _of_traded(amount: Column, one: Definition, looked: Looked) -> Column:
    """The quotient within traded activities; the base is the published country, not the sum of its regions."""
    traded = frozenset(looked.traded)
    totals = {(code, ""): Subject(frozenset({code}), traded) for code in (*looked.regions, looked.country)}
    industry = {("", code): Subject(frozenset({looked.country}), frozenset({code})) for code in looked.activities}
    answers = looked.answered(one, looked.period, totals | industry)
    region = np.array([[known(answers.get((code, "")))] for code in looked.regions])
    whole = np.array([known(answers.get(("", code))) for code in looked.activities])
    bases = np.where(region > 0, region, np.nan), np.where(whole > 0, whole, np.nan)
    values = (amount.column.values / bases[0]) / (bases[1] / known(answers.get((looked.country, ""))))
    return Column(kernel.Column.of(values), amount.figures, None)


def _in_other_ways(base: Column, looked: Looked, ways: Sequence[Definition]) -> Column:
    """The least and the greatest quotient of all the ways that can be answered for the very cell."""
    found = [looked.figures(one, looked.period) for one in ways]
    grids = np.stack([base.column.values, *(looked.grid(figures) for figures in found)])
    is_known = ~np.isnan(base.column.values)
    low = np.where(is_known, np.where(np.isnan(grids), np.inf, grids).min(axis=0), base.column.low)
    high = np.where(is_known, np.where(np.isnan(grids), -np.inf, grids).max(axis=0), base.column.high)
    beside = {cell: [figures.get(cell) for figures in found] for cell in looked.subjects}
    return Column(kernel.Column(base.column.values, low, high), base.figures, base.definition, ways=beside)


def _drawn_again(base: Column, rules: RuleSet, amount: Definition, looked: Looked) -> Column:
    """Of counts: the quotient of which each count is drawn again."""
    country = looked.country
    totals = {(code, ""): Subject(frozenset({code})) for code in (*looked.regions, country)}
    industry = {(country, code): Subject(frozenset({country}), frozenset({code})) for code in looked.activities}
    counts = looked.answered(amount, looked.period, totals | industry | looked.subjects)
    low, high = base.column.low.copy(), base.column.high.copy()
    sampled = {}
    for region, activity in looked.subjects:
        needed = ((region, activity), (region, ""), (country, activity), (country, ""))
        part, whole, industries, economy = (known(counts.get(cell)) for cell in needed)
        found = kernel.interval(
            part, whole, industries, economy, cell=f"{region}:{activity}", draws=rules.draws, seed=rules.seed
        )
        if found is not None:
            sampled[region, activity] = found
            low[looked.place((region, activity))], high[looked.place((region, activity))] = found
    return Column(kernel.Column(base.column.values, low, high), base.figures, base.definition, sampled=sampled)
