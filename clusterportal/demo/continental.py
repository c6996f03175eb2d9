"""An invented continent in a classification of its own: many regions, few activities."""

import numpy as np
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from clusterportal.demo import delivery, people
from clusterportal.demo.delivery import Tell
from clusterportal.demo.panel import SEED, Panel, cells
from indicators.actions import classification, indicator
from indicators.actions import figure as figures
from indicators.models import Classification, ClassificationVersion, Code, Subject, SubjectPart

CONTINENT, REGIONS, ACTIVITIES, TRADED = "XC", 1_200, 90, 51
MEASURES = ("jobs", "gva", "wages", "establishments")
YEARS = range(2010, 2025)
JOBS = 220_000_000
EDITION = "invented continent"
ABOUT = (
    "Invented figures of {year}: 1,200 regions, 90 activities, 4 measures. Generator of random numbers, seed {seed}."
)


def fill(tell: Tell) -> None:
    _refuse_other_codes()
    people.open_accounts()
    adopt_codes(continent())
    publish_all(tell)
    open_subjects()
    delivery.recompute(tell)


def continent(regions: int = REGIONS, activities: int = ACTIVITIES, measures: tuple[str, ...] = MEASURES) -> Panel:
    return Panel(
        tuple(f"{CONTINENT}-{number:04d}" for number in range(1, regions + 1)),
        tuple(f"Y{number:03d}" for number in range(1, activities + 1)),
        measures,
        YEARS.start,
        jobs=JOBS,
        empty=0.1,
    )


def publish_all(tell: Tell) -> None:
    panel, by = continent(), User.objects.get(email="statistician@demo.kz")
    source = delivery.source("synthetic_continental", "Invented statistics of a continent")
    for year in YEARS:
        about = ABOUT.format(year=year, seed=SEED)
        values = panel.values(year)
        if delivery.deliver(
            source=source, period=str(year), about=about, cells=lambda values=values: cells(panel, values), by=by
        ):
            tell(f"Figures of {year} published, {timezone.localtime():%H:%M:%S}")


@transaction.atomic
def adopt_codes(panel: Panel) -> None:
    """Regions and activities of the continent, and the measures and indicators of the portal."""
    at = timezone.now()
    if not Code.objects.filter(code=CONTINENT).exists():
        adopt(Classification.REGION, CONTINENT, "Continent", {code: f"Region {code}" for code in panel.regions})
        names = {code: f"Activity {code}" for code in panel.activities}
        adopt(Classification.ACTIVITY, "_T", "All activities", names)
    classification.adopt_measures(by=None, at=at)
    indicator.adopt(by=None, at=at)


@transaction.atomic
def open_subjects() -> None:
    """The continent, its regions, and three hundred clusters, in bulk."""
    if Subject.objects.exists():
        return
    at, ids = timezone.now(), dict(Code.objects.values_list("code", "pk"))
    panel, kinds = continent(), Subject.Kind
    parts = {CONTINENT: (kinds.COUNTRY, [CONTINENT])}
    parts |= {region: (kinds.REGION, [region]) for region in panel.regions}
    rng = np.random.default_rng(SEED)
    for number in range(1, 301):
        regions = rng.choice(panel.regions, rng.integers(1, 6), replace=False).tolist()
        activities = rng.choice(panel.activities[:TRADED], rng.integers(1, 4), replace=False).tolist()
        parts[f"cluster:{number}"] = (kinds.CLUSTER, regions + activities)
    subjects = Subject.objects.bulk_create(
        Subject(code=code, kind=kind, opened_at=at) for code, (kind, _codes) in parts.items()
    )
    SubjectPart.objects.bulk_create(
        SubjectPart(subject=subject, code_id=ids[code], recorded_at=at)
        for subject in subjects
        for code in parts[subject.code][1]
    )
    figures.invalidate_all(at=at)


def _refuse_other_codes() -> None:
    held = Code.objects.regions().filter(kind=Code.Kind.TOTAL).exclude(code=CONTINENT)
    if held.exists():
        raise CommandError("This portal knows the regions of a country. A continent needs an instance of its own.")


def adopt(kind: str, whole: str, name: str, names: dict[str, str], *, edition: str = EDITION) -> None:
    at = timezone.now()
    own, _ = Classification.objects.get_or_create(code=kind, defaults={"name": edition})
    ClassificationVersion.objects.create(classification=own, code=edition, valid_from=at.date(), adopted_at=at)
    root = Code.objects.create(classification=own, code=whole, kind=Code.Kind.TOTAL, name=name, name_en=name)
    Code.objects.bulk_create(
        Code(
            classification=own,
            code=code,
            parent=root,
            level=1,
            name=text,
            name_en=text,
            is_traded=kind == Classification.ACTIVITY and place < TRADED,
        )
        for place, (code, text) in enumerate(names.items())
    )
