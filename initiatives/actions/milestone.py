"""Milestones of a project: set, met with what shows it, moved or dropped."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.actions import collision
from initiatives.actions.project import PortfolioRefused, locked
from initiatives.models import Milestone, Project


@transaction.atomic
def add(*, project: Project, title: str, due_on: dt.date, by: User, at: dt.datetime, **met: object) -> Milestone:
    """The same milestone twice, as by a double click, is one."""
    project = locked(project, by, at)
    standing = Milestone.objects.open().filter(project=project, title=title, due_on=due_on).first()
    if standing is not None:
        return standing
    milestone = Milestone(project=project, title=title, due_on=due_on, **met)
    _check(milestone, timezone.localdate(at))
    milestone.save(force_insert=True)
    audit.record(verb="project.milestone_added", target=project, by=by, at=at, title=title, due_on=due_on)
    return milestone


@transaction.atomic
def change(*, milestone: Milestone, seen: str | None = None, by: User, at: dt.datetime, **fields: object) -> Milestone:
    """Move it, or say when it was met and what shows it; the page that showed `seen` may be old."""
    project, milestone = _held(milestone, by, at)
    collision.check(seen, {name: getattr(milestone, name) for name in fields})
    if all(getattr(milestone, name) == value for name, value in fields.items()):
        return milestone
    was_open = milestone.is_open
    for name, value in fields.items():
        setattr(milestone, name, value)
    _check(milestone, timezone.localdate(at))
    milestone.save(update_fields=list(fields))
    verb = "project.milestone_met" if was_open and milestone.done_on else "project.milestone_changed"
    audit.record(verb=verb, target=project, by=by, at=at, title=milestone.title, due_on=milestone.due_on)
    return milestone


@transaction.atomic
def drop(*, milestone: Milestone, reason: str = "", by: User, at: dt.datetime) -> Milestone:
    project, milestone = _held(milestone, by, at)
    if milestone.dropped_at is not None:
        return milestone
    if milestone.done_on is not None:
        raise PortfolioRefused(_("The milestone has been met; it stays."))
    milestone.dropped_at = at
    milestone.save(update_fields=["dropped_at"])
    personal = {"reason": reason} if reason else None
    audit.record(
        verb="project.milestone_dropped", target=project, by=by, at=at, personal=personal, title=milestone.title
    )
    return milestone


def _held(milestone: Milestone, by: User, at: dt.datetime) -> tuple[Project, Milestone]:
    project = locked(milestone.project, by, at)
    return project, Milestone.objects.select_for_update(no_key=True).get(pk=milestone.pk)


def _check(milestone: Milestone, on: dt.date) -> None:
    project = milestone.project
    if project.starts_on and milestone.due_on < project.starts_on:
        raise PortfolioRefused(_("The milestone is due before the project begins."), "due_on")
    if project.ends_on and milestone.due_on > project.ends_on:
        raise PortfolioRefused(_("The milestone is due after the project ends."), "due_on")
    if milestone.done_on and milestone.done_on > on:
        raise PortfolioRefused(_("That day has not come yet."), "done_on")
    if milestone.done_on and not milestone.evidence.strip():
        raise PortfolioRefused(_("Say what shows that it is there: a document, an address, a number."), "evidence")
    if milestone.done_on and milestone.dropped_at:
        raise PortfolioRefused(_("The milestone has been dropped meanwhile."))
