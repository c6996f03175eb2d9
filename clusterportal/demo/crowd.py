"""Twenty thousand invented organisations of a whole country, written in bulk; the same ones every time."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice

import numpy as np
from django.db import transaction

from clusterportal.demo.organisations import FIRMS, TRADES, numbers
from clusterportal.demo.panel import SEED
from indicators.models import Code
from initiatives import personal_number
from initiatives.models import Organisation, OrganisationActivity

Kind, Size = Organisation.Kind, Organisation.Size
HOW_MANY, BATCH = 20_000, 2_000
BINS, IINS = "150941", "7201013"
SINCE = dt.datetime(2023, 1, 9, 5, tzinfo=dt.UTC)
# A knowledge-minded country: one in fifty is a university or an institute.
KINDS = {
    Kind.FIRM: 0.79,
    Kind.PEASANT_FARM: 0.08,
    Kind.SOLE_ENTREPRENEUR: 0.04,
    Kind.ASSOCIATION: 0.04,
    Kind.FINANCIAL: 0.02,
    Kind.UNIVERSITY: 0.01,
    Kind.INSTITUTE: 0.01,
    Kind.TECHNOPARK: 0.01,
}
SIZES = {Size.MICRO: 0.6, Size.SMALL: 0.28, Size.MEDIUM: 0.1, Size.LARGE: 0.02}
NAMES = {
    Kind.FIRM: "LLP “{brand}”",
    Kind.PEASANT_FARM: "Peasant farm “{brand}”",
    Kind.SOLE_ENTREPRENEUR: "Sole entrepreneur {brand}",
    Kind.ASSOCIATION: "Association “{brand}”",
    Kind.FINANCIAL: "Credit partnership “{brand}”",
    Kind.UNIVERSITY: "{brand} University",
    Kind.INSTITUTE: "{brand} Research Institute",
    Kind.TECHNOPARK: "Technopark “{brand}”",
}


def open_organisations() -> int:
    """How many were written: all of them, or none where they are here."""
    if Organisation.objects.filter(bin__startswith=BINS, is_synthetic=True).exists():
        return 0
    regions = list(Code.objects.regions().filter(kind=Code.Kind.CODE, valid_to=None).order_by("code"))
    classes = list(Code.objects.activities().filter(level=4).order_by("code"))
    with transaction.atomic():
        rng = np.random.default_rng(SEED)
        wanted = _organisations(rng, regions)
        written = []
        while batch := list(islice(wanted, BATCH)):
            written += Organisation.objects.bulk_create(batch)
        _give_activities(rng, written, classes)
    return len(written)


def _organisations(rng: np.random.Generator, regions: list[Code]) -> Iterator[Organisation]:
    kinds = _drawn(rng, KINDS)
    sizes = _drawn(rng, SIZES)
    shares = rng.dirichlet(np.full(len(regions), 6.0))
    homes = rng.choice(len(regions), HOW_MANY, p=shares)
    ages = rng.integers(0, 1000, HOW_MANY)
    bins, iins = numbers(BINS), numbers(IINS)
    for number, (kind, size, home, age) in enumerate(zip(kinds, sizes, homes.tolist(), ages.tolist(), strict=True)):
        is_owner = kind in Organisation.OWNER_KINDS
        yield Organisation(
            name=_name(number, kind, regions[home]),
            kind=kind,
            size=Size.MICRO if is_owner else size,
            region=regions[home],
            language=("kk", "ru", "en")[number % 3],
            is_synthetic=True,
            registered_at=SINCE + dt.timedelta(days=age),
            confirmed_at=SINCE + dt.timedelta(days=age),
            **(_owner(next(iins)) if is_owner else {"bin": next(bins)}),
        )


def _name(number: int, kind: str, region: Code) -> str:
    home = region.short_name_en or region.name_en
    brand = f"{FIRMS[number % len(FIRMS)]} {TRADES[number // len(FIRMS) % len(TRADES)]} {home} {number + 1}"
    return NAMES[Kind(kind)].format(brand=brand)


def _owner(number: str) -> dict[str, object]:
    return {"iin_digest": personal_number.digest(number), "iin_encrypted": personal_number.encrypted(number)}


def _drawn(rng: np.random.Generator, shares: dict[str, float]) -> list[str]:
    return [str(one) for one in rng.choice(list(shares), HOW_MANY, p=list(shares.values()))]


def _give_activities(rng: np.random.Generator, organisations: list[Organisation], classes: list[Code]) -> None:
    shares = rng.dirichlet(np.full(len(classes), 0.7))
    chosen = rng.choice(len(classes), len(organisations), p=shares)
    OrganisationActivity.objects.bulk_create(
        (
            OrganisationActivity(organisation=organisation, activity=classes[place], is_main=True)
            for organisation, place in zip(organisations, chosen.tolist(), strict=True)
        ),
        batch_size=BATCH,
    )
