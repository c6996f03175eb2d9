"""Critical issues: raised by one, owned by named ones, answered, closed with a result, taken to the ministry."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.actions import coordination_notices as tell
from initiatives.actions.coordination import CoordinationRefused, locked
from initiatives.coordination import ISSUE_WAYS, IssueState, IssueWay, Part
from initiatives.models import Initiative, Issue, IssueOwner, IssueStep, Organisation
from initiatives.permissions import coordination as permissions
from initiatives.queries import coordination, council
from initiatives.queries import issue as issues

LONGEST = dt.timedelta(days=1095)


@dataclass(frozen=True)
class Matter:
    """An issue as it is raised."""

    title: str
    text: str
    due_on: dt.date
    owners: tuple[Organisation, ...]
    is_blocking: bool = False


@transaction.atomic
def raise_(*, initiative: Initiative, matter: Matter, raised_for: Organisation, by: User, at: dt.datetime) -> Issue:
    """Enter an issue; its owners are told. A double click finds the one that stands."""
    initiative = locked(initiative, by, at)
    on = timezone.localdate(at)
    if not coordination.acting(by, initiative, on=on).contains(raised_for):
        raise CoordinationRefused(_("You do not act for %(name)s here.") % {"name": raised_for}, "raised_for")
    _check_matter(initiative, matter, on)
    said = {"title": matter.title.strip(), "text": matter.text.strip(), "raised_for": raised_for}
    if same := Issue.objects.running().filter(initiative=initiative, **said, raised_by=by).first():
        return same
    number = (Issue.objects.filter(initiative=initiative).aggregate(n=Max("number"))["n"] or 0) + 1
    issue = Issue.objects.create(
        initiative=initiative,
        number=number,
        **said,
        is_blocking=matter.is_blocking,
        due_on=matter.due_on,
        raised_at=at,
        raised_by=by,
    )
    IssueOwner.objects.bulk_create(
        IssueOwner(issue=issue, organisation=owner, named_at=at) for owner in dict.fromkeys(matter.owners)
    )
    told = {"number": number, "title": issue.title, "organisation": raised_for.name}
    audit.record(verb="issue.raised", target=initiative, by=by, at=at, **told)
    tell.issue_raised(issue, matter.owners, at)
    return issue


@transaction.atomic
def name_owners(*, issue: Issue, owners: Sequence[Organisation], due_on: dt.date, by: User, at: dt.datetime) -> Issue:
    """Others take it over, or the same by another day."""
    issue = _held(issue, by, at)
    on = timezone.localdate(at)
    if not permissions.may_name_owners(by, issue, on):
        raise CoordinationRefused(_not_yours({Part.RAISER, Part.MINISTRY}))
    _check_due(due_on, on)
    _check_owners(issue.initiative, owners)
    chosen = {owner.pk: owner for owner in owners}
    standing = set(issues.owners(issue).values_list("pk", flat=True))
    gone = IssueOwner.objects.filter(issue=issue, relieved_at=None).exclude(organisation__in=list(chosen))
    gone.update(relieved_at=at)
    added = [owner for key, owner in chosen.items() if key not in standing]
    IssueOwner.objects.bulk_create(IssueOwner(issue=issue, organisation=owner, named_at=at) for owner in added)
    issue.due_on = due_on
    issue.save(update_fields=["due_on"])
    told = {"title": issue.title, "owners": ", ".join(owner.name for owner in chosen.values()), "due_on": due_on}
    audit.record(verb="issue.owners_named", target=issue.initiative, by=by, at=at, **told)
    tell.issue_raised(issue, added, at)
    return issue


@transaction.atomic
def take(*, issue: Issue, way: str, text: str, seen_state: str, by: User | None, at: dt.datetime) -> Issue:
    """Take one way of the table; nobody takes one but whoever it belongs to, and only from the state he saw."""
    issue = _held(issue, by, at) if by else _locked_issue(issue)
    chosen = ISSUE_WAYS[way]
    last = IssueStep.objects.filter(issue=issue).order_by("-pk").first()
    if last and by and (last.way, last.text, last.taken_by_id) == (way, text.strip(), by.pk):
        return issue
    held = permissions.parts(by, issue, timezone.localdate(at)) if by else frozenset({Part.PORTAL})
    if not held & chosen.parts:
        raise CoordinationRefused(_not_yours(chosen.parts))
    if issue.state not in chosen.sources or issue.state != seen_state:
        raise CoordinationRefused(
            _("The issue is %(state)s by now. Nothing was recorded; your text is below.")
            % {"state": issue.get_state_display()}
        )
    if not text.strip():
        raise CoordinationRefused(_("Say it in words: they are kept and shown."), "text")
    return _moved(issue, chosen, text.strip(), by, at)


def _moved(issue: Issue, way: IssueWay, text: str, by: User | None, at: dt.datetime) -> Issue:
    issue.state = way.target
    if way.target == IssueState.ESCALATED:
        issue.escalated_at = at
    if way.target == IssueState.CLOSED:
        issue.result, issue.closed_at = text, at
    issue.save(update_fields=["state", "escalated_at", "result", "closed_at"])
    taken_for = coordination.acting(by, issue.initiative, on=timezone.localdate(at)).first() if by else None
    step = IssueStep.objects.create(issue=issue, way=way.name, text=text, taken_at=at, taken_by=by, taken_for=taken_for)
    audit.record(
        verb=f"issue.{way.name}", target=issue.initiative, by=by, at=at, personal={"text": text}, title=issue.title
    )
    tell.issue_moved(issue, way.name, step.pk, at)
    return issue


def _held(issue: Issue, by: User, at: dt.datetime) -> Issue:
    locked(issue.initiative, by, at)
    return _locked_issue(issue)


def _locked_issue(issue: Issue) -> Issue:
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=issue.initiative_id)
    issue = Issue.objects.select_for_update(of=("self",)).select_related("raised_for").get(pk=issue.pk)
    issue.initiative = initiative
    return issue


def _check_matter(initiative: Initiative, matter: Matter, on: dt.date) -> None:
    if not matter.title.strip():
        raise CoordinationRefused(_("Name the issue in a few words."), "title")
    if not matter.text.strip():
        raise CoordinationRefused(_("Say what it is and whom it holds up."), "text")
    _check_due(matter.due_on, on)
    _check_owners(initiative, matter.owners)


def _check_due(due_on: dt.date, on: dt.date) -> None:
    if due_on < on:
        raise CoordinationRefused(_("That day is over: by when shall it be solved?"), "due_on")
    if due_on - on > LONGEST:
        raise CoordinationRefused(_("Look at the year again."), "due_on")


def _check_owners(initiative: Initiative, owners: Collection[Organisation]) -> None:
    if not owners:
        raise CoordinationRefused(_("Name at least one owner."), "owners")
    sitting = set(council.sitting(initiative).values_list("pk", flat=True))
    for owner in owners:
        if owner.pk not in sitting:
            raise CoordinationRefused(_("%(owner)s does not sit on the council.") % {"owner": owner}, "owners")


def _not_yours(parts: Collection[Part]) -> str:
    who = ", ".join(str(part.label) for part in Part if part in parts and part != Part.PORTAL)
    return _("That is not yours to do. It can be done by: %(who)s.") % {"who": who}
