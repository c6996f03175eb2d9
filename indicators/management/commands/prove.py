import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from indicators.formula.engine import ENGINE
from indicators.queries import proof


class Command(BaseCommand):
    help = "Ask this installation small published examples, as CSV. Exit status 1 where an answer differs."

    def handle(self, **options: Any) -> None:
        with override("en"):
            found = proof.run()
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(("example", "asked", "expected", "within", "computed", "holds", "source"))
        for one in found:
            if one.not_run:
                self.stderr.write(f"{one.proof.code} was not run: {one.not_run}")
            for answer in one.answers:
                asked = answer.asked
                told = answer.computed if answer.computed == answer.fast else f"{answer.computed} and {answer.fast}"
                holds = "yes" if answer.holds else "no"
                row = (one.proof.code, asked.label, asked.value, asked.within, told, holds, one.proof.source)
                writer.writerow(row)
        answers = [answer for one in found for answer in one.answers]
        differing = sum(not answer.holds for answer in answers)
        self.stderr.write(
            f"{len(answers)} answers by engine {ENGINE} at {timezone.now():%Y-%m-%dT%H:%M:%SZ}: {differing} differ."
        )
        if differing:
            raise CommandError(f"{differing} of {len(answers)} answers differ.")
