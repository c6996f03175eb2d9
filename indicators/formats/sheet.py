from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Cells = Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    """A grid that can be walked again and again: pairs of line (from 1) and cells."""

    name: str
    rows: int
    open: Callable[[], Iterator[tuple[int, Cells]]]

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        return self.open()


@dataclass(frozen=True)
class Book:
    kind: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def column_name(number: int) -> str:
    """1 → A, 27 → AA: how a spreadsheet names the column."""
    name = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name
