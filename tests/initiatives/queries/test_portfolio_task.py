import datetime as dt

import pytest

from initiatives.actions import milestone, project, risk
from initiatives.lifecycle import Task, TaskState
from initiatives.models import BudgetLine, Membership, Milestone, Project, ProjectPartner
from initiatives.queries.task import tasks
from tests.factories import portfolio
from tests.factories.approval import MONDAY
from tests.factories.portfolio import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return portfolio.registered()


def state(world):
    (line,) = [one for one in tasks(world.initiative, on=TODAY) if one.task == Task.PORTFOLIO]
    return line.state, line.missing


def test_without_a_project_the_task_has_not_begun(world):
    assert state(world) == (TaskState.NOT_STARTED, "No project yet: note a first idea.")


def test_a_stopped_project_is_as_good_as_none(world):
    project.advance(project=world.idea(), way="stop", words="No land.", **world.told())
    assert state(world)[0] == TaskState.NOT_STARTED


def test_while_nothing_runs_the_task_is_in_progress(world):
    world.at("selected")
    assert state(world) == (TaskState.IN_PROGRESS, "No project runs yet.")


def test_a_running_project_with_all_its_evidence_makes_the_task_done(world):
    world.at("running")
    assert state(world) == (TaskState.DONE, "")


EVIDENCE = {
    "budget line": lambda one: one.budget_lines.first().delete(),
    "other budget line": lambda one: one.budget_lines.last().delete(),
    "a plan": lambda _one: BudgetLine.objects.filter(spent__isnull=False).update(planned=None),
    "milestone": lambda one: one.milestones.get().delete(),
    "contribution": lambda one: one.contributions.get().delete(),
    "partner": lambda one: one.partners.get().delete(),
    "partner's part": lambda _one: ProjectPartner.objects.update(left_at=MONDAY),
    "responsible organisation": lambda _one: Project.objects.update(responsible=None),
    "responsible person": lambda _one: Project.objects.update(responsible_name=""),
    "summary": lambda _one: Project.objects.update(summary=""),
    "total": lambda _one: Project.objects.update(total=None),
    "first day": lambda _one: Project.objects.update(starts_on=None),
    "last day": lambda _one: Project.objects.update(ends_on=None),
    "stage": lambda _one: Project.objects.update(stage="selected"),
    "the project": lambda one: one.delete(),
    "a member": lambda one: Membership.objects.filter(organisation=one.responsible).delete(),
    "another member": lambda one: Membership.objects.filter(organisation=one.partners.get().organisation).delete(),
}


@pytest.mark.parametrize("name", EVIDENCE)
def test_without_any_one_piece_of_evidence_the_task_is_not_done(world, name):
    running = world.at("running")
    EVIDENCE[name](running)
    assert state(world)[0] != TaskState.DONE


def late(world, running):
    Milestone.objects.update(due_on=dt.date(2026, 2, 1))
    return "1 milestone is late, by 274 days"


def overspent(world, running):
    BudgetLine.objects.filter(source="state").update(spent=10**9)
    return "More spent than planned: 2026"


def unanswered(world, running):
    risk.add(project=running, title="Dry year", likelihood=5, impact=2, **world.told())
    return "1 serious risk has no answer"


def overdue(world, running):
    Project.objects.update(ends_on=dt.date(2026, 10, 31))
    return "It should have ended on 31 October 2026"


def left(world, running):
    Membership.objects.filter(organisation=running.responsible).update(left_at=MONDAY, left_by=world.manager)
    return f"{running.responsible} has left the initiative"


@pytest.mark.parametrize("trouble", [late, overspent, unanswered, overdue, left])
def test_trouble_needs_attention_before_anything_else(world, trouble):
    running = world.at("running")
    said = trouble(world, running)
    assert state(world) == (TaskState.ATTENTION, f"{running.title}: {said}.")


def test_an_answered_or_closed_risk_needs_no_attention(world):
    running = world.at("running")
    raised = risk.add(project=running, title="Dry year", likelihood=5, impact=5, **world.told())
    risk.change(risk=raised, response="A reservoir.", **world.told())
    other = risk.add(project=running, title="Prices", likelihood=5, impact=5, **world.told())
    risk.close(risk=other, **world.told())
    assert state(world) == (TaskState.DONE, "")


def test_a_completed_project_keeps_the_task_done(world):
    running = world.at("running")
    met = {"done_on": TODAY, "evidence": "Act 5"}
    milestone.change(milestone=running.milestones.get(), **met, **world.told())
    project.advance(project=running, way="complete", words="Twelve points cool.", **world.told())
    assert state(world) == (TaskState.DONE, "")
