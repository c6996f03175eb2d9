"""A list as a file takes it: which rows the address asks for, and what each column says of a row."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from initiatives.queries.organisation import Person

LONGEST = 100
KEY_DIGITS = 18
# The place on a page belongs to no choice of rows.
NOT_A_FILTER = ("page", "after")

Cell = str | int | float
Rows = QuerySet[Any] | Sequence[Any]


@dataclass(frozen=True)
class Asked:
    """Who asks for which rows, in the words of the list's own address."""

    user: Person
    query: QueryDict
    at: dt.datetime

    @property
    def on(self) -> dt.date:
        return timezone.localdate(self.at)

    def text(self, key: str) -> str:
        return self.query.get(key, "").replace("\0", "").strip()[:LONGEST]

    def number(self, key: str) -> int:
        """0 where the address says none."""
        text = self.text(key)
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS else 0


@dataclass(frozen=True)
class Column:
    """`key` never changes and is the same in every language; `heading` is for people."""

    key: str
    heading: str | Promise
    value: Callable[[Any], Any]


@dataclass(frozen=True)
class Table:
    """`rows` asks for rights itself and refuses as the page would; `dressed` puts to some rows what they need."""

    name: str
    title: str | Promise
    page: str
    columns: Sequence[Column]
    rows: Callable[[Asked], Rows]
    dressed: Callable[[Sequence[Any]], Sequence[Any]] = list
    # What the list's own address calls the thing whose list it is; here it is `thing`.
    of: str = ""
    # Where the rows may change under an export that takes long: the key in the address that pins them to a moment.
    pinned_by: str = ""

    def head(self, *, is_for_programs: bool = False) -> list[str]:
        return [column.key if is_for_programs else str(column.heading) for column in self.columns]

    def lines(self, rows: Sequence[Any]) -> list[list[Cell]]:
        return [[cell(column.value(row)) for column in self.columns] for row in self.dressed(rows)]

    def address(self, query: QueryDict) -> str:
        """The page of this list with the same filters."""
        kept = query.copy()
        number = kept.pop("thing", [""])[-1]
        kept.pop("heads", None)
        path = reverse(self.page, kwargs={self.of: number} if self.of else None)
        return f"{path}?{kept.urlencode()}" if kept else path


@dataclass(frozen=True)
class Chosen:
    """The rows of one asking, by their keys and in their order, so that they can be had piece by piece."""

    table: Table
    rows: Rows
    keys: Sequence[int]

    def piece(self, keys: Sequence[int]) -> list[list[Cell]]:
        """What has gone meanwhile, or may no longer be seen, is left out."""
        if not isinstance(self.rows, QuerySet):
            return self.table.lines([self.rows[key] for key in keys if key < len(self.rows)])
        place = {key: number for number, key in enumerate(keys)}
        found = self.rows.order_by().filter(pk__in=keys)
        return self.table.lines(sorted(found, key=lambda row: place[row.pk]))


def chosen(table: Table, asked: Asked, keys: Sequence[int] | None = None) -> Chosen:
    rows = table.rows(asked)
    if keys is None:
        keys = list(rows.values_list("pk", flat=True)) if isinstance(rows, QuerySet) else range(len(rows))
    return Chosen(table, rows, keys)


def tidy(query: QueryDict) -> str:
    """The filters of an address in one order, without what is empty and without the place on the page."""
    kept = QueryDict(mutable=True)
    for key in sorted(set(query) - set(NOT_A_FILTER)):
        kept.setlist(key, [value.strip() for value in query.getlist(key) if value.strip()])
    return kept.urlencode()


def cell(value: Any) -> Cell:
    """A number stays one; a missing value is empty and never zero."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return value
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date) else str(value)
