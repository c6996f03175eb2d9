import datetime as dt

import pytest

from accounts.models import Notice
from initiatives.actions import reminder
from initiatives.models import Inquiry
from tests.factories.approval import MONDAY, acting_for, handed_in

pytestmark = pytest.mark.django_db


def late():
    return sorted(str(notice.user) for notice in Notice.objects.filter(kind="seat_late").select_related("user"))


def test_after_the_limit_the_head_and_the_ministry_learn_it_once_however_often_the_bell_rings():
    handed = handed_in()
    preparer = acting_for(handed.seat("KZ-61").authority, name="Preparer", signs=False)
    for code in ("KZ-43", "KZ"):
        handed.decide(code)
    limit = MONDAY + dt.timedelta(days=21)
    reminder.remind(at=limit)
    assert late() == []
    for days in (2, 2, 3, 9):
        reminder.remind(at=limit + dt.timedelta(days=days))
    assert late() == ["Official of Akimat of Turkistan", "Official of Ministry of Industry"]
    assert str(preparer) not in late()


def test_while_the_applicant_must_answer_nobody_is_late():
    handed = handed_in()
    seat = handed.seat("KZ-61")
    limit = MONDAY + dt.timedelta(days=21)
    Inquiry.objects.create(
        seat=seat,
        round=handed.round,
        kind="question",
        text="How much?",
        asked_by=handed.officials["KZ-61"],
        asked_at=limit,
        asked_on=limit.date(),
        due_on=limit.date() + dt.timedelta(days=3),
    )
    reminder.remind(at=limit + dt.timedelta(days=2))
    assert late() == []
