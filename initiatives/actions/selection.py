"""Proposals are scored on criteria by people whose organisations do not gain by them."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.actions.project import PortfolioRefused
from initiatives.models import Project, Score
from initiatives.permissions import portfolio as permissions
from initiatives.projects import BEST, CRITERIA, ProjectStage
from initiatives.queries import project as projects
from initiatives.queries.organisation import edited_by


@transaction.atomic
def score(*, project: Project, points: Mapping[str, int], by: User, at: dt.datetime) -> list[Score]:
    """All criteria at once; whoever scores again replaces his own scores until the selection."""
    rows = Project.objects.select_for_update(no_key=True, of=("self",)).select_related("initiative")
    project = rows.get(pk=project.pk)
    _check(project, points, by, timezone.localdate(at))
    inside = projects.participants(project.initiative, on=timezone.localdate(at))
    organisation = edited_by(by).filter(pk__in=inside).order_by("pk").first()
    given = [
        Score(project=project, criterion=key, points=points[key], organisation=organisation, scored_by=by, scored_at=at)
        for key in CRITERIA
    ]
    Score.objects.bulk_create(
        given,
        update_conflicts=True,
        unique_fields=["project", "criterion", "scored_by"],
        update_fields=["points", "organisation", "scored_at"],
    )
    audit.record(verb="project.scored", target=project, by=by, at=at, organisation=organisation.told)
    return given


def _check(project: Project, points: Mapping[str, int], by: User, on: dt.date) -> None:
    if project.stage != ProjectStage.PROPOSED:
        raise PortfolioRefused(
            _("Only proposals are scored; this project is %(stage)s.") % {"stage": project.stage_enum.label}
        )
    if permissions.is_in_conflict(by, project):
        raise PortfolioRefused(_("Your organisation takes part in this proposal, so you cannot score it."))
    if not permissions.may_score(by, project, on):
        raise PortfolioRefused(_("Proposals are scored by editors of the initiative's members."))
    if set(points) != set(CRITERIA) or not all(0 <= given <= BEST for given in points.values()):
        raise PortfolioRefused(_("Give every criterion a number from 0 to %(best)s.") % {"best": BEST})
