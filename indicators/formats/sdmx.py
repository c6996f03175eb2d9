"""SDMX-CSV. Its columns are read like any other table; only dates and statuses have letters of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .row import ESTIMATED, MISSING, OK, PROVISIONAL, SUPPRESSED

COLUMNS = (
    "DATAFLOW", "FREQ", "MEASURE", "REF_AREA", "ACTIVITY", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS",
    "VINTAGE", "SOURCE", "OBS_BOUNDS",
)  # fmt: skip
DATAFLOW = "CLUSTERPORTAL:OBSERVATIONS(1.0)"
FIGURE_COLUMNS = (
    "DATAFLOW", "FREQ", "INDICATOR", "REF_AREA", "ACTIVITY", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS",
    "FIGURE_STATUS", "MEASURE", "ANSWERED_BY", "COVERAGE", "INDICATOR_VERSION", "VINTAGE",
)  # fmt: skip
FIGURE_DATAFLOW = "CLUSTERPORTAL:FIGURES(1.0)"
STATUS_CODES = {OK: "A", PROVISIONAL: "P", ESTIMATED: "E", SUPPRESSED: "Q", MISSING: "L"}
# What only figures can be. The exact word stands beside the letter, in FIGURE_STATUS.
FIGURE_STATUS_CODES = STATUS_CODES | {
    "stale": "A",
    "inconsistent": "U",
    "too_few_units": "Q",
    "undefined_denominator": "M",
    "not_applicable": "M",
}


class FigureRow(NamedTuple):
    """A figure on its way out. `answered_by`: the cell that answers, coarser than what was asked for or the same."""

    indicator: str
    region: str
    activity: str
    period: str
    value: float | None
    unit: str
    status: str
    measure: str
    answered_by: str
    coverage: float
    version: int
    vintage: str


def lines(
    rows: Iterable[tuple[str, str, str, str, float | None, str, str, str, str, str]],
) -> Iterator[tuple[object, ...]]:
    yield COLUMNS
    for measure, region, activity, period, value, unit, status, vintage, source, bounds in rows:
        yield (
            DATAFLOW, frequency(period), measure, region, activity, time_period(period), value,
            unit_code(unit), STATUS_CODES.get(status, status), vintage, source, bounds,
        )  # fmt: skip


def figure_lines(rows: Iterable[FigureRow]) -> Iterator[tuple[object, ...]]:
    yield FIGURE_COLUMNS
    for row in rows:
        yield (
            FIGURE_DATAFLOW, frequency(row.period), row.indicator, row.region, row.activity, time_period(row.period),
            row.value, unit_code(row.unit), FIGURE_STATUS_CODES[row.status], row.status, row.measure, row.answered_by,
            row.coverage, row.version, row.vintage,
        )  # fmt: skip


def unit_code(unit: str) -> str:
    return unit.upper().replace(" ", "_")


def time_period(period: str) -> str:
    """Cumulative months are a time range: 2022-01..09 is 2022-01-01/P9M."""
    year, _, months = period.partition("-01..")
    return f"{year}-01-01/P{int(months)}M" if months else period


def frequency(period: str) -> str:
    if "/" in period or ".." in period:
        return "N"
    return "A" if "-" not in period else "Q" if "Q" in period else "M"
