import csv
import json
from functools import cache
from pathlib import Path

from indicators.formats import lexicon

DATA = Path(__file__).parents[2] / "indicators" / "data"


@cache
def kazakhstan() -> lexicon.Lexicon:
    """The words of the shipped reference data, without a database."""
    return lexicon.build(regions=_regions(), activities=_activities(), measures=_measures())


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _regions() -> list[lexicon.Region]:
    after: dict[str, list[str]] = {}
    for each in _read("region_successions.csv"):
        if each["predecessor_continues"] == "no":
            after.setdefault(each["predecessor"], []).append(each["successor"])
    return [
        lexicon.Region(
            each["code"],
            words=tuple(
                word
                for word in (
                    *(each[name] for name in ("kato", "statistics_code", "name_kk", "name_ru", "name_en")),
                    *each["spellings"].split("|"),
                )
                if word
            ),
            shared_words=tuple(word for word in each["shared_spellings"].split("|") if word),
            valid_from=each["valid_from"],
            valid_to=each["valid_to"],
            parent="" if each["code"] == "KZ" else "KZ",
            successors=tuple(after.get(each["code"], ())),
        )
        for each in _read("regions.csv")
    ]


def _activities() -> list[lexicon.Activity]:
    sections = [
        lexicon.Activity(each["item"], words=(each["name_ru"],), parent="_T")
        for each in _read("statistics/gva_items.csv")
        if len(each["item"]) == 1
    ]
    letters = [each.code for each in sections]
    aggregates = [
        lexicon.Activity(code, parent="_T", parts=tuple(letter for letter in letters if first <= letter <= last))
        for code, first, last in (("B-E", "B", "E"), ("B-F", "B", "F"), ("G-U", "G", "U"), ("I-S", "I", "S"))
    ]
    digits = [lexicon.Activity(code, parent=parent) for code, parent in (("01", "A"), ("011", "01"), ("0111", "011"))]
    return [lexicon.Activity("_T"), *sections, *aggregates, lexicon.Activity("FISIM", parent="_T"), *digits]


def _measures() -> list[lexicon.Measure]:
    return [
        lexicon.Measure(
            each["code"],
            each["unit"],
            int(each["decimals"]),
            words=(each["name_kk"], each["name_ru"], each["name_en"]),
            is_additive=each["aggregation"] == "sum",
        )
        for each in _read("measures.csv")
    ]


def mapping_of(source: str) -> dict[str, dict[str, str]]:
    return json.loads((DATA / "source_mappings.json").read_text(encoding="utf-8"))[source]
