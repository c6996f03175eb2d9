from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import override

from clusterportal.templatetags import ui, wording


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "1,234,567.9"), ("ru", "1\xa0234\xa0567,9"), ("kk", "1\xa0234\xa0567,9")],
)
def test_numbers_are_grouped_as_the_language_groups_them(language, shown):
    with override(language):
        assert wording.number(1234567.89, 1) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (None, 0, "–"),
        (float("nan"), 0, "–"),
        (0, 1, "0.0"),
        (-5, 0, "−5"),
        (-0.04, 1, "0.0"),
        (Decimal("3.42151"), 5, "3.42151"),
        (2.5, 0, "2"),
        (1000, 0, "1,000"),
    ],
)
def test_a_missing_number_is_a_dash_and_never_zero(value, decimals, shown):
    assert wording.number(value, decimals) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0.29149, "29.149\xa0%"), (-0.016, "−1.600\xa0%"), (0, "0.000\xa0%"), (None, "–")]
)
def test_shares_are_shown_as_percentages(value, shown):
    assert wording.percent(value, 3) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0.05547, "+5.547 points"), (-0.016, "−1.600 points"), (0, "0.000 points")]
)
def test_leads_are_shown_as_points_with_their_sign(value, shown):
    assert wording.points(value, 3) == shown


@pytest.mark.parametrize(
    ("millions", "shown"),
    [
        (0.5, "0.5 mln tenge"),
        (15000, "15.0 bn tenge"),
        (13_700_000, "13.7 tn tenge"),
        (-2000, "−2.0 bn tenge"),
        (None, "–"),
    ],
)
def test_money_is_shown_in_the_size_that_reads_best(millions, shown):
    assert wording.money(millions) == shown


@pytest.mark.parametrize(("amount", "shown"), [(950, "950 tenge"), (15_000_000, "15.0 mln tenge"), (None, "–")])
def test_amounts_in_tenge_grow_into_millions(amount, shown):
    assert wording.tenge(amount) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("2022", "2022"),
        ("2022-Q3", "III quarter of 2022"),
        ("2022-03", "March 2022"),
        ("2022-01..09", "January to September 2022"),
        ("", "–"),
        (None, "–"),
    ],
)
def test_periods_are_shown_in_words(code, shown):
    assert wording.period(code) == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "23 November 2026"), ("ru", "23 ноября 2026 года"), ("kk", "2026 ж. 23 қараша")]
)
def test_days_are_shown_as_the_language_writes_them(language, shown):
    with override(language):
        assert wording.day(date(2026, 11, 23)) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["March 2024", "24 March 2024, 09:05", "950 tenge", "15.0 mln tenge"]),
        ("ru", ["март 2024 г.", "24 марта 2024 года, 09:05", "950 тенге", "15,0 млн тенге"]),
        ("kk", ["2024 ж. наурыз", "2024 ж. 24 наурыз, 09:05", "950 теңге", "15,0 млн теңге"]),
    ],
)
def test_months_moments_and_money_are_written_as_the_language_writes_them(language, shown):
    moment = datetime(2024, 3, 24, 4, 5, tzinfo=UTC)
    with override(language):
        written = [date_format(timezone.localtime(moment), "DATETIME_FORMAT"), wording.tenge(950)]
        assert [wording.period("2024-03"), *written, wording.tenge(15_000_000)] == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["1 day", "3 days", "5 days"]),
        ("ru", ["1 день", "3 дня", "5 дней"]),
        ("kk", ["1 күн", "3 күн", "5 күн"]),
    ],
)
def test_counted_things_take_the_plural_of_the_language(language, shown):
    start = datetime(2024, 3, 24, tzinfo=UTC)
    with override(language):
        assert [timesince(start, start + timedelta(days=days)).replace("\xa0", " ") for days in (1, 3, 5)] == shown


def test_moments_are_shown_in_the_time_of_kazakhstan():
    assert wording.moment(datetime(2026, 11, 23, 9, 2, tzinfo=UTC)) == "23 November 2026, 14:02"


@pytest.mark.parametrize(
    ("code", "shown"), [("0111", "01.11"), ("011", "01.1"), ("01", "01"), ("A", "A"), ("B-E", "B-E")]
)
def test_activity_codes_are_printed_with_their_dot(code, shown):
    assert wording.oked(code) == shown


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("share", "13.2\xa0%"),
        ("growth", "+13.2\xa0%"),
        ("points", "+13.2 points"),
        ("ratio", "0.13"),
        ("persons", "0"),
        ("t", "0.1\xa0t"),
    ],
)
def test_a_value_is_shown_in_its_unit(unit, shown):
    assert wording.in_unit(0.13227, unit) == shown


@pytest.mark.parametrize(
    ("value", "maximum", "share"), [(61, 122, 50), (5, 0, 0), (None, 3, 0), (9, 3, 100), (-1, 3, 0)]
)
def test_a_bar_is_never_longer_than_its_ground(value, maximum, share):
    assert ui.share_of(value, maximum) == share


def test_a_template_writes_a_moment_for_people_and_for_programs():
    at = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
    shown = Template("{% load ui %}{% when at %}").render(Context({"at": at}))
    assert shown == '<time datetime="2026-11-23T09:02:00+00:00">23 November 2026, 14:02</time>'
