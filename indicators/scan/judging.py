"""Verdicts of a rule set on all cells at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from . import quantiles
from .rules import Condition, Grade, RuleSet
from .verdict import Verdict, Verdicts, all_of, at_least

Values = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
COMPARE: Mapping[str, np.ufunc] = {">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal}


@dataclass(frozen=True)
class Column:
    """One quantity of every cell, NaN where it is not known, and between which ends it lies."""

    values: Values
    low: Values
    high: Values
    # The same quantity one year earlier, two years earlier, and so on.
    earlier: tuple[Values, ...] = ()

    @classmethod
    def of(cls, values: Values, earlier: Sequence[Values] = ()) -> "Column":
        return cls(values, values, values, tuple(earlier))


@dataclass(frozen=True)
class Judged:
    """`verdicts` at the grade that the rule set asks for; every grade and every condition beside it."""

    verdicts: Verdicts
    grades: Mapping[str, Verdicts]
    conditions: Mapping[Condition, Verdicts]

    def reached(self, place: tuple[int, int]) -> str:
        """The highest grade that the cell certainly has, or nothing."""
        held = [code for code, found in self.grades.items() if found[place] == Verdict.YES]
        return held[-1] if held else ""


def judge(rules: RuleSet, columns: Mapping[str, Column], amounts: Values) -> Judged:
    """`amounts` says where there is something at all: quantiles are taken over those regions."""
    found = {each: _condition(each, columns[each.column], amounts) for each in rules.conditions}
    grades = {grade.code: _grade(grade, found) for grade in rules.grades}
    return Judged(grades[rules.asked], grades, found)


def _grade(grade: Grade, found: Mapping[Condition, Verdicts]) -> Verdicts:
    parts = [found[each] for each in grade.conditions]
    if grade.counted:
        parts.append(at_least(grade.at_least, [found[each] for each in grade.counted]))
    return all_of(parts)


def _condition(asked: Condition, column: Column, amounts: Values) -> Verdicts:
    if asked.kind == "top":
        return _top(column.values, asked.number)
    if asked.kind == "rising":
        return _rising(column, int(asked.number))
    low, high = _against(asked, column.values, amounts)
    # What is withheld may still be known to lie between two ends.
    is_unknown = np.isnan(column.low) | np.isnan(np.broadcast_to(low, column.values.shape))
    beats = COMPARE[asked.comparison]
    if asked.comparison.startswith("<"):
        return _verdicts(beats(column.high, low), beats(column.low, high), is_unknown)
    return _verdicts(beats(column.low, high), beats(column.high, low), is_unknown)


def _against(asked: Condition, values: Values, amounts: Values) -> tuple[Values, Values]:
    """What the column is held against, activity by activity: between which ends it lies."""
    if asked.kind == "quantile":
        return quantiles.bounds(values, amounts, asked.number)
    line = _mean(values) if asked.kind == "mean" else np.full(values.shape[1], asked.number)
    return line, line


def _mean(values: Values) -> Values:
    """Over the regions for which there is a value."""
    count = np.count_nonzero(~np.isnan(values), axis=0)
    mean: Values = np.where(count > 0, np.nansum(values, axis=0) / np.maximum(count, 1), np.nan)
    return mean


def _top(values: Values, share: float) -> Verdicts:
    """Fewer than this share of all regions have more, so that equal values stand or fall together."""
    limit = share * values.shape[0]
    more = (values[:, None, :] < values[None, :, :]).sum(axis=1)
    unknown = np.count_nonzero(np.isnan(values), axis=0)
    return _verdicts(more + unknown < limit, more < limit, np.isnan(values))


def _rising(column: Column, years: int) -> Verdicts:
    series = [column.values, *column.earlier[:years]]
    steps = [_verdicts(late > early, late > early, np.isnan(late + early)) for late, early in pairwise(series)]
    if len(series) <= years:
        return np.full(column.values.shape, Verdict.NOT_JUDGED, dtype=np.int8)
    return all_of(steps)


def _verdicts(certain: Truths, thinkable: Truths, is_unknown: Truths) -> Verdicts:
    known = np.where(certain, Verdict.YES, np.where(thinkable, Verdict.POSSIBLE, Verdict.NO))
    verdicts: Verdicts = np.where(is_unknown, Verdict.NOT_JUDGED, known).astype(np.int8)
    return verdicts
