"""What a permanent address answered when it was first cited."""

import datetime as dt
import hashlib
import json
from typing import Any

from indicators.models import Citation
from indicators.queries.explanation import Explained


def of(explained: Explained) -> Citation | None:
    """What was kept for this address, where somebody cited it."""
    if explained.at is None:
        return None
    return Citation.objects.filter(**address(explained, explained.at)).first()


def differs(explained: Explained, cited: Citation) -> bool:
    """Whether the engine answers otherwise now than when it was cited."""
    return (cited.answer, cited.input_digest) != (answer(explained), input_digest(explained))


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
