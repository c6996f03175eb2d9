"""SDMX-CSV. Its columns are read like any other table; only dates and statuses have letters of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .row import ESTIMATED, MISSING, OK, PROVISIONAL, SUPPRESSED

COLUMNS = (
    "DATAFLOW", "FREQ", "MEASURE", "REF_AREA", "ACTIVITY", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS",
    "VINTAGE", "SOURCE",
)  # fmt: skip
DATAFLOW = "CLUSTERPORTAL:OBSERVATIONS(1.0)"
STATUS_CODES = {OK: "A", PROVISIONAL: "P", ESTIMATED: "E", SUPPRESSED: "Q", MISSING: "L"}


def lines(rows: Iterable[tuple[str, str, str, str, float | None, str, str, str, str]]) -> Iterator[tuple[object, ...]]:
    yield COLUMNS
    for measure, region, activity, period, value, unit, status, vintage, source in rows:
        yield (
            DATAFLOW, frequency(period), measure, region, activity, time_period(period), value,
            unit.upper().replace(" ", "_"), STATUS_CODES.get(status, status), vintage, source,
        )  # fmt: skip


def time_period(period: str) -> str:
    """Cumulative months are a time range: 2022-01..09 is 2022-01-01/P9M."""
    year, _, months = period.partition("-01..")
    return f"{year}-01-01/P{int(months)}M" if months else period


def frequency(period: str) -> str:
    if "/" in period or ".." in period:
        return "N"
    return "A" if "-" not in period else "Q" if "Q" in period else "M"
