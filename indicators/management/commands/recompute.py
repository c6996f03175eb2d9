from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.actions import comparison
from indicators.actions import figure as figures


class Command(BaseCommand):
    help = "Compute what is stale. With --compare: hold every stored figure against a computation from nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="mark everything stale first")
        parser.add_argument("--compare", action="store_true")

    def handle(self, *, compare: bool, **options: Any) -> None:
        if options["all"]:
            figures.invalidate_all(at=timezone.now())
        figures.notice_outdated(at=timezone.now())
        computed = 0
        while figures.recompute_next(at=timezone.now()):
            computed += 1
        self.stdout.write(f"{computed} slices computed.")
        if compare:
            self._compare()

    def _compare(self) -> None:
        found = list(comparison.differences())
        for one in found:
            self.stderr.write(str(one))
        if found:
            raise CommandError(f"{len(found)} differences.")
        self.stdout.write("No difference.")
