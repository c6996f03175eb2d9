from hypothesis import given
from hypothesis import strategies as st

from initiatives.vote import Result, count, needed

BALLOTS = st.lists(st.sampled_from(["a", "b", "c", "against", "abstain"]), max_size=40)
QUORUMS = st.integers(1, 100)


def counted(ballots, *, missing=0, quorum=1):
    return count(
        {number: ballots.count(name) for number, name in enumerate("abc", start=1)},
        against=ballots.count("against"),
        abstained=ballots.count("abstain"),
        electorate=len(ballots) + missing,
        quorum=quorum,
    )


def test_one_nominee_needs_more_for_than_against():
    for ballots, result in (
        ((2, 1, 0), Result.ELECTED),
        ((1, 1, 3), Result.TIE),
        ((1, 2, 0), Result.NOBODY),
        ((0, 0, 3), Result.NOBODY),
        ((0, 0, 0), Result.NO_QUORUM),
    ):
        for_, against, abstained = ballots
        assert count({7: for_}, against=against, abstained=abstained, electorate=5, quorum=1).result == result


def test_half_of_five_members_are_three():
    assert [needed(5, 50), needed(4, 50), needed(3, 1), needed(10, 100), needed(0, 50)] == [3, 2, 1, 10, 1]
    assert counted(["a", "a"], missing=3, quorum=50).result == Result.NO_QUORUM
    assert counted(["a", "a", "abstain"], missing=2, quorum=50).result == Result.ELECTED


@given(BALLOTS, QUORUMS, st.integers(0, 20), st.randoms())
def test_the_order_in_which_members_vote_changes_nothing(ballots, quorum, missing, random):
    shuffled = list(ballots)
    random.shuffle(shuffled)
    assert counted(shuffled, missing=missing, quorum=quorum) == counted(ballots, missing=missing, quorum=quorum)


@given(BALLOTS, QUORUMS, st.integers(0, 20))
def test_every_vote_is_counted_and_none_is_invented(ballots, quorum, missing):
    found = counted(ballots, missing=missing, quorum=quorum)
    assert found.cast == len(ballots)
    assert (found.result == Result.NO_QUORUM) == (len(ballots) < found.needed)
    assert (found.elected is None) == (found.result != Result.ELECTED)


@given(BALLOTS, st.integers(0, 20))
def test_who_is_elected_has_more_votes_than_every_other_and_than_against_all(ballots, missing):
    found = counted(ballots, missing=missing)
    given_to = {number: ballots.count(name) for number, name in enumerate("abc", start=1)}
    if found.result == Result.ELECTED:
        others = [votes for number, votes in given_to.items() if number != found.elected]
        assert given_to[found.elected] > max([ballots.count("against"), *others])
    elif found.result == Result.TIE:
        top = max(given_to.values())
        assert [*given_to.values(), ballots.count("against")].count(top) > 1


@given(BALLOTS, st.integers(1, 20))
def test_one_more_vote_for_who_is_elected_never_takes_the_office_away(ballots, missing):
    found = counted(ballots, missing=missing)
    if found.result == Result.ELECTED:
        name = "abc"[found.elected - 1]
        assert counted([*ballots, name], missing=missing - 1).elected == found.elected


@given(BALLOTS, st.integers(1, 20), QUORUMS)
def test_an_abstention_helps_the_quorum_and_never_changes_who_is_ahead(ballots, missing, quorum):
    before = counted(ballots, missing=missing, quorum=quorum)
    after = counted([*ballots, "abstain"], missing=missing - 1, quorum=quorum)
    if before.result != Result.NO_QUORUM:
        assert (after.result, after.elected) == (before.result, before.elected)


@given(BALLOTS, st.integers(0, 20), QUORUMS, QUORUMS)
def test_a_lower_quorum_never_undoes_a_result(ballots, missing, one, other):
    low, high = sorted((one, other))
    strict = counted(ballots, missing=missing, quorum=high)
    if strict.result != Result.NO_QUORUM:
        assert counted(ballots, missing=missing, quorum=low).result == strict.result
