from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from clusterportal.bench import cells, counties, observation, pages, qcew, release, slices, worker

FIGURES = {
    "cells": ("Nine indicators over 3,000 × 300 × 10", cells.lines),
    "slices": ("One slice end to end", slices.lines),
    "observation": ("One observation, in the database as it stands", observation.lines),
    "worker": ("One observation after the other, with a real worker", worker.lines),
    "release": ("A release of a million rows, stage by stage", release.lines),
}
PAGES = {"pages": ("Pages for everybody, in the database as it stands", pages.lines)}


class Command(BaseCommand):
    help = (
        "Print the ratios of docs/marks.md. What it writes it takes back, or withdraws, or writes to another database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject", choices=("figures", "pages", "qcew"))
        parser.add_argument("folder", nargs="?", type=Path, help="qcew: where the files of the office lie")
        parser.add_argument("--only", choices=tuple(FIGURES), action="append", help="these parts of the figures")

    def handle(self, *, subject: str, folder: Path | None, only: list[str] | None, **options: Any) -> None:
        if subject == "qcew":
            self._compared(folder)
            return
        parts = FIGURES if subject == "figures" else PAGES
        for name, (title, lines) in parts.items():
            if only is None or subject == "pages" or name in only:
                self.stdout.write(title)
                for line in lines():
                    self.stdout.write(f"  {line}")
                    self.stdout.flush()

    def _compared(self, folder: Path | None) -> None:
        if folder is None or not (folder / counties.CELLS).exists():
            raise CommandError(f"Name the folder that holds {counties.CELLS}, {counties.TOTALS} and {counties.SHARES}.")
        for line in qcew.lines(folder):
            self.stdout.write(line)
            self.stdout.flush()
