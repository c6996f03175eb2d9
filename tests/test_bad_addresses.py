"""Whatever is typed into an address gets a page that says what is wrong, and never a broken one."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from tests.factories.world import ROLES
from tests.rights.addresses import KIND_OF, address, names, values
from tests.rights.test_rights import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.long]

NUMBERS = ("0", "9223372036854775808", "99999999999999999999999999")
WORDS = ("zzz", "KZ-99", "../../etc/passwd", "\0", "%00", "Ақтау", "a" * 300, "KZ-61+KZ-43:A+C", "{{7*7}}")
PERIODS = ("2022-13", "0000", "99999", "2022-01..19", "2022-02..01")
QUERY = (
    (
        "page=zzz&after=zzz&as_of=x&q=%00&kind=%F0%9F%98%80&region=KZ-99&measure=zzz&period=zzz&sort=zzz"
        "&subject=KZ-99:zzz&indicator=zzz"
    ),
    "page=99999999999999999999&after=99999999999999999999&as_of=0001-01-01&limit=-1&offset=zzz&stage=zzz",
    (
        "page=-1&after=-1&as_of=9999-12-31T23:59:59%2B14:00&limit=99999999999&offset=-5&next=//example.com"
        "&code=%27&regions_query=%00&organisation_query=%25_%5C&activities_query=%F0%9F%98%80"
    ),
    "q=" + "a" * 3000 + "&as_of=2022-02-30&page[]=1&next=javascript:alert(1)&activity=zzz",
)
# What only a page or an answer with figures reads.
OF_FIGURES = (
    "subject=KZ-99:zzz&indicator=zzz&period=2022-13&measure=zzz",
    "subject=KZ-61%2B:&indicator=location_quotient&period=2022&as_of=2022-01-01T00:00:00",
    "subject=initiative:99999999999999999999&indicator=location_quotient",
)


def who_may(name):
    """Somebody who comes further than the door, or else the manager."""
    rows = [row for row in ROWS[name] if not row["object"].startswith("foreign")]
    return next((role for row in rows for role in ROLES if row[role] in {"200", "302"}), "manager")


def broken(client, addresses):
    """Every address that could not be opened without an error of ours, with what went wrong."""
    found = []
    cache.clear()
    for where in addresses:
        with transaction.atomic():
            answer = client.get(where)
            transaction.set_rollback(True)
        if answer.status_code >= 500 and not where.startswith("/health"):
            error = getattr(answer, "exc_info", None)
            found.append(f"{where[:120]}: {answer.status_code} {error[1] if error else ''}")
    return found


def odd(world, name):
    """The addresses of one name with one part each made odd."""
    usual = next(iter(world.things[KIND_OF[name]].values()))
    for part in usual:
        kept = "pk" if part == "pk" else part
        for strange in NUMBERS if kept == "pk" else (*WORDS, *PERIODS):
            try:
                yield reverse(name, kwargs=usual | {part: int(strange) if kept == "pk" else strange})
            except NoReverseMatch:
                continue


@pytest.mark.parametrize("name", [name for name in names() if name in KIND_OF])
def test_an_odd_part_of_an_address_is_answered(world, clients, name):
    assert broken(clients[who_may(name)], odd(world, name)) == []


@pytest.mark.parametrize("name", names())
def test_an_odd_query_is_answered(world, clients, name):
    labels = world.things[KIND_OF[name]] if name in KIND_OF else {"": {}}
    own = next((label for label in labels if label.startswith(("own", "any", "published"))), next(iter(labels)))
    where = address(world, name, own)
    queries = (*QUERY, *OF_FIGURES) if "figure" in name or name.startswith(("api", "sdmx")) else QUERY
    assert broken(clients[who_may(name)], [f"{where}?{query}" for query in queries]) == []


@pytest.mark.parametrize(
    "where",
    [
        "/en/initiatives/abc/",
        "/en/initiatives/-1/",
        "/xx/regions/",
        "/en//regions/",
        "/en/regions/%F0%9F%98%80/",
        "/en/regions/%00/",
        "/i/%2e%2e%2f/",
        "/static/../settings.py",
        "/api/v1/figures/?subject=KZ&indicator=grp_growth&period=2022..2023&as_of=%00",
        "/api/v1/releases/99999999999999999999/",
        "/api/v1/nowhere/",
        "/verify/zzz/",
    ],
)
def test_addresses_that_nobody_wrote_are_not_broken_pages(clients, world, where):
    assert broken(clients["manager"], [where]) == []


def test_the_world_knows_each_kind_that_addresses_are_about(world):
    asked = {name for name in KIND_OF if name in names()}
    assert {name for name in asked if not values(world, name, next(iter(world.things[KIND_OF[name]])))} == set()
