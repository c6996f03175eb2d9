"""Who collects members' returns, who sends one, and who sees what they add up to."""

import datetime as dt

from initiatives.lifecycle import Stage
from initiatives.models import Campaign, Initiative, ReturnRequest
from initiatives.permissions.initiative import may_manage, may_open_home
from initiatives.queries.organisation import Person, edited_by, represented_by

COLLECTING = (Stage.REGISTERED, Stage.SUSPENDED)


def may_follow(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Whoever may open its home sees who has sent and what is disclosed; nobody but the member sees its answers."""
    return may_open_home(user, initiative, on)


def may_collect(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Runs a registered initiative: the figures of the cluster begin with its registration."""
    return initiative.stage in COLLECTING and may_manage(user, initiative, on)


def may_run_campaign(user: Person, campaign: Campaign, on: dt.date | None = None) -> bool:
    return may_collect(user, campaign.initiative, on)


def may_read(user: Person, request: ReturnRequest) -> bool:
    """Acts for the organisation, in whatever role."""
    return represented_by(user).filter(pk=request.organisation_id).exists()


def may_send(user: Person, request: ReturnRequest) -> bool:
    """Edits for the organisation; viewers only read."""
    return edited_by(user).filter(pk=request.organisation_id).exists()
