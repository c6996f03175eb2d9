"""One state's counties through the ordinary route of a release, in a classification of their own."""

import io

from django.db import transaction
from django.utils import timezone

from clusterportal.bench import counties
from clusterportal.bench.counties import Counties
from clusterportal.demo import continental
from indicators.actions import classification
from indicators.actions import release as releases
from indicators.cube import Row
from indicators.models import Classification, Observation, Release, Source
from indicators.period import Period
from indicators.period import parse as period_of
from indicators.resolution import ALL_ACTIVITIES
from indicators.status import Status

EDITION = "US counties, NAICS 2012"


@transaction.atomic
def adopt_codes(read: Counties) -> Source:
    """Counties and industries beside whatever else is known; the measures of the portal; and the office as a source."""
    kinds = Classification
    names = {code: f"County {code}" for code in read.regions}
    continental.adopt(kinds.REGION, counties.COUNTRY, "United States", names, edition=EDITION)
    industries = {code: f"Industry {code}" for code in read.industries}
    continental.adopt(kinds.ACTIVITY, ALL_ACTIVITIES, "All industries", industries, edition=EDITION)
    classification.adopt_measures(by=None, at=timezone.now())
    return Source.objects.create(
        code="us_qcew",
        name_en="Quarterly Census of Employment and Wages",
        publisher_en="US Bureau of Labor Statistics",
        mapping=counties.MAPPING.as_json(),
    )


def delivered(read: Counties, source: Source) -> Release:
    """Received, recognised, checked, accepted and published, as a person would do it."""
    text = io.StringIO(newline="")
    counties.write(read, text)
    file = io.BytesIO(text.getvalue().encode())
    release = releases.receive(file=file, filename="qcew.csv", source=source, by=None, at=timezone.now())
    releases.check(release=release, at=timezone.now())
    release.refresh_from_db()
    if release.state == Release.State.CHECKED and not release.errors:
        releases.accept(release=release, publish_at=None, by=None, at=timezone.now())
        releases.publish(release=release, at=timezone.now())
        release.refresh_from_db()
    return release


def recorded(release: Release) -> dict[Period, list[Row]]:
    """What counts now, as the database holds it."""
    slices: dict[Period, list[Row]] = {}
    held = Observation.objects.filter(release=release, superseded_at=None)
    for region, activity, period, value, status in held.values_list(
        "region__code", "activity__code", "period", "value", "status"
    ):
        slices.setdefault(period_of(period), []).append(Row(region, activity, value, Status(status)))
    return slices
