"""Risks of a project: raised, rated, answered, closed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.actions import collision
from initiatives.actions.project import PortfolioRefused, locked
from initiatives.models import Project, Risk

RATINGS = range(1, 6)


@transaction.atomic
def add(*, project: Project, title: str, likelihood: int, impact: int, by: User, at: dt.datetime, **more: str) -> Risk:
    """The same risk twice, as by a double click, is one."""
    project = locked(project, by, at)
    standing = Risk.objects.open().filter(project=project, title=title).first()
    if standing is not None:
        return standing
    risk = Risk(project=project, title=title, likelihood=likelihood, impact=impact, raised_at=at, **more)
    _check(risk)
    risk.save(force_insert=True)
    audit.record(verb="project.risk_raised", target=project, by=by, at=at, title=title, rating=risk.rating)
    return risk


@transaction.atomic
def change(*, risk: Risk, seen: str | None = None, by: User, at: dt.datetime, **fields: object) -> Risk:
    """The page that showed `seen` may be old."""
    project, risk = _held(risk, by, at)
    collision.check(seen, {name: getattr(risk, name) for name in fields})
    if all(getattr(risk, name) == value for name, value in fields.items()):
        return risk
    for name, value in fields.items():
        setattr(risk, name, value)
    _check(risk)
    risk.save(update_fields=list(fields))
    audit.record(verb="project.risk_changed", target=project, by=by, at=at, title=risk.title, rating=risk.rating)
    return risk


@transaction.atomic
def close(*, risk: Risk, by: User, at: dt.datetime) -> Risk:
    project, risk = _held(risk, by, at)
    if risk.closed_at is not None:
        return risk
    risk.closed_at = at
    risk.save(update_fields=["closed_at"])
    audit.record(verb="project.risk_closed", target=project, by=by, at=at, title=risk.title)
    return risk


def _held(risk: Risk, by: User, at: dt.datetime) -> tuple[Project, Risk]:
    project = locked(risk.project, by, at)
    return project, Risk.objects.select_for_update(no_key=True).get(pk=risk.pk)


def _check(risk: Risk) -> None:
    for field in ("likelihood", "impact"):
        if getattr(risk, field) not in RATINGS:
            raise PortfolioRefused(_("A rating is a number from 1 to 5."), field)
