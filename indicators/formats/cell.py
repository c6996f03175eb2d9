from __future__ import annotations

from datetime import date
from math import isfinite
from typing import Any

from indicators.cube import EXACT_BELOW

from . import numbers, words
from .layout import Column, Table
from .meaning import Meanings, text_of
from .row import ERROR, ESTIMATED, MISSING, OK, QUESTION, SUPPRESSED, WARNING, Problem, Problems
from .sheet import Cells, column_name

# No measure has so many decimals that a smaller number could be too large.
NEVER_TOO_LARGE = 1e6
Found = tuple[float | None, str, str, str]


class CellReader:
    """Reads the values of one column: number, mark or nothing; status; unit made the measure's own."""

    def __init__(
        self, column: Column, table: Table, meanings: Meanings, log: Problems, *, at: date, units: dict[str, str]
    ) -> None:
        self.column, self.table, self.meanings, self.log, self.at = column, table, meanings, log, at
        self.index = column.index
        # A decimal comma elsewhere in the file makes 1.234 a thousand, so such a file is never read the fast way.
        self.is_plain = table.decimal != ","
        self.own_period = column.period.text if column.period and column.period.year else ""
        self.within = column.period.within if column.period and not column.period.year else ""
        self.units = units
        self.factors: dict[tuple[str, str], str] = {}
        self.future: dict[str, bool] = {}

    def read(self, line: int, cells: Cells, *, measure: str, period: str, status: str, unit: str) -> Found | None:
        cell = cells[self.index]
        if cell == "" and self.table.is_wide:
            return None
        raw = cell if isinstance(cell, str) else text_of(cell) if not isinstance(cell, float) else repr(cell)
        period = self.own_period or (f"{period}-{self.within}" if self.within else period)
        if status in (SUPPRESSED, MISSING):
            return None if not period else (None, status, raw, period)
        if not period:
            self.log.once(Problem("period_not_found", ERROR, self.table.name, self.table.header_line), key=measure)
            return None
        read = self._value(line, cell, measure, unit)
        if read is None:
            return None
        value, by_mark = read
        if value is not None and not self._is_kept(line, value, measure):
            return None
        stands = by_mark or (status if status not in ("", OK) else "") or self.column.status or OK
        if value is None:
            return None, stands if by_mark else MISSING, raw, period
        return value, self._status(line, value, stands, measure, period, status), raw, period

    def in_own_unit(self, line: int, number: float | None, measure: str, unit: str) -> float | None:
        """A number that stands beside the value in the same unit."""
        if number is None or not (factor := self._factor(line, measure, unit)):
            return None
        return numbers.exact(repr(number), factor)

    def _value(self, line: int, cell: Any, measure: str, unit: str) -> tuple[float | None, str] | None:
        factor = self._factor(line, measure, unit)
        if factor == "1" and self.is_plain:
            try:
                value = float(cell)
            except (TypeError, ValueError):
                return self._slowly(line, cell, factor)
            if isfinite(value) and not (isinstance(cell, str) and "_" in cell):
                return value, ""
        return self._slowly(line, cell, factor) if factor else None

    def _slowly(self, line: int, cell: Any, factor: str) -> tuple[float | None, str] | None:
        text = repr(cell) if isinstance(cell, float) else text_of(cell)
        if not text:
            return None, MISSING
        if mark := self.meanings.mark(text):
            return self._marked(line, text, mark)
        try:
            number = text if isinstance(cell, float) else numbers.plain(text, decimal=self.table.decimal)
            return numbers.exact(number, factor), ""
        except numbers.AmbiguousNumber:
            self._problem("ambiguous_number", line, word=text[:100])
        except ValueError:
            self._problem("not_a_number", line, word=text[:100])
        return None

    def _is_kept(self, line: int, value: float, measure: str) -> bool:
        """One number that cannot be added exactly would leave no figure of its measure and period."""
        if abs(value) < NEVER_TOO_LARGE:
            return True
        decimals = self.meanings.lexicon.measures[measure].decimals
        is_kept = abs(value) * float(10**decimals) < EXACT_BELOW
        if not is_kept:
            self._problem("number_too_large", line, measure=measure, value=f"{value:g}")
        return is_kept

    def _marked(self, line: int, text: str, mark: str) -> tuple[float | None, str]:
        is_confirmed = text.casefold() in self.meanings.confirmed["marks"]
        if not is_confirmed:
            name = column_name(self.index + 1)
            told = {"mark": text, "status": mark}
            self.log.once(Problem("mark_to_confirm", QUESTION, self.table.name, line, name, told), key=text)
        return (0.0, "") if mark == words.ZERO else (None, mark)

    def _factor(self, line: int, measure: str, unit: str) -> str:
        """The row's own unit, else the header's. Where the item has another measure, the header's unit is its too."""
        key = (measure, unit)
        if key not in self.factors:
            named = unit or self.column.unit
            self.factors[key] = self.meanings.factor(named, measure) if named else "1"
            if named and self.factors[key]:
                self._tell_mixed(line, measure, named)
        if not (factor := self.factors[key]):
            self._problem("other_unit_in_row", line, unit=unit or self.column.unit, measure=measure)
        return factor

    def _tell_mixed(self, line: int, measure: str, unit: str) -> None:
        first = self.units.setdefault(measure, unit)
        if unit != first:
            name = column_name(self.index + 1)
            told = {"measure": measure, "units": [first, unit]}
            self.log.once(Problem("mixed_units", WARNING, self.table.name, line, name, told), key=measure)

    def _status(self, line: int, value: float, stands: str, measure: str, period: str, said: str) -> str:
        if said == "unknown":
            self._problem("unknown_status", line)
        is_future = self.future.get(period)
        if is_future is None:
            is_future = self.future[period] = int(period[:4]) > self.at.year
        if is_future:
            return self._estimated(line, "period_in_future", measure, period=period)
        if stands == OK and not value.is_integer() and self.meanings.lexicon.measures[measure].decimals == 0:
            return self._estimated(line, "part_of_a_unit", measure, measure=measure)
        return OK if stands == "unknown" else stands

    def _estimated(self, line: int, cause: str, key: str, **parameters: str) -> str:
        place = column_name(self.index + 1)
        self.log.once(Problem(cause, WARNING, self.table.name, line, place, dict(parameters)), key=key)
        return ESTIMATED

    def _problem(self, cause: str, line: int, **parameters: Any) -> None:
        self.log.add(Problem(cause, ERROR, self.table.name, line, column_name(self.index + 1), parameters))
