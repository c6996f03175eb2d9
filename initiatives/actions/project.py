"""A project is noted as an idea, described, given partners, and taken from stage to stage."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.actions.collision import Collision
from initiatives.models import Initiative, Organisation, Project, ProjectPartner
from initiatives.permissions import portfolio as permissions
from initiatives.projects import WAYS, Asked, ProjectStage, Way
from initiatives.queries import project as projects
from initiatives.queries.initiative import runner


class PortfolioRefused(Exception):
    """The project cannot be changed so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class ProjectCollision(Collision, PortfolioRefused):
    """Somebody has changed the project since the page was opened."""


@transaction.atomic
def draft(*, initiative: Initiative, kind: str, title: str, by: User, at: dt.datetime, **described: object) -> Project:
    """Note an idea. The same title twice, as by a double click, is noted once."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    if not permissions.may_add_project(by, initiative, timezone.localdate(at)):
        raise _not_his(initiative, at)
    standing = Project.objects.filter(initiative=initiative, title=title, kind=kind, stage=ProjectStage.IDEA).first()
    if standing is not None:
        return standing
    project = Project(
        initiative=initiative, kind=kind, title=title, stage_since=at, opened_at=at, opened_by=by, **described
    )
    _check_description(project, at)
    project.save(force_insert=True)
    audit.record(verb="project.drafted", target=project, by=by, at=at, title=title)
    return project


@transaction.atomic
def describe(
    *, project: Project, seen_revision: int | None = None, by: User, at: dt.datetime, **described: object
) -> Project:
    """Change what is said of a project; the page of `seen_revision` may be old."""
    project = locked(project, by, at)
    check_revision(project, seen_revision)
    changed = [name for name, value in described.items() if getattr(project, name) != value]
    if not changed:
        return project
    for name in changed:
        setattr(project, name, described[name])
    _check_description(project, at)
    _check_span(project)
    project.revision += 1
    project.save(update_fields=[*changed, "revision"])
    audit.record(verb="project.described", target=project, by=by, at=at, fields=sorted(changed))
    return project


@transaction.atomic
def advance(*, project: Project, way: Way | str, words: str = "", by: User, at: dt.datetime) -> Project:
    """Take one way, or raise PortfolioRefused. The only place where a project's stage changes."""
    way = WAYS[way] if isinstance(way, str) else way
    project = (
        Project.objects.select_for_update(no_key=True, of=("self",)).select_related("initiative").get(pk=project.pk)
    )
    if project.stage == way.target and way.name != "recall":
        return project
    on = timezone.localdate(at)
    if not permissions.may_add_project(by, project.initiative, on):
        raise _not_his(project.initiative, at)
    _check_way(project, way, words.strip(), on)
    project.stage, project.stage_since = way.target, at
    if way.asks == Asked.RESULTS:
        project.results = words.strip()
    project.revision += 1
    project.save(update_fields=["stage", "stage_since", "results", "revision"])
    personal = {"reason": words.strip()} if words.strip() else None
    audit.record(verb=f"project.{way.name}", target=project, by=by, at=at, personal=personal, title=project.title)
    return project


@transaction.atomic
def join(*, project: Project, organisation: Organisation, role: str, by: User, at: dt.datetime) -> ProjectPartner:
    """A member takes part; joining twice is joining once, with the later role."""
    project = locked(project, by, at)
    if organisation.pk not in projects.participants(project.initiative, on=timezone.localdate(at)):
        raise PortfolioRefused(
            _("%(name)s is not a member of the initiative; invite it first.") % {"name": organisation}, "organisation"
        )
    part, is_new = ProjectPartner.objects.get_or_create(
        project=project, organisation=organisation, left_at=None, defaults={"role": role, "joined_at": at}
    )
    if not is_new and part.role == role:
        return part
    part.role = role
    part.save(update_fields=["role"])
    audit.record(verb="project.partner_joined", target=project, by=by, at=at, organisation=organisation.told, role=role)
    return part


