"""Who reads, writes and hands in a strategic plan."""

import datetime as dt

from django.utils import timezone

from initiatives.lifecycle import Stage
from initiatives.models import Initiative, StrategicPlan
from initiatives.permissions.initiative import may_manage, may_open_home
from initiatives.queries import plan as plans
from initiatives.queries.organisation import Person


def may_read(user: Person, plan: StrategicPlan, on: dt.date | None = None) -> bool:
    """Whoever may open the initiative's home; a draft is for those who run it until it has been handed in."""
    if may_manage(user, plan.initiative, on):
        return True
    is_out = plan.approved_at is not None or plan.rounds.exists()
    return is_out and may_open_home(user, plan.initiative, on)


def may_draft(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    return initiative.stage == Stage.REGISTERED and may_manage(user, initiative, on)


def may_write(user: Person, plan: StrategicPlan, on: dt.date | None = None) -> bool:
    """Runs the initiative, and the version is neither in force nor before the authorities."""
    on = on or timezone.localdate()
    return plan.is_draft and may_draft(user, plan.initiative, on) and plans.open_round(plan) is None


def may_withdraw(user: Person, plan: StrategicPlan, on: dt.date | None = None) -> bool:
    return may_manage(user, plan.initiative, on) and plans.open_round(plan) is not None
