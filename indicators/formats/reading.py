"""From recognised tables to candidate observations: a stream, so that a million rows need the memory of few."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from .lexicon import Lexicon
from .meaning import Meanings
from .recognition import Recognition
from .row import Problems, Row, Unreadable
from .table import TableReader

CHUNK = 10_000


def chunks(found: Recognition, lexicon: Lexicon, log: Problems, *, at: date, size: int = CHUNK) -> Iterator[list[Row]]:
    stream = rows(found, lexicon, log, at=at)
    while chunk := list(islice(stream, size)):
        yield chunk


def rows(found: Recognition, lexicon: Lexicon, log: Problems, *, at: date) -> Iterator[Row]:
    """Rows that could be read; whatever could not is in the log."""
    meanings, units = Meanings(lexicon, found.mapping), dict[str, str]()
    for table in found.tables:
        try:
            yield from TableReader(table, found.book.sheets[table.sheet], meanings, log, at=at, units=units)
        except Unreadable as broken:
            log.add(broken.problem)
