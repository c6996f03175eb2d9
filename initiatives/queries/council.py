"""The council of an initiative: who sits on it, when it met and meets, what it has decided."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from initiatives.models import (
    Attendance,
    CouncilDecision,
    CouncilMeeting,
    Delegate,
    Initiative,
    Membership,
    Organisation,
)


@dataclass(frozen=True)
class Rhythm:
    """How alive a council is: its last confirmed meeting, and what it owes."""

    last_on: dt.date | None = None
    without_minutes: int = 0
    overdue: int = 0


def delegates(initiative: Initiative) -> QuerySet[Delegate]:
    """Who sits on the council today, the chair first."""
    return Delegate.objects.present().filter(initiative=initiative).select_related("organisation")


def sitting(initiative: Initiative) -> QuerySet[Organisation]:
    """Organisations of the council: only these own issues and decisions."""
    seated = delegates(initiative).order_by().values("organisation")
    return Organisation.objects.filter(pk__in=seated).order_by("sort_name", "pk")


def eligible(initiative: Initiative, needed: dict[int, Organisation]) -> QuerySet[Organisation]:
    """Who may sit on it: who must, and every member."""
    joined = Membership.objects.committed().filter(initiative=initiative).values("organisation")
    taken = delegates(initiative).order_by().values("organisation")
    chosen = Organisation.objects.filter(Q(pk__in=list(needed)) | Q(pk__in=joined))
    return chosen.exclude(pk__in=taken).order_by("sort_name", "pk")


def meetings(initiative: Initiative) -> QuerySet[CouncilMeeting]:
    return CouncilMeeting.objects.filter(initiative=initiative).order_by("-starts_at", "-pk")


def next_meeting(initiative: Initiative, *, on: dt.date) -> CouncilMeeting | None:
    coming = CouncilMeeting.objects.standing().filter(initiative=initiative, starts_at__date__gte=on, minuted_at=None)
    return coming.order_by("starts_at", "pk").first()


def attendance(meeting: CouncilMeeting) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting=meeting).select_related("delegate__organisation", "confirmed_by")


def decisions(initiative: Initiative) -> QuerySet[CouncilDecision]:
    """What is still to be done."""
    waiting = CouncilDecision.objects.filter(meeting__initiative=initiative, done_at=None)
    return waiting.select_related("owner", "meeting")


def rhythm(initiative: Initiative, *, on: dt.date) -> Rhythm:
    held = CouncilMeeting.objects.standing().filter(initiative=initiative)
    rows = [
        (timezone.localdate(starts), confirmed) for starts, confirmed in held.values_list("starts_at", "confirmed_at")
    ]
    confirmed = [day for day, confirmed_at in rows if confirmed_at]
    return Rhythm(
        last_on=max(confirmed, default=None),
        without_minutes=sum(day < on and confirmed_at is None for day, confirmed_at in rows),
        overdue=decisions(initiative).filter(due_on__lt=on).count(),
    )
