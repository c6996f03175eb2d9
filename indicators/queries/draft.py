"""An indicator as somebody is writing it: what it would be, and what it would answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.formula import Unit
from indicators.models import Indicator, IndicatorVersion, Measure
from indicators.period import Kind
from indicators.queries import figure as figures
from indicators.queries.definition import Definition, Definitions
from indicators.queries.figure import Figure

YEARS = 8
NO_MEASURE = ""


@dataclass(frozen=True)
class Draft:
    """A formula that can be computed. `inputs` are the indicators that it names itself."""

    definition: Definition
    unit: Unit
    inputs: frozenset[str]


def read(known: Definitions, *, code: str, text: str, measure: Measure | None, shown: Mapping[str, object]) -> Draft:
    """Refuses, with the column, what cannot be read, has no unit or goes round in a circle."""
    indicator = Indicator(code=code, default_measure=measure)
    version = IndicatorVersion(formula=text, number=0, **shown)
    drafted = known.drafted(indicator, version)
    one, unit = drafted.checked(code)
    return Draft(one, unit, drafted.inputs()[code])


def values(draft: Draft, subject: str) -> list[Figure]:
    """What it would answer for a subject in the last years, newest first."""
    one = draft.definition
    periods = [each for each in figures.periods_with_data(one) if each.kind == Kind.YEAR][-YEARS:]
    seen = figures.reading([(one, periods)])
    known = {subject: figures.subject_of(subject, book=seen.book)}
    return sorted(seen.figures(one, known, periods), key=lambda each: each.period.sort_key, reverse=True)
