import pytest

from indicators.graph import Cycle, computing_order, downstream

INPUTS = {"quotient": {"share", "national_share"}, "share": {"jobs"}, "national_share": {"jobs"}, "lead": {"gva"}}


def test_each_code_comes_after_what_it_is_computed_from():
    order = computing_order(INPUTS)
    assert all(order.index(part) < order.index(whole) for whole, parts in INPUTS.items() for part in parts)


def test_the_order_does_not_depend_on_the_order_of_the_inputs():
    assert computing_order(INPUTS) == computing_order(dict(reversed(INPUTS.items())))


def test_downstream_reaches_indirect_dependants_and_nothing_else():
    assert downstream({"jobs"}, INPUTS) == {"share", "national_share", "quotient"}


def test_a_cycle_is_named_from_the_one_that_needs_to_the_one_that_is_needed():
    with pytest.raises(Cycle) as refusal:
        computing_order({"a": {"b"}, "b": {"c"}, "c": {"a"}})
    codes = refusal.value.codes
    assert codes[0] == codes[-1]
    assert {(codes[i], codes[i + 1]) for i in range(3)} == {("a", "b"), ("b", "c"), ("c", "a")}
