"""Searches written down before anybody looked at our words; they are never tuned for one by one."""

import csv
from pathlib import Path

import pytest

from tests.indicators.oked import finder

SHOWN = 5


def listed(name):
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return [(row["search"], tuple(row["codes"].split("|"))) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("search", "accepted"), listed("activity_searches.csv"))
def test_a_search_finds_an_activity_that_a_statistician_accepts_among_the_first_five(search, accepted):
    found = [hit.code for hit in finder().find(search, limit=SHOWN)]

    assert any(code.startswith(accepted) for code in found), found


def test_nine_of_ten_searches_that_were_held_out_are_answered_too():
    searches = listed("activity_searches_held_out.csv")
    answered = [
        search
        for search, accepted in searches
        if any(hit.code.startswith(accepted) for hit in finder().find(search, limit=SHOWN))
    ]

    assert len(answered) >= 0.9 * len(searches)
