"""Working days of Kazakhstan, with moved days off and working weekends. Pure: days in, days out."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

import holidays

DAY = dt.timedelta(days=1)
# The longest row of days off was ten; a calendar without a working day in a year is a mistake in its data.
LONGEST_WAIT = 366


class NoWorkingDay(ValueError):
    """A calendar in which no day of a whole year is a working day."""


@dataclass(frozen=True)
class Pause:
    """The clock stands after `begun_on` up to `ended_on`; an open pause lasts until the day that is asked about."""

    begun_on: dt.date
    ended_on: dt.date | None = None


@dataclass(frozen=True)
class Calendar:
    """The country's calendar, and days that a decree set otherwise than the package knows."""

    days_off: frozenset[dt.date] = frozenset()
    working_days: frozenset[dt.date] = frozenset()

    def is_working_day(self, on: dt.date) -> bool:
        if on in self.days_off or on in self.working_days:
            return on in self.working_days
        return _year(on.year).is_working_day(on)

    def after(self, on: dt.date) -> Iterator[dt.date]:
        """Every working day after `on`, in order."""
        waited = 0
        while waited < LONGEST_WAIT:
            on += DAY
            waited += 1
            if self.is_working_day(on):
                waited = 0
                yield on
        raise NoWorkingDay(on)


KAZAKHSTAN = Calendar()


def add_working_days(
    on: dt.date,
    days: int,
    *,
    pauses: Collection[Pause] = (),
    until: dt.date | None = None,
    calendar: Calendar = KAZAKHSTAN,
) -> dt.date:
    """The last day of a limit of so many working days that begins the day after `on`."""
    if days <= 0:
        return on
    paused = paused_days(pauses, until=until or on, calendar=calendar)
    running = (day for day in calendar.after(on) if day not in paused)
    for number, day in enumerate(running, start=1):
        if number == days:
            return day
    raise NoWorkingDay(on)


def working_days_between(
    start: dt.date, end: dt.date, *, pauses: Collection[Pause] = (), calendar: Calendar = KAZAKHSTAN
) -> int:
    """Working days after `start` up to and with `end`; negative where `end` comes first."""
    if end < start:
        return -working_days_between(end, start, pauses=pauses, calendar=calendar)
    paused = paused_days(pauses, until=end, calendar=calendar)
    return sum(day not in paused for day in _up_to(end, start, calendar))


def paused_days(pauses: Collection[Pause], *, until: dt.date, calendar: Calendar = KAZAKHSTAN) -> frozenset[dt.date]:
    """Working days on which the clock stands; pauses that overlap count once."""
    return frozenset(day for pause in pauses for day in _up_to(pause.ended_on or until, pause.begun_on, calendar))


def _up_to(end: dt.date, start: dt.date, calendar: Calendar) -> Iterator[dt.date]:
    day = start
    while day < end:
        day += DAY
        if calendar.is_working_day(day):
            yield day


@cache
def _year(year: int) -> holidays.HolidayBase:
    # One object a year: the package widens an object by every year it is asked about, which threads must not share.
    return holidays.country_holidays("KZ", years=year, expand=False)
