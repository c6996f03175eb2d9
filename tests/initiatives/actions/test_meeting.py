import datetime as dt

import pytest

from accounts.models import Notice
from initiatives.actions import coordination_reminder
from initiatives.actions import meeting as deeds
from initiatives.actions.coordination import CoordinationRefused
from initiatives.lifecycle import TaskState
from initiatives.models import Attendance, CouncilDecision, CouncilMeeting, Delegate
from initiatives.queries.task import tasks
from tests.factories import coordination as made
from tests.factories.approval import organisation, working_hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return made.seated()


def everybody():
    return list(Delegate.objects.present().values_list("pk", flat=True))


def minute(meeting, by, *, text="We spoke of water.", seen=0, day=4, present=None):
    there = everybody() if present is None else present
    told = {"text": text, "present": there, "seen_revision": seen}
    return deeds.minute(meeting=meeting, **told, by=by, at=working_hours(day))


def test_a_meeting_is_called_minuted_and_confirmed_by_all_who_were_there(found):
    meeting = made.held(found)
    assert (meeting.confirmed_at, Attendance.objects.exclude(digest=meeting.digest).count()) == (working_hours(4), 0)
    assert Notice.objects.filter(kind="meeting_called").count() == 3
    assert Notice.objects.filter(kind="minutes_to_confirm").count() == 3
    with pytest.raises(CoordinationRefused, match="not changed any more"):
        minute(meeting, found.manager, text="Another", seen=1)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        ({"starts_at": working_hours(0)}, "recorded with its minutes"),
        ({"starts_at": working_hours(3), "minutes": "We spoke."}, "has not been held"),
        ({"starts_at": working_hours(3), "agenda": " "}, "agenda"),
        ({"starts_at": working_hours(3) + dt.timedelta(days=9000)}, "Look at the year"),
        ({"starts_at": working_hours(0), "minutes": "We spoke."}, "who of the council was there"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(found, call, word):
    told = deeds.Call(**({"agenda": "Water"} | call))
    with pytest.raises(CoordinationRefused, match=word):
        deeds.call(initiative=found.initiative, call=told, by=found.manager, at=working_hours(1))
    assert not CouncilMeeting.objects.exists()


def test_a_past_meeting_is_recorded_with_its_minutes_and_calling_twice_is_calling_once(found):
    call = deeds.Call(starts_at=working_hours(0), agenda="Water", minutes="We spoke.", present=tuple(everybody()))
    told = {"initiative": found.initiative, "call": call, "by": found.manager, "at": working_hours(1)}
    assert deeds.call(**told) == deeds.call(**told)
    assert CouncilMeeting.objects.get().minutes == "We spoke."


def test_a_council_without_people_does_not_meet():
    with pytest.raises(CoordinationRefused, match="Nobody sits"):
        made.called(made.shared())


def test_a_meeting_without_minutes_needs_attention_and_is_asked_for_once(found):
    made.called(found)
    for _twice in range(2):
        coordination_reminder.remind(at=working_hours(4))
    assert Notice.objects.filter(kind="minutes_missing").count() == 1
    line = next(line for line in tasks(found.initiative, on=working_hours(4).date()) if line.task == "coordination")
    assert line.state == TaskState.ATTENTION


def test_two_who_write_the_minutes_at_once_the_second_sees_both(found):
    meeting = made.called(found)
    minute(meeting, found.official("KZ-61"), text="Theirs")
    with pytest.raises(deeds.MinutesConflict) as conflict:
        minute(meeting, found.manager, text="Mine")
    assert conflict.value.theirs.minutes == "Theirs"
    assert minute(meeting, found.manager, text="Both", seen=1).revision == 2


def test_other_minutes_are_confirmed_anew(found):
    meeting = minute(made.called(found), found.manager)
    akimat, official = found.akimat("KZ-61"), found.official("KZ-61")
    told = {"meeting": meeting, "organisation": akimat, "by": official, "at": working_hours(4)}
    deeds.confirm(**told, seen_digest=meeting.digest)
    changed = minute(meeting, found.manager, text="Another", seen=1)
    assert not Attendance.objects.filter(confirmed_at__isnull=False).exists()
    with pytest.raises(CoordinationRefused, match="changed while you read"):
        deeds.confirm(**told, seen_digest=meeting.digest)
    with pytest.raises(CoordinationRefused, match="those who were there"):
        deeds.confirm(**(told | {"by": found.manager}), seen_digest=changed.digest)


def test_a_decision_has_an_owner_of_the_council_and_a_day_after_the_meeting(found):
    meeting = minute(made.called(found), found.manager)
    told = {"meeting": meeting, "text": "Measure", "by": found.manager, "at": working_hours(4)}
    due_on, owner = working_hours(14).date(), found.akimat("KZ-61")
    with pytest.raises(CoordinationRefused, match="does not sit"):
        deeds.decide(**told, owner=organisation("Stranger"), due_on=due_on)
    with pytest.raises(CoordinationRefused, match="before the council met"):
        deeds.decide(**told, owner=owner, due_on=working_hours(1).date())
    decision = deeds.decide(**told, owner=owner, due_on=due_on)
    assert deeds.decide(**told, owner=owner, due_on=due_on) == decision
    for _twice in range(2):
        coordination_reminder.remind(at=working_hours(8))
    assert Notice.objects.filter(kind="decision_due").count() == 0, "four working days are left"
    coordination_reminder.remind(at=working_hours(14))
    assert Notice.objects.filter(kind="decision_due").count() == 1
    with pytest.raises(CoordinationRefused, match="says that it is done"):
        deeds.complete(decision=decision, result="Done", by=found.official("KZ-43"), at=working_hours(15))
    deeds.complete(decision=decision, result="Measured", by=found.official("KZ-61"), at=working_hours(15))
    assert CouncilDecision.objects.get().result == "Measured"


def test_what_was_held_is_not_cancelled_and_what_is_cancelled_needs_a_reason(found):
    meeting = made.called(found)
    told = {"meeting": meeting, "by": found.manager, "at": working_hours(2)}
    with pytest.raises(CoordinationRefused, match="Say why"):
        deeds.cancel(**told, reason=" ")
    deeds.cancel(**told, reason="Snow.")
    with pytest.raises(CoordinationRefused, match="was cancelled"):
        minute(meeting, found.manager)
    held = minute(made.called(found), found.manager)
    with pytest.raises(CoordinationRefused, match="It was held"):
        deeds.cancel(meeting=held, reason="Snow.", by=found.manager, at=working_hours(5))
