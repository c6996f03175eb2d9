import datetime as dt

import pytest

from accounts.models import Notice
from initiatives.actions import governance, governance_reminder
from tests.factories import initiatives as made
from tests.factories.approval import MONDAY, acting_for, organisation

pytestmark = pytest.mark.django_db

TODAY = made.TODAY


def managed(days):
    """An initiative whose managing organisation is in office for so many days."""
    initiative, initiator, _firm = made.draft()
    of = organisation("Cluster office")
    head = acting_for(of, role="administrator")
    ends_on = TODAY + dt.timedelta(days=days)
    appointment = made.proposed(initiative, of, by=initiator, ends_on=ends_on)
    governance.accept(appointment=appointment, by=head, at=MONDAY)
    return initiative, head


def after(days):
    return MONDAY + dt.timedelta(days=days)


def told(user):
    kinds = ("mandate_ends", "mandate_ended")
    return list(Notice.objects.filter(user=user, kind__in=kinds).order_by("pk").values_list("kind", flat=True))


def test_a_term_that_ends_is_told_once_a_mark_however_often_it_is_looked_at():
    _initiative, head = managed(days=100)
    for day in range(0, 100, 4):
        governance_reminder.remind(at=after(day))
        governance_reminder.remind(at=after(day))
    assert told(head) == ["mandate_ends"] * 3


def test_a_term_far_away_is_left_in_peace():
    _initiative, head = managed(days=100)
    assert (governance_reminder.remind(at=MONDAY), told(head)) == (0, [])


def test_a_successor_who_has_accepted_silences_it():
    initiative, head = managed(days=20)
    of = organisation("Next office")
    starts, ends = TODAY + dt.timedelta(days=20), TODAY + dt.timedelta(days=900)
    appointment = made.proposed(initiative, of, by=head, starts_on=starts, ends_on=ends)
    governance.accept(appointment=appointment, by=acting_for(of, role="administrator"), at=MONDAY)
    assert (governance_reminder.remind(at=after(5)), told(head)) == (0, [])


def test_a_term_that_has_ended_is_told_to_whoever_runs_the_initiative_now_once():
    initiative, head = managed(days=10)
    for day in (11, 12, 40):
        governance_reminder.remind(at=after(day))
    assert told(head) == []
    assert told(initiative.opened_by) == ["mandate_ended"]
