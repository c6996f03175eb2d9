from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from clusterportal.demo import (
    amendment,
    assessment,
    call,
    competence,
    continental,
    coordination,
    delivery,
    document,
    doubt,
    governance,
    initiatives,
    institution,
    investors,
    names,
    national,
    offers,
    organisations,
    people,
    plan,
    portfolio,
    returns,
    rule_drafts,
    statistics,
    support,
)
from clusterportal.demo.delivery import Tell
from initiatives.actions import rules


class Command(BaseCommand):
    help = "Fill an empty portal. Run again it adds what is missing and changes nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=tuple(SCALES), default="demo")
        parser.add_argument("--migrate", action="store_true", help="Bring the tables up to date first.")

    def handle(self, *, scale: str, migrate: bool = False, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo opens accounts with a known password; set DEMO=1 where that is wanted.")
        if migrate:
            call_command("migrate", verbosity=0)
        (delivery.refuse_invented_figures if scale == "demo" else delivery.refuse_real_figures)()
        if scale != "continental":
            call_command("load_classification", stdout=self.stdout)
        SCALES[scale](self._tell)
        self._tell(f"The {scale} scale is there, {timezone.localtime():%H:%M:%S}.")

    def _tell(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def _fill_demo(tell: Tell) -> None:
    people.open_accounts()
    organisations.open_authorities(User.objects.get(email="admin@demo.kz"))
    rules.adopt_default(at=organisations.AUTHORITIES_SINCE)
    statistics.load(User.objects.get(email="statistician@demo.kz"))
    statistics.open_subjects()
    doubt.report()
    tell("The official statistics are published.")
    competence.play_all()
    initiatives.play_all()
    names.name_all()
    portfolio.play_all()
    plan.play_all()
    institution.play_all()
    support.play_all()
    governance.play_all()
    document.play_all()
    coordination.play_all()
    amendment.play_all()
    returns.play_all()
    offers.play_all()
    assessment.play_all()
    investors.play_all()
    rule_drafts.play_all()
    call.play_all()
    statistics.recompute()


SCALES = {"demo": _fill_demo, "national": national.fill, "continental": continental.fill}
