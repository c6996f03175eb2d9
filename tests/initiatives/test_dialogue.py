import datetime as dt
from fractions import Fraction
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from initiatives import dialogue
from initiatives.calendar import KAZAKHSTAN, working_days_between
from initiatives.dialogue import EnquiryState

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))


@given(DAYS)
def test_the_limit_is_five_working_days_and_ends_on_one(day):
    due = dialogue.due_on(day)
    assert working_days_between(day, due) == dialogue.LIMIT
    assert KAZAKHSTAN.is_working_day(due)
    assert not dialogue.is_late(due, on=due)
    assert dialogue.is_late(due, on=due + dt.timedelta(days=1))


@given(st.lists(st.integers(0, 60), min_size=5))
def test_the_median_is_the_middle_of_enough_answers(taken):
    assert dialogue.median_days(taken) == Fraction(median(taken))


@given(st.lists(st.integers(0, 60), max_size=4))
def test_too_few_answers_have_no_median(taken):
    assert dialogue.median_days(taken) is None


def test_every_state_has_its_tone_and_the_gravest_is_told():
    assert set(dialogue.TONES) == set(EnquiryState)
    due, late = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
    nothing = {"due": due, "is_answered": False, "is_erased": False, "is_passed_on": False}
    assert dialogue.state(**nothing, on=due) == EnquiryState.WAITS
    assert dialogue.state(**nothing, on=late) == EnquiryState.LATE
    assert dialogue.state(**nothing | {"is_passed_on": True}, on=late) == EnquiryState.PASSED_ON
    assert dialogue.state(**nothing | {"is_passed_on": True, "is_erased": True}, on=late) == EnquiryState.WITHDRAWN
    assert dialogue.state(**nothing | {"is_answered": True, "is_erased": True}, on=late) == EnquiryState.ANSWERED
