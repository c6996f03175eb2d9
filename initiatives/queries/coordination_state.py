"""Where the task of coordination stands: its evidence, and what it lacks in words."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.coordination import Lack, Scope, Standing, judge
from initiatives.lifecycle import TaskState
from initiatives.models import Initiative, Round
from initiatives.queries import council, issue
from initiatives.queries.coordination import needed, pace, scope, unsigned, versions

LACKS = {
    Lack.PLACE: gettext_lazy("Known once the regions are chosen."),
    Lack.BLOCKED: gettext_lazy("A blocking issue is open."),
    Lack.OVERDUE: gettext_lazy("An issue or a decision is overdue."),
    Lack.MINUTES: gettext_lazy("A meeting has no confirmed minutes yet."),
    Lack.RETURNED: gettext_lazy("The agreement came back: answer the remarks."),
    Lack.UNSIGNED: gettext_lazy("An authority has not signed the agreement."),
    Lack.WAITS: gettext_lazy("The authorities have the agreement before them."),
    Lack.AGREEMENT: gettext_lazy("The authorities have no agreement yet."),
    Lack.DRAFT: gettext_lazy("The agreement is being drafted."),
    Lack.COUNCIL: gettext_lazy("The council is not complete."),
    Lack.MEETING: gettext_lazy("The council has not met yet."),
    Lack.SILENT: gettext_lazy("The council has not met for a year."),
}


def standing(
    initiative: Initiative, *, on: dt.date, found: Scope | None = None, rounds: Sequence[Round] | None = None
) -> Standing:
    """The evidence of the task today; where coordination is not needed only its scope is looked up."""
    found = scope(initiative, on=on, known=found)
    if not found.is_shared:
        return Standing(found)
    current = versions(initiative, rounds)
    seated = {delegate.organisation_id for delegate in council.seated(initiative)}
    meetings = council.rhythm(initiative, on=on)
    weight = issue.weight(initiative, on=on, sitting=seated)
    return Standing(
        scope=found,
        unsigned=unsigned(initiative, on=on),
        has_draft=current.draft is not None,
        is_waiting=current.is_waiting,
        is_returned=current.is_returned,
        unseated=len(set(needed(initiative, on=on)) - seated),
        has_council=bool(seated),
        last_meeting_on=meetings.last_on,
        without_minutes=meetings.without_minutes,
        blocking=weight.blocking,
        overdue=weight.overdue + meetings.overdue,
        issues=weight.running,
    )


def task_state(initiative: Initiative, *, on: dt.date, found: Scope, rounds: Sequence[Round]) -> tuple[TaskState, str]:
    state, lack = judge(standing(initiative, on=on, found=found, rounds=rounds), on=on, rule=pace())
    if lack is not None:
        return state, str(LACKS[lack])
    return state, _("Only one region takes part.") if state == TaskState.NOT_NEEDED else ""
