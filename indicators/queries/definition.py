"""Indicators in force, ready to evaluate."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db import connection
from django.db.models import QuerySet

from indicators import composite, formula, graph
from indicators.formula import Expression, FormulaError, Look
from indicators.formula.errors import BREAK_THE_CIRCLE, IN_A_CIRCLE
from indicators.formula.expression import Reference, walk
from indicators.models import Indicator, IndicatorVersion, Measure
from indicators.queries import classification, held

ANY_MEASURE, COMPARATOR = "x", "y"


@dataclass(frozen=True)
class Definition:
    """One version of an indicator, bound to one measure where it takes one."""

    indicator: Indicator
    version: IndicatorVersion
    measure: Measure | None
    expression: Expression
    looks: frozenset[Look]
    # Of a composite index: how it is made, and the indicators in the order of the recipe's parts.
    recipe: composite.Recipe | None = None
    inputs: tuple["Definition", ...] = ()
    # Growth of money at current prices: part of it is only dearer, so no lead or lag is read from it.
    includes_price_change: bool = False

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def unit(self) -> str:
        return self.version.unit

    @property
    def measures(self) -> frozenset[str]:
        """Everything that the formula counts, weights included."""
        return frozenset(look.measure for look in self.looks)

    @property
    def takes_measure(self) -> bool:
        """Whether the formula speaks of x, so that the asker may choose the measure."""
        return re.search(rf"\b{ANY_MEASURE}\b", self.version.formula) is not None

    @property
    def sees_activities(self) -> bool:
        return self.recipe is None and any(look.sees_activities for look in self.looks)


class UnknownIndicator(LookupError):
    """No indicator of this code is in force, or it does not take this measure."""


class UnknownMeasure(UnknownIndicator):
    """The indicator is in force, but there is no such measure, or it takes none."""

    def __init__(self, indicator: str, measure: str, *, takes_one: bool) -> None:
        super().__init__(f"{indicator} with {measure}")
        self.indicator, self.measure, self.takes_one = indicator, measure, takes_one


@dataclass(frozen=True)
class Definitions:
    """All versions in force at one moment, read in one look."""

    book: classification.Book
    versions: Mapping[str, IndicatorVersion]
    measures: Mapping[str, Measure]
    _found: dict[tuple[str, str | None], Definition] = field(default_factory=dict)
    _expressions: dict[tuple[str, str], Expression] = field(default_factory=dict)

    def find(self, code: str, measure: str | None = None) -> Definition:
        """The indicator `code`, bound to `measure` or to its default."""
        if (code, measure) not in self._found:
            if code not in self.versions:
                raise UnknownIndicator(code)
            version = self.versions[code]
            self._found[code, measure] = self._definition(version, self._measure(version, measure))
        return self._found[code, measure]

    def all(self) -> list[Definition]:
        """Every one of them, bound to its default measure; in the order of computation."""
        return list(self._all)

    @cached_property
    def _all(self) -> list[Definition]:
        order = graph.computing_order(self.inputs())
        rank = {code: place for place, code in enumerate(order)}
        found = [self.find(code) for code in self.versions]
        return sorted(found, key=lambda one: (rank[one.code], one.indicator.position))

    def drafted(self, indicator: Indicator, version: IndicatorVersion) -> "Definitions":
        """The same with one more version, or with another one in the place of the indicator's own."""
        version.indicator = indicator
        return Definitions(self.book, {**self.versions, indicator.code: version}, self.measures)

    def checked(self, code: str) -> tuple[Definition, formula.Unit]:
        """The indicator and its unit; refuses, with the column, what cannot be computed."""
        self._refuse_circle(code)
        one = self.find(code)
        return one, formula.unit_of(one.expression, self.book.codes.measures)

    def _refuse_circle(self, code: str) -> None:
        try:
            graph.computing_order(self.inputs())
        except graph.Cycle as cycle:
            named = [node for node in walk(self._parsed(self.versions[code])) if isinstance(node, Reference)]
            found = next((node for node in named if node.code in cycle.codes), None)
            where = found.column if found else 1
            name, circle = found.code if found else code, str(cycle)
            raise FormulaError(IN_A_CIRCLE, where, BREAK_THE_CIRCLE, name=name, circle=circle) from cycle

    def inputs(self) -> dict[str, frozenset[str]]:
        """Indicator → the indicators that its formula names."""
        return dict(self._inputs)

    @cached_property
    def _inputs(self) -> dict[str, frozenset[str]]:
        return {code: self._references(version) for code, version in self.versions.items()}

    def formulas(self) -> frozenset[str]:
        """What a formula or a recipe may name: a composite index is an end, not an input."""
        return self._formulas

    @cached_property
    def _formulas(self) -> frozenset[str]:
        return frozenset(code for code, version in self.versions.items() if version.recipe is None)

    def parsed(self, code: str) -> Expression:
        return self._parsed(self.versions[code])

    def variant(self, code: str, text: str, measure: str) -> Definition:
        """The indicator `code` as another formula would have it."""
        bound_to = self.measures[measure]
        parsed = formula.parse(text, measures=self.book.codes.measures)
        comparator = bound_to.comparator or bound_to
        expression = formula.bound(parsed, parameters={ANY_MEASURE: measure, COMPARATOR: comparator.code})
        looks = formula.needs(expression, self.book.codes.measures)
        dearer = self._is_dearer(expression)
        version = self.versions[code]
        return Definition(version.indicator, version, bound_to, expression, looks, includes_price_change=dearer)

    def _is_dearer(self, expression: Expression) -> bool:
        facts = self.book.codes.measures
        grown = (facts[measure].price_basis for measure in formula.grown(expression))
        return Measure.PriceBasis.CURRENT in grown

    def _measure(self, version: IndicatorVersion, code: str | None) -> Measure | None:
        default = self.measures.get(_code_of_default(version, self.measures))
        if code is None or (default is not None and default.code == code):
            return default
        if default is None:
            raise UnknownMeasure(version.indicator.code, code, takes_one=False)
        if code not in self.measures:
            raise UnknownMeasure(version.indicator.code, code, takes_one=True)
        return self.measures[code]

    def _references(self, version: IndicatorVersion) -> frozenset[str]:
        known = frozenset(self.versions)
        if version.recipe is not None:
            return composite.readable(version.recipe).indicators & known
        return formula.names(self._parsed(version)) & known

    def _definition(self, version: IndicatorVersion, measure: Measure | None) -> Definition:
        if version.recipe is not None:
            return self._composite(version, composite.readable(version.recipe))
        expression = self._bound(version, measure)
        looks = formula.needs(expression, self.book.codes.measures)
        dearer = self._is_dearer(expression)
        return Definition(version.indicator, version, measure, expression, looks, includes_price_change=dearer)

    def _composite(self, version: IndicatorVersion, recipe: composite.Recipe) -> Definition:
        """Its expression is a name that nothing evaluates: who forgets the recipe is refused, not answered wrongly."""
        inputs = tuple(self.find(part.indicator) for part in recipe.parts)
        looks = frozenset[Look]().union(*(one.looks for one in inputs))
        return Definition(version.indicator, version, None, Reference(version.indicator.code), looks, recipe, inputs)

    def _bound(self, version: IndicatorVersion, measure: Measure | None) -> Expression:
        key = (version.indicator.code, measure.code if measure else "")
        if key not in self._expressions:
            self._expressions[key] = self._expression(version, measure)
        return self._expressions[key]

    def _expression(self, version: IndicatorVersion, measure: Measure | None) -> Expression:
        parameters = {}
        if measure is not None:
            parameters = {ANY_MEASURE: measure.code, COMPARATOR: (measure.comparator or measure).code}
        references = {
            code: self._bound(self.versions[code], measure or self._measure(self.versions[code], None))
            for code in self._references(version)
        }
        return formula.bound(self._parsed(version), parameters=parameters, references=references)

    def _parsed(self, version: IndicatorVersion) -> Expression:
        return _parse(version.formula, frozenset(self.book.codes.measures), self.formulas())


