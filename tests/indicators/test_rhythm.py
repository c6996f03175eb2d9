"""When a source is due: days of the year, counted on from the last release."""

import datetime as dt

import pytest

from indicators import reference, rhythm

DAY = dt.date


@pytest.mark.parametrize(
    ("days", "published_on", "due_on"),
    [
        (["06-30"], DAY(2026, 1, 10), DAY(2026, 6, 30)),
        (["06-30"], DAY(2026, 5, 20), DAY(2027, 6, 30)),
        (["06-30"], DAY(2026, 7, 1), DAY(2027, 6, 30)),
        (["04-30", "12-30"], DAY(2026, 5, 2), DAY(2026, 12, 30)),
        (["04-30", "12-30"], DAY(2026, 11, 23), DAY(2027, 4, 30)),
        ([], DAY(2026, 5, 20), None),
    ],
)
def test_a_release_serves_what_was_due_within_two_months_and_the_next_day_follows(days, published_on, due_on):
    assert rhythm.due_after(days, published_on) == due_on


def test_before_anything_has_come_the_very_next_day_is_due():
    assert rhythm.next_due(["06-30"], DAY(2026, 6, 29)) == DAY(2026, 6, 30)
    assert rhythm.next_due(["06-30"], DAY(2026, 6, 30)) == DAY(2027, 6, 30)


def test_every_shipped_source_has_days_that_exist_in_every_year():
    days = {row["code"]: row["due_days"].split() for row in reference.rows("sources")}
    assert all(days.values())
    assert all(dt.date.fromisoformat(f"2025-{day}") for listed in days.values() for day in listed)
