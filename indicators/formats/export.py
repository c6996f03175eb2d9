"""What the portal gives out can be dropped in again: the columns are those that recognition knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from . import delimited as delimited_text
from . import sdmx as sdmx_text
from . import spreadsheet


class Exported(NamedTuple):
    measure: str
    region: str
    activity: str
    period: str
    value: float | None
    unit: str
    status: str
    vintage: str = ""
    source: str = ""
    bounds: str = ""


def delimited(rows: Iterable[Exported], file: BinaryIO) -> None:
    delimited_text.write(_with_header(rows), file)


def workbook(rows: Iterable[Exported], file: BinaryIO) -> None:
    spreadsheet.write(_with_header(rows), file)


def sdmx(rows: Iterable[Exported], file: BinaryIO) -> None:
    delimited_text.write(sdmx_text.lines(rows), file)


def _with_header(rows: Iterable[Exported]) -> Iterator[tuple[object, ...]]:
    yield Exported._fields
    yield from rows
