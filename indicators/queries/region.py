"""The figures of one region, and of all of them side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from indicators.models import Code
from indicators.period import Kind, Period
from indicators.queries import definition, series
from indicators.queries import figure as figures
from indicators.queries.definition import Definition, Definitions
from indicators.queries.figure import Figure, Reading
from indicators.queries.series import Asked, Table
from indicators.resolution import SECTIONS, Subject

# Real growth first: at current prices the sign of the lead differs in a third of all region-years.
WHOLE = ("grp_growth_real", "grp_lead_real", "grp_growth", "grp_lead", "grp_share")
BY_SECTION = ("location_quotient", "share_in_grp")
BY_GROUP = ("productivity", "employment_growth")
GROUPS = ("A", "B-F", "G-U")
# Growth in the years of hyperinflation would flatten everything that came after.
YEARS, TEN = 20, 10


@dataclass(frozen=True)
class RegionFigures:
    """`whole` is the region itself; `sections` and `groups` are its cells."""

    code: str
    whole: Table
    sections: Table
    groups: Table


def of_region(code: str) -> RegionFigures:
    known = definition.definitions()
    whole, sections, groups = series.together(
        [
            Asked({code: Subject.parse(code)}, series.chosen(known, WHOLE), years=YEARS),
            Asked(_cells(code, SECTIONS), series.chosen(known, BY_SECTION), years=TEN),
            Asked(_cells(code, GROUPS), series.chosen(known, BY_GROUP), years=TEN),
        ]
    )
    return RegionFigures(code, whole, sections, groups)


@dataclass(frozen=True)
class RegionsFigures:
    """One indicator in one period, in every region that exists now."""

    definition: Definition
    periods: tuple[Period, ...]
    period: Period
    activity: str
    figures: tuple[Figure, ...]
    country: Figure | None
    reading: Reading


def of_all(known: Definitions, one: Definition, *, asked: Period | None, activity: str = "") -> RegionsFigures | None:
    """The newest period where none is asked for; nothing where the indicator has no data at all."""
    (periods,) = figures.periods_by_definition([one], Kind.YEAR)
    if not periods:
        return None
    period = asked if asked in periods else periods[-1]
    codes = known.book.codes.regions
    cell = f":{activity}" if activity else ""
    subjects = {code: Subject.parse(code + cell) for code in (*sorted(codes.whole), codes.country)}
    seen = figures.reading([(one, [period])])
    found = {figure.subject: figure for figure in reversed(seen.figures(one, subjects, [period]))}
    country = found.pop(codes.country, None)
    ordered = tuple(found[code] for code in sorted(found))
    return RegionsFigures(one, tuple(periods), period, activity, ordered, country, seen)


def present() -> QuerySet[Code]:
    """Regions that exist now, in the order of their names in the reader's language."""
    rows = Code.objects.regions().filter(valid_to=None).exclude(kind=Code.Kind.TOTAL)
    return rows.order_by(f"sort_{get_language() or 'en'}")


def _cells(region: str, activities: Sequence[str]) -> dict[str, Subject]:
    return {f"{region}:{activity}": Subject.parse(f"{region}:{activity}") for activity in activities}
