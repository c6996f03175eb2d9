from hypothesis import given
from hypothesis import strategies as st

from initiatives import offers
from initiatives.offers import Tie

CODES = st.from_regex(r"[0-9]{2,5}|[A-U]", fullmatch=True)


def test_the_same_activity_ties_and_one_within_the_other():
    assert offers.ties("1051", "1051")
    assert offers.ties("1051", "105")
    assert offers.ties("10", "1051")


def test_neighbours_and_whole_sections_tie_nothing():
    assert not offers.ties("1051", "1052")
    assert not offers.ties("C", "C")
    assert not offers.ties("C", "10")


def test_the_pair_that_says_most_is_told():
    assert offers.closest({"10", "1051", "62"}, {"1051", "10"}) == Tie("1051", "1051")
    assert offers.closest({"105"}, {"1051", "10"}) == Tie("105", "1051")
    assert offers.closest({"01"}, {"1051"}) is None


def test_what_lies_above_a_code_is_tied_to_it():
    assert offers.above("1051") == ["10", "105"]
    assert offers.above("10") == []


@given(CODES, CODES)
def test_a_tie_holds_both_ways(mine, theirs):
    assert offers.ties(mine, theirs) == offers.ties(theirs, mine)
    there, back = offers.closest([mine], [theirs]), offers.closest([theirs], [mine])
    assert (there and (there.mine, there.theirs)) == (back and (back.theirs, back.mine))
