"""The six tasks of an initiative: where each stands, and what is missing in eight words."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.queries import held
from initiatives.decisions import Outcome
from initiatives.lifecycle import Need, Stage, Task, TaskState
from initiatives.models import Appointment, Initiative, Leader
from initiatives.queries import coordination_state, evidence, rules
from initiatives.queries.evidence import Evidence
from initiatives.queries.project import task_state as portfolio_state
from initiatives.rules import Pack

TITLES = {
    Task.MANAGING: gettext_lazy("Managing organisation"),
    Task.LEADERS: gettext_lazy("Leaders"),
    Task.INSTITUTION: gettext_lazy("Institutionalisation"),
    Task.PORTFOLIO: gettext_lazy("Portfolio of projects"),
    Task.PLAN: gettext_lazy("Vision and strategic plan"),
    Task.COORDINATION: gettext_lazy("Inter-regional coordination"),
}


@dataclass(frozen=True)
class TaskLine:
    task: Task
    title: str | Promise
    state: TaskState
    missing: str
    href: str = ""


def tasks(
    initiative: Initiative, *, on: dt.date, shown: Evidence | None = None, pack: Pack | None = None
) -> list[TaskLine]:
    shown, pack = shown or evidence.of(initiative, on=on), pack or rules.pack(on=on)
    return [_line(task, initiative, shown, pack) for task in Task]


def _line(task: Task, initiative: Initiative, shown: Evidence, pack: Pack) -> TaskLine:
    if task in OWN_LOOKS:
        state, missing = OWN_LOOKS[task](initiative, shown)
    else:
        state, missing = STATES[task](shown, pack)
    return TaskLine(task, TITLES[task], state, missing, _href(task, initiative))


def _href(task: Task, initiative: Initiative) -> str:
    if task == Task.MANAGING:
        return reverse("initiative_managing", kwargs={"pk": initiative.pk})
    if task == Task.LEADERS:
        return reverse("initiative_leaders", kwargs={"pk": initiative.pk})
    if task == Task.PORTFOLIO:
        return reverse("projects", kwargs={"pk": initiative.pk})
    if task == Task.PLAN and initiative.stage == Stage.NASCENT:
        return reverse("initiative_section", kwargs={"pk": initiative.pk, "section": "vision"})
    if task == Task.INSTITUTION and initiative.registered_on:
        return reverse("institution", kwargs={"pk": initiative.pk})
    if task == Task.PLAN and initiative.registered_on:
        return reverse("plan", kwargs={"pk": initiative.pk})
    if task == Task.COORDINATION:
        return reverse("coordination", kwargs={"pk": initiative.pk})
    return ""


def _managing(shown: Evidence, pack: Pack) -> tuple[TaskState, str]:
    if shown.appointment is None or _is_on_its_way(shown):
        return _not_managed(shown)
    warned_from = shown.on + dt.timedelta(days=pack.mandate_warning_days)
    until = shown.appointment.term.upper
    if until and until <= warned_from and shown.proposal is None:
        return TaskState.ATTENTION, _("Mandate ends %(day)s: appoint a successor.") % {"day": date_format(until)}
    if shown.staff < (pack.threshold(Need.STAFF) or 0):
        return TaskState.IN_PROGRESS, _("More full-time equivalents of management are needed.")
    if not (shown.appointment.manager_name or shown.appointment.manager_id):
        return TaskState.IN_PROGRESS, _("Name the cluster manager.")
    if not shown.appointment.mandate:
        return TaskState.IN_PROGRESS, _("The mandate document is not named.")
    return TaskState.DONE, ""


def _is_on_its_way(shown: Evidence) -> bool:
    """A successor who has agreed: who is in office goes on, and the decision is still to come."""
    return shown.proposal is not None and shown.proposal.consented_at is not None


def _not_managed(shown: Evidence) -> tuple[TaskState, str]:
    if shown.proposal:
        return _proposed(shown.proposal)
    if shown.lapsed:
        return TaskState.ATTENTION, _("The mandate has ended: appoint a successor.")
    return TaskState.NOT_STARTED, _("Propose who runs the initiative.")


def _proposed(proposal: Appointment) -> tuple[TaskState, str]:
    if proposal.is_before_authorities:
        return TaskState.WAITS, _("The authorities have the change before them.")
    if proposal.outcome in (Outcome.RETURNED, Outcome.REJECTED):
        return TaskState.ATTENTION, _("The change came back: answer the remarks.")
    if proposal.consented_at:
        return TaskState.IN_PROGRESS, _("The successor has agreed: hand it in.")
    return TaskState.WAITS, _("%(organisation)s has to accept.") % {"organisation": proposal.organisation.called}


def _leaders(shown: Evidence, _pack: Pack) -> tuple[TaskState, str]:
    lacking = {Leader.Origin.BUSINESS, Leader.Origin.SCIENCE} - shown.leader_origins
    if not shown.leaders:
        return TaskState.NOT_STARTED, _("One from business, one from science.")
    if not lacking:
        return TaskState.DONE, ""
    if any(leader.confirmed_at is None and leader.origin in lacking for leader in shown.leaders):
        return TaskState.IN_PROGRESS, _("Nominees wait to be confirmed.")
    only_business = lacking == {Leader.Origin.BUSINESS}
    return TaskState.IN_PROGRESS, (
        _("One from business is missing.") if only_business else _("One from science or education is missing.")
    )


def _institution(shown: Evidence, _pack: Pack) -> tuple[TaskState, str]:
    ladder = shown.ladder
    step = ladder.next
    if step is None or not ladder.has_begun:
        done = bool(ladder.steps) and ladder.is_complete
        return (
            (TaskState.DONE, "")
            if done
            else (
                TaskState.NOT_STARTED,
                _("First rung: a memorandum of the members."),
            )
        )
    if ladder.is_complete:
        return TaskState.DONE, ""
    hint = step.lacks
    if step.is_waiting:
        return TaskState.WAITS, hint
    return TaskState.ATTENTION if step.is_returned else TaskState.IN_PROGRESS, hint


def _plan(initiative: Initiative, shown: Evidence) -> tuple[TaskState, str]:
    if shown.plan.in_force or shown.plan.draft:
        return _strategic_plan(shown)
    if initiative.registered_on:
        return TaskState.IN_PROGRESS, _("No plan yet: draft the first version.")
    written = shown.content("vision")
    if not (written["vision"] or written["goals"]):
        return TaskState.NOT_STARTED, _("Write the vision first.")
    if not written["vision"]:
        return TaskState.IN_PROGRESS, _("The goals stand; the vision is missing.")
    if not written["goals"]:
        return TaskState.IN_PROGRESS, _("The vision stands; goals are missing.")
    return TaskState.IN_PROGRESS, _("Measures and targets follow the registration.")


def _strategic_plan(shown: Evidence) -> tuple[TaskState, str]:
    standing = shown.plan
    if standing.is_before_authorities:
        return TaskState.WAITS, _("The authorities have the plan before them.")
    if standing.is_returned and standing.round and standing.round.outcome != Outcome.WITHDRAWN:
        return TaskState.ATTENTION, _("The plan came back: answer the remarks.")
    if standing.in_force is None:
        return TaskState.IN_PROGRESS, _("The first version is being drafted.")
    if (standing.in_force.last_year or 0) < shown.on.year:
        return TaskState.ATTENTION, _("All target years are over: draft the next.")
    return TaskState.DONE, _("The next version is being drafted.") if standing.draft else ""


def _portfolio(initiative: Initiative, shown: Evidence) -> tuple[TaskState, str]:
    running = {shown.appointment.organisation_id} if shown.appointment else set()
    inside = frozenset({initiative.initiator_id, *shown.member_ids, *running})
    held.know(("participants", initiative.pk, shown.on), inside)
    return portfolio_state(initiative, shown.on)


def _coordination(initiative: Initiative, shown: Evidence) -> tuple[TaskState, str]:
    runs = shown.appointment.organisation if shown.appointment else initiative.initiator
    held.know(("coordination runner", initiative.pk, shown.on), runs)
    return coordination_state.task_state(initiative, on=shown.on, found=shown.scope, rounds=shown.rounds)


STATES: dict[Task, Callable[[Evidence, Pack], tuple[TaskState, str]]] = {
    Task.MANAGING: _managing,
    Task.LEADERS: _leaders,
    Task.INSTITUTION: _institution,
}

# Tasks that follow from more than the common evidence.
OWN_LOOKS: dict[Task, Callable[[Initiative, Evidence], tuple[TaskState, str]]] = {
    Task.PLAN: _plan,
    Task.PORTFOLIO: _portfolio,
    Task.COORDINATION: _coordination,
}
