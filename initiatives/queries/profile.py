"""What the public reads about one initiative."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Now

from indicators.models import Classification, Code
from initiatives.models import (
    Appointment,
    CoordinationAgreement,
    CouncilMeeting,
    Initiative,
    InitiativePart,
    Leader,
    Membership,
    Round,
)
from initiatives.queries import catalogue, support_sums
from initiatives.queries import initiative as initiatives


@dataclass(frozen=True)
class Profile:
    initiative: Initiative
    summary: tuple[str, str]
    texts: Mapping[str, Mapping[str, object]]
    regions: Sequence[Code]
    activities: Sequence[Code]
    appointment: Appointment | None
    leaders: Sequence[Leader]
    members: Sequence[Membership]
    rounds: Sequence[Round]


def public() -> QuerySet[Initiative]:
    """What has a profile, with the agreement of its regions and when their council meets; never what was said there."""
    signed = CoordinationAgreement.objects.in_force().filter(initiative=OuterRef("pk"))
    coming = CouncilMeeting.objects.standing().filter(initiative=OuterRef("pk"), starts_at__gte=Now(), minuted_at=None)
    return (
        Initiative.objects.public()
        .select_related("act")
        .annotate(
            support_told=support_sums.told(),
            agreement_number=Subquery(signed.values("number")),
            agreement_since=Subquery(signed.values("approved_at")),
            council_meets_at=Subquery(coming.order_by("starts_at").values("starts_at")[:1]),
        )
    )


def profile(initiative: Initiative, *, on: dt.date) -> Profile:
    texts = initiatives.texts([initiative]).get(initiative.pk, {})
    regions, activities = _parts(initiative)
    appointed = Appointment.objects.in_force(on).filter(initiative=initiative).select_related("organisation")
    leaders = Leader.objects.present(on).filter(initiative=initiative, confirmed_at__isnull=False)
    members = Membership.objects.committed().filter(initiative=initiative, organisation__is_public=True)
    rounds = Round.objects.filter(initiative=initiative, closed_at__isnull=False)
    return Profile(
        initiative=initiative,
        summary=catalogue.summary(initiative, texts),
        texts={section: text.content for section, text in texts.items()},
        regions=regions,
        activities=activities,
        appointment=appointed.first(),
        leaders=list(leaders.select_related("organisation").order_by("named_at", "pk")),
        members=list(members.select_related("organisation").order_by("organisation__sort_name", "pk")),
        rounds=list(rounds.order_by("opened_at")),
    )


def _parts(initiative: Initiative) -> tuple[list[Code], list[Code]]:
    parts = InitiativePart.objects.filter(initiative=initiative).select_related("code__classification")
    regions: list[Code] = []
    activities: list[Code] = []
    for part in parts.order_by("-is_lead", "code__code"):
        is_region = part.code.classification.code == Classification.REGION
        (regions if is_region else activities).append(part.code)
    return regions, activities
