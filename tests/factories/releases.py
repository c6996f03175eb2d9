"""Small releases that are published, withdrawn and left in staging without a file."""

import datetime as dt
import itertools
from collections.abc import Iterable

from django.core.management import call_command
from django.utils import timezone

from indicators.actions import figure as figures
from indicators.actions import observation as observations
from indicators.actions import subject as subjects
from indicators.models import FigureSlice, Release, Source, StagedObservation, Subject
from indicators.queries import classification

Row = tuple[str, str, str, str, float | None]
numbers = itertools.count(1)


def country() -> None:
    """All codes, measures and indicators, with some subjects listed."""
    call_command("load_classification")
    now = timezone.now()
    listed = {
        "KZ": (Subject.Kind.COUNTRY, ["KZ"], []),
        "KZ-23": (Subject.Kind.REGION, ["KZ-23"], []),
        "KZ-39": (Subject.Kind.REGION, ["KZ-39"], []),
        "initiative:1": (Subject.Kind.CLUSTER, ["KZ-23", "KZ-39"], ["B", "01"]),
    }
    for code, (kind, regions, activities) in listed.items():
        subjects.open(code=code, kind=kind, region_codes=regions, activity_codes=activities, by=None, at=now)


def staged(rows: Iterable[Row], *, source: str = "kaz_gva") -> Release:
    """A release that was accepted and waits for its minute."""
    now, book = timezone.now(), classification.book()
    release = Release.objects.create(
        source=Source.objects.get(code=source),
        state=Release.State.ACCEPTED,
        filename="figures.csv",
        digest=f"{next(numbers):064}",
        size=1,
        received_at=now,
        accepted_at=now,
        publish_at=now,
    )
    StagedObservation.objects.bulk_create(
        StagedObservation(
            release=release,
            measure_id=book.measure_ids[measure],
            period=period,
            region_id=book.region_ids[region],
            activity_id=book.activity_ids[activity],
            value=value,
            status="ok" if value is not None else "suppressed",
            line=line,
            column=4,
        )
        for line, (measure, period, region, activity, value) in enumerate(rows, start=2)
    )
    return release


def published(rows: Iterable[Row], **how: str) -> Release:
    release = staged(rows, **how)
    release.recorded_at = observations.record(release=release).vintage
    release.state, release.published_at = Release.State.PUBLISHED, release.recorded_at
    release.save()
    release.staged.all().delete()
    return release


def withdrawn(release: Release) -> None:
    observations.withdraw(release=release)
    Release.objects.filter(pk=release.pk).update(state=Release.State.WITHDRAWN)


def recomputed(*, at: dt.datetime | None = None) -> int:
    """Work off everything that is stale; how many slices that were."""
    count = 0
    while figures.recompute_next(at=at or timezone.now()):
        count += 1
    return count


def stored() -> dict[tuple[str, str], list[tuple[str, str, str, str]]]:
    """Every stored figure, to the last bit, without what only says when and from what it was computed."""
    rows = FigureSlice.objects.select_related("version__indicator").order_by("pk")
    return {
        (row.version.indicator.code, row.period): [
            (subject, cell, repr(value), status)
            for subject, cell, value, status in zip(row.subjects, row.cells, row.figures, row.statuses, strict=True)
        ]
        for row in rows
    }
