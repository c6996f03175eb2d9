"""A jump that was answered to be a new way of counting bars what looks across it, as long as the answer stands."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from indicators import checks
from indicators import period as periods
from indicators.actions import comparison, question
from indicators.actions import release as releases
from indicators.formula.breaks import SERIES_BROKEN
from indicators.models import FigureSlice, Source
from indicators.queries import explanation
from indicators.queries import figure as figures
from indicators.queries import outlook as outlooks
from indicators.queries.definition import definitions
from indicators.status import Status
from tests.factories import deliveries as made
from tests.factories import releases as numbers
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _source(django_db_setup, django_db_blocker):
    """Two years of a small country, loaded once around all tests of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        numbers.country()
        source = Source.objects.get(code="kaz_gva")
        source.mapping = made.GVA
        source.save()
        made.published(source, made.lines(*made.year(2023)))
        numbers.recomputed()
        yield
        transaction.set_rollback(True)


def reclassified():
    source = Source.objects.get(code="kaz_gva")
    release = made.checked(source, made.lines(*made.year(2024, h=110, city_h=160)))
    asked = release.problems.filter(cause=checks.JUMP).values_list("number", flat=True)
    question.answer(release=release, numbers=list(asked), answer="reclassified", by=UserFactory(), at=timezone.now())
    releases.accept(release=release, publish_at=None, by=None, at=timezone.now())
    return release


def growth(year="2024", cell="KZ-75:H", at=None):
    (found,) = figures.figures(cell, ["cluster_lead"], [periods.parse(year)], at=at)
    return found


def test_growth_across_the_break_is_barred_and_its_other_side_is_not():
    release = releases.publish(release=reclassified(), at=timezone.now())
    found = growth()
    assert (found.value, found.status, found.reason.template) == (None, Status.NOT_APPLICABLE, SERIES_BROKEN)
    assert growth(cell="KZ-75:B").status is Status.OK
    earlier = release.recorded_at - dt.timedelta(microseconds=1)
    assert growth(at=earlier).status is Status.MISSING_INPUT


def test_the_page_explains_the_very_answer():
    releases.publish(release=reclassified(), at=timezone.now())
    known = definitions()
    told = explanation.explained(known, known.find("cluster_lead"), "KZ-75:H", periods.parse("2024"))
    assert told.explanations[0].figure.reason == growth().reason


def test_stored_figures_follow_a_break_and_its_withdrawal():
    numbers.recomputed()
    before = numbers.stored()
    release = releases.publish(release=reclassified(), at=timezone.now())
    numbers.recomputed()
    assert numbers.stored() != before
    assert list(comparison.differences()) == []
    releases.withdraw(release=release, reason="wrong file", by=UserFactory(), at=timezone.now())
    assert FigureSlice.objects.stale().exists()
    numbers.recomputed()
    assert list(comparison.differences()) == []
    assert growth().status is Status.MISSING_INPUT
    assert growth(at=release.recorded_at).reason.template == SERIES_BROKEN


def test_the_dry_run_counts_with_the_break_as_the_revision_report_does():
    release = reclassified()
    dry = outlooks.outlook(release)
    assert outlooks.outlook(releases.publish(release=release, at=timezone.now())) == dry
