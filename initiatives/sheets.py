"""A table as somebody brings it, CSV or Excel: its lines, the line with the names of its columns. Pure."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from indicators.extent import Extent
from indicators.shared_text import SharedText
from initiatives import identifiers

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 20
MOST_CELLS = 4_000_000
MOST_TEXT = 64 * 2**20
# What the reader would open as a workbook of another kind, whose cells are not counted here.
OTHER_BOOKS = ("xl/workbook.bin", "content.xml")
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Line = tuple[int, Sequence[Any]]


class ListRefused(Exception):
    """The file is no table that can be read; `cause` is a key of the words shown for it."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


def lines(content: bytes) -> list[Line]:
    return _workbook(content) if content.startswith(b"PK") else _text(content)


def by_word(names: Mapping[str, str]) -> dict[str, str]:
    """{everyday name of a column: column}, from a text of names apart by semicolons for each column."""
    return {word.strip(): column for column, words in names.items() for word in words.split(";")}


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def headed(
    lines: list[Line], column_of: Mapping[str, str], *, needed: Sequence[str], own: Sequence[str] = ()
) -> tuple[dict[str, int], list[str], list[Line]]:
    """The line with the names of the columns, which need not be the first; `own` names are no surprise."""
    for place, (_line, cells) in enumerate(lines[:LOOKED_AT]):
        named = [column_of.get(_heading(cell), "") for cell in cells]
        if any(column in named for column in needed):
            places = {column: named.index(column) for column in dict.fromkeys(named) if column}
            kept_out = [shown(cell) for cell in cells if _heading(cell) not in column_of]
            return places, [each for each in kept_out if each and each not in own], lines[place + 1 :]
    raise ListRefused("no_columns")


def _heading(cell: Any) -> str:
    return " ".join(re.sub(r"[^\w]+|_", " ", shown(cell).casefold()).split())


def shown(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell if cell is not None else "").replace("\0", "").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def full_number(text: str) -> str:
    """Spreadsheets eat the zeros at the beginning; they are given back where the check digit then fits."""
    number = identifiers.cleaned(text)
    full = number.zfill(identifiers.DIGITS)
    return full if number and full != number and identifiers.fault(full) is None else number


def _workbook(content: bytes) -> list[Line]:
    try:
        _refuse_far_cells(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        return list(enumerate(sheet.to_python(skip_empty_area=False), 1))
    except PasswordError as locked:
        raise ListRefused("protected") from locked
    except (CalamineError, IndexError, zipfile.BadZipFile, zlib.error, EOFError) as broken:
        raise ListRefused("damaged") from broken


def _refuse_far_cells(content: bytes) -> None:
    """One cell at the far end of a sheet would make the reader keep room for all the empty ones before it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _refuse_copied_text(archive)
        for entry in archive.namelist():
            if entry.lower() in OTHER_BOOKS:
                raise ListRefused("no_table")
            blocks, extent = [archive.read(entry)], Extent()
            # A workbook may keep its sheets under any name.
            if b"sheetData" not in blocks[0]:
                continue
            extent.see(*blocks)
            if extent.cells(blocks.copy, most=MOST_CELLS) > MOST_CELLS:
                raise ListRefused("far_cells")


def _refuse_copied_text(archive: zipfile.ZipFile) -> None:
    """One long text that many cells name would be kept as many times."""
    parts, shared = archive.infolist(), SharedText()
    for part in parts:
        shared.see(archive.read(part))
        shared.end()
    try:
        text = shared.copied(lambda: ([archive.read(part)] for part in parts), most=MOST_TEXT)
    except ValueError as broken:
        raise ListRefused("damaged") from broken
    if text > MOST_TEXT:
        raise ListRefused("too_long_texts")


def _text(content: bytes) -> list[Line]:
    if b"\0" in content:
        raise ListRefused("no_table")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
    beginning = "".join(text.splitlines(keepends=True)[:LOOKED_AT])
    delimiter = max(DELIMITERS, key=beginning.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as broken:
        raise ListRefused("no_table") from broken
