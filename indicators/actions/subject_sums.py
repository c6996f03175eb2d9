"""Sums over a subject as a whole that others have worked out: they enter by the same gate as every number."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from indicators.actions import release as releases
from indicators.models import Classification, Code, Measure, Release, Source, StagedObservation, Subject
from indicators.resolution import ALL_ACTIVITIES
from indicators.status import Status

# A subject that is counted as a whole is a code of its own, so that no region and no activity ever adds it in.
SUBJECTS = "subject"
HEAD = ("measure", "subject", "period", "value", "unit", "status", "returns")
FIRST_LINE = 2


@dataclass(frozen=True)
class SubjectSum:
    """One measure of the subject; without a value it is withheld. `count`: how many answers are in it."""

    measure: str
    value: float | None
    count: int


@dataclass(frozen=True)
class Told:
    """Who delivers the sums, in the source's own words."""

    code: str
    name: dict[str, str]
    publisher: dict[str, str]
    is_synthetic: bool = False


@transaction.atomic
def publish(
    *, subject: Subject, period: str, sums: Sequence[SubjectSum], source: Told, about: str, at: dt.datetime
) -> Release:
    """A release of its own: its file holds the sums as they are published, and what was withheld."""
    measures = {one.code: one for one in Measure.objects.filter(code__in=[one.measure for one in sums])}
    release = releases.receive(
        file=io.BytesIO(_file(subject, period, sums, measures, about).encode()),
        filename=f"{subject.code.replace(':', '-')}_{period}.csv",
        source=_source(source),
        by=None,
        at=at,
    )
    StagedObservation.objects.bulk_create(_staged(release, subject, period, sums, measures))
    release.state, release.checked_at, release.note = Release.State.CHECKED, at, about
    release.rows_staged = release.rows_read = release.rows_expected = len(sums)
    release.save()
    accepted = releases.accept(release=release, publish_at=None, by=None, at=at)
    return releases.publish(release=accepted, at=at)


def _staged(
    release: Release, subject: Subject, period: str, sums: Sequence[SubjectSum], measures: dict[str, Measure]
) -> list[StagedObservation]:
    place, whole = _code(subject), Code.objects.activities().get(code=ALL_ACTIVITIES)
    return [
        StagedObservation(
            release=release,
            measure=measures[one.measure],
            period=period,
            region=place,
            activity=whole,
            value=one.value,
            status=Status.OK if one.value is not None else Status.SUPPRESSED,
            line=line,
            column=HEAD.index("value") + 1,
        )
        for line, one in enumerate(sums, start=FIRST_LINE)
    ]


def _code(subject: Subject) -> Code:
    classification, _ = Classification.objects.get_or_create(code=SUBJECTS, defaults={"name": "Subjects"})
    found, _ = Code.objects.get_or_create(
        classification=classification, code=subject.code, defaults={"name_en": subject.code, "name": subject.code}
    )
    return found


def _source(told: Told) -> Source:
    names = {f"name_{language}": text for language, text in told.name.items()}
    publishers = {f"publisher_{language}": text for language, text in told.publisher.items()}
    facts = names | publishers | {"is_synthetic": told.is_synthetic}
    found, _ = Source.objects.get_or_create(code=told.code, defaults=facts)
    return found


def _file(subject: Subject, period: str, sums: Sequence[SubjectSum], measures: dict[str, Measure], about: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for one in sums:
        value, status = ("", Status.SUPPRESSED) if one.value is None else (one.value, Status.OK)
        writer.writerow([one.measure, subject.code, period, value, measures[one.measure].unit, status, one.count])
    writer.writerow([f"# {about}"])
    return text.getvalue()
