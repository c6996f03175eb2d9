"""What may be asked of a figure: moments and periods as people write them."""

import datetime as dt

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from indicators.period import Period, PeriodError, parse

LONGEST_DAY = len("2026-01-31")
FIRST_YEAR, LAST_YEAR = 1900, 2999


class UnreadableMoment(ValueError):
    """Neither a day nor a moment."""


def moment(text: str) -> dt.datetime:
    """A moment, or the end of a day; without a zone it is the portal's."""
    # A plus sign in an address means a space, and many write a zone without escaping it.
    asked = text.strip().replace(" ", "+")
    try:
        found = parse_datetime(asked) if len(asked) > LONGEST_DAY else None
        day = None if found else parse_date(asked)
    except ValueError as error:
        raise UnreadableMoment(text) from error
    if found is None and day is not None:
        found = dt.datetime.combine(day, dt.time.max)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UnreadableMoment(text)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def period(text: str) -> Period:
    """A period of years that statistics may speak of."""
    found = parse(text)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise PeriodError(text)
    return found
