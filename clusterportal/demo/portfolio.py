"""Invented projects of four demo initiatives, brought to their stages by the deeds of their managers."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from initiatives.actions import budget, contribution, milestone, project, risk, selection
from initiatives.models import Initiative, Organisation, Project
from initiatives.projects import CRITERIA
from initiatives.queries.initiative import people
from initiatives.queries.project import choices

ENTRIES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("portfolio.json").read_text(encoding="utf-8"))
MLN = 1_000_000


def play_all() -> None:
    for entry in ENTRIES:
        initiative = Initiative.objects.filter(name=entry["initiative"], is_synthetic=True).first()
        if initiative and not Project.objects.filter(initiative=initiative, title=entry["title"]).exists():
            with transaction.atomic():
                _play(initiative, entry)


def _play(initiative: Initiative, entry: dict[str, Any]) -> None:
    today = timezone.localdate()
    manager = people(initiative, on=today).order_by("pk").first()
    if manager is None:
        return
    bodies = list(choices(initiative, on=today).exclude(kind__in=Organisation.AUTHORITY_KINDS))
    told = {"by": manager, "at": timezone.now()}
    year = today.year
    drafted = project.draft(
        initiative=initiative,
        kind=entry["kind"],
        title=entry["title"],
        summary=entry["summary"],
        responsible=bodies[entry["responsible"] % len(bodies)],
        responsible_name=entry["person"],
        starts_on=dt.date(year + entry["from"], 1, 1),
        ends_on=dt.date(year + entry["until"], 12, 31),
        is_public=entry["public"],
        **told,
    )
    for place, role in entry["partners"]:
        project.join(project=drafted, organisation=bodies[place % len(bodies)], role=role, **told)
    _fill(drafted, entry, today, told)
    for way, words in entry["ways"]:
        if way == "select":
            _score(drafted, bodies, told)
        project.advance(project=drafted, way=way, words=words, **told)
    Project.objects.filter(pk=drafted.pk).update(is_synthetic=True)


def _fill(drafted: Project, entry: dict[str, Any], today: dt.date, told: dict[str, Any]) -> None:
    lines = {
        (source, today.year + ahead): (_tenge(planned), _tenge(spent))
        for source, ahead, planned, spent in entry["money"]
    }
    total = sum(planned or 0 for planned, _spent in lines.values())
    if lines:
        budget.enter(project=drafted, lines=lines, total=total, **told)
    for title, days, evidence in entry["milestones"]:
        # Whatever the day of the year, a milestone lies within its project.
        due_on = min(max(today + dt.timedelta(days=days), drafted.starts_on), drafted.ends_on)
        met = {"done_on": due_on, "evidence": evidence} if evidence else {}
        milestone.add(project=drafted, title=title, due_on=due_on, **met, **told)
    for title, likelihood, impact, owner, response in entry["risks"]:
        rated = {"likelihood": likelihood, "impact": impact, "owner": owner, "response": response}
        risk.add(project=drafted, title=title, **rated, **told)
    for indicator, ahead, value in entry["moves"]:
        contribution.expect(project=drafted, indicator=indicator, year=today.year + ahead, value=value, **told)


def _tenge(millions: int | None) -> int | None:
    return None if millions is None else millions * MLN


def _score(drafted: Project, bodies: list[Organisation], told: dict[str, Any]) -> None:
    """Two members that have no part in the proposal score it."""
    gaining = {drafted.responsible_id, *drafted.partners.values_list("organisation", flat=True)}
    free = [body for body in reversed(bodies) if body.pk not in gaining and body.pk != drafted.initiative.initiator_id]
    for body, given in zip(free[:2], (4, 5), strict=False):
        person: User = body.representatives.order_by("pk").first().user
        points = {key: min(5, given - place % 2) for place, key in enumerate(CRITERIA)}
        selection.score(project=drafted, points=points, by=person, at=told["at"])
