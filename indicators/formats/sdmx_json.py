"""SDMX-JSON 1.0, flat: every observation under the places of its codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .sdmx_query import AGENCY

SCHEMA = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/1.0/sdmx-json-data-schema.json"
VALUE, FLOW = "OBS_VALUE", "DATAFLOW"
Names = Mapping[str, Mapping[str, str]]


class Places:
    """Codes of one column, each with its number in the order in which they come."""

    def __init__(self) -> None:
        self.numbers: dict[object, int] = {}

    def number(self, code: object) -> int:
        return self.numbers.setdefault(code, len(self.numbers))


def message(
    lines: Iterable[Sequence[object]], dimensions: Sequence[str], *, names: Mapping[str, Names], at: dt.datetime
) -> dict[str, Any]:
    """Of the lines of SDMX-CSV, its head first. `names`: column → code → language → name."""
    listed = iter(lines)
    head = [str(column) for column in next(listed)]
    inside = [*dimensions, "TIME_PERIOD"]
    attributes = [column for column in head if column not in (FLOW, VALUE, *inside)]
    places = {column: Places() for column in (*inside, *attributes)}
    observations: dict[str, list[object]] = {}
    for line in listed:
        cells = dict(zip(head, line, strict=True))
        where = ":".join(str(places[column].number(cells[column])) for column in inside)
        observations[where] = [cells[VALUE], *(_place(places[column], cells[column]) for column in attributes)]

    def described(column: str, position: int) -> dict[str, Any]:
        told = names.get(column, {})
        codes = [_value(str(code), told.get(str(code), {})) for code in places[column].numbers]
        return {"id": column, "name": column, "keyPosition": position, "values": codes}

    structure = {
        "name": "",
        "dimensions": {"observation": [described(column, place) for place, column in enumerate(inside)]},
        "attributes": {"observation": [_without_position(described(column, 0)) for column in attributes]},
    }
    return {
        "meta": {"schema": SCHEMA, "id": "data", "prepared": at.isoformat(), "sender": {"id": AGENCY}},
        "data": {"structure": structure, "dataSets": [{"action": "Information", "observations": observations}]},
    }


def _place(places: Places, code: object) -> int | None:
    return None if code in (None, "") else places.number(code)


def _value(code: str, names: Mapping[str, str]) -> dict[str, Any]:
    return {"id": code, "name": names.get("en", code), "names": dict(names)} if names else {"id": code, "name": code}


def _without_position(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key != "keyPosition"}
