"""Who runs and who leads: a successor before the authorities where a mandate has lapsed, and a vote of members."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from initiatives.actions import governance, leader, lifecycle, succession, vote
from initiatives.models import Initiative, LeaderVote, Organisation
from initiatives.queries import vote as votes
from initiatives.queries.initiative import candidates, people

PORT, VOTING = "Aktau Port and Transit", "Almaty Software and Fintech"
NOMINEES = (("Saule Abenova", "science", "Talent and training"), ("Timur Akhmetov", "business", "Talent and training"))
# What the members of the vote have said so far, in turn; nobody's answer is kept with his name.
SAID = (0, 0, 1, 0)


def play_all() -> None:
    port = Initiative.objects.filter(name=PORT, is_synthetic=True, stage="suspended").first()
    if port and not port.appointments.filter(consented_at__isnull=False).exists():
        with transaction.atomic():
            _succeed(port)
    voting = Initiative.objects.filter(name=VOTING, is_synthetic=True, stage="registered").first()
    if voting and not LeaderVote.objects.filter(initiative=voting).exists():
        with transaction.atomic():
            _vote(voting)


def _succeed(initiative: Initiative) -> None:
    """A member follows; the ministry has agreed, and the akimat has it before it."""
    by, at = _runs(initiative), timezone.now() - dt.timedelta(days=10)
    members = candidates(initiative).filter(kind=Organisation.Kind.FIRM)
    successor = members.exclude(pk=initiative.initiator_id)[0]
    starts_on = timezone.localdate(at)
    appointment = governance.appoint(
        initiative=initiative,
        organisation=successor,
        starts_on=starts_on,
        ends_on=starts_on.replace(year=starts_on.year + 3, day=min(starts_on.day, 28)),
        staff=Decimal("1.0"),
        manager_name="Nurlan Yessenov",
        mandate="Minutes No. 7 of the assembly of members",
        by=by,
        at=at,
    )
    governance.accept(appointment=appointment, by=_head(successor), at=at + dt.timedelta(days=2))
    round_ = succession.hand_in(appointment=appointment, by=by, at=at + dt.timedelta(days=4))
    ministry = round_.seats.select_related("authority").get(region=None, capacity="decides")
    official = ministry.authority.representatives.get().user
    told = {"decision": "agreed", "seen_digest": round_.digest, "by": official}
    lifecycle.decide(seat=ministry, **told, at=at + dt.timedelta(days=6))


def _vote(initiative: Initiative) -> None:
    by, at = _runs(initiative), timezone.now() - dt.timedelta(days=6)
    named = [
        leader.name(initiative=initiative, name=name, origin=origin, field=field, by=by, at=at)
        for name, origin, field in NOMINEES
    ]
    ends_on = timezone.localdate() + dt.timedelta(days=8)
    opened = vote.open_(initiative=initiative, leaders=named, ends_on=ends_on, by=by, at=at)
    options = [option.pk for option in votes.options(opened)]
    for said, voter in zip(SAID, opened.voters.select_related("organisation").order_by("pk"), strict=False):
        organisation = voter.organisation
        told = {"organisation": organisation, "option": options[said], "by": _head(organisation)}
        vote.cast(vote=opened, **told, at=at + dt.timedelta(days=1))


def _runs(initiative: Initiative) -> User:
    return people(initiative, on=timezone.localdate()).order_by("pk")[0]


def _head(organisation: Organisation) -> User:
    return organisation.representatives.order_by("pk")[0].user
