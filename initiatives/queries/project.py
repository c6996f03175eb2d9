"""Projects of an initiative: who may know of them, where each stands, and what each still lacks."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.models import IndicatorVersion
from indicators.queries import held
from initiatives import budget
from initiatives.lifecycle import Stage, TaskState
from initiatives.models import Appointment, Contribution, Initiative, Membership, Organisation, Project, ProjectPartner
from initiatives.projects import LIVING, ProjectNeed, ProjectStage, Way, available
from initiatives.queries.initiative import open_to
from initiatives.queries.organisation import Person

# How a change of an indicator is written where its own unit is not a name of the pages' units.
WRITTEN_AS = {"percentage points": "points", "times": "ratio"}
WORKED_ON = (ProjectStage.SELECTED, ProjectStage.RUNNING)


@dataclass(frozen=True)
class Concern:
    """One thing about a project that needs attention."""

    kind: str
    text: str


@dataclass(frozen=True)
class Shown:
    """One project with what hangs on it, and what is the matter with it on a day."""

    project: Project
    money: budget.Sum
    cofinancing: float | None
    concerns: tuple[Concern, ...]
    partners: tuple[ProjectPartner, ...]
    inside: frozenset[int]

    @property
    def next_milestone(self) -> object | None:
        return next((one for one in self.project.milestones.all() if one.is_open), None)

    @property
    def worst_risk(self) -> int:
        return max((risk.rating for risk in self.project.risks.all() if risk.closed_at is None), default=0)


def visible_to(user: Person, *, on: dt.date) -> QuerySet[Project]:
    """Projects of initiatives whose home is open to `user`, and public ones of public initiatives."""
    public = Q(is_public=True, initiative__stage__in=(Stage.REGISTERED, Stage.SUSPENDED))
    if not user.is_authenticated:
        return Project.objects.filter(public)
    return Project.objects.filter(public | Q(initiative__in=open_to(user, on=on).values("pk")))


def whole(projects: QuerySet[Project]) -> QuerySet[Project]:
    """With everything that a page about projects reads; the same five looks for one and for a hundred."""
    aims = Prefetch("contributions", queryset=Contribution.objects.select_related("indicator"))
    return _as_judged(projects).prefetch_related(aims)


def _as_judged(projects: QuerySet[Project]) -> QuerySet[Project]:
    """With what its evidence is judged by."""
    present = ProjectPartner.objects.filter(left_at=None).select_related("organisation").order_by("pk")
    partners = Prefetch("partners", queryset=present, to_attr="present")
    found = projects.select_related("initiative", "responsible")
    return found.prefetch_related("budget_lines", "milestones", "risks", partners)


def of_initiative(initiative: Initiative, user: Person, *, on: dt.date) -> list[Shown]:
    rows = whole(visible_to(user, on=on).filter(initiative=initiative)).order_by("-stage_since", "-pk")
    return shown_each(list(rows), initiative, on=on)


def public_of(initiative: Initiative) -> list[Project]:
    """What the public profile names: what runs first."""
    chosen = Project.objects.public().filter(initiative=initiative).exclude(stage=ProjectStage.STOPPED)
    return sorted(chosen.select_related("responsible"), key=lambda one: (one.stage != ProjectStage.RUNNING, one.pk))


def with_units(project: Project) -> list[Contribution]:
    """What the project is to move, each with the unit of its indicator in force."""
    rows = list(project.contributions.all())
    versions = IndicatorVersion.objects.in_force().filter(indicator__in=[row.indicator_id for row in rows])
    units = dict(versions.values_list("indicator", "shown_as"))
    for row in rows:
        unit = units.get(row.indicator_id, "")
        row.unit = WRITTEN_AS.get(unit, unit)
    return rows


def shown(project: Project, *, on: dt.date) -> Shown:
    return shown_each([whole(Project.objects.filter(pk=project.pk)).get()], project.initiative, on=on)[0]


def shown_each(projects: Iterable[Project], initiative: Initiative, *, on: dt.date) -> list[Shown]:
    projects = list(projects)
    inside = participants(initiative, on=on) if projects else frozenset()
    return [_shown(project, inside, on) for project in projects]


def participants(initiative: Initiative, *, on: dt.date) -> frozenset[int]:
    """Organisations that take part today: committed members, the initiator and who runs it."""
    return held.once(("participants", initiative.pk, on), lambda: _participants(initiative, on))


def _participants(initiative: Initiative, on: dt.date) -> frozenset[int]:
    members = Membership.objects.committed().filter(initiative=initiative).values_list("organisation", flat=True)
    running = Appointment.objects.in_force(on).filter(initiative=initiative).values_list("organisation", flat=True)
    return frozenset({initiative.initiator_id, *members.union(running)})


def choices(initiative: Initiative, *, on: dt.date) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=participants(initiative, on=on)).order_by("sort_name", "pk")


def _shown(project: Project, inside: frozenset[int], on: dt.date) -> Shown:
    lines = list(project.budget_lines.all())
    share = budget.cofinancing(lines)
    return Shown(
        project=project,
        money=budget.add(lines),
        cofinancing=None if share is None else float(share),
        concerns=tuple(_concerns(project, inside, on)) if project.stage in LIVING else (),
        partners=tuple(project.present),
        inside=inside,
    )


def _concerns(project: Project, inside: frozenset[int], on: dt.date) -> Iterable[Concern]:
    late = [one for one in project.milestones.all() if one.is_late(on)] if project.stage in WORKED_ON else []
    if late:
        days = max(one.days_late(on) for one in late)
        text = ngettext(
            "%(count)s milestone is late, by %(days)s days",
            "%(count)s milestones are late, by up to %(days)s days",
            len(late),
        )
        yield Concern("late", text % {"count": len(late), "days": days})
    if project.is_overdue(on):
        yield Concern("late", _("It should have ended on %(day)s") % {"day": date_format(project.ends_on)})
    if over := budget.overspent(project.budget_lines.all()):
        years = ", ".join(sorted({str(line.year) for line in over}))
        yield Concern("money", _("More spent than planned: %(years)s") % {"years": years})
    if unanswered := sum(risk.is_unanswered for risk in project.risks.all()):
        text = ngettext("%(count)s serious risk has no answer", "%(count)s serious risks have no answer", unanswered)
        yield Concern("risk", text % {"count": unanswered})
    yield from _left(project, inside)


def _left(project: Project, inside: frozenset[int]) -> Iterable[Concern]:
    gone = {part.organisation.called for part in project.present if part.organisation_id not in inside}
    if project.responsible_id and project.responsible_id not in inside:
        gone.add(project.responsible.called)
    for name in sorted(gone):
        yield Concern("partner", _("%(name)s has left the initiative") % {"name": name})


def missing(way: Way, found: Shown) -> list[str]:
    """Why `way` cannot be taken yet; the same sentences for the button, the refusal and the API."""
    reasons = [_MISSING[need](found) for need in way.needs]
    return [reason for reason in reasons if reason]


def ways(found: Shown) -> list[tuple[Way, list[str]]]:
    return [(way, missing(way, found)) for way in available(found.project.stage)]


def _lacks_summary(found: Shown) -> str | Promise:
    return "" if found.project.summary.strip() else _("Say in a few sentences what it does.")


def _lacks_responsible(found: Shown) -> str | Promise:
    project = found.project
    if project.responsible_id is None or not project.responsible_name:
        return _("Name the responsible organisation and person.")
    if project.responsible_id not in found.inside:
        return _("%(name)s has left the initiative; name another responsible organisation.") % {
            "name": project.responsible
        }
    return ""


def _lacks_dates(found: Shown) -> str | Promise:
    return "" if found.project.starts_on and found.project.ends_on else _("Give the first and the last day.")


def _lacks_budget(found: Shown) -> str | Promise:
    project, money = found.project, found.money
    if project.total is None or not money.lines:
        return _("Enter total and budget by source and year.")
    if money.unplanned:
        return _("A budget line is unplanned; nothing is 0.")
    if money.planned != project.total:
        told = {"sum": grouped(money.planned), "total": grouped(project.total)}
        return _("Lines make %(sum)s ₸, the total %(total)s ₸.") % told
    return ""


def _lacks_milestones(found: Shown) -> str | Promise:
    standing = [one for one in found.project.milestones.all() if one.dropped_at is None]
    return "" if standing else _("Add a milestone: what, and on which day.")


def _lacks_registration(found: Shown) -> str | Promise:
    is_there = found.project.initiative.stage == Stage.REGISTERED
    return "" if is_there else _("Projects are selected and started once the initiative is registered.")


def _lacks_end(found: Shown) -> str | Promise:
    waiting = sum(one.is_open for one in found.project.milestones.all())
    text = ngettext("%(count)s milestone is still open.", "%(count)s milestones are still open.", waiting)
    return text % {"count": waiting} if waiting else ""


_MISSING: dict[ProjectNeed, Callable[[Shown], str | Promise]] = {
    ProjectNeed.SUMMARY: _lacks_summary,
    ProjectNeed.RESPONSIBLE: _lacks_responsible,
    ProjectNeed.DATES: _lacks_dates,
    ProjectNeed.BUDGET: _lacks_budget,
    ProjectNeed.MILESTONES: _lacks_milestones,
    ProjectNeed.REGISTERED: _lacks_registration,
    ProjectNeed.FINISHED: _lacks_end,
}


def grouped(amount: int | None) -> str:
    """Whole tenge to the last one, in groups of three."""
    return "–" if amount is None else f"{amount:,}".replace(",", "\u00a0")


def task_state(initiative: Initiative, on: dt.date) -> tuple[TaskState, str]:
    """Done: something runs or is completed, and every such project has all that shows it."""
    living = Project.objects.filter(initiative=initiative).exclude(stage=ProjectStage.STOPPED).order_by("pk")
    rows = _as_judged(living).annotate(has_aim=Exists(Contribution.objects.filter(project=OuterRef("pk"))))
    found = shown_each(list(rows), initiative, on=on)
    if not found:
        return TaskState.NOT_STARTED, _("No project yet: note a first idea.")
    if troubled := [one for one in found if one.concerns]:
        worst = troubled[0]
        return TaskState.ATTENTION, f"{worst.project.title}: {worst.concerns[0].text}."
    carried = [one for one in found if one.project.stage in (ProjectStage.RUNNING, ProjectStage.COMPLETED)]
    if not carried:
        return TaskState.IN_PROGRESS, _("No project runs yet.")
    for one in carried:
        if lacking := next(_lacking(one), ""):
            return TaskState.IN_PROGRESS, f"{one.project.title}: {lacking}"
    return TaskState.DONE, ""


EVIDENCE = (ProjectNeed.SUMMARY, ProjectNeed.RESPONSIBLE, ProjectNeed.DATES, ProjectNeed.BUDGET, ProjectNeed.MILESTONES)


def _lacking(found: Shown) -> Iterable[str | Promise]:
    yield from filter(None, (_MISSING[need](found) for need in EVIDENCE))
    if not found.partners:
        yield _("No member takes part yet.")
    if not found.project.has_aim:
        yield _("Say which indicator it is to move.")
    if found.project.stage == ProjectStage.COMPLETED and (reason := _lacks_end(found)):
        yield reason
