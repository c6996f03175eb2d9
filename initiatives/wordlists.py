"""The tables that ship with this app, their words in three languages. Pure: files only."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language

DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def said(row: Mapping[str, str], field: str = "name") -> str:
    """The words of a row in the reader's language."""
    return row.get(f"{field}_{get_language() or 'en'}") or row[f"{field}_en"]


def spoken(row: Mapping[str, str], field: str = "name") -> Promise:
    """The same for what outlives one reader; a language is chosen where it is read."""
    return cast("Promise", lazy(said, str)(row, field))
