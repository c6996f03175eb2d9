from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from clusterportal.demo import initiatives, organisations, people, statistics
from initiatives.actions import rules


class Command(BaseCommand):
    help = "Fill an empty portal. Run again it adds what is missing and changes nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=("demo",), default="demo")

    def handle(self, *, scale: str, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo opens accounts with a known password; set DEMO=1 where that is wanted.")
        call_command("load_classification", stdout=self.stdout)
        people.open_accounts()
        organisations.open_authorities(User.objects.get(email="admin@demo.kz"))
        rules.adopt_default(at=organisations.AUTHORITIES_SINCE)
        statistics.load(User.objects.get(email="statistician@demo.kz"))
        statistics.open_subjects()
        initiatives.play_all()
        statistics.recompute()
        self.stdout.write(f"The demo country is there, {timezone.localtime():%H:%M:%S}.")
