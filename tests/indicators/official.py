"""The official statistics that the portal ships, loaded through the ordinary route."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.kept import once

STATISTICS = Path(__file__).parents[2] / "indicators" / "data" / "statistics"
FILES = (
    ("gva_by_region_section_2010_2024.csv", "kaz_gva"),
    ("grp_by_region_1993_2025.csv", "kaz_grp"),
    ("grp_volume_index_by_region_2001_2025.csv", "kaz_grp"),
    ("employed_by_region_2001_2025.csv", "kaz_employment"),
    ("employed_by_region_sector_2016_2025.csv", "kaz_employment"),
)


def load_codes() -> None:
    call_command("load_classification")


def load() -> None:
    load_codes()
    for name, source in FILES:
        call_command("load_release", STATISTICS / name, source=source, publish=True)


@pytest.fixture(scope="module")
def official(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for a module, in a transaction around all its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        once(load)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Codes, measures and indicators without any figures, loaded once for a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        once(load_codes)
        yield
        transaction.set_rollback(True)
