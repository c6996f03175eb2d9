"""From a file to what it holds: tables, the meaning of their words, and what only a person can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from . import delimited, layout, names, numbers, periods, sniffing, spreadsheet, words
from .glance import Sample
from .layout import Column, Table
from .lexicon import Lexicon
from .mapping import Mapping, Question
from .meaning import Meanings, subject, text_of
from .row import WARNING, Problem, Unreadable
from .sheet import Book, Sheet, column_name

SAMPLE = 400
# What each column is takes its time, and more of them no office writes.
MOST_COLUMNS = 4000
NOTE = re.compile(r"^\s*(?P<mark>\d\)|\*+)\s*(?P<text>\S.*)$", re.DOTALL)


@dataclass(frozen=True)
class Recognition:
    book: Book
    tables: tuple[Table, ...]
    mapping: Mapping
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(sheet.name for sheet in self.book.sheets)

    @property
    def rows_expected(self) -> int:
        return sum(self.book.sheets[table.sheet].rows for table in self.tables)


def read(path: Path) -> Book:
    return spreadsheet.read(path) if sniffing.kind(path) == sniffing.WORKBOOK else delimited.read(path)


def recognise(path: Path, lexicon: Lexicon, *, confirmed: Mapping | None = None) -> Recognition:
    book, meanings = read(path), Meanings(lexicon, confirmed or Mapping())
    seen = [_Seen(index, sheet, meanings) for index, sheet in enumerate(book.sheets)]
    tables = tuple(each.table for each in seen if each.table)
    if not tables:
        raise Unreadable("no_table_found")
    problems = [problem for each in seen for problem in each.problems()]
    problems += [Problem("sheet_hidden", WARNING, sheet=name) for name in book.hidden]
    questions = {(each.kind, subject(each.word)): each for one in seen for each in one.questions()}
    learnt = _learnt(tables, meanings)
    return Recognition(book, tables, learnt, tuple(questions.values()), tuple(problems))


class _Seen:
    """One sheet as understood."""

    def __init__(self, index: int, sheet: Sheet, meanings: Meanings) -> None:
        self.sheet, self.meanings = sheet, meanings
        self.sample = list(islice(sheet, SAMPLE))
        if max((len(list(filter(None, map(text_of, cells)))) for _, cells in self.sample), default=0) > MOST_COLUMNS:
            raise Unreadable("too_many_columns", columns=MOST_COLUMNS)
        found = layout.find(self.sample, meanings)
        self.table = self._completed(replace(found, sheet=index, name=sheet.name)) if found else None

    def _completed(self, table: Table) -> Table:
        notes = dict(_notes(self.sheet)) if _has_marks(table, self.sample) else {}
        columns = [
            self._value(column, table, notes) if column.role == words.VALUE else column for column in table.columns
        ]
        kept = _one_a_measure(
            [replace(column, role="") if self._is_beside(column, columns, table) else column for column in columns]
        )
        decimal = numbers.decimal_mark(_samples(self.sample, table))
        only = [
            (column.index, wanted)
            for column in table.columns
            if (wanted := self.meanings.confirmed["only"].get(subject(column.header))) is not None
        ]
        return replace(table, columns=tuple(kept), notes=tuple(notes.items()), decimal=decimal, only=tuple(only))

    def _is_beside(self, column: Column, columns: list[Column], table: Table) -> bool:
        """A number whose measure nobody names, beside columns that name theirs, is no value of ours."""
        others = [each for each in columns if each.role == words.VALUE and each.measure]
        return column.role == words.VALUE and not column.measure and bool(others) and not table.dimension(words.MEASURE)

    def _value(self, column: Column, table: Table, notes: dict[str, str]) -> Column:
        header, mark = names.split_mark(column.header)
        note = notes.get(mark, "")
        context = f"{table.title} · {table.name}"
        measure = column.measure or self.meanings.measure(table.title) or self.meanings.measure(context)
        unit = self.meanings.unit(note) or column.unit or self.meanings.unit(table.title)
        period = column.period
        if period is None and not _has_period(table):
            period = periods.inside(header) or periods.inside(table.title) or periods.inside(table.name)
        status = next((status for word, status in words.NOTE_STATUSES if word in note.casefold()), "")
        column = replace(
            column, measure=measure, unit=unit, period=period, status=status, marks=(mark,) if mark else ()
        )
        return self._converted(column)

    def _converted(self, column: Column) -> Column:
        if not column.measure:
            return column
        factor = self.meanings.factor(column.unit, column.measure) if column.unit else "1"
        return replace(column, factor=factor or "1", kept_out="" if factor else column.unit)

    def questions(self) -> Iterator[Question]:
        if self.table is None:
            return
        yield from self._about_period(self.table)
        for column in self.table.values:
            word = column.header if not column.period else self.table.title
            examples = tuple(dict.fromkeys(_samples(self.sample, self.table)))[:3]
            if not column.measure and not self.table.dimension(words.MEASURE):
                yield Question("measures", word, self.sheet.name, "", tuple(self.meanings.lexicon.measures), examples)
            elif not column.unit and not self.table.dimension(words.UNIT) and column.measure:
                yield from self._about_unit(column, word, examples)

    def _about_unit(self, column: Column, word: str, examples: tuple[str, ...]) -> Iterator[Question]:
        units = self.meanings.lexicon.units
        target = self.meanings.lexicon.measures[column.measure].unit
        choices = tuple(unit for unit, (base, _) in units.items() if base == units.get(target, (target, ""))[0])
        # Only where offices really write the same measure in several units is the missing unit worth a question.
        if len(choices) > 1:
            yield Question("units", word, self.sheet.name, target, choices, examples)

    def _about_period(self, table: Table) -> Iterator[Question]:
        if not _has_period(table) and not all(column.period and column.period.year for column in table.values):
            unknown = next((column.header for column in table.columns if not column.role and column.header), "")
            if unknown:
                yield Question("columns", unknown, table.name, words.PERIOD, words.ROLES)

    def problems(self) -> Iterator[Problem]:
        if self.table is None:
            if self.sample:
                yield Problem("sheet_without_table", WARNING, sheet=self.sheet.name)
            return
        for column in self.table.columns:
            yield from self._of_column(self.table, column)
        for mark, note in self.table.notes:
            yield Problem("footnote", WARNING, sheet=self.sheet.name, parameters={"mark": mark, "note": note})

    def _of_column(self, table: Table, column: Column) -> Iterator[Problem]:
        place = self.sheet.name, table.header_line, column_name(column.index + 1)
        if column.kept_out:
            told = {"header": column.header, "unit": column.kept_out, "measure": column.measure}
            yield Problem("other_unit", WARNING, *place, told)
        if not column.role and column.header:
            yield Problem("column_ignored", WARNING, *place, {"header": column.header})
        for mark in column.marks:
            if mark not in dict(table.notes):
                yield Problem("mark_unexplained", WARNING, *place, {"mark": mark, "header": column.header})


def _one_a_measure(columns: list[Column]) -> list[Column]:
    """Of jobs, their growth and their quotient, all named by jobs, the shortest name is the measure itself."""
    shortest: dict[tuple[object, ...], Column] = {}
    for column in columns:
        if column.role == words.VALUE and column.measure:
            key = (column.measure, column.region, column.activity, column.period)
            known = shortest.get(key)
            if known is None or len(subject(column.header)) < len(subject(known.header)):
                shortest[key] = column
    kept = {column.index for column in shortest.values()}
    return [
        replace(column, role="")
        if column.role == words.VALUE and column.measure and column.index not in kept
        else column
        for column in columns
    ]


def _has_period(table: Table) -> bool:
    return bool(table.dimension(words.PERIOD) or table.dimension(words.YEAR))


def _has_marks(table: Table, sample: Sample) -> bool:
    headers = any(names.split_mark(column.header)[1] for column in table.columns)
    return headers or any(names.split_mark(text_of(cell))[1] for _, cells in sample for cell in cells[:1])


def _notes(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for _, cells in sheet:
        filled = [text_of(cell) for cell in cells if text_of(cell)]
        if len(filled) == 1 and (note := NOTE.match(filled[0])):
            yield note["mark"], note["text"].strip()


def _samples(sample: Sample, table: Table) -> Iterator[str]:
    for line, cells in sample:
        if line >= table.first_line:
            yield from (
                text_of(cells[c.index]) for c in table.values if c.index < len(cells) and text_of(cells[c.index])
            )


def _learnt(tables: tuple[Table, ...], meanings: Meanings) -> Mapping:
    """The mapping to show and to confirm: what was told, and what was understood without asking."""
    learnt = meanings.mapping
    for table in tables:
        for column in table.columns:
            if column.header and not column.period and column.role not in ("", words.IGNORED):
                learnt = _with_answer(learnt, "columns", column.header, column.role)
        for column in table.values:
            word = table.title if column.period else names.without_mark(column.header)
            for kind, meaning in (("measures", column.measure), ("units", column.unit)):
                if meaning and word and not column.kept_out:
                    learnt = _with_answer(learnt, kind, word, meaning)
    return learnt


def _with_answer(learnt: Mapping, kind: str, word: str, meaning: str) -> Mapping:
    is_known = subject(word) in {subject(known) for known, _ in getattr(learnt, kind)}
    return learnt if is_known or not subject(word) else learnt.with_answer(kind, word, meaning)
