"""Where the table stands in a sheet and what its columns are; found by meaning, never by address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from . import periods, words
from .glance import Glance, Sample
from .meaning import Meanings, is_number, text_of
from .names import without_mark
from .sheet import Cells

SEARCHED_LINES, BODY_LINES = 40, 60
MOSTLY, NEARLY_ALL = 0.6, 0.9


@dataclass(frozen=True)
class Column:
    """One column: a dimension of its rows, or values with whatever its header fixes about them."""

    index: int
    header: str
    role: str
    measure: str = ""
    unit: str = ""
    factor: str = "1"
    region: str = ""
    activity: str = ""
    period: periods.Parts | None = None
    status: str = ""
    marks: tuple[str, ...] = ()
    kept_out: str = ""
    is_named: bool = False


@dataclass(frozen=True)
class Table:
    sheet: int
    name: str
    header_line: int
    first_line: int
    columns: tuple[Column, ...]
    title: str = ""
    decimal: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    only: tuple[tuple[int, str], ...] = ()

    @property
    def values(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.role == words.VALUE)

    def dimension(self, role: str) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)

    @property
    def is_wide(self) -> bool:
        return any(column.period or column.region or column.activity for column in self.values)


def find(sample: Sample, meanings: Meanings) -> Table | None:
    """The header is the row (or pair of rows) that makes most of the rows below it readable."""
    best, most, glance = None, 0.0, Glance(meanings)
    for start in range(min(SEARCHED_LINES, len(sample))):
        for depth in (1, 2):
            columns = _columns(sample, start, depth, glance)
            score = _score(sample[start + depth :][:BODY_LINES], columns, glance)
            if columns and score > most:
                best, most = _table(sample, start, depth, columns), score
    return best


def _table(sample: Sample, start: int, depth: int, columns: list[Column]) -> Table:
    above = [without_mark(text_of(cell)) for _, cells in sample[:start] for cell in cells if text_of(cell)]
    last = sample[start + depth - 1][0]
    return Table(0, "", sample[start][0], last + 1, tuple(columns), title=" · ".join(above))


def _columns(sample: Sample, start: int, depth: int, glance: Glance) -> list[Column]:
    levels = [cells for _, cells in sample[start : start + depth]]
    if len(levels) < depth or not all(_may_be_header(cells) for cells in levels):
        return []
    if len(levels) > 1:
        levels = [_filled_right(levels[0]), levels[1]]
    body = [cells for _, cells in glance.full(sample[start + depth :][:BODY_LINES])]
    width = max(len(cells) for cells in levels)
    found = [_column(index, [_at(cells, index) for cells in levels], body, glance) for index in range(width)]
    return _cumulative(_said_by_rows(_one_of_each(found)))


def _may_be_header(cells: Cells) -> bool:
    filled = [cell for cell in cells if text_of(cell)]
    is_row = len(filled) > 1 or any(periods.whole(cell) for cell in filled)
    return is_row and not any(_is_plain_number(cell) for cell in filled)


def _is_plain_number(cell: object) -> bool:
    if isinstance(cell, str):
        return is_number(cell) and periods.parse(cell) is None and len(cell.strip()) > 1
    return isinstance(cell, (int, float)) and periods.parse(cell) is None


def _filled_right(cells: Cells) -> list[Any]:
    """A merged cell stands for all the columns below it."""
    filled: list[Any] = []
    for cell in cells:
        filled.append(cell if text_of(cell) or not filled else filled[-1])
    return filled


def _column(index: int, levels: list[Any], body: list[Cells], glance: Glance) -> Column:
    meanings = glance.meanings
    texts = [text_of(cell) for cell in levels if text_of(cell)]
    header = " · ".join(dict.fromkeys(texts))
    cells = [cell for cell in (_at(row, index) for row in body) if text_of(cell)]
    role = next((role for role in map(meanings.role, reversed([*texts, header])) if role), "")
    if role and role != words.VALUE:
        measure = meanings.measure(header) if role == words.BOUNDS else ""
        return Column(index, header, role, measure=measure, is_named=True)
    values = sum(map(glance.is_value, cells)) / len(cells) if cells else 1.0
    if values < MOSTLY and not (meanings.measure(header) and meanings.unit(header)):
        return Column(index, header, _role_by_content(cells, glance))
    column = _value(Column(index, header, role), levels, texts, meanings)
    if column.role == words.VALUE or not cells:
        return column
    return replace(column, role=_role_by_content(cells, glance))


def _value(column: Column, levels: list[Any], texts: list[str], meanings: Meanings) -> Column:
    period = periods.combine(*(periods.parse(cell) for cell in (levels[0], levels[-1])))
    measure, unit = meanings.measure(column.header), meanings.unit(column.header)
    region = _only(meanings.regions(text) for text in texts)
    activity = "" if period and len(texts) == 1 else _only(meanings.activities(text) for text in texts)
    says = bool(period or measure or region or activity or column.role)
    found = replace(column, measure=measure, unit=unit, region=region, activity=activity, period=period)
    return replace(found, role=words.VALUE, is_named=bool(measure or column.role)) if says and texts else column


def _role_by_content(cells: list[Any], glance: Glance) -> str:
    texts = [text_of(cell) for cell in cells]
    if _share(map(glance.is_region, texts)) >= MOSTLY:
        return words.REGION
    if _share(map(glance.is_period, cells)) >= NEARLY_ALL:
        return words.PERIOD
    return words.ACTIVITY if _share(map(glance.is_activity, texts)) >= MOSTLY else ""


def _share(answers: Iterator[bool] | Any) -> float:
    listed = list(answers)
    return sum(listed) / len(listed) if listed else 0.0


def _only(found: Any) -> str:
    return next((codes[0] for codes in found if codes), "")


def _one_of_each(columns: list[Column]) -> list[Column]:
    """A second column for the same dimension (a name beside a code) says nothing new."""
    seen: set[str] = set()
    result = []
    for column in columns:
        repeated = column.role not in ("", words.VALUE, words.IGNORED) and column.role in seen
        result.append(replace(column, role=words.IGNORED) if repeated else column)
        seen.add(column.role)
    return result


def _said_by_rows(columns: list[Column]) -> list[Column]:
    """What the rows name, a header does not: "Total" over values of many regions is no region."""
    roles = {column.role for column in columns}
    return [
        replace(
            column,
            region="" if words.REGION in roles else column.region,
            activity="" if words.ACTIVITY in roles else column.activity,
        )
        for column in columns
    ]


def _cumulative(columns: list[Column]) -> list[Column]:
    """Beside half-years and nine months, a first quarter counts from January like them."""
    within = {column.period.within for column in columns if column.period}
    if not within & {"01..06", "01..09"} or within & {"Q2", "Q3", "Q4"}:
        return columns
    return [
        replace(column, period=column.period._replace(within="01..03"))
        if column.period and column.period.within == "Q1"
        else column
        for column in columns
    ]


def _score(body: Sample, columns: list[Column], glance: Glance) -> float:
    values = [column for column in columns if column.role == words.VALUE]
    region = next((column for column in columns if column.role == words.REGION), None)
    if not values or not (region or all(column.region for column in values)):
        return 0.0
    good = sum(_reads(cells, region, values, glance) for _, cells in glance.full(body))
    named = sum(bool(column.role) for column in columns)
    # A header that names everything is the header even if every row below it is broken.
    return good + named / 100 + (BODY_LINES if _names_all(columns) else 0) if good or _names_all(columns) else 0.0


def _names_all(columns: list[Column]) -> bool:
    roles = {column.role for column in columns if column.is_named}
    return {words.REGION, words.VALUE} <= roles and bool(roles & {words.PERIOD, words.YEAR})


def _reads(cells: Cells, region: Column | None, values: list[Column], glance: Glance) -> bool:
    is_placed = region is None or glance.is_region(text_of(_at(cells, region.index)))
    return is_placed and any(glance.is_value(_at(cells, column.index)) for column in values)


def _at(cells: Cells, index: int) -> Any:
    return cells[index] if index < len(cells) else ""
