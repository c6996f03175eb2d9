"""Periods: 2022, 2022-Q3, 2022-03, and the cumulative 2022-01..09, which is a kind of its own."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    CUMULATIVE = "cumulative"


IN_A_YEAR = {Kind.YEAR: 1, Kind.QUARTER: 4, Kind.MONTH: 12, Kind.CUMULATIVE: 1}
FORMS = (
    (Kind.YEAR, re.compile(r"(?P<year>\d{4})")),
    (Kind.QUARTER, re.compile(r"(?P<year>\d{4})-Q(?P<number>[1-4])")),
    (Kind.MONTH, re.compile(r"(?P<year>\d{4})-(?P<number>0[1-9]|1[0-2])")),
    (Kind.CUMULATIVE, re.compile(r"(?P<year>\d{4})-01\.\.(?P<number>0[2-9]|1[0-2])")),
)


@dataclass(frozen=True, slots=True)
class Period:
    """`number` is the quarter, the month, or the last month of a cumulative period; a year has 1."""

    year: int
    kind: Kind = Kind.YEAR
    number: int = 1

    def __str__(self) -> str:
        match self.kind:
            case Kind.YEAR:
                return f"{self.year:04}"
            case Kind.QUARTER:
                return f"{self.year:04}-Q{self.number}"
            case Kind.MONTH:
                return f"{self.year:04}-{self.number:02}"
            case Kind.CUMULATIVE:
                return f"{self.year:04}-01..{self.number:02}"

    @property
    def series(self) -> tuple[Kind, int]:
        """Periods compare only within a series: a cumulative one only with those to the same month."""
        return (self.kind, self.number if self.kind is Kind.CUMULATIVE else 0)

    @property
    def starts_on(self) -> dt.date:
        return dt.date(self.year, self._first_month, 1)

    @property
    def ends_on(self) -> dt.date:
        month = self._last_month
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def sort_key(self) -> tuple[dt.date, dt.date]:
        return (self.ends_on, self.starts_on)

    def years_before(self, years: int) -> "Period":
        """The same period of an earlier year (of a later one where `years` is negative)."""
        return replace(self, year=self.year - years)

    def before(self, steps: int = 1) -> "Period":
        """So many periods of its own kind earlier; a cumulative period steps by years."""
        in_a_year = IN_A_YEAR[self.kind]
        if in_a_year == 1:
            return self.years_before(steps)
        year, place = divmod(self.year * in_a_year + self.number - 1 - steps, in_a_year)
        return replace(self, year=year, number=place + 1)

    @property
    def _first_month(self) -> int:
        return {Kind.QUARTER: self.number * 3 - 2, Kind.MONTH: self.number}.get(self.kind, 1)

    @property
    def _last_month(self) -> int:
        return {Kind.YEAR: 12, Kind.QUARTER: self.number * 3}.get(self.kind, self.number)


class PeriodError(ValueError):
    """The text names no period."""


def parse(text: str) -> Period:
    for kind, form in FORMS:
        if found := form.fullmatch(text.strip()):
            return Period(int(found["year"]), kind, int(found.groupdict().get("number", 1)))
    raise PeriodError(text)
