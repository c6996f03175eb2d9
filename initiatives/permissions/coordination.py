"""Who coordinates: authorities concerned, whoever runs the initiative, its council, the ministry. Members read."""

import datetime as dt

from django.utils import timezone

from indicators.queries import held
from initiatives.coordination import Part
from initiatives.lifecycle import Stage
from initiatives.models import CoordinationAgreement, CouncilDecision, Initiative, Issue, Organisation
from initiatives.permissions.initiative import may_manage
from initiatives.queries import approval as approvals
from initiatives.queries import coordination
from initiatives.queries import issue as issues
from initiatives.queries.organisation import Person, edited_by

SIGNED_AT = (Stage.UNDER_REVIEW, Stage.REGISTERED, Stage.SUSPENDED)


def may_read(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Whoever may open the home, the council, and the authorities that only members bring in."""
    inside = coordination.open_to(user, on=on or timezone.localdate())
    return held.once(("may read", user.pk, initiative.pk), lambda: inside.contains(initiative))


def may_work(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Acts for somebody who takes part, while the initiative lives and touches more than one region."""
    on = on or timezone.localdate()
    if initiative.stage == Stage.CLOSED or not user.is_authenticated:
        return False
    if not may_read(user, initiative, on) or not coordination.scope(initiative, on=on).is_shared:
        return False
    acting = coordination.acting(user, initiative, on=on)
    return held.once(("may work", user.pk, initiative.pk), acting.exists)


def may_run(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Runs the initiative."""
    return held.once(("may run", user.pk, initiative.pk), lambda: may_manage(user, initiative, on))


def may_write(user: Person, agreement: CoordinationAgreement, on: dt.date | None = None) -> bool:
    """Takes part, and the version is neither signed nor before the authorities."""
    is_open = agreement.is_draft and coordination.open_round(agreement) is None
    return is_open and may_work(user, agreement.initiative, on)


def may_hand_in(user: Person, agreement: CoordinationAgreement, on: dt.date | None = None) -> bool:
    """Runs the initiative: who signs for an authority could not hand in to himself."""
    is_due = agreement.initiative.stage in SIGNED_AT
    return is_due and may_run(user, agreement.initiative, on) and may_write(user, agreement, on)


def may_withdraw(user: Person, agreement: CoordinationAgreement, on: dt.date | None = None) -> bool:
    return may_run(user, agreement.initiative, on) and coordination.open_round(agreement) is not None


def may_act_for(user: Person, organisation: Organisation) -> bool:
    return edited_by(user).contains(organisation)


def may_complete(user: Person, decision: CouncilDecision, on: dt.date | None = None) -> bool:
    """Acts for the owner of the decision, or runs the initiative."""
    return may_act_for(user, decision.owner) or may_run(user, decision.meeting.initiative, on)


def parts(user: Person, issue: Issue, on: dt.date | None = None) -> frozenset[Part]:
    """In what parts `user` acts on the issue today."""
    on = on or timezone.localdate()
    if not user.is_authenticated:
        return frozenset()
    mine = edited_by(user)
    held = {
        Part.RAISER: mine.filter(pk=issue.raised_for_id).exists(),
        Part.OWNER: mine.filter(pk__in=issues.owners(issue).values("pk")).exists(),
        Part.MINISTRY: issue.escalated_at is not None and approvals.of_ministry(user, on=on),
    }
    return frozenset(part for part, holds in held.items() if holds)


def may_name_owners(user: Person, issue: Issue, on: dt.date | None = None) -> bool:
    """Whoever raised it, and the ministry once it has it."""
    is_running = issue.state != "closed" and issue.initiative.stage != Stage.CLOSED
    return is_running and bool(parts(user, issue, on) & {Part.RAISER, Part.MINISTRY})
