"""What the small world has of codes, indicators and deliveries."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile

from indicators.models import Release, Source
from tests.factories import approval, doubt

HERE = "KZ-59"


def in_world(world: Any, at: dt.datetime) -> None:
    _codes(world)
    _releases(world, at)
    _doubts(world, at)


def _codes(world: Any) -> None:
    world.add("region", "any", code=HERE)
    world.add("activity", "any", code=approval.activity().code)
    world.add("measure", "any", code="gva")
    world.add("flow", "any", flow="OBSERVATIONS")
    world.add("structure", "any", resource="dataflow")
    world.add("indicator", "any", code="location_quotient")
    world.add("definition", "any", code="location_quotient")
    world.add("index", "any", code="regional_competitiveness")
    world.add("index region", "any", code="regional_competitiveness", region=HERE)
    world.add("figure", "any", indicator="location_quotient", subject=f"{HERE}:A", period="2022")
    world.add("scan cell", "any", region=HERE, activity="C")
    world.add("kind", "any", kind="regions")
    world.add("reset key", "any", uidb36="1", key="set-password")
    world.add("email key", "any", key="never-sent")
    world.add("passkey", "any", pk=1)


def _releases(world: Any, at: dt.datetime) -> None:
    office = Source.objects.get(code="kaz_gva")
    states = {"waiting": Release.State.CHECKED, "published": Release.State.PUBLISHED}
    for label, state in states.items():
        is_out = state == Release.State.PUBLISHED
        release = Release(source=office, state=state, filename=f"{label}.csv", digest=label * 4, size=4, received_at=at)
        release.file.save(f"{label}.csv", ContentFile(b"a;b\n"), save=False)
        release.recorded_at = release.published_at = at if is_out else None
        release.accepted_at = release.publish_at = at if is_out else None
        release.save()
        world.add("release", label, pk=release.pk)


def _doubts(world: Any, at: dt.datetime) -> None:
    world.add("source", "any", pk=Source.objects.get(code="kaz_gva").pk)
    world.add("doubt", "any", pk=doubt.reported(at=at).pk)
    world.add("doubt token", "any", token=doubt.reported(text="The area was smaller.", at=at).token)
