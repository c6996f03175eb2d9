"""Who opens a vote of the members, who reads it, and who votes for a member."""

import datetime as dt

from django.utils import timezone

from initiatives.models import Initiative, LeaderVote, Organisation
from initiatives.permissions.initiative import may_manage, may_open_home
from initiatives.queries import vote as votes
from initiatives.queries.organisation import Person


def may_open(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Runs the initiative."""
    return may_manage(user, initiative, on)


def may_read(user: Person, vote: LeaderVote, on: dt.date | None = None) -> bool:
    """The initiative's people, its members and its authorities; of the votes themselves nobody reads anything."""
    return may_open_home(user, vote.initiative, on)


def may_cast(user: Person, vote: LeaderVote, organisation: Organisation, on: dt.date | None = None) -> bool:
    """Edits or signs for a member that has not voted, and has voted for no other."""
    on = on or timezone.localdate()
    return votes.votes_for(user, vote, on=on).filter(organisation=organisation).exists()


def may_cancel(user: Person, vote: LeaderVote, on: dt.date | None = None) -> bool:
    return may_manage(user, vote.initiative, on)
