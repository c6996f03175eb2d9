"""A whole invented country, to see the portal at the size for which it is built."""

from django.utils import timezone

from accounts.models import User
from clusterportal.demo import crowd, delivery, lives, organisations, people, statistics
from clusterportal.demo.delivery import Tell
from clusterportal.demo.panel import SEED, Cell, Panel, cells
from indicators.models import Code, Source
from initiatives.actions import rules

MEASURES = ("jobs", "gva", "output", "wages", "establishments", "exports")
YEARS = range(2010, 2025)
JOBS, TAXES, REAL_GROWTH = 9_000_000, 0.08, 1.04
ABOUT = "Invented figures of {year}: 20 regions, 615 activities, 6 measures. Generator of random numbers, seed {seed}."


def fill(tell: Tell) -> None:
    people.open_accounts()
    organisations.open_authorities(User.objects.get(email="admin@demo.kz"))
    rules.adopt_default(at=organisations.AUTHORITIES_SINCE)
    publish_all(tell)
    statistics.open_subjects()
    tell(f"{crowd.open_organisations()} organisations")
    tell(f"{lives.play_all(tell)} initiatives")
    delivery.recompute(tell)


def country() -> Panel:
    regions = Code.objects.regions().filter(kind=Code.Kind.CODE, valid_to=None).order_by("code")
    classes = Code.objects.activities().filter(kind=Code.Kind.CODE, level=4).order_by("code")
    return Panel(
        tuple(regions.values_list("code", flat=True)),
        tuple(classes.values_list("code", flat=True)),
        MEASURES,
        YEARS.start,
        jobs=JOBS,
    )


def publish_all(tell: Tell) -> None:
    """One release a year, the oldest first."""
    panel, by = country(), User.objects.get(email="statistician@demo.kz")
    source = delivery.source("synthetic_national", "Invented statistics of a country")
    for year in YEARS:
        if publish(panel, year, source, by):
            tell(f"Figures of {year} published, {timezone.localtime():%H:%M:%S}")


def publish(panel: Panel, year: int, source: Source, by: User) -> bool:
    return delivery.deliver(
        source=source,
        period=str(year),
        about=ABOUT.format(year=year, seed=SEED),
        cells=lambda: [*cells(panel, panel.values(year)), *_products(panel, year)],
        by=by,
    )


def _products(panel: Panel, year: int) -> list[Cell]:
    """The gross product of each region and of the country, so that leads over the economy can be told."""
    products = (panel.values(year)["gva"].sum(axis=1) * (1 + TAXES)).round(1).tolist()
    regions = [*panel.regions, "KZ"]
    values = [*products, round(sum(products), 1)]
    indices = [REAL_GROWTH * 100] * len(regions)
    return [
        *(("grp", region, "_T", value) for region, value in zip(regions, values, strict=True)),
        *(("grp_index", region, "_T", value) for region, value in zip(regions, indices, strict=True)),
    ]