@transaction.atomic
def part_with(*, partner: ProjectPartner, by: User, at: dt.datetime) -> ProjectPartner:
    """A partner takes part no more; the time it did is kept."""
    project = locked(partner.project, by, at)
    partner = (
        ProjectPartner.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organisation")
        .get(pk=partner.pk)
    )
    if partner.left_at is not None:
        return partner
    partner.left_at = at
    partner.save(update_fields=["left_at"])
    audit.record(verb="project.partner_left", target=project, by=by, at=at, organisation=partner.organisation.told)
    return partner


def locked(project: Project, by: User, at: dt.datetime) -> Project:
    """The project, held until the deed is done, where `by` may change it."""
    rows = Project.objects.select_for_update(no_key=True, of=("self",)).select_related("initiative", "responsible")
    project = rows.get(pk=project.pk)
    if project.is_over:
        raise PortfolioRefused(
            _("The project is %(stage)s; nothing changes in it any more.") % {"stage": project.stage_enum.label}
        )
    if not permissions.may_add_project(by, project.initiative, timezone.localdate(at)):
        raise _not_his(project.initiative, at)
    return project


def check_revision(project: Project, seen: int | None) -> None:
    if seen is not None and seen != project.revision:
        raise ProjectCollision(
            _("Somebody has changed the project since you opened this page. Compare, then send yours again.")
        )


def _not_his(initiative: Initiative, at: dt.datetime) -> PortfolioRefused:
    if initiative.stage not in permissions.WORKING_STAGES:
        return PortfolioRefused(
            _("The initiative is %(stage)s; its projects stand still.") % {"stage": initiative.stage_enum.label}
        )
    name = runner(initiative, on=timezone.localdate(at)).name
    return PortfolioRefused(_("Only the people of %(name)s can change this.") % {"name": name})


def _check_description(project: Project, at: dt.datetime) -> None:
    if project.starts_on and project.ends_on and project.ends_on < project.starts_on:
        raise PortfolioRefused(_("The last day is before the first day."), "ends_on")
    if project.total is not None and project.total < 0:
        raise PortfolioRefused(_("Money is never less than 0."), "total")
    if project.responsible is None:
        return
    if project.responsible_id not in projects.participants(project.initiative, on=timezone.localdate(at)):
        raise PortfolioRefused(
            _("%(name)s is not a member of the initiative; invite it first.") % {"name": project.responsible},
            "responsible",
        )


def _check_span(project: Project) -> None:
    """What hangs on the project stays within its days."""
    first, last = project.starts_on, project.ends_on
    due = [one.due_on for one in project.milestones.all() if one.dropped_at is None]
    outside = [day for day in due if (first and day < first) or (last and day > last)]
    if outside:
        day = date_format(outside[0])
        raise PortfolioRefused(_("A milestone is due on %(day)s, outside these days; move it first.") % {"day": day})
    years = [line.year for line in project.budget_lines.all()]
    if beyond := [year for year in years if (first and year < first.year) or (last and year > last.year)]:
        raise PortfolioRefused(
            _("The budget has money in %(year)s, outside these days; move it first.") % {"year": beyond[0]}
        )


def _check_way(project: Project, way: Way, words: str, on: dt.date) -> None:
    if project.stage not in way.sources:
        raise PortfolioRefused(
            _("“%(deed)s” is not possible: the project is %(stage)s since %(since)s.")
            % {
                "deed": way.label,
                "stage": project.stage_enum.label,
                "since": timezone.localtime(project.stage_since).strftime("%d.%m.%Y %H:%M"),
            }
        )
    if way.asks != Asked.NOTHING and not words:
        is_why = way.asks == Asked.REASON
        raise PortfolioRefused(
            _("Say why: the reason is kept and shown.") if is_why else _("Say what came of it."), "words"
        )
    if lacking := projects.missing(way, projects.shown(project, on=on)):
        raise PortfolioRefused(_("Not yet. %(missing)s") % {"missing": " ".join(lacking)})
