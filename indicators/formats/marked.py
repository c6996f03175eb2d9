"""The file back to the office: as it came, with what is wrong written beside each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO, NamedTuple

import xlsxwriter

from .sheet import Book, column_name

MOST_ROWS = 200_000
WIDE = 60


class Note(NamedTuple):
    """What is wrong at a place; line and column as a person counts them, from 1 and from A."""

    sheet: str
    line: int | None
    column: str
    text: str


def write(book: Book, notes: Sequence[Note], file: BinaryIO, *, title: str, head: Sequence[str]) -> None:
    """A first sheet lists the notes; in the others their cells are marked, and the text stands at the row's end."""
    workbook = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    mark = workbook.add_format({"bg_color": "#FFE0B2", "border": 1, "border_color": "#B45309"})
    bold = workbook.add_format({"bold": True})
    listing = workbook.add_worksheet(title[:31])
    listing.set_column(0, 0, 18)
    listing.set_column(3, 3, WIDE)
    listing.write_row(0, 0, head, bold)
    for place, note in enumerate(notes, start=1):
        listing.write_row(place, 0, [note.sheet, note.line or "", note.column, note.text])
    for number, sheet in enumerate(book.sheets, start=1):
        name = "".join(letter for letter in sheet.name if letter not in "[]:*?/\\'")[:28] or "1"
        copied = workbook.add_worksheet(f"{number} {name}"[:31])
        _copy(sheet, copied, _by_line(notes, sheet.name), mark)
    workbook.close()


def _by_line(notes: Sequence[Note], sheet: str) -> Mapping[int, list[Note]]:
    found: dict[int, list[Note]] = {}
    for note in notes:
        if note.line and note.sheet == sheet:
            found.setdefault(note.line, []).append(note)
    return found


def _copy(sheet: object, copied: object, by_line: Mapping[int, list[Note]], mark: object) -> None:
    for line, cells in sheet:  # type: ignore[attr-defined]
        if line > MOST_ROWS:
            return
        here = by_line.get(line, [])
        marked = {note.column for note in here}
        for place, cell in enumerate(cells):
            style = mark if column_name(place + 1) in marked else None
            copied.write(line - 1, place, cell, style)  # type: ignore[attr-defined]
        if here:
            copied.write_string(line - 1, len(cells) + 1, " ".join(note.text for note in here), mark)  # type: ignore[attr-defined]
