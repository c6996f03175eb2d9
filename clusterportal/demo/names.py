"""What the invented initiatives are called in Kazakh and Russian."""

import datetime as dt
import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from initiatives.actions import naming
from initiatives.models import Initiative
from initiatives.queries.initiative import people

NAMES: dict[str, dict[str, list[str]]] = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))


def name_all() -> None:
    """Also where the initiatives are older than their names."""
    for initiative in Initiative.objects.filter(name__in=NAMES, is_synthetic=True, names={}).order_by("pk"):
        runs = people(initiative, on=timezone.localdate(initiative.opened_at)).order_by("pk").first()
        name(initiative, by=runs or initiative.opened_by, at=initiative.opened_at)


@transaction.atomic
def name(initiative: Initiative, *, by: User, at: dt.datetime) -> None:
    for language, (said, summary) in NAMES.get(initiative.name, {}).items():
        naming.call(initiative=initiative, language=language, name=said, summary=summary, by=by, at=at)
