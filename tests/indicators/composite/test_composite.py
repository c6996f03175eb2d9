"""Properties that every recipe has, and small examples that anybody can follow on paper."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.composite import (
    Aggregation,
    Group,
    Normalisation,
    Outliers,
    Part,
    Problem,
    Recipe,
    composed,
    problems,
    readable,
    robustness,
    written,
)
from indicators.composite import recipe as recipes
from indicators.composite.aggregation import copeland
from indicators.composite.outliers import winsorised
from indicators.composite.robustness import admissible, change_holds, choices, simulated

NAN = float("nan")
ENDS = {"low": 0.0, "high": 10.0}
PAIR = Recipe((Part("a", **ENDS), Part("b", -1, 3.0, **ENDS)), draws=200)
PILLARS = Recipe(
    (Part("a", group="one", **ENDS), Part("b", group="one", **ENDS), Part("c", -1, group="two", **ENDS)),
    (Group("one", 2.0), Group("two")),
    draws=200,
)
NUMBERS = st.floats(0.1, 9.9, allow_nan=False).map(lambda number: round(number, 3))


@st.composite
def tables(draw, *, has_gaps=True):
    count = draw(st.integers(4, 8))
    cell = st.one_of(NUMBERS, st.just(NAN)) if has_gaps else NUMBERS
    return np.array(draw(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=count, max_size=count)))


def test_an_index_can_be_followed_on_paper():
    index = composed(PAIR, np.array([[10.0, 0.0], [5.0, 5.0], [0.0, 2.0], [12.0, NAN]]))
    assert index.normalised[:3].tolist() == [[100.0, 100.0], [50.0, 50.0], [0.0, 80.0]]
    assert index.scores[:3].tolist() == [100.0, 50.0, 60.0]
    assert index.ranks[:3].tolist() == [1.0, 3.0, 2.0]
    assert index.contributions[:3].tolist() == [[25.0, 75.0], [12.5, 37.5], [0.0, 60.0]]
    assert index.coverage.tolist() == [1.0, 1.0, 1.0, 0.25]
    assert np.isnan([index.scores[3], index.ranks[3]]).all()


def test_a_missing_value_gives_its_weight_to_the_others_and_is_never_a_zero():
    index = composed(replace(PAIR, least_known=0.2), np.array([[10.0, NAN], [5.0, 5.0]]))
    assert (index.scores.tolist(), index.weights.tolist()) == ([100.0, 50.0], [[1.0, 0.0], [0.25, 0.75]])


def test_a_pillar_with_too_little_known_gives_way_to_the_others():
    index = composed(replace(PILLARS, least_known=0.6, groups=(Group("one"), Group("two", 2.0))),
                     np.array([[NAN, 4.0, 2.0], [1.0, 3.0, 2.0]]))  # fmt: skip
    assert index.scores.tolist() == pytest.approx([80.0, (20 + 160) / 3])
    assert index.coverage.tolist() == pytest.approx([5 / 6, 1.0])
    assert index.weights.tolist() == [[0.0, 0.0, 1.0], pytest.approx([1 / 6, 1 / 6, 2 / 3])]


@given(tables(), st.sampled_from(list(Aggregation)))
def test_weights_add_up_to_one_and_contributions_to_the_score(table, aggregation):
    index = composed(replace(PILLARS, aggregation=aggregation), table)
    known = ~np.isnan(index.scores)
    assert index.weights[known].sum(axis=1) == pytest.approx(1.0)
    if aggregation is Aggregation.ARITHMETIC:
        assert index.contributions[known].sum(axis=1) == pytest.approx(index.scores[known])
    if aggregation is Aggregation.GEOMETRIC:
        assert index.contributions[known].prod(axis=1) == pytest.approx(index.scores[known])


@given(tables(has_gaps=False), st.sampled_from([Normalisation.MIN_MAX, Normalisation.Z_SCORE, Normalisation.BEST,
                                                Normalisation.PERCENTILE_RANK, Normalisation.RANK]))  # fmt: skip
def test_the_unit_in_which_an_indicator_is_measured_changes_nothing(table, method):
    recipe = replace(PILLARS, normalisation=method)
    # A power of two changes no digit, so that equal stays equal.
    other = table * np.array([1024.0, 0.5, 4.0])
    np.testing.assert_allclose(composed(recipe, other).scores, composed(recipe, table).scores, rtol=1e-9, atol=1e-9)


@given(tables(has_gaps=False), st.integers(0, 2), st.floats(0.0, 5.0))
def test_a_better_value_of_one_unit_never_lowers_its_score(table, place, by):
    better = table.copy()
    better[0, place] += by * PILLARS.parts[place].direction
    before, after = composed(PILLARS, table).scores[0], composed(PILLARS, better).scores[0]
    assert after >= before - 1e-9


@given(tables(has_gaps=False))
def test_with_fixed_goalposts_a_new_region_leaves_the_scores_of_the_others(table):
    alone = composed(PILLARS, table[:-1]).scores
    assert composed(PILLARS, table).scores[:-1].tolist() == alone.tolist()


@settings(max_examples=15, deadline=None)
@given(tables(has_gaps=False))
def test_intervals_hold_their_median_and_are_alike_for_alike_seeds(table):
    found = robustness(PILLARS, table)
    assert (found.low <= found.median).all()
    assert (found.median <= found.high).all()
    again = robustness(PILLARS, table)
    assert [found.low.tolist(), found.high.tolist()] == [again.low.tolist(), again.high.tolist()]
    assert ((found.class_holds > 0) & (found.class_holds <= 1)).all()


def test_the_recipe_itself_is_the_first_of_the_draws():
    table = np.array([[1.0, 2.0, 9.0], [4.0, 4.0, 2.0], [9.0, 1.0, 5.0]])
    assert simulated(PILLARS, table)[0].tolist() == composed(PILLARS, table).scores.tolist()
    assert admissible(PILLARS)[0] == (Normalisation.GOALPOSTS, Aggregation.ARITHMETIC)


def test_a_region_that_leads_in_everything_is_first_in_every_draw():
    table = np.array([[9.0, 9.0, 1.0], [4.0, 4.0, 2.0], [3.0, 1.0, 5.0], [1.0, 0.5, 8.0]])
    found = robustness(PILLARS, table)
    assert (found.low.tolist(), found.high.tolist()) == ([1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0])
    assert found.shift == 0.0
    assert {choice.shift for choice in choices(PILLARS, table)} == {0.0}


def test_improving_in_everything_is_an_improvement_in_every_admissible_index():
    before = np.array([[1.0, 2.0, 9.0], [4.0, 4.0, 2.0], [9.0, 1.0, 5.0]])
    after = before + np.array([[1.0, 1.0, -1.0], [0.0, 0.0, 0.0], [-1.0, -0.5, 1.0]])
    held = change_holds(PILLARS, before, after)
    assert [held[0], held[2]] == [1.0, 1.0]


def test_more_than_five_extreme_values_are_not_drawn_in():
    column = np.array([*np.linspace(0.0, 1.0, 40), 50.0, 60.0])
    assert winsorised(column)[-2:].tolist() == [1.0, 1.0]
    assert winsorised(column, most=1)[-1] == 50.0


def test_copeland_counts_wins_less_defeats():
    assert copeland(np.array([[3.0, 3.0], [2.0, 4.0], [1.0, 1.0]]), np.array([2.0, 1.0])).tolist() == [2.0, 0.0, -2.0]


def test_a_recipe_is_the_same_after_it_was_written_down():
    assert readable(written(PILLARS)) == PILLARS


def test_every_problem_of_a_recipe_is_named_at_once():
    bad = Recipe(
        (Part("a", low=3.0, high=1.0), Part("a", 0, 0.0, **ENDS), Part("b", group="none")),
        (Group("empty", -1.0),),
        aggregation=Aggregation.GEOMETRIC,
        normalisation=Normalisation.GOALPOSTS,
        least_known=0.0,
    )
    assert [(problem.part, problem.template) for problem in problems(bad, {"a"})] == [
        (0, recipes.TWICE),
        (0, recipes.REVERSED),
        (1, recipes.TWICE),
        (1, recipes.NO_WEIGHT),
        (1, recipes.NO_DIRECTION),
        (2, recipes.UNKNOWN_INDICATOR),
        (2, recipes.NO_GOALPOSTS),
        (2, recipes.UNKNOWN_GROUP),
        (None, recipes.NO_WEIGHT),
        (None, recipes.EMPTY_GROUP),
        (None, recipes.BAD_SHARE),
    ]
    assert str(problems(bad, {"a"})[1]) == "The goalposts of “a” are the wrong way round: 3.0 is not below 1.0."


@pytest.mark.parametrize(
    ("recipe", "template"),
    [
        (replace(PAIR, parts=PAIR.parts[:1]), recipes.TOO_FEW),
        (replace(PAIR, draws=5), recipes.BAD_DRAWS),
        (replace(PAIR, normalisation=Normalisation.Z_SCORE, aggregation=Aggregation.GEOMETRIC), recipes.NEEDS_POSITIVE),
        (replace(PILLARS, groups=(Group("one", parent="two"), Group("two", parent="one"))), recipes.GROUPS_IN_A_CIRCLE),
        (replace(PAIR, parts=(Part("a", low=0.0), Part("b", high=1.0)), normalisation=Normalisation.TARGET),
         recipes.NO_TARGET),
    ],
)  # fmt: skip
def test_a_recipe_that_cannot_be_computed_is_refused(recipe, template):
    found = problems(recipe, recipe.indicators)
    assert template in {problem.template for problem in found}
    assert all(isinstance(problem, Problem) for problem in found)


def test_a_good_recipe_has_no_problems():
    assert (problems(PILLARS, {"a", "b", "c"}), problems(replace(PAIR, outliers=Outliers.DRAWN_IN), {"a", "b"})) == (
        [],
        [],
    )
