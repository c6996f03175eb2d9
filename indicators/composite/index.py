"""From a table of indicators to scores: every step is kept, so that each score can be taken apart again."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.composite.aggregation import Weights, aggregated
from indicators.composite.normalisation import Bounds, Scale, normalised
from indicators.composite.outliers import tamed
from indicators.composite.recipe import ROOT, Aggregation, Normalisation, Outliers, Recipe
from indicators.composite.table import Column, Table, places

ZERO_UP, ONE_UP = Scale(0.0, 100.0), Scale(1.0, 100.0)
EXACT = 1e-12


@dataclass(frozen=True)
class Level:
    """The scores of a pillar, or of the whole, and the share of its weights that is known."""

    scores: Column
    known: Column


@dataclass(frozen=True)
class Index:
    """Units run in the order of the table. `weights` are what each indicator counts for a unit; missing ones nothing.

    `contributions` add up to the score where the mean is arithmetic; where it is geometric they are factors.
    """

    normalised: Table
    weights: Table
    contributions: Table
    scores: Column
    ranks: Column
    coverage: Column
    levels: Mapping[str, Level]


def composed(recipe: Recipe, table: Table) -> Index:
    scaled = on_scale(recipe, table, recipe.normalisation, recipe.aggregation)
    levels = climbed(recipe, scaled, part_weights(recipe), group_weights(recipe), recipe.aggregation)
    scores = levels[ROOT].scores
    weights = _effective(recipe, scaled, levels)
    parts = np.where(np.isnan(scores)[:, None], np.nan, weights)
    held = np.where(np.isnan(scaled), 0.0, scaled)
    is_product = recipe.aggregation is Aggregation.GEOMETRIC
    return Index(
        normalised=scaled,
        weights=parts,
        contributions=np.where(held > 0, held, 1.0) ** parts if is_product else held * parts,
        scores=scores,
        ranks=places(scores),
        coverage=_coverage(recipe, scaled),
        levels=levels,
    )


def on_scale(recipe: Recipe, table: Table, method: Normalisation, aggregation: Aggregation) -> Table:
    """Outliers drawn in, directions turned, each column on the scale that the mean needs."""
    scale = ZERO_UP if aggregation is Aggregation.ARITHMETIC else ONE_UP
    drawn = tamed(table)[0] if recipe.outliers is Outliers.DRAWN_IN else table
    columns = [
        normalised(drawn[:, place] * part.direction, method, scale, Bounds(part.low, part.high).turned(part.direction))
        for place, part in enumerate(recipe.parts)
    ]
    return np.column_stack(columns)


def part_weights(recipe: Recipe) -> Weights:
    return np.array([part.weight for part in recipe.parts])


def group_weights(recipe: Recipe) -> Weights:
    return np.array([group.weight for group in recipe.groups])


def climbed(
    recipe: Recipe, scaled: Table, parts: Weights, groups: Weights, aggregation: Aggregation
) -> dict[str, Level]:
    """Pillar by pillar up to the whole. Weights may carry leading axes: then so do the scores."""
    found: dict[str, Level] = {}

    def climb(code: str) -> Column:
        columns, weights = [], []
        for place, part in enumerate(recipe.parts):
            if part.group == code:
                columns.append(scaled[:, place])
                weights.append(parts[..., place])
        for place, group in enumerate(recipe.groups):
            if group.parent == code:
                scores = climb(group.code)
                columns.append(scores)
                weights.append(groups[..., place] * _counts(recipe, group.code, parts))
        found[code] = _level(columns, weights, recipe.least_known, aggregation)
        return found[code].scores

    climb(ROOT)
    return found


def _counts(recipe: Recipe, code: str, parts: Weights) -> NDArray[np.float64]:
    """Whether anything inside the pillar has a weight at all."""
    inside = [place for place, part in enumerate(recipe.parts) if code in path(recipe, part.group)]
    counts: NDArray[np.float64] = (parts[..., inside].sum(axis=-1) > 0).astype(np.float64)
    return counts


def path(recipe: Recipe, code: str) -> list[str]:
    """The pillar and all around it, the whole left out."""
    parents = {group.code: group.parent for group in recipe.groups}
    found = []
    while code != ROOT:
        found.append(code)
        code = parents[code]
    return found


def _level(columns: list[Column], weights: list[Weights], least: float, aggregation: Aggregation) -> Level:
    shape = np.broadcast_shapes(*(column.shape for column in columns), *((*each.shape, 1) for each in weights))
    table = np.stack([np.broadcast_to(column, shape) for column in columns], axis=-1)
    held = np.stack([np.broadcast_to(each[..., None], shape) for each in weights], axis=-1)
    total = held.sum(axis=-1)
    share = np.where(np.isnan(table), 0.0, held).sum(axis=-1) / np.where(total > 0, total, 1.0)
    scores = aggregated(table, held, aggregation)
    return Level(np.where(share + EXACT >= least, scores, np.nan), share)


def _nominal(recipe: Recipe) -> Weights:
    """What each indicator counts where everything is known; together one."""
    totals = {ROOT: 0.0, **{group.code: 0.0 for group in recipe.groups}}
    for one in recipe.groups:
        totals[one.parent] += one.weight
    for part in recipe.parts:
        totals[part.group] += part.weight
    own = {group.code: group.weight / totals[group.parent] for group in recipe.groups}
    return np.array(
        [
            part.weight / totals[part.group] * np.prod([own[code] for code in path(recipe, part.group)])
            for part in recipe.parts
        ]
    )


def _coverage(recipe: Recipe, scaled: Table) -> Column:
    share: Column = np.sum(np.where(np.isnan(scaled), 0.0, _nominal(recipe)), axis=1)
    return share


def _effective(recipe: Recipe, scaled: Table, levels: Mapping[str, Level]) -> Table:
    """Weights of each unit after what is missing has given its own to the others."""
    found = np.where(np.isnan(scaled), 0.0, part_weights(recipe))
    groups = {group.code: group for group in recipe.groups}
    held = {code: np.zeros(len(scaled)) for code in levels}
    for place, part in enumerate(recipe.parts):
        held[part.group] = held[part.group] + found[:, place]
    for one in recipe.groups:
        held[one.parent] = held[one.parent] + np.where(np.isnan(levels[one.code].scores), 0.0, one.weight)
    for place, part in enumerate(recipe.parts):
        found[:, place] /= np.where(held[part.group] > 0, held[part.group], 1.0)
        for code in path(recipe, part.group):
            group, total = groups[code], held[groups[code].parent]
            is_known = ~np.isnan(levels[code].scores)
            found[:, place] *= np.where(is_known, group.weight, 0.0) / np.where(total > 0, total, 1.0)
    return found
