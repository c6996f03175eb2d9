"""Three open projects, one of them confirmed by nobody any more; who answers; and what investors have asked."""

import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from initiatives.actions import dialogue, investment
from initiatives.models import Enquiry, Initiative, InvestmentOffer, InvestorContact, Project
from initiatives.queries.initiative import people

ENTRIES: dict[str, Any] = json.loads(Path(__file__).with_name("investors.json").read_text(encoding="utf-8"))
NUMBERS = {"amount": int, "share": Decimal}


def play_all() -> None:
    call_command("load_rates", stdout=io.StringIO())
    for entry in ENTRIES["projects"]:
        _open(entry)
    for entry in ENTRIES["contacts"]:
        _name(entry)
    for entry in ENTRIES["enquiries"]:
        _ask(entry)
    dialogue.pass_late_on(at=timezone.now())


def _open(entry: dict[str, Any]) -> None:
    project = Project.objects.filter(title=entry["project"], is_synthetic=True).select_related("initiative").first()
    manager = project and _manager(project.initiative)
    if manager is None or InvestmentOffer.objects.filter(project=project).exists():
        return
    at = timezone.now() - dt.timedelta(days=entry["confirmed"])
    on = timezone.localdate(at)
    facts = {
        name: investment.Told(NUMBERS.get(name, str)(value), source, on - dt.timedelta(days=days))
        for name, (value, source, days) in entry["facts"].items()
    }
    investment.describe(project=project, facts=facts, is_open=True, by=manager, at=at)


def _name(entry: dict[str, Any]) -> None:
    initiative = _initiative(entry)
    manager = initiative and _manager(initiative)
    if manager is None or InvestorContact.objects.filter(initiative=initiative).exists():
        return
    said = {"role": entry["role"], "languages": entry["languages"]}
    investment.name_contact(initiative=initiative, person=manager, **said, by=manager, at=timezone.now())


def _ask(entry: dict[str, Any]) -> None:
    initiative = _initiative(entry)
    manager = initiative and _manager(initiative)
    sender = f"demo {entry['email']}"
    if manager is None or Enquiry.objects.filter(initiative=initiative, sender=sender).exists():
        return
    names = ("name", "email", "text", "language", "organisation_name", "country")
    asked_at = timezone.now() - dt.timedelta(days=entry["asked"])
    told = {"sender": sender, "told_in": "en", "by": None, "at": asked_at}
    words = dialogue.Words(**{name: entry[name] for name in names})
    received = dialogue.ask(initiative=initiative, project=None, words=words, **told)
    if entry["answer"]:
        answered_at = asked_at + dt.timedelta(days=entry["took"])
        dialogue.answer(enquiry=received.enquiry, text=entry["answer"], by=manager, at=answered_at)


def _initiative(entry: dict[str, Any]) -> Initiative | None:
    return Initiative.objects.filter(name=entry["initiative"], is_synthetic=True).first()


def _manager(initiative: Initiative) -> User | None:
    return people(initiative, on=timezone.localdate()).order_by("pk").first()
