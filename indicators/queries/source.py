"""Sources as the public sees them: what was published last, and when the next is due."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from indicators.models import Measure, Observation, Release, Source


@dataclass(frozen=True)
class Line:
    source: Source
    latest: Release | None
    releases: int
    is_overdue: bool


def overview(*, on: dt.date) -> Sequence[Line]:
    """Every source with its newest published release."""
    published: dict[int, list[Release]] = {}
    for release in Release.objects.published().order_by("-recorded_at", "-pk"):
        published.setdefault(release.source_id, []).append(release)
    return [
        Line(
            source=row,
            latest=next(iter(published.get(row.pk, ())), None),
            releases=len(published.get(row.pk, ())),
            is_overdue=row.is_overdue(on=on),
        )
        for row in Source.objects.order_by("code")
    ]


def of_measures(codes: Collection[str]) -> Sequence[Source]:
    """The sources that delivered these measures last."""
    newest = (
        Observation.objects.filter(measure=OuterRef("pk")).order_by("-period", "-recorded_at").values("release")[:1]
    )
    delivered = Measure.objects.filter(code__in=codes).annotate(newest=Subquery(newest)).values("newest")
    return Source.objects.filter(releases__in=delivered).distinct().order_by("code")
