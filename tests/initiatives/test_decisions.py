import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from initiatives.decisions import Ballot, Capacity, Decision, Outcome, Quorum, outcome

AGREED, RETURNED, REJECTED = Decision.AGREED, Decision.RETURNED, Decision.REJECTED
ADVISES = Capacity.ADVISES

DECISIONS = st.none() | st.sampled_from(Decision)
BALLOTS = st.builds(Ballot, decision=DECISIONS, capacity=st.sampled_from(Capacity), is_lead=st.booleans())
QUORUMS = st.sampled_from(Quorum)


def ballots(*decisions, lead=None):
    return [Ballot(decision, is_lead=position == lead) for position, decision in enumerate(decisions)]


@pytest.mark.parametrize(
    ("given_", "quorum", "expected"),
    [
        (ballots(AGREED, AGREED), Quorum.ALL, Outcome.REGISTERED),
        (ballots(AGREED, None), Quorum.ALL, None),
        (ballots(REJECTED, None), Quorum.ALL, None),
        (ballots(AGREED, RETURNED), Quorum.ALL, Outcome.RETURNED),
        (ballots(RETURNED, REJECTED), Quorum.ALL, Outcome.REJECTED),
        (ballots(AGREED, AGREED, RETURNED), Quorum.MAJORITY, Outcome.REGISTERED),
        (ballots(AGREED, RETURNED), Quorum.MAJORITY, Outcome.RETURNED),
        (ballots(AGREED, AGREED, None), Quorum.MAJORITY, None),
        (ballots(AGREED, REJECTED, RETURNED), Quorum.MAJORITY, Outcome.REJECTED),
        (ballots(AGREED, AGREED, lead=0), Quorum.LEAD, Outcome.REGISTERED),
        (ballots(AGREED, None, lead=0), Quorum.LEAD, None),
        (ballots(None, AGREED, lead=0), Quorum.LEAD, None),
        (ballots(AGREED, RETURNED, lead=0), Quorum.LEAD, Outcome.RETURNED),
        (ballots(AGREED, AGREED), Quorum.LEAD, None),
    ],
)
def test_the_outcome_follows_the_quorum(given_, quorum, expected):
    assert outcome(given_, quorum=quorum) == expected


def test_a_lead_region_need_not_wait_for_the_silent_after_their_day():
    silent = ballots(AGREED, None, lead=0)
    assert outcome(silent, quorum=Quorum.LEAD, may_object_still=False) == Outcome.REGISTERED


@given(given_=st.lists(BALLOTS, max_size=8), quorum=QUORUMS, still=st.booleans(), data=st.data())
def test_the_order_of_answers_does_not_matter(given_, quorum, still, data):
    shuffled = data.draw(st.permutations(given_))
    first = outcome(given_, quorum=quorum, may_object_still=still)
    assert outcome(shuffled, quorum=quorum, may_object_still=still) == first


@given(
    given_=st.lists(BALLOTS, max_size=8), advice=st.lists(DECISIONS, max_size=4), quorum=QUORUMS, still=st.booleans()
)
def test_seats_that_advise_never_weigh(given_, advice, quorum, still):
    advised = [*given_, *(Ballot(decision, ADVISES) for decision in advice)]
    first = outcome(given_, quorum=quorum, may_object_still=still)
    assert outcome(advised, quorum=quorum, may_object_still=still) == first


@given(advice=st.lists(DECISIONS, max_size=6), quorum=QUORUMS, still=st.booleans())
def test_no_deciding_seats_never_approve(advice, quorum, still):
    assert outcome([Ballot(decision, ADVISES) for decision in advice], quorum=quorum, may_object_still=still) is None


@given(given_=st.lists(BALLOTS, max_size=8), still=st.booleans())
def test_nothing_is_registered_over_an_open_or_contrary_seat_when_all_are_needed(given_, still):
    deciding = [ballot.decision for ballot in given_ if ballot.capacity == Capacity.DECIDES]
    is_registered = outcome(given_, quorum=Quorum.ALL, may_object_still=still) == Outcome.REGISTERED
    assert is_registered == (bool(deciding) and set(deciding) == {AGREED})


@given(given_=st.lists(BALLOTS, min_size=1, max_size=8), still=st.booleans())
def test_a_rejection_weighs_more_than_a_return_and_a_return_more_than_agreement(given_, still):
    found = outcome(given_, quorum=Quorum.ALL, may_object_still=still)
    assume(found is not None)
    said = {ballot.decision for ballot in given_ if ballot.capacity == Capacity.DECIDES}
    gravest = next(each for each in (REJECTED, RETURNED, AGREED) if each in said)
    assert found == {REJECTED: Outcome.REJECTED, RETURNED: Outcome.RETURNED, AGREED: Outcome.REGISTERED}[gravest]


@given(given_=st.lists(BALLOTS, min_size=1, max_size=8), replaced=st.data(), quorum=QUORUMS)
def test_only_the_answer_that_stands_counts(given_, replaced, quorum):
    position = replaced.draw(st.integers(0, len(given_) - 1))
    first, last = replaced.draw(DECISIONS), given_[position]
    history = [*given_[:position], Ballot(first, last.capacity, is_lead=last.is_lead), *given_[position + 1 :]]
    history[position] = last
    assert outcome(history, quorum=quorum) == outcome(given_, quorum=quorum)


@given(given_=st.lists(BALLOTS, max_size=8), quorum=QUORUMS)
def test_waiting_longer_never_takes_an_outcome_back(given_, quorum):
    before = outcome(given_, quorum=quorum, may_object_still=True)
    after = outcome(given_, quorum=quorum, may_object_still=False)
    assert before is None or after == before


@given(given_=st.lists(BALLOTS, max_size=8), quorum=QUORUMS, still=st.booleans())
def test_a_round_never_ends_withdrawn_by_its_seats(given_, quorum, still):
    assert outcome(given_, quorum=quorum, may_object_still=still) != Outcome.WITHDRAWN
