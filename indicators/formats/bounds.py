"""Between what a withheld value lies, as its source tells it: the size class of what stands behind the cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from . import numbers, words
from .cell import CellReader
from .layout import Column, Table
from .meaning import text_of
from .row import ERROR, SUPPRESSED, Problem, Problems, Row
from .sheet import Cells, column_name

BETWEEN = re.compile(r"^(?P<low>.*?\d)\s*(?:\.\.+|…|to|до|[-–—])\s*(?P<high>[-−]?\d.*)$", re.IGNORECASE)
BELOW = re.compile(r"^(?:<=?|≤|\.\.+|до|up to|under)\s*(?P<high>[-−]?\d.*)$", re.IGNORECASE)
ABOVE = re.compile(
    r"^(?:>=?|≥|от|from|over)\s*(?P<low>[-−]?\d.*)$|^(?P<least>.*?\d)\s*(?:\+|\.\.+|и более)$", re.IGNORECASE
)


class Bounds(NamedTuple):
    """Both ends belong to it; None where it is open. `< 20` is read as at most 20, which is never wrong."""

    low: float | None
    high: float | None


def parse(text: str, *, decimal: str = numbers.UNKNOWN) -> Bounds:
    """ValueError where the text tells no bounds."""
    text = text.strip()
    if (known := words.SIZE_CLASSES.get(text.casefold())) is not None:
        return Bounds(*known)
    if found := BETWEEN.match(text):
        bounds = Bounds(_number(found["low"], decimal), _number(found["high"], decimal))
    elif found := BELOW.match(text):
        bounds = Bounds(None, _number(found["high"], decimal))
    elif found := ABOVE.match(text):
        bounds = Bounds(_number(found["low"] or found["least"], decimal), None)
    else:
        raise ValueError(text)
    if bounds.low is not None and bounds.high is not None and bounds.low > bounds.high:
        raise ValueError(text)
    return bounds


def written(low: float | None, high: float | None) -> str:
    """As `parse` reads it; nothing where neither is known."""
    if low is None and high is None:
        return ""
    return f"{_plain(low)}..{_plain(high)}"


class BoundsReader:
    """A class beside a value says that nought, or nothing, is a withheld value; beside any other it says nothing."""

    def __init__(self, table: Table, kept: Sequence[Column], log: Problems) -> None:
        self.table, self.log = table, log
        self.column = table.dimension(words.BOUNDS)
        self.index = self.column.index if self.column else -1
        self.bounded = self._bounded(kept)
        self.known: dict[str, Bounds] = {}

    def put(self, row: Row, cells: Cells, reader: CellReader, unit: str) -> Row:
        text = text_of(cells[self.index])
        if not text or row.value or reader.column.index not in self.bounded:
            return row
        try:
            found = self._of(text)
            low, high = (reader.in_own_unit(row.line, one, row.measure, unit) for one in found)
        except ValueError:
            place = column_name(self.index + 1)
            self.log.add(Problem("unknown_bounds", ERROR, self.table.name, row.line, place, {"word": text[:100]}))
            return row
        return row._replace(value=None, status=SUPPRESSED, low=low, high=high)

    def _of(self, text: str) -> Bounds:
        if text not in self.known:
            self.known[text] = parse(text, decimal=self.table.decimal)
        return self.known[text]

    def _bounded(self, kept: Sequence[Column]) -> frozenset[int]:
        """Of several columns of values only those of the measure that the header names: classes of jobs bound jobs."""
        if self.column is None:
            return frozenset()
        named = self.column.measure
        return frozenset(one.index for one in kept if len(kept) == 1 or (named and one.measure == named))


def _number(text: str, decimal: str) -> float:
    return float(numbers.plain(text, decimal=decimal))


def _plain(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value.is_integer() else repr(value)
