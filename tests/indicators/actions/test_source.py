"""When the next release of a source is due: by its rhythm, or on the day that the office has named."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts import audit
from indicators.actions import release as releases
from indicators.actions import source as sources
from indicators.models import Source
from tests.factories import deliveries as made

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def due(source):
    source.refresh_from_db()
    return source.next_due_on, source.is_due_announced


@pytest.fixture
def source():
    source = made.small_country()
    Source.objects.filter(pk=source.pk).update(due_days=["06-30"], next_due_on=None, is_due_announced=False)
    source.refresh_from_db()
    return source


def published_on(source, moment, content):
    release = made.checked(source, content)
    releases.accept(release=release, publish_at=None, by=made.statistician(), at=moment)
    return releases.publish(release=release, at=moment)


def test_shipped_sources_are_due_from_the_day_they_are_known():
    sources.adopt(by=None, at=NOON)
    assert dict(Source.objects.values_list("code", "next_due_on")) == {
        "kaz_grp": dt.date(2026, 6, 30),
        "kaz_gva": dt.date(2026, 6, 30),
        "kaz_employment": dt.date(2026, 4, 30),
        "kaz_population": dt.date(2027, 2, 15),
    }


def test_what_never_came_is_overdue_and_stays_so_however_often_sources_are_adopted():
    sources.adopt(by=None, at=NOON)
    sources.adopt(by=None, at=NOON + dt.timedelta(days=365))
    source = Source.objects.get(code="kaz_gva")
    assert source.next_due_on == dt.date(2026, 6, 30)
    assert [source.is_overdue(on=dt.date(2026, 6, day)) for day in (29, 30)] == [False, False]
    assert source.is_overdue(on=dt.date(2026, 7, 1))


def test_a_publication_moves_the_day_on_and_its_withdrawal_moves_it_back(source):
    published_on(source, NOON, made.lines(*made.year(2023)))
    first = due(source)
    later = published_on(source, NOON + dt.timedelta(days=100), made.lines(*made.year(2024)))
    second = due(source)
    releases.withdraw(release=later, reason="Wrong file.", by=made.statistician(), at=NOON + dt.timedelta(days=101))
    assert (first, second, due(source)) == (
        (dt.date(2026, 6, 30), False),
        (dt.date(2027, 6, 30), False),
        (dt.date(2026, 6, 30), False),
    )


def test_the_day_that_the_office_names_counts_until_its_release_is_out(source):
    statistician = made.statistician()
    published_on(source, NOON, made.lines(*made.year(2023)))
    sources.announce(source=source, due_on=dt.date(2026, 9, 1), by=statistician, at=NOON)
    named = due(source)
    published_on(source, NOON + dt.timedelta(days=30), made.lines(*made.year(2022)))
    still = due(source)
    published_on(source, NOON + dt.timedelta(days=170), made.lines(*made.year(2024)))
    assert (named, still) == ((dt.date(2026, 9, 1), True), (dt.date(2026, 9, 1), True))
    assert due(source) == (dt.date(2027, 6, 30), False)
    assert audit.history(source)[0].text == "noted 1 September 2026 as the announced day of the next release"


def test_today_is_not_overdue(source):
    today = timezone.localdate()
    source.next_due_on = today
    assert not source.is_overdue(on=today)
