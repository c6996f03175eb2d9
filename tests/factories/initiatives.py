"""Initiatives on their way: with members, a managing organisation, leaders, and everything that handing in needs."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from initiatives.actions import governance, leader, rules
from initiatives.models import Appointment, Initiative, Leader, Membership, Organisation
from tests.factories import approval
from tests.factories.approval import MONDAY, SINCE, acting_for, organisation, region

TODAY = timezone.localdate(MONDAY)


def draft(*, name: str = "Esil Dairy", regions: tuple[str, ...] = ("KZ-59",)) -> tuple[Initiative, User, Organisation]:
    """A draft with its place and its vision."""
    for code in regions:
        region(code, code)
    return approval.drafted(regions=regions, name=name)


def blank(*, name: str = "Only a name") -> tuple[Initiative, User, Organisation]:
    return approval.drafted(regions=(), name=name)


def member(initiative: Initiative, *, kind: str = Organisation.Kind.FIRM, by: User, **deeds) -> Membership:
    """A committed and admitted member; `committed=False` or `admitted=False` leaves that out."""
    body = deeds.pop("organisation", None) or organisation(f"Member {Organisation.objects.count() + 1}", kind)
    is_committed, is_admitted = deeds.pop("committed", True), deeds.pop("admitted", True)
    return Membership.objects.create(
        initiative=initiative,
        organisation=body,
        asked_at=SINCE,
        asked_by=by,
        committed_at=SINCE if is_committed else None,
        committed_by=by if is_committed else None,
        admitted_at=SINCE if is_admitted else None,
        admitted_by=by if is_admitted else None,
    )


def members(initiative: Initiative, *, by: User, firms: int = 14, universities: int = 1, institutes: int = 0) -> None:
    counts = {
        Organisation.Kind.FIRM: firms,
        Organisation.Kind.UNIVERSITY: universities,
        Organisation.Kind.TECHNOPARK: institutes,
    }
    for kind, count in counts.items():
        for _each in range(count):
            member(initiative, kind=kind, by=by)


def proposed(initiative: Initiative, of: Organisation, *, by: User, staff: str = "0.5", **term) -> Appointment:
    return governance.appoint(
        initiative=initiative,
        organisation=of,
        starts_on=term.get("starts_on", TODAY),
        ends_on=term.get("ends_on", TODAY + dt.timedelta(days=1000)),
        staff=Decimal(staff),
        manager_name="Aliya Nurbekova",
        mandate="Minutes 1 of 2 November 2026",
        by=by,
        at=MONDAY,
    )


def managed(initiative: Initiative, *, by: User, of: Organisation | None = None, **how) -> tuple[Appointment, User]:
    """An accepted managing organisation, and the person who acts for it."""
    of = of or organisation(f"Cluster office of {initiative.name}", Organisation.Kind.ASSOCIATION)
    head = acting_for(of, role="administrator")
    appointment = proposed(initiative, of, by=by, **how)
    return governance.accept(appointment=appointment, by=head, at=MONDAY), head


def led(initiative: Initiative, *, by: User, origins: tuple[str, ...] = ("business", "science")) -> list[Leader]:
    named = [
        leader.name(initiative=initiative, name=f"Leader from {origin}", origin=origin, by=by, at=MONDAY)
        for origin in origins
    ]
    return [leader.confirm(leader=one, by=by, at=MONDAY) for one in named]


def ready(*, name: str = "Esil Dairy", regions: tuple[str, ...] = ("KZ-59",)) -> tuple[Initiative, User]:
    """Everything that the default pack asks for; run by its managing organisation's head."""
    rules.adopt_default(at=SINCE)
    initiative, initiator, _firm = draft(name=name, regions=regions)
    members(initiative, by=initiator, firms=13, universities=1, institutes=1)
    _appointment, head = managed(initiative, by=initiator)
    led(initiative, by=head)
    return initiative, head
