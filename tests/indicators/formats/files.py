"""Small files as offices make them, and what is read from them."""

import datetime as dt
import io
import tempfile
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from indicators.formats import reading, recognition, row
from indicators.formats.mapping import Mapping
from tests.factories.lexicon import kazakhstan

TODAY = dt.date(2026, 11, 23)


class Read(NamedTuple):
    rows: list[row.Row]
    log: row.Problems
    found: recognition.Recognition

    @property
    def values(self):
        return {each.cell: (each.value, each.status) for each in self.rows}

    @property
    def causes(self):
        return {cause: number for (_, cause), number in self.log.counts.items()}


def read(path, mapping=None):
    words = kazakhstan()
    found = recognition.recognise(Path(path), words, confirmed=mapping)
    log = row.Problems()
    for problem in found.problems:
        log.add(problem)
    return Read(list(reading.rows(found, words, log, at=TODAY)), log, found)


def read_bytes(content, mapping=None):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        return read(path, mapping)


def read_text(text, mapping: Mapping | None = None, encoding="utf-8"):
    return read_bytes(text.encode(encoding), mapping)


def workbook(sheets):
    """Bytes of a workbook: {name: rows of cells}."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, ["" if cell is None else cell for cell in cells])
    book.close()
    return file.getvalue()
