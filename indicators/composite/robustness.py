"""How much of a rank is the region and how much the recipe: many admissible recipes, drawn with a fixed seed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.composite.index import climbed, composed, group_weights, on_scale, part_weights
from indicators.composite.recipe import ROOT, Aggregation, Normalisation, Recipe
from indicators.composite.table import Column, Table, places

WEIGHTS_BY = 0.25
LOW, HIGH = 0.05, 0.95
QUINTILES = 5
NORMALISATION, AGGREGATION, WEIGHTS, LEFT_OUT = "normalisation", "aggregation", "weights", "left_out"


@dataclass(frozen=True)
class Robustness:
    """Ranks over all draws, unit by unit; NaN for a unit that has no score. `shift` is the mean move of a rank.

    `class_holds` is the share of the draws in which a unit stays in its fifth.
    """

    low: Column
    median: Column
    high: Column
    shift: float
    class_holds: Column
    draws: int


@dataclass(frozen=True)
class Choice:
    """One choice made otherwise: of what kind, which, how far ranks move on average, and the largest move."""

    kind: str
    name: str
    shift: float
    largest: float


def robustness(recipe: Recipe, table: Table) -> Robustness:
    base = composed(recipe, table).ranks
    drawn = places(simulated(recipe, table))
    is_ranked = ~np.isnan(base)
    low, median, high = (_quantile(drawn, share, is_ranked) for share in (LOW, 0.5, HIGH))
    same = _fifth(drawn) == _fifth(base)
    return Robustness(
        low=low,
        median=median,
        high=high,
        shift=_shift(drawn, base),
        class_holds=np.where(is_ranked, same.mean(axis=0), np.nan),
        draws=recipe.draws,
    )


def change_holds(recipe: Recipe, before: Table, after: Table) -> Column:
    """The share of admissible indices in which a unit's score moves the same way; both years on one scale."""
    both = np.vstack([before, after])
    count = len(before)

    def moves(scores: Table) -> Table:
        return np.sign(scores[..., count:] - scores[..., :count])

    base = moves(composed(recipe, both).scores)
    drawn = moves(simulated(recipe, both))
    known = ~np.isnan(drawn)
    agreeing = np.sum((drawn == base) & known, axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(np.isnan(base), np.nan, agreeing)


def simulated(recipe: Recipe, table: Table) -> Table:
    """Scores of each draw: weights a quarter up or down, one indicator left out or none, another scale, another mean.

    The first draw is the recipe itself, so that it is always one of those it is compared with.
    """
    generator = np.random.default_rng(recipe.seed)
    count = recipe.draws
    variants = admissible(recipe)
    chosen = generator.integers(len(variants), size=count)
    left_out = generator.integers(len(recipe.parts) + 1, size=count)
    parts = part_weights(recipe) * generator.uniform(1 - WEIGHTS_BY, 1 + WEIGHTS_BY, (count, len(recipe.parts)))
    groups = group_weights(recipe) * generator.uniform(1 - WEIGHTS_BY, 1 + WEIGHTS_BY, (count, len(recipe.groups)))
    parts = np.where(np.arange(len(recipe.parts)) == left_out[:, None], 0.0, parts)
    chosen[0], parts[0], groups[0] = 0, part_weights(recipe), group_weights(recipe)
    scores = np.full((count, len(table)), np.nan)
    for place, (method, aggregation) in enumerate(variants):
        own = chosen == place
        scaled = on_scale(recipe, table, method, aggregation)
        scores[own] = climbed(recipe, scaled, parts[own], groups[own], aggregation)[ROOT].scores
    return scores


def admissible(recipe: Recipe) -> list[tuple[Normalisation, Aggregation]]:
    """The recipe's own scale and mean first; a geometric mean of z-scores does not exist."""
    scales = [Normalisation.MIN_MAX, Normalisation.PERCENTILE_RANK, Normalisation.Z_SCORE]
    if recipe.has_goalposts:
        scales.insert(0, Normalisation.GOALPOSTS)
    means = list(dict.fromkeys([recipe.aggregation, Aggregation.ARITHMETIC, Aggregation.GEOMETRIC]))
    found = [
        (scale, mean)
        for scale in dict.fromkeys([recipe.normalisation, *scales])
        for mean in means
        if mean is Aggregation.ARITHMETIC or scale is not Normalisation.Z_SCORE
    ]
    own = (recipe.normalisation, recipe.aggregation)
    return [own, *(each for each in found if each != own)]


def choices(recipe: Recipe, table: Table) -> list[Choice]:
    """Each choice made otherwise, one at a time, the most telling first."""
    base = composed(recipe, table).ranks
    own = part_weights(recipe), group_weights(recipe)
    variants: list[tuple[str, str, Normalisation, Aggregation, NDArray[np.float64], NDArray[np.float64]]] = []
    for method, mean in admissible(recipe)[1:]:
        if mean is recipe.aggregation:
            variants.append((NORMALISATION, str(method), method, mean, *own))
        elif method is recipe.normalisation:
            variants.append((AGGREGATION, str(mean), method, mean, *own))
    equal = np.ones(len(recipe.parts)), np.ones(len(recipe.groups))
    variants.append((WEIGHTS, "equal", recipe.normalisation, recipe.aggregation, *equal))
    for place, part in enumerate(recipe.parts):
        without = np.where(np.arange(len(recipe.parts)) == place, 0.0, own[0])
        variants.append((LEFT_OUT, part.indicator, recipe.normalisation, recipe.aggregation, without, own[1]))
    found = []
    for kind, name, method, mean, parts, groups in variants:
        scores = climbed(recipe, on_scale(recipe, table, method, mean), parts, groups, mean)[ROOT].scores
        moved = np.abs(places(scores) - base)
        moved = moved[~np.isnan(moved)]
        found.append(Choice(kind, name, _mean(moved), float(moved.max(initial=0.0))))
    return sorted(found, key=lambda choice: -choice.shift)


def _quantile(drawn: Table, share: float, is_ranked: NDArray[np.bool_]) -> Column:
    """A place that exists, not a number between two of them."""
    found = np.full(drawn.shape[1], np.nan)
    for unit in np.flatnonzero(is_ranked):
        own = drawn[:, unit]
        found[unit] = np.quantile(own[~np.isnan(own)], share, method="inverted_cdf")
    return found


def _fifth(ranks: Table) -> Table:
    count = np.sum(~np.isnan(ranks), axis=-1, keepdims=True)
    fifth: Table = np.ceil(ranks * QUINTILES / np.maximum(count, 1))
    return fifth


def _shift(drawn: Table, base: Column) -> float:
    moved = np.abs(drawn - base)
    return _mean(moved[~np.isnan(moved)])


def _mean(values: Sequence[float] | NDArray[np.float64]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")
