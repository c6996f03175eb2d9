"""What the beat does for coordination: reminds owners, asks for minutes, takes overdue issues to the ministry."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from initiatives.actions import coordination_notices as tell
from initiatives.actions import issue as issues
from initiatives.actions.coordination import CoordinationRefused
from initiatives.coordination import IssueState, Pace, days_left, is_to_escalate
from initiatives.lifecycle import Stage
from initiatives.models import CouncilDecision, CouncilMeeting, Initiative, Issue
from initiatives.queries import coordination, council
from initiatives.queries import issue as register


def remind(*, at: dt.datetime) -> int:
    """Each owner is told once per day count, however often this runs; answers with the number of escalated issues."""
    on = timezone.localdate(at)
    rule = coordination.pace(on=on)
    living = Initiative.objects.exclude(stage=Stage.CLOSED)
    for decision in CouncilDecision.objects.filter(done_at=None, meeting__initiative__in=living):
        if days_left(decision.due_on, on) in rule.reminders:
            tell.decision_due(decision, days_left(decision.due_on, on), at)
    owed = CouncilMeeting.objects.standing().filter(minuted_at=None, starts_at__lt=at, initiative__in=living)
    for meeting in owed.select_related("initiative"):
        if timezone.localdate(meeting.starts_at) < on:
            tell.minutes_missing(meeting, at)
    running = Issue.objects.running().filter(initiative__in=living).select_related("initiative")
    return sum(_attend(issue, rule, at) for issue in running.prefetch_related(register.OWNERS))


def _attend(issue: Issue, rule: Pace, at: dt.datetime) -> bool:
    on = timezone.localdate(at)
    if issue.state != IssueState.OPEN:
        return False
    reason = _why(issue, rule, on)
    if reason:
        return _escalate(issue, reason, at)
    if days_left(issue.due_on, on) in rule.reminders:
        tell.issue_due(issue, days_left(issue.due_on, on), at)
    return False


def _escalate(issue: Issue, reason: str, at: dt.datetime) -> bool:
    try:
        issues.take(issue=issue, way="escalate", text=reason, seen_state=issue.state, by=None, at=at)
    except CoordinationRefused:
        # Somebody has answered or closed it since it was read.
        return False
    return True


def _why(issue: Issue, rule: Pace, on: dt.date) -> str:
    """Why the portal takes it to the ministry, in the initiative's language; empty where it does not."""
    sitting = set(council.sitting(issue.initiative).values_list("pk", flat=True))
    with override(issue.initiative.language):
        if register.is_orphaned(issue, sitting):
            return _("Nobody who owns the issue sits on the council any more.")
        if is_to_escalate(issue.due_on, is_blocking=issue.is_blocking, on=on, rule=rule):
            grace = rule.grace(is_blocking=issue.is_blocking)
            return _("No answer %(days)s working days after the day it was due.") % {"days": grace}
    return ""