# Every change of a row, also of a name, gives it another xmin.
STATE = """
    SELECT (SELECT count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM indicators_indicatorversion)
        || '/' || (SELECT count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM indicators_indicator)
        || '/' || (SELECT count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM indicators_measure)
"""


class _Standing:
    """What is in force, as this process read it last."""

    # One pair, so that two threads never mix what belongs together.
    held: tuple[tuple[str, int], Definitions] | None = None


def definitions(at: dt.datetime | None = None) -> Definitions:
    """What is in force now, or was at a moment."""
    return held.once(("definitions", at), lambda: _definitions(at))


def _definitions(at: dt.datetime | None) -> Definitions:
    book = classification.book()
    if at:
        return _read(IndicatorVersion.objects.as_of(at), book)
    state = (held.once(STATE, _state), book.edition)
    standing = _Standing.held
    if standing is None or standing[0] != state:
        standing = _Standing.held = (state, _read(IndicatorVersion.objects.in_force(), book))
    return standing[1]


def _state() -> str:
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        found: str = cursor.fetchone()[0]
    return found


def _read(rows: QuerySet[IndicatorVersion], book: classification.Book) -> Definitions:
    versions = {row.indicator.code: row for row in rows.select_related("indicator").order_by("indicator__position")}
    measures = {row.code: row for row in Measure.objects.select_related("comparator")}
    return Definitions(book, versions, measures)


def in_force(at: dt.datetime | None = None) -> list[Definition]:
    """Every indicator in force (at a moment), bound to its default measure; in the order of computation."""
    return definitions(at).all()


def find(code: str, *, measure: str | None = None, at: dt.datetime | None = None) -> Definition:
    """The indicator `code` in force (at a moment), bound to `measure` or to its default."""
    return definitions(at).find(code, measure)


def measures_taken(version: IndicatorVersion) -> QuerySet[Measure]:
    return version.indicator.measures.all()


def _code_of_default(version: IndicatorVersion, measures: Mapping[str, Measure]) -> str:
    number = version.indicator.default_measure_id
    return next((code for code, measure in measures.items() if measure.pk == number), "")


@lru_cache(maxsize=500)
def _parse(text: str, measures: frozenset[str], indicators: frozenset[str]) -> Expression:
    return formula.parse(text, measures=measures, indicators=indicators)
