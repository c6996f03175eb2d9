"""The register of critical issues: what is open, who owns it, what has happened to it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from indicators.queries import held
from initiatives.coordination import IssueState
from initiatives.models import Initiative, Issue, IssueOwner, IssueStep, Organisation

OWNERS = Prefetch(
    "owners", IssueOwner.objects.filter(relieved_at=None).select_related("organisation"), to_attr="standing_owners"
)


@dataclass(frozen=True)
class Weight:
    """What the open issues of one initiative weigh."""

    running: int = 0
    blocking: int = 0
    overdue: int = 0


def register(initiative: Initiative) -> QuerySet[Issue]:
    """Every issue with its owners, running ones first, blocking ones before the others."""
    return Issue.objects.filter(initiative=initiative).select_related("raised_for").prefetch_related(OWNERS)


def filtered(found: QuerySet[Issue], *, state: str = "", owner: int | None = None, kind: str = "") -> QuerySet[Issue]:
    """`state` may be `running`: all that is not closed."""
    if state == "running":
        found = found.exclude(state=IssueState.CLOSED)
    elif state in IssueState.values:
        found = found.filter(state=state)
    if owner:
        found = found.filter(Q(owners__organisation=owner, owners__relieved_at=None)).distinct()
    if kind in ("blocking", "other"):
        found = found.filter(is_blocking=kind == "blocking")
    return found


def owners(issue: Issue) -> QuerySet[Organisation]:
    owning = IssueOwner.objects.filter(issue=issue, relieved_at=None).values("organisation")
    return Organisation.objects.filter(pk__in=owning).order_by("sort_name", "pk")


def steps(issue: Issue) -> QuerySet[IssueStep]:
    return IssueStep.objects.filter(issue=issue).select_related("taken_by", "taken_for")


def weight(initiative: Initiative, *, on: dt.date, sitting: Collection[int]) -> Weight:
    """An issue that nobody of the council owns any more is overdue at once."""
    running = open_issues(initiative)
    return Weight(
        running=len(running),
        blocking=sum(issue.is_blocking for issue in running),
        overdue=sum(is_overdue(issue, on) or is_orphaned(issue, sitting) for issue in running),
    )


def is_overdue(issue: Issue, on: dt.date) -> bool:
    return issue.due_on < on and issue.state == IssueState.OPEN


def is_orphaned(issue: Issue, sitting: Collection[int]) -> bool:
    """Needs the owners that came with the register."""
    return not any(owner.organisation_id in sitting for owner in issue.standing_owners)


def open_issues(initiative: Initiative) -> list[Issue]:
    """What an official has to know of before he answers."""
    found = register(initiative).exclude(state=IssueState.CLOSED)
    return held.once(("issues", initiative.pk), lambda: list(found))
