"""Names of regions, activities, measures and indicators stand in each of the three languages."""

import csv
import re
from pathlib import Path

import pytest

import indicators

DATA = Path(indicators.__file__).parent / "data"
# Classes below the groups are named in the official language of the source alone.
NAMED_IN_ALL = 3
TABLES = ("regions", "activities", "activity_sets", "measures", "indicators", "sources", "units")
KAZAKH_OR_RUSSIAN = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")


def rows(table):
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    return [row for row in found if table != "activities" or int(row["level"]) <= NAMED_IN_ALL]


@pytest.mark.parametrize("table", TABLES)
def test_what_is_said_in_one_language_is_said_in_all_three(table):
    silent = []
    for row in rows(table):
        for column in [name for name in row if name.endswith("_en")]:
            said = {language: bool(row[f"{column[:-3]}_{language}"].strip()) for language in ("kk", "ru", "en")}
            silent += [(row["code"], column[:-3], said)] if len(set(said.values())) > 1 else []
    assert silent == []


@pytest.mark.parametrize("table", ["regions", "activities", "measures", "indicators"])
def test_kazakh_and_russian_names_are_written_in_cyrillic(table):
    names = {(row["code"], row[f"name_{language}"]) for row in rows(table) for language in ("kk", "ru")}
    assert {each for each in names if not KAZAKH_OR_RUSSIAN.search(each[1])} == set()
