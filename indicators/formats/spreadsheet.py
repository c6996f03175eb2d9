from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from . import sniffing
from .row import Unreadable
from .sheet import Book, Cells, Sheet


def read(path: Path) -> Book:
    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except PasswordError as locked:
        raise Unreadable("password_protected") from locked
    except CalamineError as broken:
        raise Unreadable("damaged_file") from broken
    listed = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    visible = [each.name for each in listed if each.visible == SheetVisibleEnum.Visible]
    hidden = tuple(each.name for each in listed if each.visible != SheetVisibleEnum.Visible)
    return Book(sniffing.WORKBOOK, tuple(_sheet(workbook, name) for name in visible), hidden)


def write(rows: Iterable[Sequence[object]], file: BinaryIO, *, sheet: str = "figures") -> None:
    """Strings go in as text whatever they begin with, so nothing in an export runs as a formula."""
    workbook = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    worksheet = workbook.add_worksheet(sheet)
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                worksheet.write_number(line, column, cell)
            elif cell not in (None, ""):
                worksheet.write_string(line, column, str(cell))
    workbook.close()


def _sheet(workbook: CalamineWorkbook, name: str) -> Sheet:
    try:
        grid = workbook.get_sheet_by_name(name)
    except CalamineError as broken:
        raise Unreadable("damaged_file") from broken

    def rows() -> Iterator[tuple[int, Cells]]:
        cells: Iterator[list[Any]] = grid.iter_rows()
        return enumerate(cells, 1)

    return Sheet(name, grid.total_height if grid.start is not None else 0, rows)
