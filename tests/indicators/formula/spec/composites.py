"""How an index is put together: tables that are tests, and a part of the document."""

from dataclasses import dataclass

import numpy as np

from indicators.composite import Aggregation, Normalisation, Part, Recipe, composed

GOALPOSTS, MIN_MAX, RANK = Normalisation.GOALPOSTS, Normalisation.MIN_MAX, Normalisation.RANK
ARITHMETIC, GEOMETRIC = Aggregation.ARITHMETIC, Aggregation.GEOMETRIC


@dataclass(frozen=True)
class Composite:
    """`values` are units × indicators, None where a value is missing; `scores` one a unit, – where there is none."""

    says: str
    values: tuple[tuple[float | None, ...], ...]
    parts: tuple[Part, ...]
    normalisation: Normalisation
    aggregation: Aggregation
    scores: str


UP, DOWN = Part("a", low=0, high=50), Part("b", -1, low=0, high=10)
VALUES = ((10.0, 2.0), (20.0, 5.0), (40.0, 8.0))
EXAMPLES = (
    Composite("fixed goalposts; less of b is better", VALUES, (UP, DOWN), GOALPOSTS, ARITHMETIC, "50 45 50"),
    Composite(
        "the geometric mean wants values above zero: a scale of 1 to 100, and balance counts",
        VALUES,
        (UP, DOWN),
        GOALPOSTS,
        GEOMETRIC,
        "40.8431 45.2802 40.8431",
    ),
    Composite("a counts three times", VALUES, (Part("a", 1, 3.0, 0, 50), DOWN), GOALPOSTS, ARITHMETIC, "35 42.5 65"),
    Composite(
        "values beyond a goalpost stop there", ((60.0, 12.0), (-5.0, -1.0)), (UP, DOWN), GOALPOSTS, ARITHMETIC, "50 50"
    ),
    Composite(
        "lowest and highest of the units: the scale moves with them",
        VALUES,
        (UP, DOWN),
        MIN_MAX,
        ARITHMETIC,
        "50 41.6667 50",
    ),
    Composite(
        "half of the weights known is less than the 66 % needed",
        ((10.0, None), (20.0, 5.0), (None, None)),
        (UP, DOWN),
        GOALPOSTS,
        ARITHMETIC,
        "– 45 –",
    ),
    Composite(
        "three quarters known is enough: what is missing gives its weight to the rest",
        ((10.0, None), (20.0, 5.0)),
        (Part("a", 1, 3.0, 0, 50), DOWN),
        GOALPOSTS,
        ARITHMETIC,
        "20 42.5",
    ),
    Composite(
        "units that do not differ have no scale of their own",
        ((3.0, 3.0), (3.0, 3.0)),
        (UP, DOWN),
        MIN_MAX,
        ARITHMETIC,
        "– –",
    ),
)


def answer(one: Composite) -> str:
    table = np.array([[np.nan if value is None else value for value in row] for row in one.values])
    recipe = Recipe(one.parts, normalisation=one.normalisation, aggregation=one.aggregation)
    scores = composed(recipe, table).scores
    return " ".join("–" if np.isnan(score) else f"{round(float(score), 4):g}" for score in scores)


def lines() -> list[str]:
    return [
        "## Composite indices",
        "",
        "A recipe names indicators, which way each is better, its weight and its goalposts; then a scale and a mean.",
        "",
        "| what | values of the units | weights | scale | mean | scores |",
        "|---|---|---|---|---|---|",
        *(_line(one) for one in EXAMPLES),
        "",
    ]


def _line(one: Composite) -> str:
    values = "; ".join(" ".join("–" if value is None else f"{value:g}" for value in row) for row in one.values)
    weights = ", ".join(f"{part.indicator} {part.direction * part.weight:+g}" for part in one.parts)
    return f"| {one.says} | {values} | {weights} | {one.normalisation} | {one.aggregation} | {one.scores} |"
