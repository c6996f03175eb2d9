"""The cluster scan: every region × traded activity under one rule set, from one look at the slices."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise

from indicators import scan as kernel
from indicators.models import Code, Dismissal, Observation, ScanRules
from indicators.period import Kind, Period
from indicators.queries import figure as figures
from indicators.queries import name, scan_columns, variant
from indicators.queries.definition import Definition, Definitions
from indicators.queries.figure import Figure, Reading
from indicators.queries.scan_columns import Column
from indicators.resolution import SECTIONS, Subject
from indicators.scan import Judged, RuleSet, Verdict
from indicators.status import Status

Cell = tuple[str, str]


class NotPublished(LookupError):
    """What the rule set looks at is not published in any year."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for; empty means everything."""

    rules: str = ""
    period: Period | None = None
    section: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Scan:
    """All cells of one year. `columns` holds the figures behind each condition."""

    rules: RuleSet
    version: ScanRules
    period: Period
    periods: Sequence[Period]
    regions: Sequence[str]
    activities: Sequence[str]
    columns: Mapping[str, Column]
    judged: Judged
    reading: Reading
    at: dt.datetime | None
    # The other ways to ask for the quotient, in the order of the column's own.
    ways: Sequence[Promise] = ()

    def verdict(self, cell: Cell) -> Verdict:
        return Verdict(int(self.judged.verdicts[self.place(cell)]))

    def place(self, cell: Cell) -> tuple[int, int]:
        return self._row[cell[0]], self._column[cell[1]]

    def cells(self) -> Iterator[Cell]:
        return ((region, activity) for region in self.regions for activity in self.activities)

    def holds(self, cell: Cell) -> bool:
        return cell[0] in self._row and cell[1] in self._column

    def figure(self, column: str, cell: Cell) -> Figure | None:
        return self.columns[column].figures.get(cell)

    def room(self, column: str, cell: Cell) -> tuple[float | None, float | None]:
        """Between what the withheld value of a cell lies; None of an end that is open, and of any other value."""
        figure, known = self.figure(column, cell), self.columns[column].column
        if figure is None or figure.status is not Status.SUPPRESSED:
            return None, None
        ends = (known.low, known.high)
        low, high = (float(each[self.place(cell)]) for each in ends)
        return low if math.isfinite(low) else None, high if math.isfinite(high) else None

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Of everything that a reason may speak of."""
        reasons = [figure.reason for column in self.columns.values() for figure in column.figures.values()]
        parts = {str(part) for reason in reasons if reason for part in reason.params.values()}
        return name.names({code for part in parts for code in part.split(", ")})

    @cached_property
    def strong(self) -> list[Cell]:
        return [cell for cell in self.cells() if self.verdict(cell) is Verdict.YES]

    @cached_property
    def _row(self) -> Mapping[str, int]:
        return {code: place for place, code in enumerate(self.regions)}

    @cached_property
    def _column(self) -> Mapping[str, int]:
        return {code: place for place, code in enumerate(self.activities)}


def rule_sets(at: dt.datetime | None = None) -> list[ScanRules]:
    rows = ScanRules.objects.as_of(at) if at else ScanRules.objects.in_force()
    return list(rows)


def scan(known: Definitions, sets: Sequence[ScanRules], traded: Mapping[str, Code], asked: Asked) -> Scan:
    """Every cell of the asked year, or of the newest one; of the asked section its finer activities where published."""
    version = next((one for one in sets if one.code == asked.rules), sets[0] if sets else None)
    if version is None:
        raise NotPublished
    rules = kernel.read(version.content)
    used = scan_columns.definitions(known, rules)
    quotient = known.find("location_quotient", rules.measure)
    (published,) = figures.periods_by_definition([quotient], Kind.YEAR)
    if not published:
        raise NotPublished(rules.measure)
    period = asked.period if asked.period in published else published[-1]
    ways = variant.definitions(known, quotient) if rules.doubt is kernel.Doubt.WAYS else []
    seen = figures.reading([*_wanted(rules, used, period), *((one, [period]) for _label, one in ways)], at=asked.at)
    regions = sorted(known.book.codes.regions.whole)
    sections = [code for code in SECTIONS if code in traded]
    activities = _finer(seen, rules, period, asked.section) if asked.section else sections
    looked = scan_columns.Looked(seen, period, regions, activities, sections, asked.at)
    columns = scan_columns.columns(rules, used, looked, [one for _label, one in ways])
    judged = kernel.judge(rules, {code: one.column for code, one in columns.items()}, columns["amount"].column.values)
    told = [label for label, _one in ways]
    return Scan(rules, version, period, published, regions, activities, columns, judged, seen, asked.at, told)


def _wanted(rules: RuleSet, used: Mapping[str, Definition], period: Period) -> list[tuple[Definition, list[Period]]]:
    years = [period, *(period.years_before(back) for back in range(1, rules.years_back + 1))]
    return [(one, years) for one in used.values()]


def _finer(seen: Reading, rules: RuleSet, period: Period, section: str) -> list[str]:
    """The finest traded activities of the section that are published; the section itself where there are none."""
    tree = seen.book.codes.activities
    known = [code for code in seen.snapshot.cube.published(rules.measure, period) if section in tree.ancestors(code)]
    inside = list(Code.objects.activities().filter(is_traded=True, code__in=known).values_list("code", flat=True))
    digits = max(map(len, inside), default=0)
    return sorted(code for code in inside if len(code) == digits) or [section]


def traded() -> dict[str, Code]:
    """Sections whose goods or services leave the region."""
    return {row.code: row for row in Code.objects.activities().filter(is_traded=True, valid_to=None, level=1)}


def dismissals() -> dict[Cell, Dismissal]:
    rows = Dismissal.objects.standing().select_related("region", "activity", "dismissed_by")
    return {(row.region.code, row.activity.code): row for row in rows}


def subject(cell: Cell) -> str:
    return str(Subject(frozenset({cell[0]}), frozenset({cell[1]})))


def sources(found: Scan) -> dict[str, str]:
    """Measure → the sources of its values in this year, joined by `+`."""
    measures = {code for column in found.columns.values() if column.definition for code in column.definition.measures}
    rows = Observation.objects.as_of(found.at) if found.at else Observation.objects.current()
    pairs = (
        rows.filter(measure__code__in=measures, period=str(found.period))
        .values_list("measure__code", "release__source__code")
        .order_by("measure__code", "release__source__code")
        .distinct()
    )
    told: dict[str, list[str]] = {}
    for measure, source in pairs:
        told.setdefault(measure, []).append(source)
    return {measure: "+".join(codes) for measure, codes in told.items()}
