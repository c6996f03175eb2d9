"""Which figures are held against a line, and when nothing is said of one."""

from collections.abc import Iterable
from functools import cache

from indicators import reference
from indicators.queries.definition import Definition


def lines(known: Iterable[Definition]) -> list[tuple[Definition, float]]:
    """Each indicator that draws a verdict, with its line: above it is a yes."""
    drawn = ((one, line_of(one)) for one in known)
    return [(one, line) for one, line in drawn if line is not None]


def line_of(one: Definition) -> float | None:
    """Growth of money at current prices is partly only dearer, so that nobody leads or lags by it."""
    line = _drawn().get(one.code)
    return None if one.includes_price_change else line


@cache
def _drawn() -> dict[str, float]:
    return {str(code): float(line) for code, line in reference.document("verdicts").items()}
