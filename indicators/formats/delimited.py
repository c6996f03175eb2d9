from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from . import sniffing
from .row import Unreadable
from .sheet import Book, Cells, Sheet

DELIMITERS = ("\t", ";", "|", ",")
SAMPLE_LINES = 200
# Text that a spreadsheet would run as a formula is written with an apostrophe before it, and read without.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def read(path: Path) -> Book:
    encoding = sniffing.encoding(path)
    lines = _sample(path, encoding)
    delimiter, skipped = _announced(lines) or (_guessed(lines), 0)

    def rows() -> Iterator[tuple[int, Cells]]:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=delimiter)
            try:
                for cells in reader:
                    if reader.line_num > skipped:
                        yield reader.line_num, cells
            except (csv.Error, UnicodeDecodeError) as broken:
                raise Unreadable("broken_text", line=reader.line_num + 1) from broken

    return Book(sniffing.TEXT, (Sheet("", _line_count(path), rows),))


def write(rows: Iterable[Sequence[object]], file: BinaryIO) -> None:
    """UTF-8 with its mark, because spreadsheets take unmarked UTF-8 for an old code page."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([escaped(cell) if isinstance(cell, str) else cell for cell in row])
    text.flush()
    text.detach()


def escaped(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) or is_escaped(text) else text


def is_escaped(text: str) -> bool:
    return text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS)


def unescaped(text: str) -> str:
    return text[1:] if is_escaped(text) else text


def _sample(path: Path, encoding: str) -> list[str]:
    try:
        with path.open(encoding=encoding, newline=None) as file:
            lines = [
                line for _, line in zip(range(SAMPLE_LINES), iter(lambda: file.readline(1 << 16), ""), strict=False)
            ]
    except UnicodeDecodeError as broken:
        raise Unreadable("not_a_table") from broken
    controls = sum(character < " " and character not in "\t\r\n\x0b\x0c\x1a" for line in lines for character in line)
    if controls > len(lines):
        raise Unreadable("not_a_table")
    return lines


def _announced(lines: list[str]) -> tuple[str, int] | None:
    first = lines[0].strip().strip('"').lower() if lines else ""
    return (first[4], 1) if first.startswith("sep=") and len(first) == len("sep=;") else None


def _guessed(lines: list[str]) -> str:
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> float:
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if any(cells)]
    except csv.Error:
        return 0.0
    width, often = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return often / len(widths) if width > 1 else 0.0


def _line_count(path: Path) -> int:
    with path.open("rb") as file:
        breaks = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return max(1, breaks)
