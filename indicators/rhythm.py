"""When a source is due: days of the year by which its next release is expected."""

import datetime as dt
from collections.abc import Iterable

# A release that comes so much before its day is the one that was expected then.
SERVES_AHEAD = dt.timedelta(days=60)


def next_due(days: Iterable[str], after: dt.date) -> dt.date | None:
    """The first of the days (`06-30`) after a day; nothing where the source has no rhythm."""
    listed = list(days)
    dates = [_in_year(day, year) for day in listed for year in (after.year, after.year + 1)]
    return min((each for each in dates if each > after), default=None)


def due_after(days: Iterable[str], published_on: dt.date) -> dt.date | None:
    """When the next release is due after one of a day."""
    return next_due(days, published_on + SERVES_AHEAD)


def is_served(due_on: dt.date, published_on: dt.date) -> bool:
    """Whether a release of a day is the one that was due."""
    return due_on <= published_on + SERVES_AHEAD


def _in_year(day: str, year: int) -> dt.date:
    return dt.date.fromisoformat(f"{year}-{day}")
