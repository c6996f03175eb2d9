from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from . import periods, words
from .bounds import BoundsReader
from .cell import CellReader
from .layout import Column, Table
from .meaning import POWER, Meanings, text_of
from .row import ERROR, Problem, Problems, Row
from .sheet import Cells, Sheet, column_name

WHOLE = "_T"
MOST_WORDS = 100_000


class Unknown(Exception):
    """A word of a row that has no meaning here; its problem is already in the log."""


@dataclass
class Words:
    """One dimension: its column, and the code of every word seen so far."""

    role: str
    column: Column | None
    resolve: Callable[[Any], str]
    default: str = ""
    codes: dict[Any, str] = field(default_factory=dict)

    def of(self, cells: Cells) -> str:
        if self.column is None:
            return self.default
        word = cells[self.column.index]
        try:
            return self.codes[word]
        except KeyError:
            # Words without end (a broken column) must not fill the memory.
            if len(self.codes) > MOST_WORDS:
                self.codes.clear()
            code = self.codes[word] = self.resolve(word)
            return code


class TableReader:
    """Walks one table and yields its rows."""

    def __init__(
        self, table: Table, sheet: Sheet, meanings: Meanings, log: Problems, *, at: date, units: dict[str, str]
    ) -> None:
        self.table, self.sheet, self.meanings, self.log, self.at = table, sheet, meanings, log, at
        self.width = 1 + max(column.index for column in table.columns)
        self.least = 1 + max(column.index for column in table.columns if column.role not in ("", words.IGNORED))
        self.explicit: set[str] | None = None
        self.ambiguous: dict[str, tuple[str, ...]] = {}
        self.region = self._dimension(words.REGION, self._region)
        self.activity = self._dimension(words.ACTIVITY, self._activity, default=WHOLE)
        self.measure = self._dimension(words.MEASURE, self._measure)
        self.unit = self._dimension(words.UNIT, self._unit)
        self.multiplier = self._dimension(words.MULTIPLIER, text_of)
        self.status = self._dimension(words.STATUS, self._status)
        self.period = self._dimension(words.PERIOD, periods.whole)
        self.year = self._dimension(words.YEAR, periods.whole)
        self.within = self._dimension(words.QUARTER, self._quarter)
        if self.within.column is None:
            self.within = self._dimension(words.MONTH, self._month)
        self.item_measures: dict[tuple[str, Any], str] = {}
        kept = [column for column in table.values if not column.kept_out]
        self.bounds = BoundsReader(table, kept, log)
        self.cells = [CellReader(column, table, meanings, log, at=at, units=units) for column in kept]

    def __iter__(self) -> Iterator[Row]:
        first, least, width = self.table.first_line, self.least, self.width
        for line, given in self.sheet:
            if line < first:
                continue
            cells = given if len(given) >= least else [*given, *[""] * (width - len(given))]
            if len(cells) > width and any(map(text_of, cells[width:])):
                self._problem("row_too_long", line, None, cells=len(cells), expected=width)
                continue
            try:
                yield from self._row(line, cells)
            except Unknown:
                continue

    def _row(self, line: int, cells: Cells) -> Iterator[Row]:
        region, activity = self.region.of(cells), self.activity.of(cells)
        if not region or not activity:
            self._explain_place(line, cells, region)
        if any(text_of(cells[index]) != wanted for index, wanted in self.table.only):
            return
        period = self._period(line, cells)
        status = self.status.of(cells) if self.status.column else ""
        unit = self.unit.of(cells)
        if power := self.multiplier.of(cells).removeprefix("0"):
            unit = f"{unit}{POWER}{power}"
        for reader in self.cells:
            measure = self._measure_of(line, cells, reader)
            found = reader.read(line, cells, measure=measure, period=period, status=status, unit=unit)
            if found is not None:
                value, stands, raw, column_period = found
                column = reader.column
                row = Row(
                    self.table.sheet, line, column.index + 1, measure, column.region or region,
                    column.activity or activity, column_period, value, stands, raw,
                )  # fmt: skip
                yield self.bounds.put(row, cells, reader, unit) if self.bounds.column else row

    def _measure_of(self, line: int, cells: Cells, reader: CellReader) -> str:
        measure = self.measure.of(cells) or reader.column.measure
        if not measure:
            self._problem("unknown_measure", line, self.measure.column, word=self._word(cells, self.measure.column))
            raise Unknown
        column = self.activity.column
        if column is None:
            return measure
        key = (measure, cells[column.index])
        if key not in self.item_measures:
            self.item_measures[key] = self.meanings.item_measure(text_of(key[1]), measure)
        return self.item_measures[key]

    def _period(self, line: int, cells: Cells) -> str:
        named = self.period.of(cells) or self.year.of(cells)
        within = self.within.of(cells)
        if within and periods.YEAR.match(named):
            return f"{named}-{within}"
        column = self.period.column or self.year.column
        if not named and column is not None:
            self._problem("unknown_period", line, column, word=self._word(cells, column))
            raise Unknown
        return named

    def _explain_place(self, line: int, cells: Cells, region: str) -> None:
        """A row without values is a note or a heading; any other must name its place."""
        if not any(text_of(cells[reader.column.index]) for reader in self.cells):
            raise Unknown
        if not region and any(reader.column.region for reader in self.cells):
            return
        column = self.activity.column if region else self.region.column
        word = self._word(cells, column)
        self._unknown_activity(line, column, word) if region else self._unknown_region(line, column, word)
        raise Unknown

    def _unknown_region(self, line: int, column: Column | None, word: str) -> None:
        if choices := self.ambiguous.get(word):
            self._problem("ambiguous_region", line, column, word=word, choices=list(choices))
            return
        near = self.meanings.lexicon.region_words.nearest(word) if self._has_room() else None
        self._problem(
            "unknown_region", line, column, word=word, nearest=near[0] if near else "", code=near[1] if near else ""
        )

    def _unknown_activity(self, line: int, column: Column | None, word: str) -> None:
        near = self.meanings.lexicon.activity_words.nearest(word) if self._has_room() else None
        self._problem(
            "unknown_activity", line, column, word=word, nearest=near[0] if near else "", code=near[1] if near else ""
        )

    def _region(self, cell: object) -> str:
        codes = self.meanings.regions(text_of(cell))
        if len(codes) <= 1:
            return "".join(codes)
        if self.explicit is None:
            self.explicit = set(self._named_alone())
        # Where the city of a name stands in the same table by itself, the bare name is the region around it.
        left = [code for code in codes if code not in self.explicit]
        if len(left) == 1:
            return left[0]
        self.ambiguous[text_of(cell)] = codes
        return ""

    def _named_alone(self) -> Iterator[str]:
        column = self.region.column
        distinct = {cells[column.index] for _, cells in self.sheet if column and len(cells) > column.index}
        for word in distinct:
            codes = self.meanings.regions(text_of(word))
            if len(codes) == 1:
                yield codes[0]

    def _activity(self, cell: object) -> str:
        codes = self.meanings.activities(text_of(cell))
        return codes[0] if codes else ""

    def _unit(self, cell: object) -> str:
        """An unknown unit stays as it is written: it fits no measure, and the row is told."""
        return self.meanings.unit(text_of(cell)) or text_of(cell)

    def _measure(self, cell: object) -> str:
        return self.meanings.measure(text_of(cell))

    def _status(self, cell: object) -> str:
        word = text_of(cell).casefold()
        return words.STATUSES.get(word) or self.meanings.mark(word) or "unknown"

    def _quarter(self, cell: object) -> str:
        parts = periods.parse(text_of(cell))
        number = text_of(cell)
        return f"Q{number}" if number in ("1", "2", "3", "4") else parts.within if parts else ""

    def _month(self, cell: object) -> str:
        number, parts = text_of(cell), periods.parse(text_of(cell))
        return (
            f"{int(number):02}"
            if number.isdecimal() and 1 <= int(number) <= periods.LAST_MONTH
            else parts.within
            if parts
            else ""
        )

    def _dimension(self, role: str, resolve: Callable[[Any], str], default: str = "") -> Words:
        return Words(role, self.table.dimension(role), resolve, default)

    def _word(self, cells: Cells, column: Column | None) -> str:
        return text_of(cells[column.index])[:100] if column else ""

    def _has_room(self) -> bool:
        return len(self.log.kept) < self.log.limit

    def _problem(
        self, cause: str, line: int, column: Column | None, severity: str = ERROR, **parameters: object
    ) -> None:
        name = column_name(column.index + 1) if column else ""
        self.log.add(Problem(cause, severity, self.table.name, line, name, parameters))
