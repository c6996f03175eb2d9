"""Every private employment quotient and every growth rate that the statistics office of the United States publishes.

Two decimals of a quotient and one of a rate are published; ours must round to them. The nation's shares are known as
intervals only, so the formula is asked at both ends.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from clusterportal.bench import counties
from clusterportal.bench.clock import once, peak_megabytes
from clusterportal.bench.counties import Counties
from indicators import formula
from indicators.cube import Cube, Row
from indicators.formats import reading, recognition
from indicators.formats.row import Problems
from indicators.formula.panel import Panel
from indicators.period import Period
from indicators.period import parse as period_of
from indicators.published import Resolver
from indicators.resolution import Codes
from indicators.status import BY_GRAVITY, GRAVITY, Status

Numbers = npt.NDArray[np.float64]

QUOTIENT = formula.parse("(jobs / region(jobs)) / (industry(jobs) / economy(jobs))", measures=counties.FACTS)
GROWTH = formula.parse("growth(jobs)", measures=counties.FACTS)
HALF_A_HUNDREDTH, HALF_A_TENTH = 0.005, 0.05
# Published as numbers of seven digits.
DIGITS = 1e-6
HAS_VALUE = [GRAVITY[status] for status in BY_GRAVITY if status.has_value]


@dataclass(frozen=True)
class Compared:
    """Of the `asked` published numbers those that ours round to, and those that we leave undefined (divided by zero).

    Of the `withheld` cells those that stay without a number here.
    """

    what: str
    asked: int
    reproduced: int
    undefined: int
    withheld: int
    still_withheld: int

    @property
    def holds(self) -> bool:
        return self.reproduced + self.undefined == self.asked and self.still_withheld == self.withheld

    def __str__(self) -> str:
        return (
            f"{self.what}: {self.reproduced:,} of {self.asked:,} published numbers reproduced, {self.undefined:,} are "
            f"undefined here (divided by zero); {self.still_withheld:,} of {self.withheld:,} withheld cells stay so"
        )


def lines(folder: Path) -> Iterator[str]:
    found: list[Any] = []

    def step(name: str, work: Any) -> str:
        taken = once(lambda: found.append(work()))
        return f"{name}: {taken}; peak {peak_megabytes():,.0f} MB"

    yield step("the files", lambda: counties.read(folder))
    read: Counties = found[-1]
    yield step("read by meaning, private cells and totals", lambda: by_meaning(read))
    slices: dict[Period, list[Row]] = found[-1]
    yield step("quotients", lambda: quotients(read, slices))
    yield str(found[-1])
    yield step("growth", lambda: growth(read))
    yield str(found[-1])


def by_meaning(read: Counties) -> dict[Period, list[Row]]:
    """Written in the office's columns and read as any file is: period → rows."""
    words, log = read.words, Problems(limit=10)
    slices: dict[Period, list[Row]] = {}
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        counties.write(read, file)
        file.flush()
        found = recognition.recognise(Path(file.name), words, confirmed=counties.MAPPING)
        for row in reading.rows(found, words, log, at=counties.quarter(1).ends_on):
            slices.setdefault(period_of(row.period), []).append(
                Row(row.region, row.activity, row.value, Status(row.status))
            )
    if found.questions or log.count("error"):
        raise ValueError(f"not read: {found.questions} {log.counts}")
    return slices


def quotients(read: Counties, slices: dict[Period, list[Row]]) -> Compared:
    parts = [_quotients(read, number, slices[counties.quarter(number)]) for number in counties.QUARTERS]
    return _together("location quotients of private employment", parts)


def growth(read: Counties) -> Compared:
    """Of all owners. The year before is this year's number less the published change."""
    parts = [
        _growth(read, cells[cells.qtr == number], number)
        for _owner, cells in read.cells.groupby("own_code")
        for number in counties.QUARTERS
    ]
    return _together("growth of employment over the year", parts)


def _quotients(read: Counties, number: int, rows: list[Row]) -> list[int]:
    period, cells = counties.quarter(number), read.private
    cells = cells[cells.qtr == number]
    least, most = (
        _panel(read, QUOTIENT, period, counties.cube({period: [*rows, *counties.nation(read, number, end)]}))
        for end in ("hi", "lo")
    )
    low, is_known = _at(read, least, cells)
    high, _same = _at(read, most, cells)
    published = cells.lq_month3_emplvl.to_numpy(np.float64)
    slack = HALF_A_HUNDREDTH + DIGITS * (1 + published)
    is_near = is_known & (low - slack <= published) & (published <= high + slack)
    return _counted((cells.lq_disclosure_code == "").to_numpy(), is_near, is_known, np.zeros(len(cells), dtype=bool))


def _growth(read: Counties, cells: Any, number: int) -> list[int]:
    period, before = counties.quarter(number), counties.quarter(number, counties.YEAR - 1)
    is_published = (cells.oty_disclosure_code == "").to_numpy()
    jobs = cells.month3_emplvl.to_numpy(np.float64)
    earlier = jobs - cells.oty_month3_emplvl_chg.to_numpy(np.float64)
    marks = [counties.MARKS.get(mark, Status.OK) for mark in cells.disclosure_code]
    now = _rows(cells, jobs, marks)
    then = _rows(cells, earlier, [Status.OK if known else Status.SUPPRESSED for known in is_published])
    panel = _panel(read, GROWTH, period, counties.cube({period: now, before: then}))
    found, is_known = _at(read, panel, cells)
    published = cells.oty_month3_emplvl_pct_chg.to_numpy(np.float64)
    is_near = is_known & (np.abs(100 * found - published) <= HALF_A_TENTH + DIGITS * (1 + np.abs(published)))
    return _counted(is_published, is_near, is_known, ~is_known & (earlier == 0))


def _rows(cells: Any, values: Numbers, statuses: list[Status]) -> list[Row]:
    listed = zip(cells.area_fips, cells.industry_code, values.tolist(), statuses, strict=True)
    return [
        Row(region, industry, value if status is Status.OK else None, status)
        for region, industry, value, status in listed
    ]


def _panel(read: Counties, expression: formula.Expression, period: Period, cube: Cube) -> Panel:
    codes: Codes = read.codes
    return formula.panel(expression, period, read.regions, read.industries, codes, cube, resolver=Resolver(codes, cube))


def _at(read: Counties, panel: Panel, cells: Any) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """The panel's values in the order of the cells, and which of them are values."""
    places = (
        np.searchsorted(np.array(read.regions), cells.area_fips.to_numpy(str)),
        np.searchsorted(np.array(read.industries), cells.industry_code.to_numpy(str)),
    )
    return panel.values[places], np.isin(panel.gravities[places], HAS_VALUE)


def _counted(
    is_published: npt.NDArray[np.bool_],
    is_near: npt.NDArray[np.bool_],
    is_known: npt.NDArray[np.bool_],
    is_undefined: npt.NDArray[np.bool_],
) -> list[int]:
    held = ~is_published
    masks = (is_published, is_published & is_near, is_published & is_undefined, held, held & ~is_known)
    return [int(mask.sum()) for mask in masks]


def _together(what: str, parts: list[list[int]]) -> Compared:
    return Compared(what, *(sum(column) for column in zip(*parts, strict=True)))
