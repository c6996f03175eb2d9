"""What COINr 1.1.14 answers step by step on 51 countries × 49 indicators, 64 of whose values are missing."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from indicators.composite import Aggregation, Group, Normalisation, Outliers, Part, Recipe, composed
from indicators.composite.index import on_scale
from indicators.composite.missing import denominated, filled_by_group, screened
from indicators.composite.outliers import tamed
from indicators.composite.stability import spearman
from indicators.composite.table import Table
from tests.indicators.formula.oracles import rows

EXACTLY = {"rtol": 1e-9, "atol": 1e-9}
INDEX = "Index"


def table(listed: Sequence[dict[str, str]], columns: Sequence[str]) -> Table:
    return np.array([[float("nan" if row[name] == "NA" else row[name]) for name in columns] for row in listed])


def step(name: str, columns: Sequence[str]) -> Table:
    return table(sorted(rows(f"coinr/oracle_step_{name}.csv"), key=lambda row: row["uCode"]), columns)


@pytest.fixture
def meta() -> list[dict[str, str]]:
    return rows("coinr/ASEM_iMeta.csv")


@pytest.fixture
def units() -> list[dict[str, str]]:
    return sorted(rows("coinr/ASEM_iData.csv"), key=lambda row: row["uCode"])


@pytest.fixture
def recipe(meta) -> Recipe:
    return Recipe(
        parts=tuple(
            Part(row["iCode"], int(row["Direction"]), float(row["Weight"]), group=row["Parent"])
            for row in meta
            if row["Type"] == "Indicator"
        ),
        groups=tuple(
            Group(row["iCode"], float(row["Weight"]), "" if row["Parent"] == INDEX else row["Parent"])
            for row in meta
            if row["Type"] == "Aggregate" and row["iCode"] != INDEX
        ),
        outliers=Outliers.DRAWN_IN,
        normalisation=Normalisation.MIN_MAX,
    )


@pytest.fixture
def columns(recipe) -> list[str]:
    return [part.indicator for part in recipe.parts]


def test_values_are_divided_by_their_denominators(meta, units, columns):
    by = {row["iCode"]: row["Denominator"] for row in meta}
    names = sorted(set(by.values()) - {"NA"})
    found = dict(zip(names, table(units, names).T, strict=True)) | {"NA": np.ones(len(units))}
    denominators = np.column_stack([found[by[name]] for name in columns])
    np.testing.assert_allclose(
        denominated(table(units, columns), denominators), step("Denominated", columns), **EXACTLY
    )


def test_gaps_take_the_mean_of_their_group(units, columns):
    found = filled_by_group(step("Denominated", columns), [row["EurAsia_group"] for row in units])
    np.testing.assert_allclose(found, step("Imputed", columns), **EXACTLY)


def test_units_with_too_few_values_are_left_out(columns):
    imputed = step("Imputed", columns)
    np.testing.assert_allclose(imputed[screened(imputed, 0.9)], step("Screened", columns), **EXACTLY)


def test_outliers_are_drawn_in(columns):
    treated, found = tamed(step("Screened", columns))
    np.testing.assert_allclose(treated, step("Treated", columns), **EXACTLY)
    kinds = {each.kind for each in found}
    assert (kinds, sum(each.points for each in found)) == ({"", "winsorised"}, 35)


def test_columns_are_turned_and_put_on_one_scale(recipe, columns):
    scaled = on_scale(recipe, step("Screened", columns), Normalisation.MIN_MAX, Aggregation.ARITHMETIC)
    np.testing.assert_allclose(scaled, step("Normalised", columns), **EXACTLY)


def test_pillars_and_index_are_aggregated(recipe, columns):
    index = composed(recipe, step("Screened", columns))
    groups = [group.code for group in recipe.groups]
    found = np.column_stack([*(index.levels[code].scores for code in groups), index.scores])
    np.testing.assert_allclose(found, step("Aggregated", [*groups, INDEX]), **EXACTLY)
    np.testing.assert_allclose(index.contributions.sum(axis=1), index.scores, **EXACTLY)


def test_the_ranking_is_the_published_one(recipe, columns, units):
    index = composed(recipe, step("Screened", columns))
    published = {row["uCode"]: int(row["Rank"]) for row in rows("coinr/oracle_results_scores.csv")}
    assert {row["uCode"]: int(rank) for row, rank in zip(units, index.ranks, strict=True)} == published


def test_the_choice_of_the_mean_moves_ranks(recipe, columns, units):
    raw = replace(recipe, outliers=Outliers.KEPT, least_known=0.01)
    values = table(units, columns)
    ranks = [composed(replace(raw, aggregation=mean), values).ranks for mean in list(Aggregation)[:2]]
    assert spearman(*ranks) == pytest.approx(0.949, abs=5e-4)
