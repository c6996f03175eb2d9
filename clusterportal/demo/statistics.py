"""The official statistics of the country, by the same route as any file."""

from pathlib import Path

from django.utils import timezone

import indicators
from accounts.models import User
from indicators.actions import figure as figures
from indicators.actions import release as releases
from indicators.actions import subject as subjects
from indicators.models import Code, Release, Source, Subject

FILES = Path(indicators.__file__).parent / "data" / "statistics"
PUBLISHED = (
    ("grp_by_region_1993_2025.csv", "kaz_grp"),
    ("grp_volume_index_by_region_2001_2025.csv", "kaz_grp"),
    ("employed_by_region_2001_2025.csv", "kaz_employment"),
    ("employed_by_region_sector_2016_2025.csv", "kaz_employment"),
    ("gva_by_region_section_2010_2024.csv", "kaz_gva"),
)
WAITING = ("gva_by_region_section_2025.csv", "kaz_gva")


def load(statistician: User) -> None:
    """Publish all but the newest release, which waits for the statistician's answers."""
    for name, source in PUBLISHED:
        release = _checked(name, source, statistician)
        if release.state == Release.State.CHECKED:
            releases.accept(release=release, publish_at=None, by=statistician, at=timezone.now())
            release.refresh_from_db()
        if release.state == Release.State.ACCEPTED:
            releases.publish(release=release, at=timezone.now())
    _checked(*WAITING, statistician)


def open_subjects() -> None:
    """From now on the country and its regions are listed."""
    now = timezone.now()
    subjects.open(code="KZ", kind=Subject.Kind.COUNTRY, region_codes=["KZ"], activity_codes=[], by=None, at=now)
    for region in Code.objects.regions().filter(kind=Code.Kind.CODE, valid_to=None):
        subjects.open(
            code=region.code, kind=Subject.Kind.REGION, region_codes=[region.code], activity_codes=[], by=None, at=now
        )


def recompute() -> None:
    while figures.recompute_next(at=timezone.now()):
        pass


def _checked(name: str, source: str, by: User) -> Release:
    with (FILES / name).open("rb") as file:
        try:
            release = releases.receive(
                file=file, filename=name, source=Source.objects.get(code=source), by=by, at=timezone.now()
            )
        except releases.AlreadyReceived as error:
            return error.release
    releases.check(release=release, at=timezone.now())
    release.refresh_from_db()
    return release
