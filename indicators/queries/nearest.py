"""Where a figure has no value: the wider activity and the other year that have one."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.queries import figure as figures
from indicators.queries.definition import Definitions
from indicators.queries.explanation import Explained
from indicators.queries.figure import Figure
from indicators.resolution import Subject


@dataclass(frozen=True)
class Nearest:
    """`wider` is of the same period, `other_year` of the same cell; each may be missing."""

    wider: Figure | None
    other_year: Figure | None


def nearest(known: Definitions, found: Explained) -> Nearest | None:
    """Nothing where the figure has a value."""
    if any(figure.value is not None for figure in found.figures):
        return None
    return Nearest(_wider(known, found), _other_year(found))


def _wider(known: Definitions, found: Explained) -> Figure | None:
    """The smallest activity around all that were asked for which the same regions have a value."""
    around = _around(known, found.subject)
    if not around:
        return None
    asked = {str(each): each for each in (Subject(found.subject.regions, frozenset({code})) for code in around)}
    one, period = found.definition, found.period
    answers = figures.reading([(one, [period])], at=found.at).figures(one, asked, [period])
    return next((figure for figure in answers if figure.value is not None and not figure.is_coarser), None)


def _around(known: Definitions, subject: Subject) -> Sequence[str]:
    chains = [known.book.codes.activities.ancestors(code) for code in sorted(subject.activities)]
    return [code for code in chains[0] if all(code in chain for chain in chains)] if chains else []


def _other_year(found: Explained) -> Figure | None:
    """The nearest year with a value, the later one where two are as near."""
    valued = [figure for row in found.history for figure in row.figures if figure.value is not None]
    asked = found.period.year
    return min(valued, key=lambda one: (abs(one.period.year - asked), -one.period.year), default=None)
