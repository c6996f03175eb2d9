from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from initiatives.survey import FEWEST_ANSWERS, QUESTIONS, Mean, Response, fewest_persons, mean, means

COUNTS = st.dictionaries(st.integers(1, 5), st.integers(0, 30))


def test_four_answers_have_no_mean_and_five_have_one():
    assert mean({4: 4}) == Mean(4, None)
    assert mean({4: 4, 2: 1}) == Mean(5, Fraction(18, 5))


def test_a_mean_near_the_end_of_the_scale_does_not_say_that_all_gave_the_same():
    assert mean({5: 5}) == mean({5: 4, 4: 1}) == Mean(5, Fraction(9, 2), is_at_least=True)
    assert mean({1: 5}) == Mean(5, Fraction(3, 2), is_at_most=True)


def test_every_question_has_its_own_number_of_answers():
    found = means({"contacts": {3: 5}, "say": {3: 4}}, [1] * 5)
    assert (found["contacts"].is_shown, found["say"].is_shown) == (True, False)
    assert [*found] == [*QUESTIONS]


def test_who_answers_for_several_members_does_not_learn_what_the_others_said():
    counts = {"contacts": {3: 8}, "say": {3: 7}, "information": {3: 4}}
    found = means(counts, [4, 1, 1, 1, 1])
    assert {question: found[question].is_shown for question in counts} == {
        "contacts": True,
        "say": False,
        "information": False,
    }
    assert [fewest_persons(answers, [4, 1, 1]) for answers in (0, 1, 4, 5, 6)] == [1, 1, 1, 2, 3]


def test_a_rate_needs_somebody_who_was_asked():
    assert Response(0, 0).rate is None
    assert (Response(3, 12).rate, Response(3, 12).percent) == (Fraction(1, 4), 25)


@given(COUNTS)
def test_a_mean_is_shown_exactly_from_five_answers_on_and_lies_on_the_scale(counts):
    found = mean(counts)
    assert found.is_shown == (sum(counts.values()) >= FEWEST_ANSWERS)
    assert found.value is None or Fraction(3, 2) <= found.value <= Fraction(9, 2)
