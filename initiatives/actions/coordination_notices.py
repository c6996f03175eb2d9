"""What coordination tells people: a meeting is called, minutes wait, an issue is theirs or goes to the ministry."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts import notices
from accounts.models import User
from initiatives.models import Attendance, CouncilDecision, CouncilMeeting, Initiative, Issue, Organisation
from initiatives.queries import approval as approvals
from initiatives.queries import coordination, council
from initiatives.queries import issue as issues
from initiatives.queries.initiative import people as people_running


def meeting_called(meeting: CouncilMeeting, at: dt.datetime) -> None:
    _tell_council(meeting, "meeting_called", at)


def meeting_cancelled(meeting: CouncilMeeting, at: dt.datetime) -> None:
    _tell_council(meeting, "meeting_cancelled", at)


def minutes_missing(meeting: CouncilMeeting, at: dt.datetime) -> None:
    _tell(
        people_running(meeting.initiative, on=timezone.localdate(at)),
        "minutes_missing",
        at,
        f"minutes_missing:{meeting.pk}",
        _meeting_address(meeting),
        meeting.initiative,
        day=_day(meeting),
    )


def minutes_to_confirm(meeting: CouncilMeeting, at: dt.datetime) -> None:
    waiting = Attendance.objects.filter(meeting=meeting, confirmed_at=None).values("delegate__organisation")
    # Each text is told of once: another one is confirmed anew.
    occasion = f"minutes:{meeting.pk}:{meeting.revision}"
    told = {"day": _day(meeting)}
    people = coordination.people_of(waiting)
    _tell(people, "minutes_to_confirm", at, occasion, _meeting_address(meeting), meeting.initiative, **told)


def decision_noted(decision: CouncilDecision, at: dt.datetime) -> None:
    _of_decision(decision, "decision_noted", at, f"decision:{decision.pk}")


def decision_due(decision: CouncilDecision, left: int, at: dt.datetime) -> None:
    _of_decision(decision, "decision_due", at, f"decision_due:{decision.pk}:{left}")


def issue_raised(issue: Issue, owners: Iterable[Organisation], at: dt.datetime) -> None:
    for owner in owners:
        _of_issue(issue, "issue_raised", at, f"issue:{issue.pk}:{owner.pk}", coordination.people_of([owner]))


def issue_due(issue: Issue, left: int, at: dt.datetime) -> None:
    people = coordination.people_of(issues.owners(issue).values("pk"))
    _of_issue(issue, "issue_due", at, f"issue_due:{issue.pk}:{issue.due_on}:{left}", people)


def issue_moved(issue: Issue, way: str, step: int, at: dt.datetime) -> None:
    """An answer and a result go to whoever raised it, a doubt to the owners, an escalation to all and the ministry."""
    owners = coordination.people_of(issues.owners(issue).values("pk"))
    raiser = coordination.people_of([issue.raised_for_id])
    ministry = approvals.officials_of_ministry(on=timezone.localdate(at))
    heard = {"answer": raiser, "dispute": owners, "close": owners | raiser, "escalate": owners | raiser}
    kinds = {"answer": "issue_answered", "dispute": "issue_disputed", "close": "issue_closed"}
    _of_issue(issue, kinds.get(way, "issue_taken_up"), at, f"issue_step:{step}", heard[way])
    if way == "escalate":
        _of_issue(issue, "issue_escalated", at, f"issue_escalated:{step}", ministry)


def _of_issue(issue: Issue, kind: str, at: dt.datetime, occasion: str, people: Iterable[User]) -> None:
    address = reverse("issue", kwargs={"pk": issue.pk})
    _tell(people, kind, at, occasion, address, issue.initiative, issue=issue.title, due_on=issue.due_on)


def _of_decision(decision: CouncilDecision, kind: str, at: dt.datetime, occasion: str) -> None:
    meeting = decision.meeting
    people = coordination.people_of([decision.owner_id])
    told = {"text": decision.text[:120], "due_on": decision.due_on}
    _tell(people, kind, at, occasion, _meeting_address(meeting), meeting.initiative, **told)


def _tell_council(meeting: CouncilMeeting, kind: str, at: dt.datetime) -> None:
    people = coordination.people_of(council.sitting(meeting.initiative).values("pk"))
    address = _meeting_address(meeting)
    _tell(people, kind, at, f"{kind}:{meeting.pk}", address, meeting.initiative, day=_day(meeting))


def _tell(
    people: Iterable[User],
    kind: str,
    at: dt.datetime,
    occasion: str,
    address: str,
    initiative: Initiative,
    **context: Any,
) -> None:
    notices.notify(
        users=people, kind=kind, at=at, occasion=occasion, url=address, initiative=initiative.name, **context
    )


def _meeting_address(meeting: CouncilMeeting) -> str:
    return reverse("council_meeting", kwargs={"pk": meeting.pk})


def _day(meeting: CouncilMeeting) -> str:
    return timezone.localtime(meeting.starts_at).strftime("%d.%m.%Y %H:%M")
