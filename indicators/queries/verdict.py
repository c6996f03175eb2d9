"""Which figures are held against a line, and when nothing is said of one."""

from collections.abc import Iterable

from indicators import reference
from indicators.queries.definition import Definition


def lines(known: Iterable[Definition]) -> list[tuple[Definition, float]]:
    """Each indicator that draws a verdict, with its line: above it is a yes.

    Growth of money at current prices is partly only dearer, so that nobody leads or lags by it.
    """
    drawn = {str(code): float(line) for code, line in reference.document("verdicts").items()}
    return [(one, drawn[one.code]) for one in known if one.code in drawn and not one.includes_price_change]
