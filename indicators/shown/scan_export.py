"""The scan as a file: the columns of the portal's imports first, then the verdict."""

from collections.abc import Iterable, Iterator, Mapping

from indicators.formats import bounds
from indicators.formats.export import Exported
from indicators.queries.scan import Cell, Scan
from indicators.shown import addresses, scan_words

HEAD = (*Exported._fields, "rule_set", "rule_version", "verdict")


def lines(found: Scan, cells: Iterable[Cell], sources: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    """Every value behind every verdict."""
    for cell in cells:
        for code in found.rules.columns:
            yield (*_exported(found, cell, code, sources), found.rules.code, found.version.number,
                   found.verdict(cell).word)  # fmt: skip


def _exported(found: Scan, cell: Cell, code: str, sources: Mapping[str, str]) -> Exported:
    figure, one = found.figure(code, cell), found.columns[code].definition
    measures = sorted(one.measures) if one else [found.rules.measure]
    vintage = found.reading.vintage
    return Exported(
        measure=code if code != "amount" else found.rules.measure,
        region=cell[0],
        activity=cell[1],
        period=str(found.period),
        value=scan_words.number(found, code, cell),
        unit=_unit(found, code),
        status=str(figure.status) if figure else "",
        vintage=addresses.written(vintage) if vintage else "",
        source="+".join(sorted({sources[each] for each in measures if each in sources})),
        bounds=bounds.written(*found.room(code, cell)),
    )


def _unit(found: Scan, code: str) -> str:
    one = found.columns[code].definition
    if code in scan_words.PLAIN and one and one.measure:
        return str(one.measure.unit)
    return "fraction"
