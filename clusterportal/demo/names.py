"""What the invented initiatives are called in Kazakh and Russian."""

import json
from pathlib import Path
from typing import Any

from django.utils import timezone

from initiatives.actions import naming
from initiatives.models import Initiative
from initiatives.queries.initiative import people

NAMES: dict[str, dict[str, list[str]]] = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))


def name_all() -> None:
    for initiative in Initiative.objects.filter(name__in=NAMES, is_synthetic=True, names={}).order_by("pk"):
        # Who runs it says it; where nobody does any more, who opened it.
        by = people(initiative, on=timezone.localdate()).order_by("pk").first() or initiative.opened_by
        for language, (name, summary) in NAMES[initiative.name].items():
            told: dict[str, Any] = {"language": language, "name": name, "summary": summary}
            naming.call(initiative=initiative, **told, by=by, at=initiative.opened_at)
