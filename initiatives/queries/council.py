"""The council of an initiative: who sits on it, when it met and meets, what it has decided."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from indicators.queries import held
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


def seated(initiative: Initiative) -> list[Delegate]:
    return held.once(("council", initiative.pk), lambda: list(delegates(initiative)))


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
    coming = [each for each in standing(initiative) if timezone.localdate(each.starts_at) >= on and not each.minuted_at]
    return min(coming, key=lambda each: each.starts_at, default=None)


def standing(initiative: Initiative) -> list[CouncilMeeting]:
    """Every meeting that was not cancelled, without what was said there."""
    found = CouncilMeeting.objects.standing().filter(initiative=initiative).defer("agenda", "minutes")
    return held.once(("meetings", initiative.pk), lambda: list(found))


def attendance(meeting: CouncilMeeting) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting=meeting).select_related("delegate__organisation", "confirmed_by")


def decisions(initiative: Initiative) -> list[CouncilDecision]:
    """What is still to be done."""
    waiting = CouncilDecision.objects.filter(meeting__initiative=initiative, done_at=None)
    return held.once(("decisions", initiative.pk), lambda: list(waiting.select_related("owner", "meeting")))


def rhythm(initiative: Initiative, *, on: dt.date) -> Rhythm:
    rows = [(timezone.localdate(each.starts_at), each.confirmed_at) for each in standing(initiative)]
    confirmed = [day for day, confirmed_at in rows if confirmed_at]
    return Rhythm(
        last_on=max(confirmed, default=None),
        without_minutes=sum(day < on and confirmed_at is None for day, confirmed_at in rows),
        overdue=sum(decision.due_on < on for decision in decisions(initiative)),
    )
