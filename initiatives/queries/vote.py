"""The members' votes on leaders: who may still vote, how many have, and the result when it is over."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from initiatives.models import (
    Initiative,
    Leader,
    LeaderVote,
    Membership,
    Organisation,
    Representative,
    VoteOption,
    Voter,
)
from initiatives.queries import rules
from initiatives.queries.organisation import Person, edited_by, signed_by
from initiatives.vote import FEWEST_VOTERS, Choice, Count, Result, count, needed


@dataclass(frozen=True)
class Turnout:
    cast: int
    of: int
    needed: int

    @property
    def is_met(self) -> bool:
        return self.cast >= self.needed


def electorate(initiative: Initiative) -> QuerySet[Organisation]:
    """Committed members, each once however many of its units take part; authorities decide elsewhere."""
    members = Membership.objects.committed().filter(initiative=initiative).values("organisation")
    chosen = Organisation.objects.filter(pk__in=members).exclude(kind__in=Organisation.AUTHORITY_KINDS)
    return chosen.order_by("sort_name", "pk")


def fewest(*, on: dt.date) -> int:
    """How many ballots a result needs by the rules of that day."""
    return max(rules.pack(on=on).vote_ballots, FEWEST_VOTERS)


def nominees(initiative: Initiative, *, on: dt.date) -> QuerySet[Leader]:
    """Named, not confirmed, and in no open vote."""
    asked = VoteOption.objects.filter(leader=OuterRef("pk"), vote__closed_at=None)
    present = Leader.objects.present(on).filter(initiative=initiative, confirmed_at=None)
    return present.filter(~Exists(asked)).select_related("organisation").order_by("pk")


def of_initiative(initiative: Initiative) -> QuerySet[LeaderVote]:
    options = VoteOption.objects.filter(choice=Choice.NOMINEE).select_related("leader")
    return LeaderVote.objects.filter(initiative=initiative).prefetch_related(Prefetch("options", options))


def options(vote: LeaderVote) -> QuerySet[VoteOption]:
    return vote.options.select_related("leader__organisation")


def nominated(vote: LeaderVote) -> list[VoteOption]:
    """The nominees of a vote that came with its options, or is asked for them."""
    return [option for option in vote.options.all() if option.choice == Choice.NOMINEE]


def open_vote(leader: Leader) -> LeaderVote | None:
    return LeaderVote.objects.open().filter(options__leader=leader).first()


def was_turned_down(leader: Leader) -> bool:
    """The members have decided, and not for this nominee."""
    last = LeaderVote.objects.filter(options__leader=leader).exclude(result=Result.CANCELLED).first()
    return last is not None and last.result in (Result.ELECTED, Result.NOBODY)


def turnout(vote: LeaderVote) -> Turnout:
    said = vote.voters.values_list("voted_by", flat=True)
    electorate = len(said)
    return Turnout(sum(who is not None for who in said), electorate, needed(electorate, vote.quorum, vote.fewest))


def counted(vote: LeaderVote) -> Count:
    """What is in the box; asked only when nobody can vote any more."""
    given = list(vote.options.all())
    of = {choice: sum(one.votes for one in given if one.choice == choice) for choice in Choice}
    return count(
        {one.leader_id: one.votes for one in given if one.choice == Choice.NOMINEE},
        against=of[Choice.AGAINST],
        abstained=of[Choice.ABSTAIN],
        electorate=vote.voters.count(),
        quorum=vote.quorum,
        fewest=vote.fewest,
    )


def pending(vote: LeaderVote) -> QuerySet[Voter]:
    """Who has not voted and still can: who has left the cluster votes no more."""
    return _still_members(Voter.objects.filter(vote=vote, voted_by=None))


def votes_for(user: Person, vote: LeaderVote, *, on: dt.date) -> QuerySet[Voter]:
    """Members for which `user` can vote now; a person votes for one member only."""
    if vote.closed_at or on > vote.ends_on or Voter.objects.filter(vote=vote, voted_by=user.pk).exists():
        return Voter.objects.none()
    own = pending(vote).filter(organisation__in=acting_for(user, on=on).values("pk"))
    return own.select_related("organisation").order_by("organisation__sort_name", "pk")


def asked_of(user: Person, *, on: dt.date) -> QuerySet[Voter]:
    """Open votes that wait for a member for which `user` acts."""
    mine = Voter.objects.filter(vote=OuterRef("vote"), voted_by=user.pk)
    open_ = Voter.objects.filter(vote__closed_at=None, vote__ends_on__gte=on, voted_by=None)
    own = _still_members(open_).filter(organisation__in=acting_for(user, on=on).values("pk"))
    found = own.filter(~Exists(mine)).select_related("vote__initiative", "organisation")
    return found.order_by("vote__ends_on", "pk")


def acting_for(user: Person, *, on: dt.date) -> QuerySet[Organisation]:
    return (edited_by(user) | signed_by(user, on=on)).distinct()


def acting(organisations: QuerySet, *, on: dt.date) -> QuerySet[Representative]:
    """Who can vote for these: their editors and signatories."""
    editing, signing = Representative.objects.editors(), Representative.objects.signatories(on=on)
    return (editing | signing).filter(organisation__in=organisations)


def title(vote: LeaderVote) -> str:
    """Whom it is about, in one line."""
    names = [option.leader.name for option in nominated(vote)]
    return _("%(first)s or %(others)s") % {"first": names[0], "others": ", ".join(names[1:])} if names[1:] else names[0]


def _still_members(voters: QuerySet[Voter]) -> QuerySet[Voter]:
    joined = Membership.objects.committed().filter(
        initiative=OuterRef("vote__initiative"), organisation=OuterRef("organisation")
    )
    return voters.filter(Exists(joined))
