"""Stored figures follow the releases, whatever the order in which things come."""

import random

import pytest
from django.db import transaction
from django.utils import timezone

from clusterportal import invariants
from indicators import period as periods
from indicators.actions import comparison
from indicators.actions import figure as figures
from indicators.models import FigureSlice
from indicators.queries import figure as queries
from tests.factories import releases

pytestmark = pytest.mark.django_db
SECTIONS = "ABCDEFGHIJKLMNOPQRS"
REGIONS = ("KZ", "KZ-23", "KZ-39")


def rows(year, factor=1.0):
    """Value added of every section in three regions, and their product."""
    told = [
        ("gva", str(year), region, section, round(factor * (1000.1 + 37.3 * place + 11.7 * number + year % 7), 1))
        for number, region in enumerate(REGIONS)
        for place, section in enumerate(SECTIONS)
    ]
    return told + [("grp", str(year), region, "_T", 25_000.0 * factor + year) for region in REGIONS]


@pytest.fixture(scope="module", autouse=True)
def _country(django_db_setup, django_db_blocker):
    """Loaded once, in a transaction around all tests of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        releases.country()
        yield
        transaction.set_rollback(True)


def quotient(at=None):
    (found,) = queries.figures("KZ-23:B", ["location_quotient"], [periods.parse("2023")], at=at)
    return found.value


def row(code="location_quotient", period="2023"):
    return FigureSlice.objects.get(version__indicator__code=code, period=period)


def test_a_published_release_marks_what_looks_at_it_and_the_next_look_is_fresh():
    releases.published(rows(2022) + rows(2023))
    releases.recomputed()
    before = quotient()
    releases.published([("gva", "2023", "KZ-23", "B", 9999.9)])
    stale = set(FigureSlice.objects.stale().values_list("version__indicator__code", "period"))
    assert quotient() > before
    assert {(code, "2023") for code in ("location_quotient", "sector_lead", "cluster_lead", "share_in_grp")} <= stale
    assert not {(code, "2023") for code in ("grp_growth", "grp_lead", "grp_share")} & stale
    assert {period for _, period in stale} == {"2023"}
    assert releases.recomputed() == len(stale)
    assert list(comparison.differences()) == []


def test_an_unchanged_value_writes_nothing_and_stales_nothing():
    releases.published(rows(2023))
    releases.recomputed()
    again = releases.staged(rows(2023))
    recorded = releases.observations.record(release=again)
    assert (recorded.written, recorded.slices, FigureSlice.objects.stale().count()) == (0, (), 0)


def test_computing_twice_changes_nothing():
    releases.published(rows(2022) + rows(2023))
    releases.recomputed()
    before = releases.stored()
    figures.compute(slice_id=row().pk, at=timezone.now())
    assert releases.stored() == before


def test_an_old_worker_that_wakes_late_does_not_overwrite():
    releases.published(rows(2023))
    releases.recomputed()
    old = row()
    asleep = queries.evaluated(figures.definition_of(old), queries.listed_subjects(), [periods.parse("2023")])
    releases.published([("gva", "2023", "KZ-23", "B", 9999.9)])
    releases.recomputed()
    fresh = releases.stored()
    assert figures._keep(figures._named(old.pk), asleep, old.inputs, timezone.now()) is False
    assert releases.stored() == fresh


def test_a_worker_that_read_before_a_publication_leaves_the_row_stale():
    releases.published(rows(2023))
    releases.recomputed()
    held = row()
    found = queries.evaluated(figures.definition_of(held), queries.listed_subjects(), [periods.parse("2023")])
    releases.published([("gva", "2023", "KZ-23", "B", 9999.9)])
    assert figures._keep(figures._named(held.pk), found, held.inputs, timezone.now()) is True
    assert row().stale_since is not None


def test_a_withdrawn_release_leaves_everything_as_it_was():
    releases.published(rows(2022) + rows(2023))
    releases.recomputed()
    before = releases.stored()
    revision = releases.published([("gva", "2023", "KZ-23", "B", 9999.9), ("gva", "2023", "KZ-39", "C", None)])
    releases.recomputed()
    assert releases.stored() != before
    releases.withdrawn(revision)
    releases.recomputed()
    assert releases.stored() == before
    assert list(comparison.differences()) == []


def test_the_past_answers_what_was_shown_then():
    first = releases.published(rows(2023))
    shown = quotient()
    second = releases.published([("gva", "2023", "KZ-23", "B", 9999.9)])
    later = quotient()
    releases.withdrawn(second)
    assert [quotient(at=one.recorded_at) for one in (first, second)] == [shown, later]
    assert quotient() == shown != later


def test_nothing_that_is_only_staged_is_seen():
    releases.published(rows(2023))
    releases.recomputed()
    before, shown = releases.stored(), quotient()
    releases.staged([("gva", "2023", "KZ-23", "B", 9999.9)])
    releases.recomputed()
    assert (releases.stored(), quotient()) == (before, shown)


@pytest.mark.parametrize("seed", range(4))
def test_incremental_equals_full_bit_for_bit_in_any_order_split_and_repetition(seed):
    chance = random.Random(seed)  # noqa: S311 not a secret
    told = rows(2021) + rows(2022, 1.07) + rows(2023, 1.13)
    told = [one for one in told if chance.random() > 0.05]
    with transaction.atomic():
        releases.published(told)
        releases.recomputed()
        full = releases.stored()
        transaction.set_rollback(True)
    for delivery in deliveries(told, chance):
        releases.published(delivery)
        for _ in range(chance.randrange(3)):
            figures.recompute_next(at=timezone.now())
    releases.recomputed()
    assert releases.stored() == full
    assert list(comparison.differences()) == []
    assert list(invariants.broken()) == []


def deliveries(told, chance):
    """The same rows in another order, cut anywhere, with some first told wrongly and some told again."""
    shuffled = chance.sample(told, len(told))
    cuts = sorted(chance.sample(range(1, len(told)), 4))
    parts = [shuffled[start:end] for start, end in zip([0, *cuts], [*cuts, len(told)], strict=True)]
    wrong = [(*one[:4], 1.0) for one in chance.sample(told, 5)]
    return [wrong, *parts, chance.choice(parts)]


def test_a_stored_figure_that_is_wrong_raises_the_alarm():
    releases.published(rows(2022) + rows(2023))
    releases.recomputed()
    spoiled = row()
    spoiled.figures[0] += 1e-9
    spoiled.save()
    (found,) = comparison.differences()
    assert (found.indicator, found.period, found.subject) == ("location_quotient", "2023", spoiled.subjects[0])
