from hypothesis import given
from hypothesis import strategies as st

from indicators.status import GRAVITY, Status, combine, of_gravity


def test_every_status_has_its_gravity_and_comes_back_from_it():
    assert [of_gravity(GRAVITY[status]) for status in Status] == list(Status)


def test_a_value_stands_beside_five_statuses_only():
    assert {status for status in Status if status.has_value} == {
        Status.OK,
        Status.PROVISIONAL,
        Status.ESTIMATED,
        Status.STALE,
        Status.INCONSISTENT,
    }


def test_nothing_combined_is_ok():
    assert combine([]) is Status.OK


@given(st.lists(st.sampled_from(Status), min_size=1), st.randoms())
def test_statuses_combine_alike_in_any_order_and_grouping(statuses, random):
    shuffled = random.sample(statuses, len(statuses))
    assert combine(statuses) is combine([combine(shuffled[:2]), *shuffled])
