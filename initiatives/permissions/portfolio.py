"""Who may see, run and score the projects of an initiative, and who holds a portfolio of initiatives."""

import datetime as dt

from django.utils import timezone

from initiatives.lifecycle import Stage
from initiatives.models import Initiative, Jurisdiction, Project, ProjectPartner
from initiatives.permissions.initiative import may_manage, may_open_home, may_see
from initiatives.projects import ProjectStage
from initiatives.queries import project as projects
from initiatives.queries.organisation import Person, edited_by, represented_by

WORKING_STAGES = (Stage.NASCENT, Stage.UNDER_REVIEW, Stage.REGISTERED)


def may_see_projects(user: Person, initiative: Initiative) -> bool:
    """Whoever knows of the initiative; strangers find the public projects only."""
    is_public = initiative.stage in (Stage.REGISTERED, Stage.SUSPENDED)
    return may_open_home(user, initiative) or (is_public and may_see(user, initiative))


def may_see_inside(user: Person, project: Project, on: dt.date | None = None) -> bool:
    """Risks, scores and history are for the initiative's people and its authorities."""
    return may_open_home(user, project.initiative, on)


def may_add_project(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    return initiative.stage in WORKING_STAGES and may_manage(user, initiative, on)


def may_run_project(user: Person, project: Project, on: dt.date | None = None) -> bool:
    """Runs the initiative, at a stage at which it works, and the project is not over."""
    return not project.is_over and may_add_project(user, project.initiative, on)


def may_score(user: Person, project: Project, on: dt.date | None = None) -> bool:
    """Edits for an organisation of the initiative, and no organisation of his gains by the proposal."""
    if project.stage != ProjectStage.PROPOSED:
        return False
    inside = projects.participants(project.initiative, on=on or timezone.localdate())
    return edited_by(user).filter(pk__in=inside).exists() and not is_in_conflict(user, project)


def is_in_conflict(user: Person, project: Project) -> bool:
    partners = ProjectPartner.objects.filter(project=project, left_at=None).values_list("organisation", flat=True)
    gaining = {project.responsible_id, *partners} - {None}
    return represented_by(user).filter(pk__in=gaining).exists()


def may_hold_portfolio(user: Person, on: dt.date | None = None) -> bool:
    """Acts for an authority with a jurisdiction over a region or the country."""
    if not user.is_authenticated:
        return False
    mine = represented_by(user).filter(confirmed_at__isnull=False)
    return Jurisdiction.objects.filter(authority__in=mine, valid__contains=on or timezone.localdate()).exists()
