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
    parts: dict[str, list[str]] = {}
    for each in _read("activity_sets.csv"):
        if each["label"] == "sections" and each["role"] != "subtracted":
            parts.setdefault(each["whole"], []).append(each["part"])
    return [
        lexicon.Activity(
            each["code"],
            words=tuple(word for word in (each["name_kk"], each["name_ru"], each["name_en"]) if word),
            parent=each["parent"],
            parts=tuple(parts.get(each["code"], ())) if each["kind"] == "aggregate" else (),
        )
        for each in _read("activities.csv")
    ]


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
