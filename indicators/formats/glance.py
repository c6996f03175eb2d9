"""What the cells of a sample are, each looked at once: every row of its head may be the header of all rows below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import periods
from .meaning import Meanings, is_number, text_of
from .sheet import Cells

Sample = Sequence[tuple[int, Cells]]


class Glance:
    def __init__(self, meanings: Meanings) -> None:
        self.meanings = meanings
        self._values: dict[Any, bool] = {}
        self._regions: dict[str, bool] = {}
        self._activities: dict[str, bool] = {}
        self._periods: dict[Any, bool] = {}
        self._full: dict[int, bool] = {}

    def is_value(self, cell: Any) -> bool:
        # True and 1 are the same key, and only one of them is a number.
        key = (type(cell), cell)
        if key not in self._values:
            self._values[key] = self.meanings.is_value(cell)
        return self._values[key]

    def is_region(self, text: str) -> bool:
        if text not in self._regions:
            self._regions[text] = bool(self.meanings.regions(text))
        return self._regions[text]

    def is_activity(self, text: str) -> bool:
        """A running number is none, though 01 to 99 are codes: such a column must say so in its header."""
        if text not in self._activities:
            self._activities[text] = bool(self.meanings.activities(text)) and not is_number(text)
        return self._activities[text]

    def is_period(self, cell: Any) -> bool:
        key = (type(cell), cell)
        if key not in self._periods:
            self._periods[key] = bool(periods.whole(cell))
        return self._periods[key]

    def full(self, lines: Sample) -> list[tuple[int, Cells]]:
        """Without blank lines, notes and headings, which fill one cell at most."""
        for line, cells in lines:
            if line not in self._full:
                self._full[line] = sum(bool(text_of(cell)) for cell in cells) > 1
        return [(line, cells) for line, cells in lines if self._full[line]]
