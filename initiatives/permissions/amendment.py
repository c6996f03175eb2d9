"""Who reads, writes and hands in an amendment of what a registered initiative says."""

import datetime as dt

from django.utils import timezone

from initiatives.lifecycle import Stage
from initiatives.models import Amendment, Initiative
from initiatives.permissions.initiative import may_manage, may_open_home
from initiatives.queries import amendment as amendments
from initiatives.queries.organisation import Person


def may_read(user: Person, amendment: Amendment, on: dt.date | None = None) -> bool:
    """Whoever may open the initiative's home; a draft is for those who run it until it has been handed in."""
    if may_manage(user, amendment.initiative, on):
        return True
    is_out = amendment.approved_at is not None or amendment.rounds.exists()
    return is_out and may_open_home(user, amendment.initiative, on)


def may_draft(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    return initiative.stage == Stage.REGISTERED and may_manage(user, initiative, on)


def may_write(user: Person, amendment: Amendment, on: dt.date | None = None) -> bool:
    """Runs the initiative, and the copy is neither settled nor before the authorities."""
    on = on or timezone.localdate()
    is_open = amendment.is_draft and amendments.open_round(amendment) is None
    return is_open and may_draft(user, amendment.initiative, on)


def may_withdraw(user: Person, amendment: Amendment, on: dt.date | None = None) -> bool:
    return may_manage(user, amendment.initiative, on) and amendments.open_round(amendment) is not None
