from collections import Counter
from fractions import Fraction

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from initiatives import assessment
from initiatives.assessment import Agreement, Score, agreement, in_words, labels, may_settle, score, weighted_kappa
from initiatives.criteria import ASSESSMENT_SECTIONS, BLOCKS, CRITERIA, HIGHEST, LABELS, LEVELS

LEVEL = st.integers(0, HIGHEST)
SHEET = st.fixed_dictionaries(dict.fromkeys(CRITERIA, LEVEL))


def flat(level, **changed):
    return dict.fromkeys(CRITERIA, level) | changed


def test_the_list_has_31_indicators_in_five_blocks_nineteen_of_them_audited():
    assert len(CRITERIA) == 31
    assert Counter(one.block for one in CRITERIA.values()) == {
        "structure": 4,
        "governance": 10,
        "financing": 2,
        "strategy": 12,
        "achievements": 3,
    }
    assert [*BLOCKS] == [*ASSESSMENT_SECTIONS]
    assert (len(LABELS["all"].criteria), len(LABELS["silver"].criteria)) == (31, 19)
    assert [*LEVELS] == [0, 1, 2, 3, 4]


def test_every_word_of_the_list_is_there_in_three_languages():
    for language in ("kk", "ru", "en"):
        with override(language):
            said = [str(word) for one in CRITERIA.values() for word in (one.name, one.half, one.full)]
            assert len(set(said)) == 93
            assert all(said)


def test_four_fifths_of_the_points_earn_a_label_and_a_point_less_does_not():
    levels = flat(3) | dict.fromkeys(list(CRITERIA)[:7], 4)
    assert score(levels) == Score(100, 124)
    assert labels(levels)[0].is_earned
    assert not labels(levels | {"1.1.0": 3})[0].is_earned


def test_one_indicator_below_its_minimum_costs_the_label_whatever_the_score():
    full, silver = labels(flat(4) | {"1.2": 0})
    assert (full.is_earned, full.below, full.score) == (False, ("1.2",), Score(120, 124))
    # 1.2 is not audited for the Silver set.
    assert (silver.is_earned, silver.below, silver.score) == (True, (), Score(76, 76))


@given(SHEET)
def test_a_score_lies_between_nothing_and_all(levels):
    assert 0 <= score(levels).share <= 1


@given(SHEET, st.sampled_from(sorted(CRITERIA)))
def test_a_level_more_never_costs_a_label(levels, code):
    better = levels | {code: min(levels[code] + 1, HIGHEST)}
    pairs = zip(labels(levels), labels(better), strict=True)
    assert all(after.is_earned or not before.is_earned for before, after in pairs)


def test_the_example_of_cohen_1968_has_its_kappa():
    # Two psychiatrists, 200 patients, disagreement weighted 0, 1, 3, 6: κw = .348.
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    weights = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
    found = weighted_kappa(table, lambda one, other: Fraction(weights[one][other]))
    assert round(float(found), 3) == 0.348


def test_two_categories_have_the_plain_kappa():
    # 50 proposals, 35 of them judged alike, 25 by chance: 0.4, whatever the weight.
    assert weighted_kappa([[20, 5], [10, 15]]) == Fraction(2, 5)


def test_where_both_give_one_and_the_same_level_kappa_has_no_value():
    assert agreement(flat(3), flat(3)) == Agreement(equal=31, of=31, farthest=0, kappa=None)
    assert agreement({}, {}) == Agreement(equal=0, of=0, farthest=0, kappa=None)
    assert agreement(flat(3), flat(4)).kappa == 0


@given(SHEET, SHEET)
def test_agreement_does_not_ask_who_was_first(first, second):
    assert agreement(first, second) == agreement(second, first)


@given(SHEET, SHEET)
def test_kappa_is_never_above_one_and_one_only_where_all_is_equal(first, second):
    found = agreement(first, second)
    assert found.kappa is None or -1 <= found.kappa <= 1
    assert (found.kappa == 1) == (first == second and len(set(first.values())) > 1)


@given(SHEET, SHEET)
def test_what_differs_and_what_is_equal_are_the_whole(first, second):
    assert len(assessment.differing(first, second)) + agreement(first, second).equal == 31


@given(LEVEL, LEVEL)
def test_one_settles_between_both_levels(first, second):
    settled = [level for level in range(HIGHEST + 1) if may_settle(level, first, second)]
    assert settled == list(range(min(first, second), max(first, second) + 1))


def test_a_kappa_has_a_word():
    with override("en"):
        assert [in_words(value) for value in (None, -0.1, 0, 0.39, 0.61, 1)] == [
            "",
            "no agreement",
            "slight",
            "fair",
            "substantial",
            "almost perfect",
        ]
