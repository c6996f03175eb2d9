"""The budget of a project: the whole table is entered at once, so that it is judged as a whole."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives import budget as kernel
from initiatives.actions.project import PortfolioRefused, check_revision, locked
from initiatives.models import BudgetLine, Project

Cell = tuple[str, int]
Amounts = tuple[int | None, int | None]


@transaction.atomic
def enter(
    *,
    project: Project,
    lines: Mapping[Cell, Amounts],
    total: int | None,
    seen_revision: int | None = None,
    by: User,
    at: dt.datetime,
) -> Project:
    """`lines`: (source, year) to (planned, spent); what is left out or empty on both sides is no line."""
    project = locked(project, by, at)
    check_revision(project, seen_revision)
    lines = {cell: amounts for cell, amounts in lines.items() if amounts != (None, None)}
    _check(project, lines, total, at)
    before = {(line.source, line.year): (line.planned, line.spent) for line in project.budget_lines.all()}
    if before == lines and project.total == total:
        return project
    _write(project, before, lines)
    project.total = total
    project.revision += 1
    project.save(update_fields=["total", "revision"])
    _record(project, by, at)
    return project


def _check(project: Project, lines: Mapping[Cell, Amounts], total: int | None, at: dt.datetime) -> None:
    amounts = [amount for pair in lines.values() for amount in pair if amount is not None]
    if any(amount < 0 for amount in [*amounts, total or 0]):
        raise PortfolioRefused(_("Money is never less than 0."))
    if strange := sorted({source for source, _year in lines} - set(kernel.Source.values)):
        raise PortfolioRefused(_("There is no source “%(source)s”.") % {"source": strange[0]})
    for (_source, year), (_planned, spent) in lines.items():
        if spent is not None and year > timezone.localdate(at).year:
            raise PortfolioRefused(_("Nothing can have been spent in %(year)s yet.") % {"year": year})
        if not _is_within(project, year):
            told = {"year": year, "first": project.starts_on.year, "last": project.ends_on.year}
            raise PortfolioRefused(_("%(year)s lies outside the project, %(first)s to %(last)s.") % told)


def _is_within(project: Project, year: int) -> bool:
    if project.starts_on is None or project.ends_on is None:
        return True
    return project.starts_on.year <= year <= project.ends_on.year


def _write(project: Project, before: Mapping[Cell, Amounts], lines: Mapping[Cell, Amounts]) -> None:
    gone = [line.pk for line in project.budget_lines.all() if (line.source, line.year) not in lines]
    BudgetLine.objects.filter(pk__in=gone).delete()
    changed = [
        BudgetLine(project=project, source=source, year=year, planned=planned, spent=spent)
        for (source, year), (planned, spent) in sorted(lines.items(), key=lambda row: (row[0][1], row[0][0]))
        if before.get((source, year)) != (planned, spent)
    ]
    BudgetLine.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["project", "source", "year"],
        update_fields=["planned", "spent"],
    )


def _record(project: Project, by: User, at: dt.datetime) -> None:
    money = kernel.add(BudgetLine.objects.filter(project=project))
    audit.record(
        verb="project.budget_entered",
        target=project,
        by=by,
        at=at,
        planned="–" if money.planned is None else f"{money.planned:,}",
        spent="–" if money.spent is None else f"{money.spent:,}",
    )
