from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from initiatives.panel import Move, growth, moves

MEMBERS = st.integers(1, 12)
YEAR = st.dictionaries(MEMBERS, st.decimals(min_value=0, max_value=1000, places=1), max_size=12)
ASKED = st.sets(MEMBERS)


def split(before, after, asked_before, asked):
    return growth(before, after, moves(before, after, asked_before=asked_before, asked=asked))


@given(YEAR, YEAR, ASKED, ASKED)
def test_the_changes_of_all_moves_add_up_to_the_change_of_all_members(before, after, asked_before, asked):
    found = split(before, after, asked_before | set(before), asked | set(after))
    assert found.before == sum(before.values())
    assert found.after == sum(after.values())
    assert sum(flow.change for flow in found.flows.values()) == found.after - found.before
    assert sum(flow.count for flow in found.flows.values()) == len(before.keys() | after.keys())


@given(YEAR, YEAR, ASKED, ASKED)
def test_the_contributions_add_up_to_the_growth_of_all(before, after, asked_before, asked):
    found = split(before, after, asked_before | set(before), asked | set(after))
    parts = [found.contribution(move) for move in Move]
    if found.before > 0:
        assert abs(sum(parts) - found.of_all) < Decimal("1e-20")
    else:
        assert (found.of_all, set(parts)) == (None, {None})


@given(YEAR)
def test_recruiting_alone_is_no_growth_of_the_panel(year):
    recruited = year | {99: Decimal(500)}
    found = split(year, recruited, set(year), set(recruited))
    assert found.of_panel in (Decimal(0), None)


def test_who_is_silent_has_not_left_and_who_answers_at_last_is_not_new():
    before = {1: Decimal(10), 2: Decimal(20), 3: Decimal(30)}
    after = {1: Decimal(11), 4: Decimal(40), 5: Decimal(50)}
    found = moves(before, after, asked_before={1, 2, 3, 4}, asked={1, 3, 4, 5})
    assert found == {
        1: Move.CONTINUING,
        2: Move.LEAVING,
        3: Move.SILENT,
        4: Move.ANSWERING,
        5: Move.ENTERING,
    }
