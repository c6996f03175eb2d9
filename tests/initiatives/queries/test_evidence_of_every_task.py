"""Without any one piece of its evidence no task is done; what is new in the evidence has to be named here."""

import dataclasses
import datetime as dt

import pytest
from django.db import transaction

from initiatives.lifecycle import Task, TaskState
from initiatives.models import Appointment, Leader, StrategicPlan, Target
from initiatives.queries.evidence import Evidence
from initiatives.queries.task import tasks
from tests.factories import initiatives as made
from tests.factories import plan
from tests.factories.approval import working_hours

pytestmark = pytest.mark.django_db

TODAY = made.TODAY
GATES = "counted by the needs of handing in alone"
# What each part of the evidence shows, and to which task; a new part of it needs its row.
SHOWN_TO = {
    "on": set(Task),
    "regions": {Task.COORDINATION},
    "activities": GATES,
    "member_kinds": GATES,
    "member_countries": {Task.COORDINATION},
    "member_regions": {Task.COORDINATION},
    "member_ids": {Task.PORTFOLIO},
    "appointment": {Task.MANAGING, Task.PORTFOLIO, Task.COORDINATION},
    "proposal": {Task.MANAGING},
    "lapsed": {Task.MANAGING},
    "leaders": {Task.LEADERS},
    "texts": {Task.PLAN},
    "letters": GATES,
    "last_round": GATES,
    "rounds": {Task.COORDINATION, Task.INSTITUTION, Task.PLAN},
    "ladder": {Task.INSTITUTION},
    "plan": {Task.PLAN},
}
# The pieces of three tasks; those of the others stand with their topics.
PIECES = {
    Task.MANAGING: {
        "the appointment": lambda rows: rows.delete(),
        "its acceptance": lambda rows: rows.update(accepted_at=None, accepted_by=None),
        "staff": lambda rows: rows.update(staff="0.4"),
        "the manager": lambda rows: rows.update(manager=None, manager_name=""),
        "the mandate": lambda rows: rows.update(mandate=""),
        "days left": lambda rows: rows.update(term=(TODAY - dt.timedelta(days=9), TODAY + dt.timedelta(days=9))),
        "the term": lambda rows: rows.update(term=(TODAY - dt.timedelta(days=9), TODAY - dt.timedelta(days=1))),
    },
    Task.LEADERS: {
        "who comes from business": lambda rows: rows.filter(origin="business").delete(),
        "who comes from science": lambda rows: rows.filter(origin="science").delete(),
        "a confirmation": lambda rows: rows.filter(origin="science").update(confirmed_at=None, confirmed_by=None),
        "a term": lambda rows: rows.filter(origin="science").update(term_ends_on=TODAY - dt.timedelta(days=1)),
        "an office": lambda rows: rows.filter(origin="business").update(ended_at=made.MONDAY),
    },
    Task.PLAN: {
        "its approval": lambda rows: rows.update(approved_at=None),
        "the years of its targets": lambda _rows: Target.objects.update(year=TODAY.year - 1),
        "its targets": lambda _rows: Target.objects.all().delete(),
    },
}
ROWS = {Task.MANAGING: Appointment.objects, Task.LEADERS: Leader.objects, Task.PLAN: StrategicPlan.objects}
ELSEWHERE = {
    Task.INSTITUTION: "actions/test_institution.py",
    Task.PORTFOLIO: "queries/test_portfolio_task.py",
    Task.COORDINATION: "actions/test_coordination.py",
}


def state(initiative, task):
    return next(line.state for line in tasks(initiative, on=TODAY) if line.task == task)


def test_every_part_of_the_evidence_says_to_whom_it_is_shown_and_every_task_is_taken_apart():
    assert set(SHOWN_TO) == {field.name for field in dataclasses.fields(Evidence)}
    assert set(PIECES) | set(ELSEWHERE) == set(Task)
    shown = set().union(*(to for to in SHOWN_TO.values() if to != GATES))
    assert shown == set(Task)


def left(initiative, task):
    """{piece: the state of the task without it}"""
    found = {}
    for name, taken in PIECES[task].items():
        with transaction.atomic():
            taken(ROWS[task].all())
            found[name] = state(initiative, task)
            transaction.set_rollback(True)
    return found


def test_without_any_one_piece_of_evidence_the_task_is_not_done():
    initiative, _by = made.ready()
    Appointment.objects.update(mandate="No. 1")
    for task in (Task.MANAGING, Task.LEADERS):
        assert state(initiative, task) == TaskState.DONE
        assert [name for name, found in left(initiative, task).items() if found == TaskState.DONE] == []


def test_without_any_one_piece_of_an_approved_plan_the_task_is_not_done():
    planned = plan.drafted()
    case = planned.hand_in()
    for code in ("KZ-61", "KZ-43", "KZ"):
        case.decide(code, at=working_hours(4))
    planned.initiative.refresh_from_db()
    assert state(planned.initiative, Task.PLAN) == TaskState.DONE
    assert [name for name, found in left(planned.initiative, Task.PLAN).items() if found == TaskState.DONE] == []
