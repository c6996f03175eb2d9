from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clusterportal import invariants


class Command(BaseCommand):
    help = "Ask the database for everything that must never be."

    def handle(self, **options: Any) -> None:
        broken = list(invariants.broken())
        for invariant, rows in broken:
            self.stderr.write(f"does not hold: {invariant.sentence}: {rows}")
        if broken:
            raise CommandError(f"{len(broken)} of {len(invariants.INVARIANTS)} invariants do not hold.")
        self.stdout.write(f"{len(invariants.INVARIANTS)} invariants hold.")
