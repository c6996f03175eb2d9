from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from indicators.actions import classification, composite, indicator, scan, source


class Command(BaseCommand):
    help = "Adopt the shipped regions, activities, measures, indicators and sources. Safe to repeat."

    @transaction.atomic
    def handle(self, *args, **options):
        at = timezone.now()
        changed = [
            *classification.adopt_all(by=None, at=at),
            *indicator.adopt(by=None, at=at),
            *composite.adopt(by=None, at=at),
            *source.adopt(by=None, at=at),
            *scan.adopt(by=None, at=at),
        ]
        self.stdout.write(", ".join(changed) if changed else "Nothing has changed.")
