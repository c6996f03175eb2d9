"""Verdicts by hand tables, and properties that hold for every grid of cells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import reference
from indicators.scan import Column, RulesError, RuleSet, Verdict, interval, judge, read
from indicators.scan.quantiles import bounds, type_7

NAN = float("nan")
YES, POSSIBLE, NO, NOT_JUDGED = Verdict.YES, Verdict.POSSIBLE, Verdict.NO, Verdict.NOT_JUDGED
NAMES = {"en": "Rule", "ru": "Rule", "kk": "Rule"}
CELLS = st.lists(st.none() | st.integers(0, 6), min_size=1, max_size=8)


def rules(*conditions, **grade):
    one = {"code": "strong", "names": NAMES, "conditions": list(conditions), **grade}
    head = {"code": "rule", "names": NAMES, "told": NAMES, "source": "", "is_portal_default": True}
    return read({**head, "measure": "gva", "asked": "strong", "grades": [one]})


def condition(comparison=">", column="x", **kind):
    return {"column": column, "comparison": comparison, **kind}


def column(*values, low=None, high=None, earlier=()):
    def standing(numbers):
        return np.array([[NAN if one is None else float(one)] for one in numbers])

    known = standing(values)
    return Column(
        known,
        known if low is None else standing(low),
        known if high is None else standing(high),
        tuple(standing(one) for one in earlier),
    )


def verdicts(rule: RuleSet, *, amounts=None, **columns: Column):
    first = next(iter(columns.values()))
    there = np.ones_like(first.values) if amounts is None else np.array([[float(one)] for one in amounts])
    return [Verdict(int(one)) for one in judge(rule, columns, there).verdicts[:, 0]]


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [(">", [NO, NO, YES]), (">=", [NO, YES, YES]), ("<", [YES, NO, NO]), ("<=", [YES, YES, NO])],
)
def test_a_sign_is_strict_or_not_exactly_as_it_is_written(comparison, expected):
    assert verdicts(rules(condition(comparison, line=1)), x=column(0.5, 1, 1.5)) == expected


def test_what_is_missing_is_not_judged_and_never_no():
    assert verdicts(rules(condition(line=1)), x=column(None, 2, 0)) == [NOT_JUDGED, YES, NO]


def test_a_certain_no_stands_whatever_else_is_missing():
    rule = rules(condition(line=1), condition(column="y", line=0))
    assert verdicts(rule, x=column(0, 2, 2), y=column(None, None, 1)) == [NO, NOT_JUDGED, YES]


def test_a_margin_around_the_line_makes_a_verdict_possible():
    margin = column(1.1, 0.9, 1.5, 0.5, low=(0.9, 0.8, 1.2, 0.4), high=(1.3, 1.0, 1.8, 0.9))
    assert verdicts(rules(condition(line=1)), x=margin) == [POSSIBLE, NO, YES, NO]


def test_a_withheld_value_between_known_ends_is_judged_by_its_ends():
    withheld = column(None, None, None, low=(2, 0, None), high=(3, 3, None))
    assert verdicts(rules(condition(line=1)), x=withheld) == [YES, POSSIBLE, NOT_JUDGED]


@pytest.mark.parametrize(
    ("share", "expected"), [(0.25, 1.75), (0.5, 2.5), (0.75, 3.25), (0.9, 3.7), (0.0, 1.0), (1.0, 4.0)]
)
def test_quantiles_are_those_of_type_7(share, expected):
    assert type_7(np.array([1.0, 2.0, 3.0, 4.0]), share) == pytest.approx(expected, abs=1e-12)


def test_values_equal_to_the_quantile_pass_only_where_the_sign_is_not_strict():
    tied = column(1, 2, 2, 2, 5)
    assert verdicts(rules(condition(">", quantile=0.25)), x=tied) == [NO, NO, NO, NO, YES]
    assert verdicts(rules(condition(">=", quantile=0.25)), x=tied) == [NO, YES, YES, YES, YES]


def test_regions_without_anything_do_not_count_for_a_quantile():
    values = column(0, 0, 1, 3)
    assert verdicts(rules(condition(">", quantile=0.5)), x=values, amounts=[0, 0, 1, 1]) == [NO, NO, NO, YES]
    assert verdicts(rules(condition(">", quantile=0.5)), x=values, amounts=[1, 1, 1, 1]) == [NO, NO, YES, YES]


def test_an_unknown_region_leaves_the_quantile_between_two_ends():
    low, high = bounds(np.array([[1.0], [2.0], [3.0], [NAN]]), np.ones((4, 1)), 0.5)
    assert (low.tolist(), high.tolist()) == ([1.5], [2.5])
    assert verdicts(rules(condition(">", quantile=0.5)), x=column(1, 2, 3, None)) == [NO, POSSIBLE, YES, NOT_JUDGED]


def test_the_top_share_includes_all_that_are_equal():
    two_first = column(*range(18), 30, 30)
    assert verdicts(rules(condition(top=0.1)), x=two_first) == [NO] * 18 + [YES] * 2
    three_first = column(*range(16), 20, 30, 30, 30)
    assert verdicts(rules(condition(top=0.1)), x=three_first)[-4:] == [NO, YES, YES, YES]


def test_rising_means_above_itself_in_each_year():
    rule = rules(condition(rising=2))
    years = column(3, 3, 3, 3, earlier=[(2, 3, None, 2), (1, 2, 1, 3)])
    assert verdicts(rule, x=years) == [YES, NO, NOT_JUDGED, NO]
    assert verdicts(rule, x=column(3, 3)) == [NOT_JUDGED, NOT_JUDGED]


def test_counted_conditions_need_so_many_of_them():
    counted = [condition(column=name, line=1) for name in "xyz"]
    rule = rules(counted=counted, at_least=2)
    x, y, z = column(2, 2, 2, 0), column(2, 0, None, 0), column(0, 0, 0, None)
    assert verdicts(rule, x=x, y=y, z=z) == [YES, NO, NOT_JUDGED, NO]


def test_the_mean_is_that_of_the_regions_with_a_value():
    assert verdicts(rules(condition(mean=1)), x=column(1, 2, 6, None)) == [NO, NO, YES, NOT_JUDGED]


@given(CELLS, st.integers(0, 6))
def test_no_rule_says_no_of_what_is_missing(cells, line):
    for kind in ({"line": line}, {"quantile": 0.75}, {"top": 0.1}, {"mean": 1}):
        found = verdicts(rules(condition(**kind)), x=column(*cells))
        assert all((one is NOT_JUDGED) == (cell is None) for one, cell in zip(found, cells, strict=True))


@given(CELLS, st.sampled_from([{"quantile": 0.25}, {"quantile": 0.9}, {"top": 0.2}]))
def test_to_learn_a_missing_value_never_turns_a_yes_into_a_no(cells, kind):
    rule = rules(condition(**kind))
    before = verdicts(rule, x=column(*cells))
    for told in (0, 3, 9):
        after = verdicts(rule, x=column(*(told if cell is None else cell for cell in cells)))
        turned = {(old, new) for old, new in zip(before, after, strict=True)}
        assert not turned & {(YES, NO), (NO, YES), (YES, POSSIBLE), (NO, POSSIBLE)}


@given(st.permutations(range(6)))
def test_the_order_of_the_regions_does_not_matter(order):
    cells = [0.5, 1.0, None, 2.0, 2.0, 7.0]
    for kind in ({"quantile": 0.5}, {"top": 0.3}, {"mean": 1}):
        rule = rules(condition(**kind))
        straight = verdicts(rule, x=column(*cells))
        shuffled = verdicts(rule, x=column(*(cells[place] for place in order)))
        assert shuffled == [straight[place] for place in order]


def test_an_interval_hangs_on_nothing_but_its_cell_and_its_seed():
    asked = {"part": 120, "region": 1000, "industry": 2000, "economy": 20000, "draws": 500, "seed": 1}
    first = interval(**asked, cell="KZ-63:C")
    assert first == interval(**asked, cell="KZ-63:C")
    assert first != interval(**asked, cell="KZ-33:A")
    assert first.low < 1.2 < first.high


def test_an_interval_narrows_as_counts_grow():
    small = interval(12, 100, 200, 2000, cell="a", draws=500, seed=1)
    large = interval(12000, 100_000, 200_000, 2_000_000, cell="a", draws=500, seed=1)
    assert large.high - large.low < (small.high - small.low) / 10


@pytest.mark.parametrize("counts", [(5, 4, 10, 100), (1, 0, 10, 100), (5, 10, 4, 100), (NAN, 10, 40, 100)])
def test_there_is_no_interval_where_parts_exceed_their_whole(counts):
    assert interval(*counts, cell="a", draws=10, seed=1) is None


def test_the_shipped_rule_sets_can_be_read_and_speak_three_languages():
    shipped = [read(row) for row in reference.document("scan_rules")["sets"]]
    assert [one.code for one in shipped] == [
        "quotient",
        "national",
        "national_average",
        "quotient_jobs",
        "emerging",
        "stars",
        "stars_value",
        "flags",
        "flags_value",
    ]
    spoken = [each for one in shipped for each in (one.names, one.told, *(grade.names for grade in one.grades))]
    assert all(set(each) == {"en", "ru", "kk"} and all(each.values()) for each in spoken)


def test_the_flags_have_their_signs_exactly():
    flags = next(read(row) for row in reference.document("scan_rules")["sets"] if row["code"] == "flags")
    signs = {
        grade.code: [(one.column, one.comparison, one.kind, one.number) for one in grade.conditions]
        for grade in flags.grades
    }
    floors = [("amount", ">", "quantile", 0.25), ("establishments", ">", "quantile", 0.25)]
    q = "traded_quotient"
    assert signs == {
        "qualifying": [(q, ">", "quantile", 0.25), *floors],
        "significant": [(q, ">", "quantile", 0.5), *floors],
        "strong": [(q, ">=", "quantile", 0.75), (q, ">=", "line", 1.0), *floors],
        "strong_10": [(q, ">=", "quantile", 0.9), (q, ">=", "line", 1.0), *floors],
    }


@pytest.mark.parametrize(
    "broken",
    [
        {"conditions": []},
        {"conditions": [{"column": "x"}]},
        {"conditions": [{"column": "x", "comparison": "=", "line": 1}]},
        {"conditions": [{"column": "x", "line": 1, "top": 0.1}]},
        {"counted": [{"column": "x", "line": 1}], "at_least": 2},
    ],
)
def test_what_cannot_be_judged_is_refused(broken):
    with pytest.raises(RulesError):
        rules(*broken.get("conditions", ()), **{key: value for key, value in broken.items() if key != "conditions"})
