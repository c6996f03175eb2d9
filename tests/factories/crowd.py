"""The small world with many of everything, so that a page's cost can be compared with that of few."""

import datetime as dt

from accounts import notices
from indicators.models import Release, Source, Subject
from initiatives.actions.invitation import invite
from initiatives.lifecycle import Stage
from initiatives.models import Initiative, InitiativePart, Organisation, Representative
from tests.factories import approval, doubt, investment, offer, papers, returns
from tests.factories import initiatives as made
from tests.factories import world as small
from tests.factories.accounts import UserFactory
from tests.factories.world import World

MANY = 20


def grow(world: World, *, at: dt.datetime, many: int = MANY) -> None:
    side, ministry = world.own, world.people["ministry"]
    for number in range(many):
        _registered(world, number, at)
        small._handed_in(side, f"waiting {number}", ministry, at)
        for stage in ("draft", "registered"):
            made.member(side.things[stage], by=side.manager)
            made.member(side.things[stage], by=side.manager, admitted=False)
        _around(world, number, at)
    returns.in_crowd(world, at)
    papers.in_crowd(world, at, many)
    offer.in_crowd(world, at, many)
    investment.in_crowd(world, at, many)


def _registered(world: World, number: int, at: dt.datetime) -> None:
    like = world.own.things["registered"]
    subject = Subject.objects.create(code=f"initiative:crowd {number}", kind="cluster", opened_at=at)
    given = {"initiator": world.own.firm, "opened_by": world.own.initiator, "opened_at": at, "stage_since": at}
    one = Initiative.objects.create(
        name=f"Crowd {number}", stage=Stage.REGISTERED, registered_on=at.date(), subject=subject, **given
    )
    parts = like.parts.all()
    InitiativePart.objects.bulk_create(InitiativePart(initiative=one, code=part.code) for part in parts)
    made.member(one, by=world.own.manager, organisation=world.own.member)


def _around(world: World, number: int, at: dt.datetime) -> None:
    side = world.own
    invite(initiative=side.things["draft"], organisation_name=f"Farm {number}", language="en", by=side.manager, at=at)
    for role in ("manager", "official", "ministry", "editor"):
        notices.notify(users=[world.people[role]], kind="membership_asked", at=at, occasion=f"crowd {number}")
    approval.organisation(f"Waiting akimat {number}", Organisation.Kind.STATE_AUTHORITY, confirmed_at=None)
    asks = {"user": UserFactory(), "organisation": side.office, "role": "viewer", "asked_at": at}
    Representative.objects.create(**asks)
    approval.represent(UserFactory(), side.office, role="viewer", signs=False)
    doubt.reported(sender=f"reader {number}", by=UserFactory(), at=at)
    release = Release(
        source=Source.objects.get(code="kaz_gva"),
        state=Release.State.PUBLISHED,
        filename=f"{number}.csv",
        digest=f"crowd {number}",
        size=4,
        received_at=at,
        accepted_at=at,
        publish_at=at,
        published_at=at,
        recorded_at=at,
    )
    release.save()
