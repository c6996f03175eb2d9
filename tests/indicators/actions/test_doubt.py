"""A doubt about a figure is kept with what the page showed, answered once, and its reporter learns of it."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import Notice
from indicators.actions import doubt as deeds
from indicators.models import Doubt
from tests.factories import doubt as made
from tests.factories.accounts import UserFactory
from tests.indicators.official import shipped  # noqa: F401 pytest finds it by its name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def answered(doubt, text="The office has revised it.", by=None):
    return deeds.answer(doubt=doubt, text=text, by=by or UserFactory(name="Saule"), at=NOON)


def test_a_doubt_keeps_what_the_page_showed():
    doubt = made.reported(at=NOON, email="reader@example.kz")
    assert (doubt.indicator.code, doubt.subject, doubt.period, doubt.value, doubt.status) == (
        "location_quotient",
        "KZ-59:A",
        "2022",
        None,
        "missing_input",
    )
    assert "reader" not in doubt.email
    assert [entry.verb for entry in audit.history(doubt)] == ["doubt.reported"]


def test_the_sixth_doubt_within_an_hour_is_refused_and_after_the_hour_it_is_taken():
    for minute in range(5):
        made.reported(text=f"The harvest was larger, {minute}.", at=NOON + dt.timedelta(minutes=minute))
    with pytest.raises(deeds.DoubtRefused, match="several doubts within an hour"):
        made.reported(at=NOON + dt.timedelta(minutes=59))
    made.reported(sender="another", at=NOON + dt.timedelta(minutes=59))
    made.reported(at=NOON + HOUR)
    assert Doubt.objects.count() == 7


def test_a_double_click_is_one_doubt_also_where_no_more_would_be_taken():
    first = made.reported(at=NOON)
    for minute in range(4):
        made.reported(text=f"Another, {minute}.", at=NOON)
    assert made.reported(at=NOON) == first
    assert [entry.verb for entry in audit.history(first)] == ["doubt.reported"]


def test_another_person_figure_or_text_and_an_answered_one_said_again_are_doubts_of_their_own():
    first = made.reported(at=NOON)
    others = [
        made.reported(sender="another", at=NOON),
        made.reported(subject="KZ-61:A", at=NOON),
        made.reported(text="The harvest was smaller.", at=NOON),
    ]
    answered(first)
    assert len({first.pk, made.reported(at=NOON).pk, *(each.pk for each in others)}) == 5


def test_another_person_behind_the_same_address_who_says_the_same_is_not_led_to_the_first_ones_page():
    made.reported(at=NOON, email="first@example.org")
    with pytest.raises(deeds.DoubtRefused, match="in the same words"):
        made.reported(at=NOON, email="second@example.org")


def test_the_database_keeps_one_of_two_that_come_at_the_same_moment():
    first = made.reported(at=NOON)
    first.pk, first.token = None, "another"
    with pytest.raises(IntegrityError, match="the_same_doubt_waits_once"), transaction.atomic():
        first.save(force_insert=True)


def test_the_reporter_with_an_account_is_told_once():
    reporter = UserFactory()
    doubt = answered(made.reported(by=reporter, at=NOON))
    (notice,) = Notice.objects.filter(user=reporter)
    assert (notice.kind, notice.url) == ("doubt_answered", f"/en/doubts/{doubt.token}/")
    assert set(notice.context["indicator"]) == {"kk", "ru", "en"}


def test_two_statisticians_never_answer_one_doubt():
    doubt = made.reported(at=NOON)
    answered(doubt)
    with pytest.raises(deeds.DoubtRefused, match="A colleague has answered"):
        answered(doubt, "Something else.")
    doubt.refresh_from_db()
    assert doubt.answer == "The office has revised it."


def test_the_answer_is_mailed_in_the_readers_language_and_the_address_forgotten():
    doubt = answered(made.reported(at=NOON, email="reader@example.kz", language="ru"))
    assert [deeds.mail_next(at=NOON), deeds.mail_next(at=NOON)] == [True, False]
    (letter,) = mail.outbox
    doubt.refresh_from_db()
    assert (letter.to, doubt.email) == (["reader@example.kz"], "")
    assert f"/ru/doubts/{doubt.token}/" in letter.body
    assert doubt.answer in letter.body


def test_what_is_not_answered_is_not_mailed():
    made.reported(at=NOON, email="reader@example.kz")
    assert deeds.mail_next(at=NOON) is False


def test_an_answer_needs_who_and_when():
    doubt = made.reported(at=NOON)
    with pytest.raises(IntegrityError, match="doubt_answer_with_who_and_when"), transaction.atomic():
        Doubt.objects.filter(pk=doubt.pk).update(answer="Nobody said this.")
