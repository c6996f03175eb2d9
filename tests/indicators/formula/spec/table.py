from dataclasses import dataclass

from indicators import formula
from indicators.cube import Cube, Row, slice_of
from indicators.period import parse
from indicators.resolution import Subject
from indicators.status import Status
from tests.indicators.formula.worlds import CODES


@dataclass(frozen=True)
class Example:
    """`answer` as a reader sees it: `3.5`, `A 3.5` for a coarser activity, or a status."""

    formula: str
    subject: str
    period: str
    answer: str


@dataclass(frozen=True)
class Table:
    """Published cells, one a line: measure, period, region, activity, value or status (a value may have one too)."""

    title: str
    says: str
    published: str
    examples: tuple[Example, ...]

    @property
    def cube(self) -> Cube:
        rows: dict[tuple[str, str], list[Row]] = {}
        for line in self.published.strip().splitlines():
            measure, at, region, activity, value, *marks = line.split()
            is_number = value.lstrip("-").replace(".", "").isdigit()
            status = Status((marks or ["ok" if is_number else value])[0])
            rows.setdefault((measure, at), []).append(
                Row(region, activity, float(value) if is_number else None, status)
            )
        return Cube(
            {
                (measure, parse(at)): slice_of(listed, CODES.measures[measure].decimals)
                for (measure, at), listed in rows.items()
            }
        )


def answers(table: Table, example: Example) -> str:
    """The answer of the reference evaluator, after the fast one has agreed."""
    expression = formula.parse(example.formula, measures=CODES.measures)
    subject, period, cube = Subject.parse(example.subject), parse(example.period), table.cube
    figures = formula.evaluate(expression, subject, period, CODES, cube)
    assert formula.evaluate_dense(expression, [subject], [period], CODES, cube)[subject, period] == figures
    return "; ".join(map(shown, figures))


def shown(figure: formula.Figure) -> str:
    where = f"{'+'.join(figure.activities)} " if figure.coarser_for else ""
    if figure.value is None:
        return f"{where}{figure.status}"
    mark = "" if figure.status is Status.OK else f" {figure.status}"
    return f"{where}{round(figure.value, 4):g}{mark}"
