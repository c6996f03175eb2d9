"""What an SDMX address asks for: a flow, a key of codes between dots, and a stretch of time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from indicators.period import Kind, Period, PeriodError, parse

AGENCY, VERSION = "CLUSTERPORTAL", "1.0"
ANY = ("all", "ALL", "*", "")
LATEST = ("latest", "LATEST", VERSION)
FREQUENCIES = {Kind.YEAR: "A", Kind.QUARTER: "Q", Kind.MONTH: "M", Kind.CUMULATIVE: "N"}
CODE = re.compile(r"[A-Za-z0-9_@$-]+")
LONGEST_KEY = 4_000

# Dimension → the codes that are asked for; a dimension that is not among them is asked for whole.
Key = Mapping[str, frozenset[str]]


class Flow(NamedTuple):
    """A kind of rows that the portal gives out, with the dimensions of its key in their order."""

    code: str
    dimensions: tuple[str, ...]


OBSERVATIONS = Flow("OBSERVATIONS", ("FREQ", "MEASURE", "REF_AREA", "ACTIVITY"))
FIGURES = Flow("FIGURES", ("FREQ", "INDICATOR", "REF_AREA", "ACTIVITY"))
FLOWS = {flow.code: flow for flow in (OBSERVATIONS, FIGURES)}


class Unreadable(ValueError):
    """The address is not written as SDMX has it. `what`: flow, key or period."""

    def __init__(self, what: str, text: str) -> None:
        super().__init__(text)
        self.what, self.text = what, text


class Stretch(NamedTuple):
    """From a day to a day, both included; None is without end."""

    first: dt.date | None
    last: dt.date | None

    def holds(self, period: Period) -> bool:
        begins_before = self.first is not None and period.starts_on < self.first
        return not begins_before and (self.last is None or period.ends_on <= self.last)


def flow(reference: str) -> Flow | None:
    """Of `OBSERVATIONS`, `CLUSTERPORTAL,OBSERVATIONS` or `CLUSTERPORTAL,OBSERVATIONS,1.0`; None where nobody has it."""
    parts = reference.split(",")
    if len(parts) > len(("agency", "flow", "version")) or not all(parts):
        raise Unreadable("flow", reference)
    agency, code, version = ([*ANY[:1], *parts, *LATEST[:1]] if len(parts) == 1 else [*parts, *LATEST[:1]])[:3]
    is_ours = agency in (AGENCY, *ANY) and version in LATEST
    return FLOWS.get(code) if is_ours else None


def key(text: str, dimensions: tuple[str, ...]) -> Key:
    """Of `A.gva+jobs.KZ-23.`: codes of one dimension are joined by a plus sign, none at all means every one."""
    if text in ANY:
        return {}
    parts = text.split(".")
    if len(parts) != len(dimensions) or len(text) > LONGEST_KEY:
        raise Unreadable("key", text[:100])
    found = {name: part.split("+") for name, part in zip(dimensions, parts, strict=True) if part}
    if not all(CODE.fullmatch(code) for codes in found.values() for code in codes):
        raise Unreadable("key", text)
    return {name: frozenset(codes) for name, codes in found.items()}


def stretch(first: str, last: str) -> Stretch:
    return Stretch(_day(first, is_end=False), _day(last, is_end=True))


def _day(text: str, *, is_end: bool) -> dt.date | None:
    if not text:
        return None
    try:
        period = parse(text)
    except PeriodError:
        return _date(text)
    if not dt.MINYEAR <= period.year <= dt.MAXYEAR:
        raise Unreadable("period", text)
    return period.ends_on if is_end else period.starts_on


def _date(text: str) -> dt.date:
    """A day, or the day of a moment."""
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError as error:
        raise Unreadable("period", text) from error
