"""How far the cells of a sheet reach, told from its XML before a reader makes room for all the empty ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

# A reader takes either quote, small letters and room about the sign, so whoever wants to get past takes them too.
SIGN = rb"""\sr\s*=\s*["']"""
WIDE_COLUMN = re.compile(SIGN + rb"([A-Za-z]{2,3})\d")
LONG_ROW = re.compile(SIGN + rb"(?:[A-Za-z]{1,3})?(\d{7,})")
ANY_PLACE = re.compile(SIGN + rb"([A-Za-z]{0,3})(\d{1,7})")
ROW = re.compile(rb"<(?:[^\s<>/:]+:)?row[\s/>]")
CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")
# What is not looked at at first: columns of one letter, and rows of less than seven digits.
ONE_LETTER, SHORT, LONGEST = 26, 1_000_000, 1 << 20


class Extent:
    """The farthest column and row of one sheet, block by block; blocks may overlap."""

    def __init__(self) -> None:
        self.columns = self.rows = 0
        self._in_row = 0

    def see(self, block: bytes) -> None:
        named = max((_number(found) for found in set(WIDE_COLUMN.findall(block))), default=0)
        self.columns = max(self.columns, named, self._unnamed(block))
        self.rows = max(self.rows, max(map(_row, LONG_ROW.findall(block)), default=0))

    def cells(self, again: Callable[[], Iterable[bytes]], *, most: int) -> int:
        """As many as a reader keeps, where they may be more than `most`; only then is the sheet looked at `again`."""
        if max(self.columns, ONE_LETTER) * max(self.rows, SHORT) <= most:
            return 0
        columns, rows = self.columns, self.rows
        for block in again():
            places = set(ANY_PLACE.findall(block))
            columns = max(columns, max((_number(letters) for letters, _digits in places), default=0))
            rows = max(rows, max((_row(digits) for _letters, digits in places), default=0))
        return columns * rows

    def _unnamed(self, block: bytes) -> int:
        """Cells that do not say where they stand follow one another: as many as the fullest row has."""
        # Too many are counted here, which costs a closer look and no more.
        written = block.count(b"<c") + block.count(b":c")
        if written <= block.count(b"<c r=") + block.count(b":c r="):
            self._in_row = 0
            return 0
        first, *others = (len(CELL.findall(row)) for row in ROW.split(block))
        widest = max(self._in_row + first, *others, 0)
        self._in_row = others[-1] if others else self._in_row + first
        return widest


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _row(digits: bytes) -> int:
    return min(int(digits[:8]), LONGEST) if len(digits) <= len(str(LONGEST)) else LONGEST
