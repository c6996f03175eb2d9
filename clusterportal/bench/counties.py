"""Counties of the United States by four-digit industry, as their statistics office publishes them (QCEW 2016).

A withheld cell is written as 0 with the disclosure code N: the code tells, never the number. The national file is not
among them; what it must hold follows from the published quotients, as an interval for each industry and quarter.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

from indicators.cube import Cube, MeasureFacts, Row, slice_of
from indicators.formats import lexicon, mapping
from indicators.period import Kind, Period
from indicators.resolution import ALL_ACTIVITIES, Activities, Codes
from indicators.status import Status
from indicators.territory import Region, Regions

CELLS, TOTALS = "qcew_2016_q1_q2_county_naics4.parquet", "qcew2016q1_q4_county_totals.parquet"
SHARES = "derived_us_naics4_private_employment_share.csv"
COUNTRY, MEASURE, PRIVATE, COVERED = "US", "jobs", 5, 0
YEAR, QUARTERS = 2016, (1, 2)
# The nation as shares of a round number: whole numbers that a cube holds exactly.
NATION = 10**14
MARKS = {"N": Status.SUPPRESSED, "-": Status.MISSING_INPUT}
COLUMNS = {
    "area_fips": "region",
    "industry_code": "activity",
    "year": "year",
    "qtr": "quarter",
    "month3_emplvl": "value",
    "disclosure_code": "status",
}
MAPPING = mapping.Mapping.from_json(
    {
        "columns": COLUMNS,
        "measures": {"month3_emplvl": MEASURE},
        "units": {"month3_emplvl": "persons"},
        "items": {"10": ALL_ACTIVITIES},
        "marks": {mark: str(status) for mark, status in MARKS.items()},
    }
)
FACTS = {MEASURE: MeasureFacts(MEASURE, "persons", place="work")}


@dataclass(frozen=True)
class Counties:
    """Tables of pandas: cells of all owners, totals of all owners together, and the nation's shares."""

    cells: Any
    totals: Any
    shares: Any

    @property
    def private(self) -> Any:
        return self.cells[self.cells.own_code == PRIVATE]

    @property
    def regions(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.cells.area_fips) | set(self.totals.area_fips)))

    @property
    def industries(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.cells.industry_code)))

    @property
    def codes(self) -> Codes:
        tree = Activities({ALL_ACTIVITIES: None, **dict.fromkeys(self.industries, ALL_ACTIVITIES)}, {})
        return Codes(FACTS, tree, Regions(COUNTRY, tuple(map(Region, self.regions))))

    @property
    def words(self) -> lexicon.Lexicon:
        return lexicon.build(
            regions=[lexicon.Region(code, parent=COUNTRY) for code in self.regions] + [lexicon.Region(COUNTRY)],
            activities=[lexicon.Activity(ALL_ACTIVITIES)]
            + [lexicon.Activity(code, parent=ALL_ACTIVITIES) for code in self.industries],
            measures=[lexicon.Measure(MEASURE, "persons", 0)],
        )

    def of(self, state: str) -> "Counties":
        """The counties of one state: the first two digits."""
        own = [table[table.area_fips.str.startswith(state)] for table in (self.cells, self.totals)]
        return Counties(*own, self.shares)


def read(folder: Path) -> Counties:
    pandas = import_module("pandas")
    totals = pandas.read_parquet(folder / TOTALS)
    totals = totals[(totals.own_code == COVERED) & totals.qtr.isin(QUARTERS)]
    shares = pandas.read_csv(folder / SHARES, dtype={"industry_code": str})
    return Counties(pandas.read_parquet(folder / CELLS), totals, shares)


def write(counties: Counties, file: TextIO) -> int:
    """Private cells and covered totals, in the columns of the office; how many rows."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    written = 0
    for table in (counties.totals, counties.private):
        columns = (table.area_fips, table.industry_code, table.qtr, table.month3_emplvl, table.disclosure_code)
        for region, industry, quarter, jobs, mark in zip(*columns, strict=True):
            writer.writerow((region, industry, YEAR, quarter, jobs, mark))
            written += 1
    return written


def quarter(number: int, year: int = YEAR) -> Period:
    return Period(year, Kind.QUARTER, number)


def nation(counties: Counties, quarter_number: int, end: str) -> Iterator[Row]:
    """The nation at one end of what its published quotients allow."""
    yield Row(COUNTRY, ALL_ACTIVITIES, float(NATION))
    shares = counties.shares[counties.shares.qtr == quarter_number]
    for industry, share in zip(shares.industry_code, shares[end], strict=True):
        yield Row(COUNTRY, industry, float(round(share * NATION)))


def cube(slices: Mapping[Period, list[Row]]) -> Cube:
    return Cube({(MEASURE, period): slice_of(rows, 0) for period, rows in slices.items()})
