"""An initiative whose members vote on their leaders."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from initiatives.actions import leader
from initiatives.actions import vote as deeds
from initiatives.models import Initiative, Leader, LeaderVote, Organisation, VoteOption
from tests.factories import initiatives as made
from tests.factories.approval import MONDAY, acting_for, organisation, rule_pack


@dataclass
class Voting:
    """`people` vote for `members`, in the same order; `by` runs the initiative."""

    initiative: Initiative
    by: User
    members: list[Organisation]
    people: list[User]
    leaders: list[Leader]
    vote: LeaderVote | None = None

    def open_(self, *, at: dt.datetime = MONDAY, days: int = 10, **how) -> "Voting":
        ends_on = made.TODAY + dt.timedelta(days=days)
        how = {"leaders": self.leaders, "ends_on": ends_on} | how
        self.vote = deeds.open_(initiative=self.initiative, by=self.by, at=at, **how)
        return self

    def option(self, said: str) -> VoteOption:
        """By a nominee's name, or `against` and `abstain`."""
        options = self.vote.options.select_related("leader")
        return next(one for one in options if said in (one.choice, one.leader and one.leader.name))

    def cast(self, number: int, said: str, *, at: dt.datetime = MONDAY, by: User | None = None):
        told = {"organisation": self.members[number], "option": self.option(said).pk}
        return deeds.cast(vote=self.vote, **told, by=by or self.people[number], at=at)

    def fresh(self) -> LeaderVote:
        self.vote = LeaderVote.objects.get(pk=self.vote.pk)
        return self.vote


def nominated(*, names: Sequence[str] = ("Aigerim",), members: int = 4, fewest: int = 3) -> Voting:
    """With rules that ask for few ballots, so that a test needs few members."""
    rule_pack(vote_ballots=fewest)
    initiative, by, _firm = made.draft()
    joined = [made.member(initiative, by=by).organisation for _each in range(members)]
    people = [acting_for(one, name=f"Editor {number}", signs=False) for number, one in enumerate(joined)]
    named = [
        leader.name(initiative=initiative, name=name, origin="science", field="Water", by=by, at=MONDAY)
        for name in names
    ]
    return Voting(initiative, by, joined, people, named)


def asked(initiative: Initiative, *, by: User, at: dt.datetime) -> LeaderVote:
    """A vote in which the members and four others are asked."""
    for _each in range(4):
        made.member(initiative, by=by)
    nominee = leader.name(initiative=initiative, name="Gulnara", origin="science", by=by, at=at)
    ends_on = timezone.localdate(at) + dt.timedelta(days=10)
    return deeds.open_(initiative=initiative, leaders=[nominee], ends_on=ends_on, by=by, at=at)


def bystander() -> User:
    return acting_for(organisation("Bystander"))
