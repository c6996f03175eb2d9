"""The two kinds of file. Text that a spreadsheet would run as a formula goes in as text."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO

from clusterportal.exports.table import Cell
from indicators.formats import delimited, spreadsheet

# Spreadsheets take unmarked UTF-8 for an old code page.
MARK = "\ufeff"
LONGEST_TITLE = 31
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def delimited_lines(lines: Iterable[Sequence[Cell]]) -> str:
    text = io.StringIO(newline="")
    safe = ([delimited.escaped(each) if isinstance(each, str) else each for each in line] for line in lines)
    csv.writer(text).writerows(safe)
    return text.getvalue()


def delimited_file(head: Sequence[str], pieces: Iterable[Sequence[Sequence[Cell]]]) -> Iterator[bytes]:
    yield (MARK + delimited_lines([head])).encode()
    for piece in pieces:
        yield delimited_lines(piece).encode()


def workbook(head: Sequence[str], pieces: Iterable[Sequence[Sequence[Cell]]], file: BinaryIO, *, title: str) -> None:
    """Written as it comes, so that a long list needs no more memory than a short one."""
    sheet = "".join(letter for letter in title if letter not in "[]:*?/\\'")[:LONGEST_TITLE]
    spreadsheet.write(chain([head], chain.from_iterable(pieces)), file, sheet=sheet)
