import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.actions.governance import GovernanceRefused, locked
from initiatives.models import Initiative, Leader, Organisation
from initiatives.queries import vote as votes
from initiatives.queries.initiative import runner


@transaction.atomic
def name(
    *,
    initiative: Initiative,
    name: str,
    origin: str,
    organisation: Organisation | None = None,
    field: str = "",
    term_ends_on: dt.date | None = None,
    by: User,
    at: dt.datetime,
) -> Leader:
    """Nominate somebody; he counts from his confirmation on."""
    initiative = locked(initiative, by, at)
    if term_ends_on and term_ends_on < timezone.localdate(at):
        raise GovernanceRefused(_("The term is over already."), "term_ends_on")
    leader = Leader.objects.create(
        initiative=initiative,
        name=name,
        origin=Leader.Origin(origin),
        organisation=organisation,
        field=field,
        term_ends_on=term_ends_on,
        named_at=at,
        named_by=by,
    )
    audit.record(verb="leader.named", target=initiative, by=by, at=at, personal={"reason": name}, leader=leader.pk)
    return leader


@transaction.atomic
def confirm(*, leader: Leader, by: User, at: dt.datetime) -> Leader:
    """The organisation that runs the initiative confirms the nominee."""
    initiative = locked(leader.initiative, by, at)
    leader = _present(leader)
    _check_not_voted_on(leader)
    if leader.confirmed_at is None:
        if votes.was_turned_down(leader):
            raise GovernanceRefused(_("The members have voted otherwise; only another vote of theirs can confirm."))
        leader.confirmed_at, leader.confirmed_by = at, by
        leader.save(update_fields=["confirmed_at", "confirmed_by"])
        confirmed_for = runner(initiative, on=timezone.localdate(at)).name
        audit.record(
            verb="leader.confirmed",
            target=initiative,
            by=by,
            at=at,
            personal={"reason": leader.name},
            leader=leader.pk,
            organisation=confirmed_for,
        )
    return leader


@transaction.atomic
def dismiss(*, leader: Leader, by: User, at: dt.datetime, reason: str = "") -> Leader:
    initiative = locked(leader.initiative, by, at)
    leader = _present(leader)
    _check_not_voted_on(leader)
    leader.ended_at = at
    leader.save(update_fields=["ended_at"])
    told = f"{leader.name}: {reason}" if reason else leader.name
    audit.record(verb="leader.dismissed", target=initiative, by=by, at=at, personal={"reason": told}, leader=leader.pk)
    return leader


def _check_not_voted_on(leader: Leader) -> None:
    if vote := votes.open_vote(leader):
        raise GovernanceRefused(
            _("The members vote on this until %(day)s; cancel the vote first.") % {"day": date_format(vote.ends_on)}
        )


def _present(leader: Leader) -> Leader:
    leader = Leader.objects.select_for_update(no_key=True, of=("self",)).get(pk=leader.pk)
    if leader.ended_at:
        raise GovernanceRefused(_("This leader's time has ended already."))
    return leader
