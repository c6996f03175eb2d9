"""The shipped statistics, read as any release is, and asked with the indicators in force."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from indicators import reference
from indicators.cube import Cube, slice_of
from indicators.cube import Row as Cell
from indicators.formats import mapping, reading, recognition
from indicators.formats.row import ERROR, Problems, Row
from indicators.period import parse
from indicators.status import Status

from .formulas import Both, both
from .pack import Installed, NotRun

# The files end long before; the day only tells which codes were in force when a file gives none.
READ_ON = dt.date(2026, 1, 1)


def _(sentence: str) -> str:
    return sentence


OTHER_CODES = _("The classifications of this portal do not know the codes of %(file)s.")
NOT_IN_FORCE = _("The indicator %(code)s is not in force.")


def answering(given: Mapping[str, Any], installed: Installed) -> Callable[[Mapping[str, str]], Both]:
    rows = [row for source, name in given["files"] for row in _rows(source, name, installed)]
    cube = _cube(rows, given["years"], installed)

    def answer(about: Mapping[str, str]) -> Both:
        expression = installed.indicators.get(about["indicator"])
        if expression is None:
            raise NotRun(NOT_IN_FORCE, code=about["indicator"])
        return both(expression, about, installed.codes, cube)

    return answer


def _rows(source: str, name: str, installed: Installed) -> Iterator[Row]:
    path, log = reference.DATA / "statistics" / f"{name}.csv", Problems(limit=1)
    confirmed = mapping.Mapping.from_json(reference.document("source_mappings")[source])
    if not {code for _word, code in confirmed.measures} <= set(installed.codes.measures):
        raise NotRun(OTHER_CODES, file=path.name)
    found = recognition.recognise(path, installed.words, confirmed=confirmed)
    if found.questions:
        raise NotRun(OTHER_CODES, file=path.name)
    yield from reading.rows(found, installed.words, log, at=READ_ON)
    if log.count(ERROR):
        raise NotRun(OTHER_CODES, file=path.name)


def _cube(rows: list[Row], years: list[str], installed: Installed) -> Cube:
    cells: dict[tuple[str, str], list[Cell]] = {}
    for row in rows:
        if row.period in years:
            cells.setdefault((row.measure, row.period), []).append(
                Cell(row.region, row.activity, row.value, Status(row.status))
            )
    facts = installed.codes.measures
    return Cube({(code, parse(year)): slice_of(listed, facts[code].decimals) for (code, year), listed in cells.items()})
