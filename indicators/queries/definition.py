"""Indicators in force, ready to evaluate."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from indicators import formula, graph
from indicators.formula import Expression, Look
from indicators.models import Indicator, IndicatorVersion, Measure
from indicators.queries import classification

ANY_MEASURE, COMPARATOR = "x", "y"


@dataclass(frozen=True)
class Definition:
    """One version of an indicator, bound to one measure where it takes one."""

    indicator: Indicator
    version: IndicatorVersion
    measure: Measure | None
    expression: Expression
    looks: frozenset[Look]

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def unit(self) -> str:
        return self.version.unit


class UnknownIndicator(LookupError):
    """No indicator of this code is in force, or it does not take this measure."""


def in_force(at: dt.datetime | None = None) -> list[Definition]:
    """Every indicator in force (at a moment), bound to its default measure; in the order of computation."""
    versions = {version.indicator.code: version for version in _versions(at)}
    found = [_definition(version, version.indicator.default_measure, versions) for version in versions.values()]
    order = graph.computing_order({one.code: _references(one.version, versions) for one in found})
    rank = {code: place for place, code in enumerate(order)}
    return sorted(found, key=lambda one: (rank[one.code], one.indicator.position))


def find(code: str, *, measure: str | None = None, at: dt.datetime | None = None) -> Definition:
    """The indicator `code` in force (at a moment), bound to `measure` or to its default."""
    versions = {version.indicator.code: version for version in _versions(at)}
    if code not in versions:
        raise UnknownIndicator(code)
    return _definition(versions[code], _measure(versions[code], measure), versions)


def measures_taken(version: IndicatorVersion) -> QuerySet[Measure]:
    return version.indicator.measures.all()


def _measure(version: IndicatorVersion, code: str | None) -> Measure | None:
    default = version.indicator.default_measure
    if code is None or (default is not None and default.code == code):
        return default
    if default is None:
        raise UnknownIndicator(f"{version.indicator.code} takes no measure")
    found = Measure.objects.select_related("comparator").filter(code=code).first()
    if found is None:
        raise UnknownIndicator(f"{version.indicator.code}: no measure {code}")
    return found


def _versions(at: dt.datetime | None) -> QuerySet[IndicatorVersion]:
    rows = IndicatorVersion.objects.as_of(at) if at else IndicatorVersion.objects.in_force()
    return rows.select_related("indicator__default_measure__comparator").order_by("indicator__position")


def _references(version: IndicatorVersion, codes: Collection[str]) -> frozenset[str]:
    return formula.names(_parsed(version.formula, frozenset(codes))) & frozenset(codes)


def _definition(
    version: IndicatorVersion, measure: Measure | None, versions: Mapping[str, IndicatorVersion]
) -> Definition:
    measures = classification.book().codes.measures
    expression = _bound(version, measure, versions)
    return Definition(version.indicator, version, measure, expression, formula.needs(expression, measures))


def _bound(version: IndicatorVersion, measure: Measure | None, versions: Mapping[str, IndicatorVersion]) -> Expression:
    parameters = {}
    if measure is not None:
        comparator = measure.comparator or measure
        parameters = {ANY_MEASURE: measure.code, COMPARATOR: comparator.code}
    references = {
        code: _bound(versions[code], measure or versions[code].indicator.default_measure, versions)
        for code in _references(version, versions)
    }
    return formula.bound(_parsed(version.formula, frozenset(versions)), parameters=parameters, references=references)


def _parsed(text: str, indicators: frozenset[str]) -> Expression:
    return _parse(text, frozenset(classification.book().codes.measures), indicators)


@lru_cache(maxsize=500)
def _parse(text: str, measures: frozenset[str], indicators: frozenset[str]) -> Expression:
    return formula.parse(text, measures=measures, indicators=indicators)
