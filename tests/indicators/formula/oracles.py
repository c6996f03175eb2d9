"""Answers of other programs: their inputs as small countries, where the folder with them stands beside the repository.

The files are not ours to ship. `REFERENCE_DATA` names the folder that holds `reat` and `pysal`; without it, a folder
beside the repository is looked for.
"""

import csv
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from indicators import formula
from indicators.cube import Cube, MeasureFacts, Row, slice_of
from indicators.period import Period
from indicators.resolution import Activities, Codes, CompleteSet, Subject
from indicators.territory import Region, Regions

ROOT = Path(__file__).parents[3]
MEASURES = {code: MeasureFacts(code, "persons") for code in ("jobs", "income")}


def rows(name: str) -> list[dict[str, str]]:
    places = [Path(os.environ["REFERENCE_DATA"])] if "REFERENCE_DATA" in os.environ else ROOT.parent.glob("*/data")
    path = next((place / name for place in places if (place / name).exists()), None)
    if path is None:
        pytest.skip(f"{name} is not here: set REFERENCE_DATA to the folder that holds it")
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def answers(case: str) -> dict[str, float]:
    return {row["item"]: float(row["value"]) for row in rows("reat/oracle_reat_3.0.3.csv") if row["case"] == case}


def country(activities: Iterable[str], regions: Iterable[str]) -> Codes:
    sections = tuple(activities)
    tree = Activities({"_T": None, **dict.fromkeys(sections, "_T")}, {"_T": (CompleteSet(sections),)})
    return Codes(MEASURES, tree, Regions("DE", tuple(map(Region, regions))))


def cube(values: Mapping[tuple[str, int], Iterable[Row]]) -> Cube:
    return Cube({(measure, Period(year)): slice_of(listed, 0) for (measure, year), listed in values.items()})


def value(text: str, subject: str, year: int, codes: Codes, known: Cube) -> float:
    expression = formula.parse(text, measures=MEASURES)
    asked = Subject.parse(subject), Period(year)
    (figure,) = formula.evaluate(expression, *asked, codes, known)
    assert formula.evaluate_dense(expression, [asked[0]], [asked[1]], codes, known)[asked] == (figure,)
    assert figure.value is not None, figure
    return figure.value
