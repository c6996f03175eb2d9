import csv
import datetime as dt
import math
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators import period as periods
from indicators.forms import figure as asked_for
from indicators.formula import Interval
from indicators.queries import definition, interval, provenance
from indicators.queries import figure as figures


class Command(BaseCommand):
    help = "Print figures as CSV, without rounding."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--indicator", required=True)
        parser.add_argument("--subject", required=True, help="KZ, KZ:B, KZ-23, KZ-23:B, KZ-61+KZ-43:A+C, initiative:7")
        parser.add_argument("--period", required=True, help="2022, 2022-Q3, 2022-03 or 2022-01..09")
        parser.add_argument("--measure", help="where the indicator takes one; else its default")
        parser.add_argument("--bounds", action="store_true", help="also between what a withheld value must lie")
        parser.add_argument("--as-of", help="a day (its end) or a moment: what was known then")

    def handle(self, *, indicator: str, subject: str, period: str, measure: str | None, **options: Any) -> None:
        at = _moment(options["as_of"])
        try:
            asked = asked_for.period(period)
            found = figures.figures(subject, [indicator], [asked], measure=measure, at=at)
        except periods.PeriodError as error:
            raise CommandError(f"{period} is no period: write 2022, 2022-Q3, 2022-03 or 2022-01..09") from error
        except definition.UnknownMeasure as error:
            told = f"No measure {error.measure}." if error.takes_one else f"{error.indicator} takes no measure."
            raise CommandError(told) from error
        except definition.UnknownIndicator as error:
            if at is not None:
                raise CommandError(f"No indicator {error} was in force as of {at.isoformat()}.") from error
            known = ", ".join(sorted(one.code for one in definition.in_force()))
            raise CommandError(f"No indicator {error}. In force: {known}") from error
        except figures.UnknownSubject as error:
            raise CommandError(f"No subject {error}.") from error
        releases = provenance.releases(subject, indicator, asked, measure=measure, at=at)
        whole = str(figures.subject_of(subject, at=at))
        writer = csv.writer(self.stdout, lineterminator="\n")
        bounds = interval.of(found, at=at) if options["bounds"] else None
        head = ("subject", "indicator", "period", "value", "unit", "status", "release")
        writer.writerow(head if bounds is None else (*head, "low", "high"))
        for one in found:
            value = "" if one.value is None else repr(one.value)
            named = subject if one.cell == whole else one.cell
            row = (named, indicator, period, value, one.unit, one.status, releases.get(one.cell, ""))
            writer.writerow(row if bounds is None else (*row, *_ends(bounds.get(interval.key(one)))))


def _ends(bounds: Interval | None) -> tuple[str, str]:
    """An end that is open is empty."""
    low, high = ("" if bounds is None or math.isinf(end) else repr(end) for end in bounds or (0, 0))
    return low, high


def _moment(text: str | None) -> dt.datetime | None:
    try:
        return asked_for.moment(text) if text else None
    except asked_for.UnreadableMoment as error:
        raise CommandError(
            f"{text} is neither a day nor a moment: write 2026-01-31 or 2026-01-31T12:00:00+05:00"
        ) from error
