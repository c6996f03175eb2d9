"""Who asks the members, who answers for one, and who reads the means."""

import datetime as dt

from initiatives.models import Initiative, Survey
from initiatives.permissions.initiative import may_manage, may_open_home
from initiatives.permissions.lifecycle import is_of_ministry
from initiatives.permissions.returns import COLLECTING
from initiatives.queries.organisation import Person


def may_follow(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """The initiative's people, its members and its authorities."""
    return may_open_home(user, initiative, on)


def may_open(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Runs a registered initiative, or is of the ministry."""
    return initiative.stage in COLLECTING and (may_manage(user, initiative, on) or is_of_ministry(user, on))


def may_read(user: Person, survey: Survey, on: dt.date | None = None) -> bool:
    """Means and the rate of response; of single answers nobody reads anything."""
    return may_open_home(user, survey.initiative, on)


def may_cancel(user: Person, survey: Survey, on: dt.date | None = None) -> bool:
    return may_open(user, survey.initiative, on)
