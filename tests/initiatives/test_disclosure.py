from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.disclosure import (
    Reason,
    Rule,
    RuleRefused,
    changed,
    may_follow,
    part,
    ratio,
    read,
    together,
    total,
    why_withheld,
    write,
)

RULE = Rule()
VALUES = st.dictionaries(st.integers(1, 30), st.decimals(min_value=-1000, max_value=1000, places=1), max_size=20)
MEMBERS = st.sets(st.integers(1, 30))


def of(*values: int) -> dict[int, Decimal]:
    return {number: Decimal(value) for number, value in enumerate(values)}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ((), Reason.NOBODY),
        ((10, 10, 10, 10), Reason.TOO_FEW),
        ((10, 10, 10, 10, 10), None),
        ((100, 5, 5, 5, 5), Reason.ONE_DOMINATES),
        ((50, 50, 5, 5, 5), Reason.TWO_DOMINATE),
        ((70, 8, 8, 7, 7), None),
        ((0, 0, 0, 0, 0), None),
        ((10, 0, 0, 0, 0), Reason.ONE_DOMINATES),
        ((-100, 5, 5, 5, 5), Reason.ONE_DOMINATES),
    ],
)
def test_a_sum_is_shown_from_five_answers_up_where_nobody_is_in_front(values, reason):
    assert why_withheld(of(*values), RULE) == reason


@given(VALUES)
def test_a_withheld_sum_has_no_value_and_a_shown_one_is_exact(values):
    one = total(values, RULE)
    assert (one.value is None) == (one.reason is not None)
    assert one.count == len(values)
    assert one.value is None or one.value == sum(values.values())


@given(VALUES)
def test_a_shown_sum_has_enough_members_of_whom_none_has_more_than_the_rule_lets(values):
    if total(values, RULE).is_disclosed:
        sizes = sorted((abs(value) for value in values.values()), reverse=True)
        assert len(sizes) >= RULE.at_least
        assert sizes[0] <= RULE.largest * sum(sizes)
        assert sum(sizes[:2]) <= RULE.two_largest * sum(sizes)


@given(VALUES, MEMBERS)
def test_what_is_left_beside_a_shown_part_could_be_shown_as_well(values, members):
    if part(values, members, RULE).is_disclosed:
        left = {member: value for member, value in values.items() if member not in members}
        assert not left or why_withheld(left, RULE) is None


def test_a_part_is_withheld_where_the_rest_is_one_member():
    seven = of(10, 10, 10, 10, 10, 10, 10)
    assert part(seven, range(6), RULE).reason == Reason.REST
    assert part(seven, range(7), RULE).value == 70


def test_a_ratio_is_over_those_who_answered_both_and_withheld_where_that_gives_one_away():
    whole, upper = of(10, 10, 10, 10, 10, 10), of(1, 2, 3, 4, 5)
    assert [side.reason for side in ratio(upper, whole, RULE)] == [Reason.REST, Reason.REST]
    above, below = ratio(of(1, 2, 3, 4, 5, 6), whole, RULE)
    assert (above.value, below.value) == (21, 60)


@given(st.lists(VALUES, max_size=4))
def test_groups_stand_beside_each_other_only_where_each_could_stand_alone(groups):
    reason = together(groups, RULE)
    assert (reason is None) == all(why_withheld(group, RULE) is None for group in groups if group)


@given(VALUES, VALUES)
def test_a_new_sum_never_differs_from_the_old_one_by_one_or_two_members(before, after):
    if may_follow(before, after, RULE) and before != after:
        assert changed(before, after) >= RULE.at_least_changed


def test_a_rule_that_is_written_and_read_is_the_same():
    rule = Rule(at_least=3, largest=Decimal("0.5"), two_largest=Decimal("0.6"), at_least_changed=2)
    assert read(write(rule)) == rule
    assert read({}) == Rule()


@pytest.mark.parametrize(
    "content",
    [
        {"at_least": 0},
        {"at_least": True},
        {"at_least": "5"},
        {"largest": "NaN"},
        {"largest": "1.5"},
        {"largest": "much"},
        {"largest": "0.9", "two_largest": "0.8"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(content):
    with pytest.raises(RuleRefused):
        read(content)
