from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from clusterportal.bench import cells, counties, first_view, observation, pages, qcew, release, slices, worker
from clusterportal.stack.state import State

FIGURES = {
    "cells": ("Nine indicators over 3,000 × 300 × 10", cells.lines),
    "slices": ("One slice end to end", slices.lines),
    "observation": ("One observation, in the database as it stands", observation.lines),
    "worker": ("One observation after the other, with a real worker", worker.lines),
    "release": ("A release of a million rows, stage by stage", release.lines),
}
PAGES = {"pages": ("Pages for everybody, in the database as it stands", pages.lines)}
SUBJECTS = ("figures", "pages", "first_view", "qcew")


class Command(BaseCommand):
    help = (
        "Print the ratios of docs/marks.md. What it writes it takes back, or withdraws, or writes to another database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject", choices=SUBJECTS)
        parser.add_argument("at", nargs="?", help="qcew: the folder of the office's files; first_view: a portal")
        parser.add_argument("--only", choices=tuple(FIGURES), action="append", help="these parts of the figures")

    def handle(self, *, subject: str, at: str | None, only: list[str] | None, **options: Any) -> None:
        if subject == "qcew":
            self._print(self._compared(at))
            return
        if subject == "first_view":
            self._print(first_view.lines(at or self._running()))
            return
        parts = FIGURES if subject == "figures" else PAGES
        for name, (title, lines) in parts.items():
            if only is None or subject == "pages" or name in only:
                self.stdout.write(title)
                self._print(f"  {line}" for line in lines())

    def _print(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)
            self.stdout.flush()

    def _running(self) -> str:
        kept = State.of_this_checkout().url
        if not kept.exists():
            raise CommandError("No portal runs here: start ./run, or name the address of another one.")
        return kept.read_text()

    def _compared(self, at: str | None) -> Iterator[str]:
        folder = Path(at) if at else None
        if folder is None or not (folder / counties.CELLS).exists():
            raise CommandError(f"Name the folder that holds {counties.CELLS}, {counties.TOTALS} and {counties.SHARES}.")
        return qcew.lines(folder)
