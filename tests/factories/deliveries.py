"""Files as statisticians drop them, and people who may."""

import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from indicators.actions import release as releases
from indicators.models import Release, Source
from tests.factories import approval
from tests.factories.indicators import (
    ActivityFactory,
    AllActivitiesFactory,
    CountryFactory,
    MeasureFactory,
    RegionFactory,
)

GVA = {
    "columns": {"region": "region", "year": "year", "item": "activity", "gva_mln_kzt": "value"},
    "measures": {"gva_mln_kzt": "gva"},
    "units": {"gva_mln_kzt": "mln KZT"},
}
HEADER = "region,year,item,gva_mln_kzt"


def small_country() -> Source:
    """Two regions, two sections, one source whose files need no question."""
    country, whole = CountryFactory(), AllActivitiesFactory()
    for code in ("KZ-23", "KZ-75"):
        RegionFactory(code=code, parent=country)
    for code in ("B", "H"):
        ActivityFactory(code=code, parent=whole)
    MeasureFactory()
    return Source.objects.create(code="kaz_gva", name="Value added", publisher="Bureau", mapping=GVA)


def statistician():
    office = approval.authority(
        "Bureau of Statistics", approval.region("KZ-71", "Astana"), capacity="advises", keeps_statistics=True
    )
    return approval.acting_for(office, name="Saule")


def lines(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *rows, "")).encode()


def year(number: int, *, b: float = 100.0, h: float = 100.0, city_h: float = 50.0) -> list[str]:
    """One year of the small country; `city_h` is transport in KZ-75."""
    values = {("KZ-23", "B"): b, ("KZ-23", "H"): h, ("KZ-75", "B"): b, ("KZ-75", "H"): city_h}
    country = {"B": 2 * b, "H": h + city_h}
    rows = [f"{region},{number},{activity},{value}" for (region, activity), value in values.items()]
    return rows + [f"KZ,{number},{activity},{value}" for activity, value in country.items()]


def received(source: Source, content: bytes, *, name: str = "file.csv", by=None) -> Release:
    return releases.receive(file=io.BytesIO(content), filename=name, source=source, by=by, at=timezone.now())


def checked(source: Source, content: bytes, **how) -> Release:
    release = received(source, content, **how)
    releases.check(release=release, at=timezone.now())
    release.refresh_from_db()
    return release


def published(source: Source, content: bytes, **how) -> Release:
    release = checked(source, content, **how)
    releases.accept(release=release, publish_at=None, by=None, at=timezone.now())
    return releases.publish(release=release, at=timezone.now())


def dropped(content: bytes, name: str = "file.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def statistics(name: str) -> Path:
    return Path(__file__).parents[2] / "indicators" / "data" / "statistics" / name
