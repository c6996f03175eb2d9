"""What a permanent address answered when it was first cited."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from indicators.models import Citation
from indicators.queries import name, threshold
from indicators.queries.explanation import Explained
from indicators.reference import LANGUAGES


def of(explained: Explained) -> Citation | None:
    """What was kept for this address, where somebody cited it."""
    if explained.at is None:
        return None
    return Citation.objects.filter(**address(explained, explained.at)).first()


def differs(explained: Explained, cited: Citation) -> bool:
    """Whether the engine answers otherwise now than when it was cited."""
    return (cited.answer, cited.input_digest) != (answer(explained), input_digest(explained))


def shown(explained: Explained) -> dict[str, Any]:
    """What stands beside the value: names in three languages, the formula and its version, the lines it is held to."""
    one = explained.definition
    return {
        "indicator": {language: getattr(one.indicator, f"name_{language}") for language in LANGUAGES},
        "measure": _names_of_measure(explained),
        "subject": {language: _subject(explained, language) for language in LANGUAGES},
        "version": one.version.number,
        "formula": one.version.formula,
        "unit": one.version.unit,
        "thresholds": [
            {"comparison": line.comparison, "value": line.value, "meaning": dict(line.meanings)}
            for line in threshold.of(one.code)
        ],
    }


def changed(explained: Explained, cited: Citation) -> Mapping[str, tuple[Any, Any]]:
    """What stood beside the value otherwise than now: its key, then and now. Old citations kept less."""
    now = shown(explained)
    return {key: (then, now[key]) for key, then in cited.shown.items() if key in now and then != now[key]}


def _names_of_measure(explained: Explained) -> dict[str, str]:
    one = explained.definition
    if one.measure is None or not one.takes_measure:
        return {}
    return {language: getattr(one.measure, f"name_{language}") for language in LANGUAGES}


def _subject(explained: Explained, language: str) -> str:
    listed = name.of_clusters([explained.main.subject])
    with override(language):
        made = name.of(explained.subject, name.spoken(name.within(explained.subject, explained.codes)))
        return listed.get(explained.main.subject, {}).get("name") or made


def answer(explained: Explained) -> list[dict[str, Any]]:
    return [{"cell": one.cell, "value": one.value, "status": str(one.status)} for one in explained.figures]


def input_digest(explained: Explained) -> str:
    """Of every cell that was read, in a fixed order."""
    cells = sorted(
        [cell.measure, str(cell.period), cell.region, cell.activity, cell.sign, repr(cell.value), str(cell.status)]
        for each in explained.explanations
        for leaf in each.leaves
        for cell in (*leaf.cells, *(one for weight in leaf.weights for one in weight.cells))
    )
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def address(explained: Explained, as_of: dt.datetime) -> dict[str, Any]:
    one = explained.definition
    return {
        "indicator_version": one.version,
        "measure": one.measure,
        "subject": explained.main.subject,
        "period": str(explained.period),
        "as_of": as_of,
    }
