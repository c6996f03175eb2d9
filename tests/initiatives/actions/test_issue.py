import pytest

from accounts.models import AuditEvent, Notice
from initiatives.actions import coordination_reminder, council
from initiatives.actions import issue as deeds
from initiatives.actions.coordination import CoordinationRefused
from initiatives.coordination import IssueState
from initiatives.lifecycle import TaskState
from initiatives.models import Delegate, Issue, IssueStep
from initiatives.queries.task import tasks
from tests.factories import coordination as made
from tests.factories.approval import acting_for, organisation, working_hours

pytestmark = pytest.mark.django_db


def take(issue, way, by, *, seen=None, text="In spring.", day=2):
    seen = seen or Issue.objects.get(pk=issue.pk).state
    return deeds.take(issue=issue, way=way, text=text, seen_state=seen, by=by, at=working_hours(day))


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("user__name", flat=True))


def test_a_blocking_issue_is_told_to_its_owners_and_the_task_needs_attention():
    found = made.seated()
    issue = made.raised(found)
    assert made.raised(found) == issue, "a double click is one issue"
    assert told("issue_raised") == {"Official of Akimat of Turkistan", "Official of Akimat of Kyzylorda"}
    line = next(line for line in tasks(found.initiative, on=working_hours(2).date()) if line.task == "coordination")
    assert (line.state, str(line.missing)) == (TaskState.ATTENTION, "A blocking issue is open.")


def test_an_issue_is_answered_doubted_escalated_answered_by_the_ministry_and_closed():
    found = made.seated()
    issue = made.raised(found)
    upper, lower, ministry = (found.official(code) for code in ("KZ-61", "KZ-43", "KZ"))
    take(issue, "answer", upper)
    take(issue, "dispute", lower)
    take(issue, "escalate", lower)
    assert told("issue_escalated") == {"Official of Ministry of Industry"}
    take(issue, "answer", ministry)
    issue = take(issue, "close", ministry, text="A calendar of releases.")
    assert (issue.state, issue.result) == (IssueState.CLOSED, "A calendar of releases.")
    ways = IssueStep.objects.filter(issue=issue).values_list("way", flat=True)
    assert list(ways) == ["answer", "dispute", "escalate", "answer", "close"]
    assert AuditEvent.objects.filter(verb__startswith="issue.").count() == 6
    for way in ("answer", "dispute", "escalate", "close"):
        with pytest.raises(CoordinationRefused):
            take(issue, way, lower, text="Again")


@pytest.mark.parametrize(
    ("way", "who"),
    [("answer", "manager"), ("dispute", "KZ-61"), ("close", "KZ-61"), ("close", "KZ"), ("escalate", "KZ")],
)
def test_nobody_takes_a_way_that_is_not_his(way, who):
    found = made.seated()
    issue = made.raised(found)
    by = found.manager if who == "manager" else found.official(who)
    with pytest.raises(CoordinationRefused, match="It can be done by"):
        take(issue, way, by)


def test_two_owners_at_once_the_second_is_told_and_a_double_click_is_one_step():
    found = made.seated()
    issue = made.raised(found)
    take(issue, "answer", found.official("KZ-61"), seen="open")
    take(issue, "answer", found.official("KZ-61"), seen="open")
    with pytest.raises(CoordinationRefused, match="answered by now"):
        take(issue, "answer", found.official("KZ-43"), seen="open", text="Later.")
    assert IssueStep.objects.count() == 1


@pytest.mark.parametrize(("days", "word"), [(-2, "That day is over"), (4000, "Look at the year")])
def test_a_day_that_makes_no_sense_is_refused(days, word):
    with pytest.raises(CoordinationRefused, match=word):
        made.raised(made.seated(), days=days)


def test_an_owner_sits_on_the_council_and_whoever_raises_acts_for_one_that_takes_part():
    found = made.seated()
    with pytest.raises(CoordinationRefused, match="does not sit on the council"):
        made.raised(found, owners=(organisation("Stranger"),))
    with pytest.raises(CoordinationRefused, match="You do not act for"):
        made.raised(found, by=found.official("KZ-61"))
    outsider = acting_for(organisation("Outsider"))
    with pytest.raises(CoordinationRefused, match="The authorities concerned"):
        made.raised(found, by=outsider)


def test_the_portal_reminds_once_and_takes_what_is_overdue_to_the_ministry_once():
    found = made.seated()
    issue = made.raised(found, days=7)  # Tuesday a week later
    for _twice in range(2):
        assert coordination_reminder.remind(at=working_hours(7)) == 0
    assert Notice.objects.filter(kind="issue_due").count() == 2
    assert [coordination_reminder.remind(at=working_hours(day)) for day in (9, 10, 11, 12)] == [0, 0, 1, 0]
    step = IssueStep.objects.get(issue=issue)
    assert (step.way, step.taken_by, step.text) == (
        "escalate",
        None,
        "No answer 3 working days after the day it was due.",
    )
    assert Notice.objects.filter(kind="issue_escalated").count() == 1


def test_an_issue_whose_owners_have_left_the_council_goes_to_the_ministry_or_to_others():
    found = made.seated()
    issue = made.raised(found, is_blocking=False, owners=(found.akimat("KZ-61"),))
    gone = Delegate.objects.get(organisation=found.akimat("KZ-61"), ended_at=None)
    council.end(delegate=gone, by=found.manager, at=working_hours(2))
    assert coordination_reminder.remind(at=working_hours(2)) == 1
    told = {"owners": [found.akimat("KZ-43")], "due_on": working_hours(20).date()}
    issue = deeds.name_owners(issue=issue, **told, by=found.official("KZ"), at=working_hours(3))
    assert [owner.organisation for owner in issue.owners.filter(relieved_at=None)] == told["owners"]
    assert issue.owners.count() == 2, "who owned it stays in the history"
    with pytest.raises(CoordinationRefused, match="It can be done by"):
        deeds.name_owners(issue=issue, **told, by=found.manager, at=working_hours(3))
