import csv
import datetime as dt
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators import reference
from initiatives.actions import investment
from initiatives.models.investment import DOLLAR

SHIPPED = reference.DATA / "exchange_rates.csv"
COLUMNS = {"currency", "on", "tenge", "source"}


class Command(BaseCommand):
    help = "Note official exchange rates from a CSV file with the columns currency, on, tenge, source."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *, file: Path, **options: Any) -> None:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened)
            if not set(reader.fieldnames or ()) >= COLUMNS:
                raise CommandError(f"{file} needs the columns {', '.join(sorted(COLUMNS))}.")
            rows = [self._row(row, number) for number, row in enumerate(reader, start=2)]
        for on, tenge, source in rows:
            investment.note_rate(on=on, tenge=tenge, source=source, by=None, at=timezone.now())
        self.stdout.write(f"{len(rows)} rates are noted.")

    def _row(self, row: dict[str, str], line: int) -> tuple[dt.date, Decimal, str]:
        try:
            on, tenge = dt.date.fromisoformat(row["on"]), Decimal(row["tenge"])
        except (ValueError, InvalidOperation) as error:
            raise CommandError(f"Line {line}: write the day as 2025-12-24 and the rate as 515.89.") from error
        if row["currency"] != DOLLAR or not tenge.is_finite() or tenge <= 0 or not row["source"]:
            raise CommandError(f"Line {line}: a rate is of {DOLLAR}, above zero, and names its source.")
        return on, tenge, row["source"]
