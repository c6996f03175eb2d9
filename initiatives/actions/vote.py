"""The members vote in secret on their leaders: opened, cast once by each, counted when it is over.

Whoever changes a vote locks the initiative, then the vote: always in this order.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.actions.governance import GovernanceRefused, locked
from initiatives.models import Initiative, Leader, LeaderVote, Organisation, VoteOption, Voter
from initiatives.permissions import vote as permissions
from initiatives.queries import vote as votes
from initiatives.queries.initiative import people
from initiatives.vote import DEFAULT_QUORUM, MOST_DAYS, MOST_NOMINEES, Choice, Result


@transaction.atomic
def open_(
    *,
    initiative: Initiative,
    leaders: Sequence[Leader],
    ends_on: dt.date,
    quorum: int = DEFAULT_QUORUM,
    by: User,
    at: dt.datetime,
) -> LeaderVote:
    """Ask every committed member about one nominee, or about several for one place."""
    initiative = locked(initiative, by, at)
    numbers = {leader.pk for leader in leaders}
    if same := _same(initiative, numbers, by):
        return same
    chosen = list(votes.nominees(initiative, on=timezone.localdate(at)).filter(pk__in=numbers))
    _check_question(chosen, numbers, ends_on, quorum, timezone.localdate(at))
    members, fewest = list(votes.electorate(initiative)), votes.fewest(on=timezone.localdate(at))
    if len(members) < fewest:
        raise GovernanceRefused(
            _("A vote of fewer than %(count)s members is not secret; confirm the nominee yourselves.")
            % {"count": fewest}
        )
    asked = {"ends_on": ends_on, "quorum": quorum, "fewest": fewest}
    vote = LeaderVote.objects.create(initiative=initiative, **asked, opened_at=at, opened_by=by)
    named = [VoteOption(vote=vote, choice=Choice.NOMINEE, leader=leader) for leader in chosen]
    VoteOption.objects.bulk_create(
        [*named, *(VoteOption(vote=vote, choice=each) for each in (Choice.AGAINST, Choice.ABSTAIN))]
    )
    Voter.objects.bulk_create(Voter(vote=vote, organisation=member) for member in members)
    audit.record(verb="vote.opened", target=initiative, by=by, at=at, members=len(members), ends_on=ends_on)
    tell_voters(vote, "vote_asked", at)
    return vote


@transaction.atomic
def cast(*, vote: LeaderVote, organisation: Organisation, option: int, by: User, at: dt.datetime) -> Voter:
    """One vote for one member, never to be read, changed or taken back; a click twice is one vote."""
    vote = _locked(vote)
    voter = Voter.objects.select_for_update(of=("self",)).filter(vote=vote, organisation=organisation)
    mine = voter.select_related("voted_by").first()
    if mine and mine.voted_by_id == by.pk:
        return mine
    _check_open(vote, timezone.localdate(at))
    _check_voter(vote, mine, organisation, by, timezone.localdate(at))
    chosen = VoteOption.objects.filter(vote=vote, pk=option).first()
    if chosen is None:
        raise GovernanceRefused(_("Choose one of the answers."), "option")
    mine.voted_by = by
    mine.save(update_fields=["voted_by"])
    VoteOption.objects.put(chosen)
    audit.record(verb="vote.cast", target=vote.initiative, by=by, at=at, organisation=organisation.told)
    if not votes.pending(vote).exists():
        _close(vote, at)
    return mine


@transaction.atomic
def conclude(*, vote: LeaderVote, at: dt.datetime) -> LeaderVote:
    """Count a vote whose last day is over."""
    vote = _locked(vote)
    if vote.closed_at is None and timezone.localdate(at) > vote.ends_on:
        _close(vote, at)
    return vote


@transaction.atomic
def cancel(*, vote: LeaderVote, reason: str, by: User, at: dt.datetime) -> LeaderVote:
    """Nobody learns what was cast so far: the box is emptied uncounted."""
    initiative = locked(vote.initiative, by, at)
    vote = _locked(vote)
    if not reason.strip():
        raise GovernanceRefused(_("Say why: the reason is kept and shown."), "reason")
    if vote.closed_at:
        raise GovernanceRefused(_("The vote is over."))
    vote.options.update(votes=0)
    _end(vote, Result.CANCELLED, at)
    audit.record(verb="vote.cancelled", target=initiative, by=by, at=at, personal={"reason": reason})
    tell_voters(vote, "vote_cancelled", at)
    return vote


def tell_voters(vote: LeaderVote, kind: str, at: dt.datetime, *, only_pending: bool = False) -> None:
    """Everybody who can vote for a member; on the way only those whose member has not voted."""
    members = (votes.pending(vote) if only_pending else vote.voters.all()).values("organisation")
    asked = votes.acting(members, on=timezone.localdate(at)).values("user")
    _tell(vote, kind, User.objects.filter(pk__in=asked, is_active=True), at)


def _close(vote: LeaderVote, at: dt.datetime) -> None:
    found = votes.counted(vote)
    _end(vote, found.result, at)
    told = {"target": vote.initiative, "by": None, "at": at, "cast": found.cast, "members": vote.voters.count()}
    audit.record(verb=f"vote.{found.result.value}", **told)
    if found.elected is not None:
        leader = Leader.objects.select_for_update(no_key=True, of=("self",)).get(pk=found.elected)
        leader.confirmed_at, leader.elected_in = at, vote
        leader.save(update_fields=["confirmed_at", "elected_in"])
        named = {"personal": {"reason": leader.name}, "leader": leader.pk}
        audit.record(verb="leader.elected", target=vote.initiative, by=None, at=at, **named)
    tell_voters(vote, "vote_over", at)
    _tell(vote, "vote_over", people(vote.initiative, on=timezone.localdate(at)), at)


def _end(vote: LeaderVote, result: Result, at: dt.datetime) -> None:
    vote.closed_at, vote.result = at, result
    vote.save(update_fields=["closed_at", "result"])


def _locked(vote: LeaderVote) -> LeaderVote:
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=vote.initiative_id)
    vote = LeaderVote.objects.select_for_update(no_key=True, of=("self",)).get(pk=vote.pk)
    vote.initiative = initiative
    return vote


def _same(initiative: Initiative, numbers: set[int], by: User) -> LeaderVote | None:
    """A double click: the vote that he has just opened on the same nominees."""
    for vote in votes.of_initiative(initiative).open().filter(opened_by=by):
        if {option.leader_id for option in votes.nominated(vote)} == numbers:
            return vote
    return None


def _check_question(chosen: list[Leader], numbers: set[int], ends_on: dt.date, quorum: int, on: dt.date) -> None:
    if not chosen or len(chosen) != len(numbers):
        raise GovernanceRefused(_("Choose nominees that are neither confirmed nor in another vote."), "leaders")
    if len(chosen) > MOST_NOMINEES:
        told = _("At most %(count)s nominees stand for one place.") % {"count": MOST_NOMINEES}
        raise GovernanceRefused(told, "leaders")
    if not on < ends_on <= on + dt.timedelta(days=MOST_DAYS):
        told = _("A vote lasts until tomorrow at least, and at most %(count)s days.") % {"count": MOST_DAYS}
        raise GovernanceRefused(told, "ends_on")
    if not 1 <= quorum <= 100:  # noqa: PLR2004 per cent
        raise GovernanceRefused(_("A quorum is a share from 1 to 100 per cent."), "quorum")


def _check_open(vote: LeaderVote, on: dt.date) -> None:
    if vote.closed_at or on > vote.ends_on:
        raise GovernanceRefused(_("The vote ended on %(day)s.") % {"day": date_format(vote.ends_on)})


def _check_voter(vote: LeaderVote, voter: Voter | None, organisation: Organisation, by: User, on: dt.date) -> None:
    if voter is None:
        raise GovernanceRefused(
            _("%(organisation)s has no vote here: it was no committed member when the vote was opened.")
            % {"organisation": organisation.called}
        )
    if voter.voted_by:
        raise GovernanceRefused(
            _("%(person)s has voted for %(organisation)s already. A member votes once.")
            % {"person": voter.voted_by, "organisation": organisation.called}
        )
    if Voter.objects.filter(vote=vote, voted_by=by).exists():
        raise GovernanceRefused(_("You have voted for another member already; a colleague votes for this one."))
    if not permissions.may_cast(by, vote, organisation, on):
        raise GovernanceRefused(
            _("Only an editor or signatory of %(organisation)s votes for it, while it is a member.")
            % {"organisation": organisation.called}
        )


def _tell(vote: LeaderVote, kind: str, users: object, at: dt.datetime) -> None:
    notices.notify(
        users=users,
        kind=kind,
        at=at,
        occasion=f"{kind}:{vote.pk}",
        url=reverse("vote", kwargs={"pk": vote.pk}),
        initiative=vote.initiative.told,
        ends_on=vote.ends_on,
    )
